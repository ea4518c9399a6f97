package org.goldenthread.command.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.goldenthread.events.Role;
import org.goldenthread.events.calendar.Timescale;
import org.goldenthread.events.calendar.WorkingHours;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.FamilyDuty;
import org.goldenthread.events.meeting.MeetingEvent.Document;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

/** The settings as their file writes them; an entry that cannot be meant stops the start with a sentence. */
@ConfigurationProperties
public record SettingsFile(List<Edition> settings) {

    /** The timescales that the workflows built so far start. */
    private static final Set<String> NEEDED = Set.of("TS-ACK-REF", "TS-DEC", "TS-FBK", "TS-REST", "TS-GLASS", "TS-STR-HOLD", "TS-STR-DEC",
            "TS-STR-MIN", "TS-MTG-DEC", "TS-MTG-MIN", "TS-ENDORSE", "TS-ACK", "TS-OWN", "TS-CHAL1");

    /** One edition of the file. */
    public record Edition(String edition, LocalDate from, @Nullable Integer ledger, Duration lateAfter, Map<String, String> timescales,
            Map<DayOfWeek, String> frontDoorHours, Set<Role> mayDecide, Map<Kind, Map<Document, Set<RecipientClass>>> duties,
            @Nullable Map<Kind, FamilyDuty> families, @Nullable List<Reached> reach) {

        Settings read() {
            var values = new TreeMap<String, Timescale>();
            timescales.forEach((id, text) -> values.put(id, Timescale.parse(text)));
            if (!values.keySet().containsAll(NEEDED)) {
                throw new IllegalArgumentException("settings edition '" + edition + "' needs all of " + NEEDED);
            }
            var hours = new EnumMap<DayOfWeek, WorkingHours.Span>(DayOfWeek.class);
            frontDoorHours.forEach((day, text) -> hours.put(day, span(day, text)));
            return new Settings(edition, from, ledger == null ? null : new LedgerId(ledger), values, new WorkingHours(hours), mayDecide, duties, families == null ? Map.of() : families, reaches(), lateAfter);
        }

        private Map<AgencyId, Reach> reaches() {
            return reach == null ? Map.of() : reach.stream().collect(Collectors.toUnmodifiableMap(one -> new AgencyId(one.agency()), Reached::read));
        }

        private static WorkingHours.Span span(DayOfWeek day, String text) {
            var ends = text.split("-", -1);
            if (ends.length != 2 || !LocalTime.parse(ends[0]).isBefore(LocalTime.parse(ends[1]))) {
                throw new IllegalArgumentException("front-door-hours of " + day + ": write 09:00-17:00, not '" + text + "'");
            }
            return new WorkingHours.Span(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
        }
    }

    /** By which way one agency is reached, and whether it is awaited that minutes stand in its own system. */
    public record Reached(UUID agency, Channel channel, @Nullable String to, boolean ownRecord) {

        private Reach read() {
            var address = to == null ? "" : to.strip();
            boolean fits = switch (channel) {
                case SECURE_EMAIL -> address.matches("[^\\s@<>,;]+@[^\\s@<>,;]+");
                case AGENCY_API -> address.matches("https://\\S+|http://(127\\.0\\.0\\.1|localhost)(:\\d+)?/\\S*");
                case PORTAL, POST, IN_MEETING_HANDOVER -> address.isEmpty();
            };
            if (!fits) {
                throw new IllegalArgumentException("reach of agency " + agency + " by " + channel + ": 'to' is a mailbox for SECURE_EMAIL, an https address for AGENCY_API, else left out");
            }
            return new Reach(channel, address, ownRecord);
        }
    }

    /** The settings that come with the product, for whoever runs its rules without the service. */
    public static SettingsFile shipped() {
        try {
            var sources = new YamlPropertySourceLoader().load("settings", new ClassPathResource("settings.yaml"));
            return new Binder(ConfigurationPropertySources.from(sources)).bind("", SettingsFile.class).get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads every edition. */
    public Settings.InForce inForce() {
        return new Settings.InForce(settings.stream().map(Edition::read).toList());
    }
}
