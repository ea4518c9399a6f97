package org.goldenthread.query.timeliness;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.goldenthread.query.edge.Times;
import org.springframework.ui.Model;

/**
 * A period as somebody typed it on a page: the period that is shown, what stands in the fields as day, month and year, and whether that is
 * no period.
 */
public record TypedPeriod(Period period, Map<String, List<String>> typed, boolean unreadable) {

    /** Two days typed as {@code from-day}, {@code until-month} and so on; another period where they are none, or nothing was typed. */
    public static TypedPeriod of(Map<String, String> asked, Period otherwise) {
        var found = day(asked, "from").flatMap(from -> day(asked, "until").map(until -> new Period(from, until))).filter(Period::isOrdered);
        boolean typed = asked.keySet().stream().anyMatch(name -> name.startsWith("from-") || name.startsWith("until-"));
        var period = found.orElse(otherwise);
        return new TypedPeriod(period, Map.of("from", fields("from", asked, period.from()), "until", fields("until", asked, period.until())), typed && found.isEmpty());
    }

    /** The same, with another period in place of one whose months can't be read side by side. */
    public TypedPeriod byMonthOr(Period otherwise) {
        return period.isReadableByMonth() ? this : new TypedPeriod(otherwise, typed, true);
    }

    /** The period as an address asks for it. */
    public String query() {
        return query("from", period.from()) + "&" + query("until", period.until());
    }

    private static String query(String name, LocalDate day) {
        return name + "-day=" + day.getDayOfMonth() + "&" + name + "-month=" + day.getMonthValue() + "&" + name + "-year=" + day.getYear();
    }

    public void show(Model page) {
        page.addAttribute("unreadable", unreadable);
        page.addAttribute("period", period);
        page.addAttribute("typed", typed);
    }

    private static Optional<LocalDate> day(Map<String, String> asked, String name) {
        return Times.typedDay(asked.getOrDefault(name + "-day", ""), asked.getOrDefault(name + "-month", ""), asked.getOrDefault(name + "-year", ""));
    }

    private static List<String> fields(String name, Map<String, String> asked, LocalDate otherwise) {
        return asked.containsKey(name + "-day") ? Stream.of("-day", "-month", "-year").map(part -> asked.getOrDefault(name + part, "")).toList()
                : List.of("" + otherwise.getDayOfMonth(), "" + otherwise.getMonthValue(), "" + otherwise.getYear());
    }
}
