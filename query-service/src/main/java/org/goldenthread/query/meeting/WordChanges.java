package org.goldenthread.query.meeting;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What was written otherwise in a later version, word by word. */
public final class WordChanges {

    private WordChanges() {}

    /** A run of words: kept, taken out, or put in. */
    public record Run(Kind kind, String text) {}

    /** What became of a run of words. */
    public enum Kind { KEPT, OUT, IN }

    /** The runs from one text to another, in the order of reading; what was taken out before what stands in its place. */
    public static List<Run> between(String before, String after) {
        var was = words(before);
        var is = words(after);
        var runs = new ArrayList<Run>();
        for (var delta : DiffUtils.diff(was, is, true).getDeltas()) {
            if (delta.getType() == DeltaType.EQUAL) {
                add(runs, Kind.KEPT, delta.getSource().getLines());
            } else {
                add(runs, Kind.OUT, delta.getSource().getLines());
                add(runs, Kind.IN, delta.getTarget().getLines());
            }
        }
        return List.copyOf(runs);
    }

    private static void add(List<Run> runs, Kind kind, List<String> words) {
        if (!words.isEmpty()) {
            runs.add(new Run(kind, String.join("", words)));
        }
    }

    /** Words with the space that follows each, so that joined they are the text again. */
    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("(?<=\\s)(?=\\S)", -1));
    }
}
