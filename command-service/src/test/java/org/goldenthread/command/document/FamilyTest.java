package org.goldenthread.command.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.goldenthread.command.Decisions.only;
import static org.goldenthread.command.Decisions.refused;
import static org.goldenthread.command.Decisions.sentence;
import static org.goldenthread.command.Decisions.warnings;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.command.Given;
import org.goldenthread.command.GivenMeetings;
import org.goldenthread.command.Shows;
import org.goldenthread.command.document.FamilyCommand.PrepareFamilyCopy;
import org.goldenthread.command.document.FamilyCommand.RecordFamilyCopyAcknowledged;
import org.goldenthread.command.document.FamilyCommand.RecordFamilyCopyCameBack;
import org.goldenthread.command.document.FamilyCommand.RecordFamilyCopyGiven;
import org.goldenthread.command.document.FamilyCommand.ReleaseFamilyCopy;
import org.goldenthread.command.document.FamilyCommand.ReturnFamilyCopy;
import org.goldenthread.command.document.FamilyCommand.WithholdFamilyCopy;
import org.goldenthread.command.document.MinutesCommand.DraftMinutes;
import org.goldenthread.command.document.MinutesCommand.IssueMinutes;
import org.goldenthread.command.document.MinutesCommand.Line;
import org.goldenthread.command.document.MinutesCommand.OweMinutes;
import org.goldenthread.command.document.MinutesCommand.Written;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.RuleOverride;
import org.goldenthread.events.RuleOverride.ReasonCode;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.FamilyCopiesOwed;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyGiven;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyPrepared;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyReleased;
import org.goldenthread.events.document.DocumentEvent.FamilyDuty;
import org.goldenthread.events.document.DocumentEvent.Heading;
import org.goldenthread.events.document.DocumentEvent.Relationship;
import org.goldenthread.events.document.Handling;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FamilyTest {

    private static final Instant FOUR = Instant.parse("2026-03-10T16:00:00Z");
    private static final Instant DUE = Instant.parse("2026-03-17T23:59:59Z");
    private static final Instant LATER = FOUR.plusSeconds(86_400);
    private static final MeetingId MEETING = new MeetingId(UUID.randomUUID());
    private static final ChildId ONE = new ChildId(UUID.randomUUID());
    private static final ChildId SISTER = new ChildId(UUID.randomUUID());
    private static final AgencyId POLICE = new AgencyId(UUID.randomUUID());
    private static final UserId TAKER = new UserId(UUID.randomUUID());
    private static final UserId CHAIR = new UserId(UUID.randomUUID());
    private static final DecisionId DECISION = new DecisionId(UUID.randomUUID());
    private static final DocumentId ID = WhenMeetingEndsThenOweMinutes.minutesOf(MEETING);
    private static final PersonalText WORDS = PersonalText.of(MEETING.value(), "words");

    private static final Document OWED = after(Document.NONE, new OweMinutes(MEETING, FOUR, new Clock("TS-MTG-MIN", "5 WD", FOUR, DUE),
            List.of(new DocumentEvent.Owed(POLICE, List.of(1), RecipientClass.ATTENDED, DUE))), by(TAKER)).evolve(new FamilyCopiesOwed(ID, FamilyDuty.MUST, DUE, List.of(ONE, SISTER)));
    private static final Document SENT = issued(after(OWED, new DraftMinutes(MEETING, new Written(List.of(line(1, Handling.OPEN), line(2, Handling.OPEN), line(0, Handling.OPEN),
            line(1, Handling.PARTNERS), line(1, Handling.NOT_FOR_FAMILY), line(1, Handling.NOT_FOR_DISCLOSURE), line(1, Handling.NAMED)), "salt")), by(TAKER)));
    private static final Document PREPARED = after(SENT, copy(List.of(1), List.of(1)), by(TAKER));
    private static final Document RELEASED = after(PREPARED, release(1), by(CHAIR));

    @Test
    void the_duty_is_frozen_at_the_end_by_the_kind_of_meeting() {
        var owed = ((Decided.Accepted) Document.NONE.decide(new OweMinutes(MEETING, FOUR, new Clock("TS-STR-MIN", "5 WD", FOUR, DUE), List.of()), by(TAKER), LATER)).events();
        assertThat(owed.getLast()).isEqualTo(new FamilyCopiesOwed(ID, FamilyDuty.NEVER_BY_DEFAULT, DUE, List.of(ONE, SISTER)));
    }

    @Test
    @Shows({"E-MIN-40", "E-MIN-44"})
    void a_copy_holds_what_is_open_and_about_these_children_alone_of_what_was_sent() {
        assertThat(refused(OWED.decide(copy(List.of(1), List.of(1)), by(TAKER), LATER))).isEqualTo(DocumentRule.SEND_FIRST);
        assertThat(((FamilyCopyPrepared) only(SENT.decide(copy(List.of(1), List.of(1)), by(TAKER), LATER))).about()).containsExactly(ONE);
        assertThat(((FamilyCopyPrepared) only(SENT.decide(copy(List.of(2, 1), List.of(1, 2, 3)), by(TAKER), LATER))).about()).containsExactly(ONE, SISTER);
        for (int barred : List.of(2, 3, 4, 5, 6, 7, 8)) {
            assertThat(sentence(SENT.decide(copy(List.of(1), List.of(1, barred)), by(TAKER), LATER))).as("passage " + barred).startsWith("Passage " + barred + " isn't for this family");
        }
        assertThat(refused(SENT.decide(copy(List.of(3), List.of(1)), by(TAKER), LATER))).isEqualTo(DocumentRule.OTHER_CHILD);
    }

    @Test
    @Shows("E-MIN-46")
    void what_stands_in_it_is_of_this_meeting() {
        var other = new PrepareFamilyCopy(MEETING, 1, List.of(1), WORDS, Relationship.MOTHER, Channel.POST, null, List.of(), List.of(new DecisionId(UUID.randomUUID())), List.of());
        assertThat(refused(SENT.decide(other, by(TAKER), LATER))).isEqualTo(DocumentRule.NOT_OF_MEETING);
        var action = new PrepareFamilyCopy(MEETING, 1, List.of(1), WORDS, Relationship.MOTHER, Channel.POST, null, List.of(), List.of(), List.of(new ActionId(UUID.randomUUID())));
        assertThat(refused(SENT.decide(action, by(TAKER), LATER))).isEqualTo(DocumentRule.NOT_OF_MEETING);
        var own = new PrepareFamilyCopy(MEETING, 1, List.of(1), WORDS, Relationship.MOTHER, Channel.POST, null, List.of(), List.of(DECISION), List.of());
        assertThat(only(SENT.decide(own, by(TAKER), LATER))).isInstanceOf(FamilyCopyPrepared.class);
    }

    @Test
    @Shows("E-MIN-06")
    void it_goes_by_no_open_way() {
        for (var channel : Channel.values()) {
            var decided = SENT.decide(new PrepareFamilyCopy(MEETING, 1, List.of(1), WORDS, Relationship.MOTHER, channel, null, List.of(1), List.of(), List.of()), by(TAKER), LATER);
            if (channel == Channel.POST || channel == Channel.IN_MEETING_HANDOVER) {
                assertThat(only(decided)).isInstanceOf(FamilyCopyPrepared.class);
            } else {
                assertThat(refused(decided)).isEqualTo(DocumentRule.OPEN_WAY);
            }
        }
    }

    @Test
    @Shows("E-MIN-39")
    void somebody_other_than_who_put_it_together_releases_it() {
        assertThat(refused(PREPARED.decide(release(1), by(TAKER), LATER))).isEqualTo(DocumentRule.SECOND_PERSON);
        assertThat(RELEASED.families().copies().getFirst().stage()).isEqualTo(Families.Stage.RELEASED);
        var chairs = after(SENT, copy(List.of(1), List.of(1)), by(CHAIR));
        assertThat(refused(chairs.decide(release(1), by(CHAIR), LATER))).isEqualTo(DocumentRule.SECOND_PERSON);
    }

    @Test
    @Shows("E-MIN-47")
    void it_goes_out_as_it_was_read_and_never_empty() {
        var less = after(SENT, copy(List.of(1, 2), List.of(1, 2, 3)), by(TAKER));
        assertThat(((FamilyCopyReleased) only(less.decide(new ReleaseFamilyCopy(MEETING, 1, List.of(1, 3), List.of(), List.of(), false), by(CHAIR), LATER))).passages()).containsExactly(1, 3);
        assertThat(refused(less.decide(new ReleaseFamilyCopy(MEETING, 1, List.of(1, 4), List.of(), List.of(), false), by(CHAIR), LATER))).isEqualTo(DocumentRule.OTHER_CONTENT);
        assertThat(refused(less.decide(new ReleaseFamilyCopy(MEETING, 1, List.of(), List.of(), List.of(), false), by(CHAIR), LATER))).isEqualTo(DocumentRule.OTHER_CONTENT);
        assertThat(refused(less.decide(new ReleaseFamilyCopy(MEETING, 1, List.of(1), List.of(), List.of(), true), by(CHAIR), LATER))).isEqualTo(DocumentRule.OTHER_CONTENT);
    }

    @Test
    @Shows("E-MIN-48")
    void what_was_withheld_after_it_was_put_together_is_not_released() {
        var withheld = after(PREPARED, new WithholdFamilyCopy(MEETING, List.of(1, 2), Relationship.MOTHER, WORDS), by(CHAIR));
        assertThat(refused(withheld.decide(release(1), by(CHAIR), LATER))).isEqualTo(DocumentRule.WITHHELD_SINCE);
        var knowing = after(withheld, copy(List.of(1), List.of(1)), by(TAKER));
        assertThat(only(knowing.decide(release(2), by(CHAIR), LATER))).isInstanceOf(FamilyCopyReleased.class);
        assertThat(refused(withheld.decide(new WithholdFamilyCopy(MEETING, List.of(1), Relationship.MOTHER, WORDS), by(CHAIR), LATER))).isEqualTo(DocumentRule.WITHHELD_ALREADY);
        var stopped = after(knowing, new WithholdFamilyCopy(MEETING, List.of(1), Relationship.MOTHER, WORDS), by(CHAIR));
        assertThat(refused(stopped.decide(release(2), by(CHAIR), LATER))).as("withheld anew in spite of who put it together").isEqualTo(DocumentRule.WITHHELD_SINCE);
        var out = after(RELEASED, new WithholdFamilyCopy(MEETING, List.of(1), null, WORDS), by(CHAIR));
        assertThat(warnings(out.decide(new RecordFamilyCopyGiven(MEETING, 1, LATER), by(TAKER), LATER))).containsExactly(DocumentRule.NOT_RELEASED);
        var father = after(PREPARED, new WithholdFamilyCopy(MEETING, List.of(1), Relationship.FATHER, WORDS), by(CHAIR));
        assertThat(only(father.decide(release(1), by(CHAIR), LATER))).isInstanceOf(FamilyCopyReleased.class);
    }

    @Test
    @Shows({"E-MIN-42", "E-MIN-49"})
    void that_it_was_given_came_back_or_is_there_are_facts_in_any_order_and_what_was_not_released_is_said() {
        assertThat(warnings(PREPARED.decide(new RecordFamilyCopyGiven(MEETING, 1, LATER), by(TAKER), LATER))).containsExactly(DocumentRule.NOT_RELEASED);
        assertThat(warnings(RELEASED.decide(new RecordFamilyCopyGiven(MEETING, 1, LATER), by(TAKER), LATER))).isEmpty();
        assertThat(only(RELEASED.decide(new RecordFamilyCopyAcknowledged(MEETING, 1, LATER), by(TAKER), LATER))).isNotNull();
        assertThat(only(RELEASED.decide(new RecordFamilyCopyCameBack(MEETING, 1, LATER), by(TAKER), LATER))).isNotNull();
        var stopped = after(RELEASED, new ReturnFamilyCopy(MEETING, 1, WORDS), by(CHAIR));
        assertThat(warnings(stopped.decide(new RecordFamilyCopyGiven(MEETING, 1, LATER), by(TAKER), LATER))).containsExactly(DocumentRule.NOT_RELEASED);
        assertThat(refused(stopped.decide(release(1), by(CHAIR), LATER))).isEqualTo(DocumentRule.NO_FAMILY_COPY);
        assertThat(refused(PREPARED.decide(release(2), by(CHAIR), LATER))).isEqualTo(DocumentRule.NO_FAMILY_COPY);
        assertThat(((FamilyCopyPrepared) only(stopped.decide(copy(List.of(1), List.of(1)), by(TAKER), LATER))).copy()).isEqualTo(2);
        var given = after(RELEASED, new RecordFamilyCopyGiven(MEETING, 1, LATER), by(TAKER));
        assertThat(refused(given.decide(new RecordFamilyCopyGiven(MEETING, 1, LATER), by(TAKER), LATER))).isEqualTo(DocumentRule.NO_FAMILY_COPY);
        var back = after(given, new RecordFamilyCopyCameBack(MEETING, 1, LATER), by(TAKER));
        assertThat(refused(back.decide(new RecordFamilyCopyCameBack(MEETING, 1, LATER), by(TAKER), LATER))).isEqualTo(DocumentRule.NO_FAMILY_COPY);
        assertThat(only(back.decide(new RecordFamilyCopyGiven(MEETING, 1, LATER), by(TAKER), LATER))).isInstanceOf(FamilyCopyGiven.class);
        var early = after(after(RELEASED, new RecordFamilyCopyCameBack(MEETING, 1, LATER), by(TAKER)), new RecordFamilyCopyGiven(MEETING, 1, LATER.minusSeconds(60)), by(TAKER));
        assertThat(early.families().copies().getFirst().stage()).as("it came back after it was given, though that was recorded later").isEqualTo(Families.Stage.CAME_BACK);
        assertThat(back.decide(new ReturnFamilyCopy(MEETING, 1, WORDS), by(CHAIR), LATER)).isInstanceOf(Decided.Accepted.class);
        var had = after(given, new RecordFamilyCopyAcknowledged(MEETING, 1, LATER), by(TAKER));
        assertThat(refused(had.decide(new RecordFamilyCopyAcknowledged(MEETING, 1, LATER), by(TAKER), LATER))).isEqualTo(DocumentRule.NO_FAMILY_COPY);
    }

    @Test
    void a_copy_of_a_version_that_was_replaced_is_not_released_and_that_it_was_given_is_recorded_all_the_same() {
        var replaced = issued(after(PREPARED, new DraftMinutes(MEETING, new Written(List.of(line(1, Handling.OPEN)), "salt")), by(TAKER)));
        assertThat(sentence(replaced.decide(release(1), by(CHAIR), LATER))).contains("Send version 2");
        assertThat(sentence(replaced.decide(copy(List.of(1), List.of(1)), by(TAKER), LATER))).contains("Send version 2");
        var late = issued(after(RELEASED, new DraftMinutes(MEETING, new Written(List.of(line(1, Handling.OPEN)), "salt")), by(TAKER)));
        assertThat(warnings(late.decide(new RecordFamilyCopyGiven(MEETING, 1, LATER), by(TAKER), LATER))).containsExactly(DocumentRule.REPLACED);
    }

    @Test
    @Shows({"E-MIN-43", "E-MIN-45"})
    void who_is_not_given_one_is_recorded_with_why_and_said_where_a_copy_is_put_together_after_all() {
        var withheld = after(SENT, new WithholdFamilyCopy(MEETING, List.of(1), Relationship.FATHER, WORDS), by(CHAIR));
        assertThat(refused(withheld.decide(new WithholdFamilyCopy(MEETING, List.of(1), Relationship.FATHER, WORDS), by(CHAIR), LATER))).isEqualTo(DocumentRule.WITHHELD_ALREADY);
        assertThat(withheld.decide(new WithholdFamilyCopy(MEETING, List.of(1), null, WORDS), by(CHAIR), LATER)).isInstanceOf(Decided.Accepted.class);
        assertThat(warnings(withheld.decide(copy(List.of(1), List.of(1)), by(TAKER), LATER))).isEmpty();
        var father = new PrepareFamilyCopy(MEETING, 1, List.of(1), WORDS, Relationship.FATHER, Channel.POST, null, List.of(1), List.of(), List.of());
        assertThat(warnings(withheld.decide(father, by(TAKER), LATER))).containsExactly(DocumentRule.WAS_WITHHELD);
        var both = new PrepareFamilyCopy(MEETING, 1, List.of(1, 2), WORDS, Relationship.FATHER, Channel.POST, null, List.of(1), List.of(), List.of());
        assertThat(warnings(withheld.decide(both, by(TAKER), LATER))).containsExactly(DocumentRule.WAS_WITHHELD);
        assertThat(refused(SENT.decide(new WithholdFamilyCopy(MEETING, List.of(3), null, WORDS), by(CHAIR), LATER))).isEqualTo(DocumentRule.OTHER_CHILD);
    }

    @Test
    @Shows("E-MIN-41")
    void of_a_strategy_discussion_a_family_is_given_a_copy_only_for_a_reason_of_its_own() {
        var strategy = SENT.evolve(new FamilyCopiesOwed(ID, FamilyDuty.NEVER_BY_DEFAULT, DUE, List.of(ONE, SISTER)));
        assertThat(refused(strategy.decide(copy(List.of(1), List.of(1)), by(TAKER), LATER))).isEqualTo(DocumentRule.NOT_BY_DEFAULT);
        var accepted = (Decided.Accepted) strategy.decide(copy(List.of(1), List.of(1)), by(TAKER, new RuleOverride(List.of("E-MIN-41"), ReasonCode.OTHER, WORDS)), LATER);
        assertThat(accepted.overridden()).containsExactly(DocumentRule.NOT_BY_DEFAULT);
        assertThat(refused(strategy.decide(copy(List.of(1), List.of(1)), by(TAKER, new RuleOverride(List.of("E-MIN-40"), ReasonCode.OTHER, WORDS)), LATER))).isEqualTo(DocumentRule.NOT_BY_DEFAULT);
        assertThat(refused(strategy.decide(copy(List.of(1), List.of(1)), by(TAKER, new RuleOverride(List.of(), ReasonCode.COULD_NOT_WAIT, null)), LATER))).isEqualTo(DocumentRule.NOT_BY_DEFAULT);
    }

    private static ReleaseFamilyCopy release(int copy) {
        return new ReleaseFamilyCopy(MEETING, copy, List.of(1), List.of(), List.of(), false);
    }

    private static Line line(int ref, Handling handling) {
        return new Line(ref, Heading.ANALYSIS, "The same again.", null, POLICE, handling, List.of());
    }

    private static PrepareFamilyCopy copy(List<Integer> children, List<Integer> passages) {
        return new PrepareFamilyCopy(MEETING, 1, children, WORDS, Relationship.MOTHER, Channel.POST, null, passages, List.of(), List.of());
    }

    private static Document issued(Document document) {
        return after(document, new IssueMinutes(MEETING, false, document.minutes().contentHash()), by(TAKER));
    }

    private static Given by(UserId user) {
        return by(user, null);
    }

    private static Given by(UserId user, @Nullable RuleOverride override) {
        return new Given(new Actor(user, Role.SOCIAL_WORKER, POLICE), FOUR, override, 0, List.of(ONE, SISTER), Map.of(), Map.of(),
                new GivenMeetings(0, List.of(), 2, Set.of(DECISION), 0, List.of(ONE, SISTER), FOUR, Set.of(), Set.of(CHAIR), List.of()));
    }

    private static Document after(Document document, DocumentCommand command, Given given) {
        var next = document;
        for (var event : ((Decided.Accepted) document.decide(command, given, LATER)).events()) {
            next = next.evolve((DocumentEvent) event);
        }
        return next;
    }
}
