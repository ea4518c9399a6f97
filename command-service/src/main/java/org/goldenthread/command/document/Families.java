package org.goldenthread.command.document;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.goldenthread.command.document.FamilyCommand.PrepareFamilyCopy;
import org.goldenthread.command.document.FamilyCommand.RecordFamilyCopyAcknowledged;
import org.goldenthread.command.document.FamilyCommand.RecordFamilyCopyCameBack;
import org.goldenthread.command.document.FamilyCommand.RecordFamilyCopyGiven;
import org.goldenthread.command.document.FamilyCommand.ReleaseFamilyCopy;
import org.goldenthread.command.document.FamilyCommand.ReturnFamilyCopy;
import org.goldenthread.command.document.FamilyCommand.WithholdFamilyCopy;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.command.ledger.Remark;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.FamilyCopiesOwed;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyAcknowledged;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyCameBack;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyGiven;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyPrepared;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyReleased;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyReturned;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyWithheld;
import org.goldenthread.events.document.DocumentEvent.FamilyDuty;
import org.goldenthread.events.document.DocumentEvent.MinutesDrafted;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.document.DocumentEvent.Passage;
import org.goldenthread.events.document.DocumentEvent.Relationship;
import org.goldenthread.events.document.Handling;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.values.ChildId;
import org.jspecify.annotations.Nullable;

/**
 * Families' copies of the minutes and their rules (domain 3e, rulings 3 and 4; trap 17): taken from a version that went out, of what is
 * for the family alone, put together by one person and let go by another, by no open way.
 */
record Families(FamilyDuty duty, List<Copy> copies, List<Withheld> withheld, Map<Integer, List<Mark>> written) {

    static final Families NONE = new Families(FamilyDuty.CHAIR_DECIDES, List.of(), List.of(), Map.of());

    /**
     * One person's copy, how far it is, and how many withholdings whoever put it together knew of. Whether they have it is as it happened, not
     * as it was recorded.
     */
    record Copy(FamilyCopyPrepared prepared, Stage stage, @Nullable Instant givenAt, @Nullable Instant cameBackAt, boolean isReleased, boolean isAcknowledged, int withheldBefore) {

        static Copy of(FamilyCopyPrepared prepared, int withheldBefore) {
            return new Copy(prepared, Stage.PREPARED, null, null, false, false, withheldBefore);
        }

        private Copy at(Stage next) {
            return new Copy(prepared, next, givenAt, cameBackAt, next == Stage.RELEASED, isAcknowledged, withheldBefore);
        }

        private Copy given(Instant at) {
            return new Copy(prepared, cameBackAt != null && cameBackAt.isAfter(at) ? Stage.CAME_BACK : Stage.GIVEN, at, cameBackAt, isReleased, isAcknowledged, withheldBefore);
        }

        private Copy cameBack(Instant at) {
            return new Copy(prepared, givenAt != null && givenAt.isAfter(at) ? Stage.GIVEN : Stage.CAME_BACK, givenAt, at, isReleased, isAcknowledged, withheldBefore);
        }

        private Copy acknowledged() {
            return new Copy(prepared, stage, givenAt, cameBackAt, isReleased, true, withheldBefore);
        }

        private boolean holds(ReleaseFamilyCopy c) {
            boolean isEmpty = c.passages().isEmpty() && c.decisions().isEmpty() && c.actions().isEmpty() && !c.voice();
            return !isEmpty && prepared.passages().containsAll(c.passages()) && prepared.decisions().containsAll(c.decisions()) && prepared.actions().containsAll(c.actions())
                    && (!c.voice() || (prepared.relationship() == Relationship.CHILD && prepared.about().size() == 1));
        }
    }

    /** How far a copy is. */
    enum Stage { PREPARED, RETURNED, RELEASED, GIVEN, CAME_BACK }

    /** Of whom a copy is withheld; from all of the family where the relationship is missing. */
    record Withheld(List<ChildId> children, @Nullable Relationship relationship) {

        private boolean is(List<ChildId> those, @Nullable Relationship from) {
            return children.containsAll(those) && (relationship == null || relationship == from);
        }

        private boolean concerns(FamilyCopyPrepared copy) {
            return concerns(copy.about(), copy.relationship());
        }

        private boolean concerns(List<ChildId> those, Relationship from) {
            return those.stream().anyMatch(children::contains) && (relationship == null || relationship == from);
        }
    }

    /** Who may have a passage, by its number. */
    record Mark(int number, @Nullable ChildId child, Handling handling) {

        static Mark of(Passage passage) {
            return new Mark(passage.number(), passage.childId(), passage.handling());
        }
    }

    Decided decide(FamilyCommand command, Document document, Known known, Instant now) {
        return switch (command) {
            case PrepareFamilyCopy c -> prepare(c, document, known);
            case ReleaseFamilyCopy c -> of(c.copy(), (copy, number) -> release(c, copy, number, document, known));
            case ReturnFamilyCopy c -> of(c.copy(), (copy, number) -> copy.stage() == Stage.RETURNED || copy.stage() == Stage.GIVEN ? refused(DocumentRule.NO_FAMILY_COPY)
                    : accepted(new FamilyCopyReturned(c.documentId(), number, copy.prepared().version(), c.reason(), copy.prepared().about())));
            case RecordFamilyCopyGiven c -> of(c.copy(), (copy, number) -> given(c, copy, number, document));
            case RecordFamilyCopyAcknowledged c -> of(c.copy(), (copy, number) -> copy.isAcknowledged() ? refused(DocumentRule.NO_FAMILY_COPY)
                    : accepted(new FamilyCopyAcknowledged(c.documentId(), number, copy.prepared().version(), c.acknowledgedAt(), copy.prepared().about())));
            case RecordFamilyCopyCameBack c -> of(c.copy(), (copy, number) -> copy.stage() == Stage.CAME_BACK ? refused(DocumentRule.NO_FAMILY_COPY)
                    : accepted(new FamilyCopyCameBack(c.documentId(), number, copy.prepared().version(), c.cameBackAt(), copy.prepared().about())));
            case WithholdFamilyCopy c -> withhold(c, document);
        };
    }

    private Decided prepare(PrepareFamilyCopy c, Document document, Known known) {
        int newest = document.minutes().issued().version();
        if (newest == 0) {
            return refused(DocumentRule.SEND_FIRST);
        }
        if (c.version() != newest) {
            return refused(DocumentRule.SEND_NEWEST, "newer", newest);
        }
        if (c.channel() != Channel.POST && c.channel() != Channel.IN_MEETING_HANDOVER) {
            return refused(DocumentRule.OPEN_WAY);
        }
        if (isOther(c.children(), document)) {
            return refused(DocumentRule.OTHER_CHILD, "count", document.about().size());
        }
        var theirs = theirs(c.children(), document);
        var marks = written.getOrDefault(newest, List.of());
        var barred = c.passages().stream().filter(number -> marks.stream().noneMatch(mark -> mark.number() == number && isForFamily(mark, theirs, document))).findFirst();
        if (barred.isPresent()) {
            return refused(DocumentRule.NOT_FOR_FAMILY, "number", barred.get());
        }
        if (!known.meetings().meeting(c.meetingId()).map(sat -> sat.decisions().containsAll(c.decisions())).orElse(false)
                || !known.meetings().agreedIn(c.meetingId()).all().containsAll(c.actions())) {
            return refused(DocumentRule.NOT_OF_MEETING);
        }
        boolean isSetAside = isSetAside(known);
        if (duty == FamilyDuty.NEVER_BY_DEFAULT && !isSetAside) {
            return refused(DocumentRule.NOT_BY_DEFAULT);
        }
        var prepared = accepted(new FamilyCopyPrepared(c.documentId(), copies.size() + 1, newest, known.actor().userId(), c.recipient(), c.relationship(), c.channel(), c.safeContact(),
                c.passages(), c.decisions(), c.actions(), theirs)).warnIf(withheld.stream().anyMatch(one -> one.concerns(theirs, c.relationship())), Remark.of(DocumentRule.WAS_WITHHELD));
        return duty == FamilyDuty.NEVER_BY_DEFAULT ? prepared.settingAside(List.of(DocumentRule.NOT_BY_DEFAULT)) : prepared;
    }

    /** For a reason of its own alone: no family's copy is something that a child could not wait for. */
    private static boolean isSetAside(Known known) {
        var override = known.override();
        return override != null && override.reason() != null && override.rules().contains(DocumentRule.NOT_BY_DEFAULT.id());
    }

    private Decided release(ReleaseFamilyCopy c, Copy copy, int number, Document document, Known known) {
        var prepared = copy.prepared();
        if (copy.stage() != Stage.PREPARED) {
            return refused(DocumentRule.NO_FAMILY_COPY);
        }
        if (prepared.version() < document.version()) {
            return refused(DocumentRule.SEND_NEWEST, "newer", document.version());
        }
        if (prepared.preparedBy().equals(known.actor().userId())) {
            return refused(DocumentRule.SECOND_PERSON);
        }
        if (isWithheldSince(copy)) {
            return refused(DocumentRule.WITHHELD_SINCE);
        }
        return !copy.holds(c) ? refused(DocumentRule.OTHER_CONTENT)
                : accepted(new FamilyCopyReleased(c.documentId(), number, prepared.version(), c.passages(), c.decisions(), c.actions(), c.voice(), prepared.about()));
    }

    /** What is open, about these children alone or about all of a meeting whose children these are. */
    private static boolean isForFamily(Mark mark, List<ChildId> theirs, Document document) {
        return mark.handling().reachesFamily() && (mark.child() == null ? theirs.containsAll(document.about()) : theirs.contains(mark.child()));
    }

    private static boolean isOther(List<Integer> children, Document document) {
        return children.stream().anyMatch(ref -> ref < 1 || ref > document.about().size());
    }

    private static List<ChildId> theirs(List<Integer> children, Document document) {
        return children.stream().distinct().sorted().map(ref -> document.about().get(ref - 1)).toList();
    }

    private boolean isWithheldSince(Copy copy) {
        return withheld.subList(copy.withheldBefore(), withheld.size()).stream().anyMatch(one -> one.concerns(copy.prepared()));
    }

    /** That it was given is a fact, whatever stood in its way: what is wrong with it is said. */
    private Decided given(RecordFamilyCopyGiven c, Copy copy, int number, Document document) {
        var prepared = copy.prepared();
        return copy.stage() == Stage.GIVEN ? refused(DocumentRule.NO_FAMILY_COPY)
                : accepted(new FamilyCopyGiven(c.documentId(), number, prepared.version(), prepared.channel(), c.givenAt(), prepared.about()))
                        .warnIf(!copy.isReleased() || isWithheldSince(copy), Remark.of(DocumentRule.NOT_RELEASED))
                        .warnIf(prepared.version() < document.version(), Remark.of(DocumentRule.REPLACED, "newer", document.version()));
    }

    private Decided withhold(WithholdFamilyCopy c, Document document) {
        if (isOther(c.children(), document)) {
            return refused(DocumentRule.OTHER_CHILD, "count", document.about().size());
        }
        var theirs = theirs(c.children(), document);
        return isWithheld(new Withheld(theirs, c.relationship())) ? refused(DocumentRule.WITHHELD_ALREADY)
                : accepted(new FamilyCopyWithheld(c.documentId(), c.relationship(), c.reason(), theirs));
    }

    /** Whether that was recorded before, and nobody put together a copy in spite of it. */
    private boolean isWithheld(Withheld wanted) {
        return IntStream.range(0, withheld.size()).anyMatch(at -> withheld.get(at).is(wanted.children(), wanted.relationship())
                && copies.stream().noneMatch(copy -> copy.withheldBefore() > at && wanted.concerns(copy.prepared())));
    }

    private Decided of(int number, BiFunction<Copy, Integer, Decided> then) {
        return number < 1 || number > copies.size() ? refused(DocumentRule.NO_FAMILY_COPY) : then.apply(copies.get(number - 1), number);
    }

    Families evolve(DocumentEvent event) {
        return switch (event) {
            case MinutesDrafted e -> new Families(duty, copies, withheld, with(written, e));
            case FamilyCopiesOwed e -> new Families(e.duty(), copies, withheld, written);
            case MinutesOwed e -> new Families(e.kind() == Kind.STRATEGY ? FamilyDuty.NEVER_BY_DEFAULT : FamilyDuty.CHAIR_DECIDES, copies, withheld, written);
            case FamilyCopyPrepared e -> with(Stream.concat(copies.stream(), Stream.of(Copy.of(e, withheld.size()))).toList());
            case FamilyCopyReleased e -> changed(e.copy(), Stage.RELEASED);
            case FamilyCopyReturned e -> changed(e.copy(), Stage.RETURNED);
            case FamilyCopyGiven e -> changed(e.copy(), copy(e.copy()).given(e.givenAt()));
            case FamilyCopyAcknowledged e -> changed(e.copy(), copy(e.copy()).acknowledged());
            case FamilyCopyCameBack e -> changed(e.copy(), copy(e.copy()).cameBack(e.cameBackAt()));
            case FamilyCopyWithheld e -> new Families(duty, copies, Stream.concat(withheld.stream(), Stream.of(new Withheld(e.about(), e.relationship()))).toList(), written);
            default -> this;
        };
    }

    private Copy copy(int number) {
        return copies.get(number - 1);
    }

    private Families changed(int number, Stage next) {
        return changed(number, copy(number).at(next));
    }

    private Families changed(int number, Copy next) {
        return with(Stream.of(copies.subList(0, number - 1).stream(), Stream.of(next), copies.subList(number, copies.size()).stream()).flatMap(all -> all).toList());
    }

    private Families with(List<Copy> next) {
        return new Families(duty, next, withheld, written);
    }

    private static Map<Integer, List<Mark>> with(Map<Integer, List<Mark>> before, MinutesDrafted e) {
        var all = new HashMap<>(before);
        all.put(e.version(), e.passages().stream().map(Mark::of).toList());
        return Map.copyOf(all);
    }
}
