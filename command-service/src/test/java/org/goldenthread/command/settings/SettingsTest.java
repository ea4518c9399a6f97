package org.goldenthread.command.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.goldenthread.command.settings.SettingsFile.Edition;
import org.goldenthread.events.Role;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Settings are dated and a ledger's own; a clock keeps the value it started with. */
class SettingsTest {

    private static final LedgerId SEAHOLM = new LedgerId(1);
    private static final LedgerId OTHER = new LedgerId(2);

    private final Settings.InForce inForce = new SettingsFile(List.of(edition("first", "2020-01-01", null, "1 WD"),
            edition("longer", "2026-04-01", null, "2 WD"), edition("seaholm", "2026-06-01", 1, "4 h"))).inForce();

    @Test
    void the_newest_edition_that_has_begun_holds_from_midnight_in_london() {
        assertThat(inForce.of(OTHER, Instant.parse("2026-03-31T22:59:59Z")).edition()).isEqualTo("first");
        assertThat(inForce.of(OTHER, Instant.parse("2026-03-31T23:00:00Z")).edition()).isEqualTo("longer");
        assertThat(inForce.of(OTHER, Instant.parse("2010-01-01T00:00:00Z")).edition()).as("before the first, the first").isEqualTo("first");
    }

    @Test
    void a_ledger_s_own_edition_goes_before_the_general_one_and_only_for_that_ledger() {
        var june = Instant.parse("2026-06-10T10:00:00Z");
        assertThat(inForce.of(SEAHOLM, june).edition()).isEqualTo("seaholm");
        assertThat(inForce.of(OTHER, june).edition()).isEqualTo("longer");
        assertThat(inForce.of(SEAHOLM, Instant.parse("2026-05-31T10:00:00Z")).edition()).isEqualTo("longer");
    }

    @Test
    void a_clock_carries_the_value_and_the_rule_it_started_with() {
        var clock = inForce.of(SEAHOLM, Instant.parse("2026-06-10T10:00:00Z")).start("TS-DEC", Instant.parse("2026-06-10T10:00:00Z"));
        assertThat(clock.timescale()).isEqualTo("TS-DEC");
        assertThat(clock.value()).isEqualTo("4 h");
        assertThat(clock.dueBy()).isEqualTo(Instant.parse("2026-06-10T14:00:00Z"));
    }

    @Test
    void a_file_that_cannot_be_meant_says_what_is_missing() {
        assertThatThrownBy(() -> new SettingsFile(List.of(edition("own only", "2020-01-01", 1, "1 WD"))).inForce())
                .hasMessageContaining("one edition for every ledger");
        assertThatThrownBy(() -> new SettingsFile(List.of(new Edition("no hours", LocalDate.of(2020, 1, 1), null, Duration.ofHours(1),
                Map.of("TS-DEC", "1 WD"), Map.of(), Set.of(), Map.of(), null, null))).inForce()).hasMessageContaining("needs all of");
        assertThatThrownBy(() -> new SettingsFile(List.of(new Edition("back to front", LocalDate.of(2020, 1, 1), null, Duration.ofHours(1),
                timescales("1 WD"), Map.of(DayOfWeek.MONDAY, "17:00-09:00"), Set.of(), Map.of(), null, null))).inForce()).hasMessageContaining("write 09:00-17:00");
    }

    @Test
    void an_agency_is_reached_by_its_inbox_where_nothing_is_said_and_an_address_must_fit_its_way() {
        var settings = SettingsFile.shipped().inForce().of(new LedgerId(1), Instant.parse("2026-03-10T10:00:00Z"));
        assertThat(settings.reach(AgencyId.of("a0000000-0000-4000-8000-000000000004"))).isEqualTo(new Reach(Channel.SECURE_EMAIL, "safeguarding@community-health.example", false));
        assertThat(settings.reach(new AgencyId(UUID.randomUUID()))).isEqualTo(Reach.INBOX);
        assertThat(settings.ownRecord(AgencyId.of("a0000000-0000-4000-8000-000000000002"), Instant.parse("2026-03-10T10:00:00Z")).orElseThrow().dueBy())
                .isEqualTo(Instant.parse("2026-03-17T23:59:59Z"));
        assertThat(settings.ownRecord(new AgencyId(UUID.randomUUID()), Instant.parse("2026-03-10T10:00:00Z"))).isEmpty();
        for (var wrong : List.of(reached(Channel.SECURE_EMAIL, "nobody"), reached(Channel.AGENCY_API, "http://elsewhere.example/in"), reached(Channel.PORTAL, "x@y.example"))) {
            assertThatThrownBy(() -> new SettingsFile(List.of(new Edition("reach", LocalDate.of(2020, 1, 1), null, Duration.ofHours(1), timescales("1 WD"), Map.of(), Set.of(), Map.of(), null,
                    List.of(wrong)))).inForce()).hasMessageContaining("'to' is a mailbox for SECURE_EMAIL");
        }
    }

    private static SettingsFile.Reached reached(Channel channel, String to) {
        return new SettingsFile.Reached(UUID.randomUUID(), channel, to, false);
    }

    private static Edition edition(String name, String from, @Nullable Integer ledger, String decision) {
        return new Edition(name, LocalDate.parse(from), ledger, Duration.ofHours(1), timescales(decision),
                Map.of(DayOfWeek.MONDAY, "09:00-17:00", DayOfWeek.WEDNESDAY, "09:00-17:00"), Set.of(Role.FD_MANAGER), Map.of(), null, null);
    }

    private static Map<String, String> timescales(String decision) {
        var all = new TreeMap<>(SettingsFile.shipped().settings().getFirst().timescales());
        all.put("TS-DEC", decision);
        return all;
    }
}
