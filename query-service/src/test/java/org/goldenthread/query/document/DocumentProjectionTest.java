package org.goldenthread.query.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Envelope;
import org.goldenthread.events.Envelope.Context;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.DutyAdded;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.document.DocumentEvent.Owed;
import org.goldenthread.events.document.DocumentEvent.RecipientAdded;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.goldenthread.query.rows.Row;
import org.goldenthread.query.rows.Rows;
import org.goldenthread.query.rows.Table;
import org.junit.jupiter.api.Test;

class DocumentProjectionTest {

    private static final DocumentId MINUTES = new DocumentId(id(1));
    private static final ChildId CHILD = new ChildId(id(2));
    private static final AgencyId POLICE = new AgencyId(id(3));
    private static final AgencyId SCHOOL = new AgencyId(id(4));
    private static final Instant ENDED = Instant.parse("2026-03-27T16:00:00Z");
    private static final Instant DUE = Instant.parse("2026-03-30T22:59:59Z");
    private static final Instant LATER = Instant.parse("2026-04-07T22:59:59Z");

    private final Kept rows = new Kept();
    private final DocumentProjection projection = new DocumentProjection();

    @Test
    void a_later_version_resets_no_clock_of_an_agency_that_a_person_added() {
        minutesOwed();
        on(new DutyAdded(MINUTES, new Owed(SCHOOL, List.of(), RecipientClass.ADDED, DUE), List.of(CHILD)));
        added(20, 1, SCHOOL, DUE);
        added(21, 2, SCHOOL, LATER);
        assertThat(due(SCHOOL)).isEqualTo(DUE);
    }

    @Test
    void the_first_copy_of_an_agency_added_again_has_its_own_day_and_no_other_has() {
        minutesOwed();
        on(new RecipientAdded(MINUTES, POLICE, PersonalText.of(CHILD.value(), "words"), List.of(CHILD)));
        added(20, 1, POLICE, LATER);
        added(21, 2, POLICE, LATER.plusSeconds(604_800));
        assertThat(due(POLICE)).isEqualTo(LATER);
    }

    private void minutesOwed() {
        on(new MinutesOwed(MINUTES, new MeetingId(id(5)), Kind.STRATEGY, ENDED, new Clock("TS-STR-MIN", "1 WD", ENDED, DUE),
                List.of(new Owed(POLICE, List.of(1), RecipientClass.ATTENDED, DUE)), List.of(CHILD)));
    }

    private void added(int copy, int version, AgencyId agency, Instant dueBy) {
        on(new DistributionQueued(MINUTES, new DistributionId(id(copy)), version, agency, List.of(), RecipientClass.ADDED, Channel.PORTAL, dueBy, List.of(CHILD)));
    }

    private static UUID id(int number) {
        return new UUID(7, number);
    }

    private void on(DocumentEvent event) {
        var ledger = new LedgerId(1);
        var stored = new StoredEvent(ledger, 1, ENDED.toEpochMilli(), "document", MINUTES.value(), 0, id(99), ENDED.toEpochMilli(), "any", 1, new byte[0], new byte[0], new byte[0]);
        var context = new Context(new Actor(new UserId(id(50)), Role.MINUTE_TAKER, POLICE), null, "E06000033", null, List.of(CHILD), id(98), null, Sensitivity.STANDARD, false, null, null);
        projection.on(new Recorded<>(new Envelope(ledger, 1, "document", MINUTES.value(), 0, stored.eventId(), ENDED, ENDED, context), event), stored, rows);
    }

    private Instant due(AgencyId agency) {
        return Instant.ofEpochMilli(new Row(DocumentProjection.OWED, rows.find(DocumentProjection.OWED, 1, MINUTES.value(), agency.value()).orElseThrow()).moment("due_by"));
    }

    /** Rows in memory. */
    private static final class Kept implements Rows {

        private final Map<List<Object>, Object[]> kept = new HashMap<>();

        @Override
        public void put(Table table, Object... values) {
            kept.put(List.of(table, List.of(Arrays.copyOf(values, table.keyColumns()))), values.clone());
        }

        @Override
        public Optional<Object[]> find(Table table, Object... key) {
            return Optional.ofNullable(kept.get(List.of(table, List.of(key)))).map(Object[]::clone);
        }
    }
}
