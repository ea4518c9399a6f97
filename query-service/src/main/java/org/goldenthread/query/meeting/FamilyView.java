package org.goldenthread.query.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.document.DocumentEvent.FamilyCopiesOwed;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyAcknowledged;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyCameBack;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyGiven;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyPrepared;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyReleased;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyReturned;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyWithheld;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** What families are owed of the minutes of a meeting, and every copy for one of them: folded from the minutes' events; texts still sealed. */
public record FamilyView(@Nullable FamilyCopiesOwed owed, List<Copy> copies, List<Withholding> withheld) {

    /** How far a copy is. */
    public enum Stage { PREPARED, RETURNED, RELEASED, GIVEN, CAME_BACK }

    /**
     * One person's copy; the moments and people of what happened to it, where it did. {@code stopped} where it was recorded after it was put
     * together that they aren't to have one.
     */
    public record Copy(FamilyCopyPrepared prepared, Stage stage, @Nullable FamilyCopyReturned returned, @Nullable FamilyCopyReleased released, @Nullable UserId releasedBy,
            @Nullable Instant givenAt, @Nullable Instant acknowledgedAt, @Nullable Instant cameBackAt, boolean stopped) {

        /** Whether it may be printed and given: it was released, nobody stopped it since, and nothing replaced what it is taken from. */
        public boolean isPrintable(int newest) {
            return released != null && returned == null && !stopped && prepared.version() == newest;
        }

        private Copy released(FamilyCopyReleased event, UserId by) {
            return new Copy(prepared, Stage.RELEASED, null, event, by, givenAt, acknowledgedAt, cameBackAt, stopped);
        }

        private Copy returned(FamilyCopyReturned event) {
            return new Copy(prepared, Stage.RETURNED, event, released, releasedBy, givenAt, acknowledgedAt, cameBackAt, stopped);
        }

        private Copy given(Instant at) {
            return new Copy(prepared, cameBackAt != null && cameBackAt.isAfter(at) ? Stage.CAME_BACK : Stage.GIVEN, returned, released, releasedBy, at, acknowledgedAt, cameBackAt, stopped);
        }

        private Copy acknowledged(Instant at) {
            return new Copy(prepared, stage, returned, released, releasedBy, givenAt, at, cameBackAt, stopped);
        }

        private Copy cameBack(Instant at) {
            return new Copy(prepared, givenAt != null && givenAt.isAfter(at) ? Stage.GIVEN : Stage.CAME_BACK, returned, released, releasedBy, givenAt, acknowledgedAt, at, stopped);
        }

        private Copy stoppedBy(FamilyCopyWithheld event) {
            boolean isTheirs = (event.relationship() == null || event.relationship() == prepared.relationship()) && event.about().stream().anyMatch(prepared.about()::contains);
            return new Copy(prepared, stage, returned, released, releasedBy, givenAt, acknowledgedAt, cameBackAt, stopped || isTheirs);
        }
    }

    /** A family that isn't given a copy. */
    public record Withholding(FamilyCopyWithheld event, UserId by, Instant at) {

        public boolean concerns(FamilyCopyPrepared copy) {
            return (event.relationship() == null || event.relationship() == copy.relationship()) && event.about().stream().anyMatch(copy.about()::contains);
        }
    }

    /** Whether a child's family has a copy of the newest version, or it is recorded why not. */
    public boolean isSettled(ChildId child, int newest) {
        return copies.stream().anyMatch(copy -> copy.stage() == Stage.GIVEN && copy.prepared().version() == newest && copy.prepared().about().contains(child))
                || withheld.stream().anyMatch(one -> one.event().relationship() == null && one.event().about().contains(child));
    }

    public Optional<Copy> copy(int number) {
        return number < 1 || number > copies.size() ? Optional.empty() : Optional.of(copies.get(number - 1));
    }

    static FamilyView of(List<Recorded<?>> history) {
        FamilyCopiesOwed owed = null;
        var copies = new TreeMap<Integer, Copy>();
        var withheld = new ArrayList<Withholding>();
        for (var recorded : history) {
            var who = recorded.envelope().context().recordedBy().userId();
            switch (recorded.event()) {
                case FamilyCopiesOwed e -> owed = e;
                case FamilyCopyPrepared e -> copies.put(e.copy(), new Copy(e, Stage.PREPARED, null, null, null, null, null, null, false));
                case FamilyCopyReleased e -> copies.computeIfPresent(e.copy(), (number, one) -> one.released(e, who));
                case FamilyCopyReturned e -> copies.computeIfPresent(e.copy(), (number, one) -> one.returned(e));
                case FamilyCopyGiven e -> copies.computeIfPresent(e.copy(), (number, one) -> one.given(e.givenAt()));
                case FamilyCopyAcknowledged e -> copies.computeIfPresent(e.copy(), (number, one) -> one.acknowledged(e.acknowledgedAt()));
                case FamilyCopyCameBack e -> copies.computeIfPresent(e.copy(), (number, one) -> one.cameBack(e.cameBackAt()));
                case FamilyCopyWithheld e -> {
                    withheld.add(new Withholding(e, who, recorded.envelope().recordedAt()));
                    copies.replaceAll((number, one) -> one.stoppedBy(e));
                }
                default -> { }
            }
        }
        return new FamilyView(owed, List.copyOf(copies.values()), List.copyOf(withheld));
    }
}
