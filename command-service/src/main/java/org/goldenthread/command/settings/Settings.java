package org.goldenthread.command.settings;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.goldenthread.events.Role;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.calendar.Timescale;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.calendar.WorkingHours;
import org.goldenthread.events.document.DocumentEvent.FamilyDuty;
import org.goldenthread.events.meeting.MeetingEvent.Document;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;

/**
 * What an area has set, from a day on: timescales by id (domain 0.7), front-door hours, the roles that may decide, and
 * after how long an entry counts as late. A clock that started keeps the value it started with.
 */
public record Settings(String edition, LocalDate from, @Nullable LedgerId ledger, Map<String, Timescale> timescales,
        WorkingHours frontDoorHours, Set<Role> mayDecide, Map<Kind, Map<Document, Set<RecipientClass>>> duties, Map<Kind, FamilyDuty> families, Map<AgencyId, Reach> reaches, Duration lateAfter) {

    public Settings {
        timescales = Map.copyOf(timescales);
        mayDecide = Set.copyOf(mayDecide);
        duties = Map.copyOf(duties);
        families = Map.copyOf(families);
        reaches = Map.copyOf(reaches);
    }

    /** Who must be sent what after a meeting of a kind (ruling 3): classes of recipients by document. */
    public Map<Document, Set<RecipientClass>> duties(Kind kind) {
        return duties.getOrDefault(kind, Map.of());
    }

    /** Whether a family is given a copy of the minutes of a meeting of a kind (ruling 3): as the chair decides where nothing is said. */
    public FamilyDuty family(Kind kind) {
        return families.getOrDefault(kind, FamilyDuty.CHAIR_DECIDES);
    }

    /** By which way documents reach an agency: its inbox where nothing else is said. */
    public Reach reach(AgencyId agency) {
        return reaches.getOrDefault(agency, Reach.INBOX);
    }

    /** Until when minutes that are there from a moment on are to stand in an agency's own system; empty where that isn't awaited of it. */
    public Optional<Clock> ownRecord(AgencyId agency, Instant deliveredAt) {
        return reach(agency).ownRecord() ? Optional.of(start("TS-OWN", deliveredAt)) : Optional.empty();
    }

    /** Starts a clock by the value in force. */
    public Clock start(String timescale, Instant at) {
        var value = timescales.get(timescale);
        if (value == null) {
            throw new IllegalStateException("settings " + edition + " have no " + timescale);
        }
        return new Clock(timescale, value.toString(), at, value.dueAfter(at, WorkingCalendar.englandAndWales()));
    }

    /** All editions; the newest that has begun holds, a ledger's own before the general one. */
    public record InForce(List<Settings> editions) {

        public InForce {
            editions = editions.stream().sorted(Comparator.comparing(Settings::from).reversed()).toList();
            if (editions.stream().noneMatch(edition -> edition.ledger() == null)) {
                throw new IllegalArgumentException("the settings need one edition for every ledger, without 'ledger'");
            }
        }

        /** A ledger's settings on a day; before the first edition, the first. */
        public Settings of(LedgerId ledger, Instant at) {
            var day = WorkingCalendar.dayOf(at);
            Settings general = null;
            for (var edition : editions) {
                if (!edition.from().isAfter(day)) {
                    if (ledger.equals(edition.ledger())) {
                        return edition;
                    }
                    general = general == null && edition.ledger() == null ? edition : general;
                }
            }
            return general == null ? first() : general;
        }

        private Settings first() {
            return editions.stream().filter(edition -> edition.ledger() == null).reduce((newer, older) -> older).orElseThrow();
        }
    }
}
