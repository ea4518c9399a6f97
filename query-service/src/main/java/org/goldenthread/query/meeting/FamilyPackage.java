package org.goldenthread.query.meeting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyPrepared;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyReleased;
import org.goldenthread.events.document.DocumentEvent.Relationship;
import org.goldenthread.events.meeting.MeetingEvent.ChildVoiceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.meeting.FamilyText.Bar;
import org.goldenthread.query.meeting.MeetingView.Ruling;
import org.goldenthread.query.meeting.MinutesPackage.Part;
import org.goldenthread.query.meeting.MinutesReading.Content;
import org.goldenthread.query.meeting.MinutesReading.Task;
import org.jspecify.annotations.Nullable;

/**
 * What of a version of the minutes may stand in a copy for some children's family (domain 3e): what is open, about these children alone, and
 * names no place and no other child. Who told something, why something was decided, and who agreed to it are never in it.
 */
public record FamilyPackage(List<Part> passages, List<Ruling> decisions, List<Task> tasks, List<ChildVoiceRecorded> voices, Map<Left, Integer> left) {

    /** Why something is left out. */
    public enum Left { NOT_FOR_FAMILY, OTHER_CHILD, PLACE, NAMES_OTHER_CHILD }

    /** All that may stand in a copy for these children's family. */
    static FamilyPackage of(Content whole, Collection<ChildId> theirs, Function<String, Optional<Bar>> reading, Function<PersonalText, String> open) {
        boolean areAll = theirs.containsAll(whole.names().keySet());
        var left = new EnumMap<Left, Integer>(Left.class);
        var passages = new ArrayList<Part>();
        for (var part : whole.pack().parts()) {
            var why = !part.handling().reachesFamily() ? Optional.of(Left.NOT_FOR_FAMILY)
                    : !isTheirs(part.child(), theirs, areAll) ? Optional.of(Left.OTHER_CHILD) : left(reading, open.apply(part.text()));
            why.ifPresentOrElse(one -> left.merge(one, 1, Integer::sum), () -> passages.add(part));
        }
        var tasks = new ArrayList<Task>();
        for (var task : whole.tasks()) {
            var why = task.cancelled() || !theirs.containsAll(task.agreed().about()) ? Optional.of(Left.OTHER_CHILD)
                    : Stream.of(task.agreed().description(), task.agreed().measure(), task.owner().name(), task.owner().role()).flatMap(Stream::ofNullable)
                            .flatMap(text -> left(reading, open.apply(text)).stream()).findFirst();
            why.ifPresentOrElse(one -> left.merge(one, 1, Integer::sum), () -> tasks.add(task));
        }
        var decisions = whole.meeting().decisions().stream().filter(one -> theirs.contains(one.child()) && one.replacedBy() == null && one.type() != DecisionType.OTHER_CHILDREN).toList();
        return new FamilyPackage(List.copyOf(passages), decisions, List.copyOf(tasks), List.of(), left);
    }

    /** What of it was chosen for one person's copy; a child's own words for that child alone. */
    FamilyPackage chosen(FamilyCopyPrepared copy, MeetingView meeting, Function<String, Optional<Bar>> reading, Function<PersonalText, String> open) {
        boolean isChild = copy.relationship() == Relationship.CHILD && copy.about().size() == 1;
        var voices = meeting.children().stream().filter(child -> isChild && copy.about().contains(child.id())).map(MeetingView.Child::voice).flatMap(Stream::ofNullable)
                .filter(voice -> voice.words() != null && left(reading, open.apply(voice.words())).isEmpty()).toList();
        return new FamilyPackage(passages.stream().filter(part -> copy.passages().contains(part.number())).toList(),
                decisions.stream().filter(one -> copy.decisions().contains(one.id())).toList(), tasks.stream().filter(task -> copy.actions().contains(task.agreed().actionId())).toList(),
                voices, left);
    }

    /** What of it was released, as it was read then. */
    FamilyPackage released(FamilyCopyReleased copy, MeetingView meeting) {
        var voices = meeting.children().stream().filter(child -> copy.voice() && copy.about().equals(List.of(child.id()))).map(MeetingView.Child::voice).flatMap(Stream::ofNullable).toList();
        return new FamilyPackage(passages.stream().filter(part -> copy.passages().contains(part.number())).toList(),
                decisions.stream().filter(one -> copy.decisions().contains(one.id())).toList(), tasks.stream().filter(task -> copy.actions().contains(task.agreed().actionId())).toList(),
                voices, left);
    }

    private static boolean isTheirs(@Nullable ChildId child, Collection<ChildId> theirs, boolean areAll) {
        return child == null ? areAll : theirs.contains(child);
    }

    private static Optional<Left> left(Function<String, Optional<Bar>> reading, String text) {
        return reading.apply(text).map(bar -> bar == Bar.PLACE ? Left.PLACE : Left.NAMES_OTHER_CHILD);
    }

    public boolean isEmpty() {
        return passages.isEmpty() && decisions.isEmpty() && tasks.isEmpty() && voices.isEmpty();
    }
}
