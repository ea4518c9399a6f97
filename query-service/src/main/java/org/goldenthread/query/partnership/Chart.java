package org.goldenthread.query.partnership;

import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.goldenthread.query.partnership.Partnership.Figure;
import org.goldenthread.query.partnership.Partnership.Part;

/** One figure by month as bars, in a drawing of {@link #WIDTH} by {@link #HEIGHT}; {@code target} is where the line of what is aimed at lies. */
public record Chart(List<Bar> bars, int target) {

    /** One month; {@code label} and {@code value} are empty where there is no room for them, and {@code value} where nothing was due. */
    public record Bar(int x, int width, int y, int height, int middle, String label, String value) {}

    public static final int WIDTH = 600;
    public static final int HEIGHT = 190;

    private static final int TOP = 26;
    private static final int TALLEST = 130;
    private static final int MOST_LABELS = 12;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM", Locale.UK);

    static Chart of(Figure figure) {
        int count = figure.months().size();
        int every = (count + MOST_LABELS - 1) / MOST_LABELS;
        return new Chart(IntStream.range(0, count).mapToObj(i -> bar(figure.months().get(i), i, count, (count - 1 - i) % every == 0, every == 1)).toList(), line(figure.name().target()));
    }

    private static Bar bar(Part<YearMonth> month, int i, int count, boolean labelled, boolean told) {
        int left = WIDTH * i / count;
        int room = WIDTH * (i + 1) / count - left;
        var share = month.share();
        int y = share.isNothing() ? line(0) : line(100.0 * share.numerator() / share.denominator());
        return new Bar(left + room / 6, Math.max(1, room * 2 / 3), y, line(0) - y, left + room / 2, labelled ? MONTH.format(month.of()) : "", told ? share.percent().replace("under ", "<") : "");
    }

    private static int line(double percent) {
        return (int) Math.round(TOP + TALLEST * (100 - percent) / 100);
    }
}
