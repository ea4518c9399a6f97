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

    /** One person's copy; the moments and people of what happened to it, where it did. */
    public record Copy(FamilyCopyPrepared prepared, Stage stage, @Nullable FamilyCopyReturned returned, @Nullable UserId releasedBy, @Nullable Instant givenAt,
            @Nullable Instant acknowledgedAt, @Nullable Instant cameBackAt) {

        /** Whether it may be printed and given: it was released, and no reason came up since. */
        public boolean isReleased() {
            return stage == Stage.RELEASED || stage == Stage.GIVEN || stage == Stage.CAME_BACK;
        }
    }

    /** A family that isn't given a copy. */
    public record Withholding(FamilyCopyWithheld event, UserId by, Instant at) {}

    /** Whether a child's family has a copy, or it is recorded why not. */
    public boolean isSettled(ChildId child) {
        return copies.stream().anyMatch(copy -> copy.stage() == Stage.GIVEN && copy.prepared().about().contains(child))
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
                case FamilyCopyPrepared e -> copies.put(e.copy(), new Copy(e, Stage.PREPARED, null, null, null, null, null));
                case FamilyCopyReleased e -> copies.computeIfPresent(e.copy(), (number, one) -> new Copy(one.prepared(), Stage.RELEASED, null, who, null, null, null));
                case FamilyCopyReturned e -> copies.computeIfPresent(e.copy(), (number, one) -> new Copy(one.prepared(), Stage.RETURNED, e, null, null, null, null));
                case FamilyCopyGiven e -> copies.computeIfPresent(e.copy(), (number, one) -> new Copy(one.prepared(), Stage.GIVEN, null, one.releasedBy(), e.givenAt(), one.acknowledgedAt(), null));
                case FamilyCopyAcknowledged e -> copies.computeIfPresent(e.copy(), (number, one) -> new Copy(one.prepared(), one.stage(), null, one.releasedBy(), one.givenAt(),
                        e.acknowledgedAt(), one.cameBackAt()));
                case FamilyCopyCameBack e -> copies.computeIfPresent(e.copy(), (number, one) -> new Copy(one.prepared(), Stage.CAME_BACK, null, one.releasedBy(), one.givenAt(),
                        one.acknowledgedAt(), e.cameBackAt()));
                case FamilyCopyWithheld e -> withheld.add(new Withholding(e, who, recorded.envelope().recordedAt()));
                default -> { }
            }
        }
        return new FamilyView(owed, List.copyOf(copies.values()), List.copyOf(withheld));
    }
}
