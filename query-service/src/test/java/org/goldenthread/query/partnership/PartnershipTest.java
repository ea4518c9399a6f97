package org.goldenthread.query.partnership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.query.partnership.Partnership.Cell;
import org.goldenthread.query.partnership.Partnership.Name;
import org.goldenthread.query.partnership.Partnership.Share;
import org.goldenthread.query.timeliness.Period;
import org.goldenthread.query.timeliness.Timeliness;
import org.junit.jupiter.api.Test;

class PartnershipTest {

    private static final Period SPRING = new Period(LocalDate.of(2026, 2, 10), LocalDate.of(2026, 4, 20));
    private static final YearMonth MARCH = YearMonth.of(2026, 3);
    private static final UUID POLICE = new UUID(1, 1);
    private static final UUID HEALTH = new UUID(1, 2);

    @Test
    void a_figure_is_the_sum_of_its_months_its_agencies_and_its_kinds() {
        var cells = List.of(new Cell("MINUTES", MARCH, POLICE, Kind.STRATEGY, 8, 10, 1, 1, 1), new Cell("MINUTES", YearMonth.of(2026, 4), HEALTH, Kind.CIN, 1, 10, 0, 2, 0),
                new Cell("NOTICE", MARCH, POLICE, Kind.STRATEGY, 3, 3, 0, 0, 0), new Cell("DECISION", MARCH, Tally.NO_AGENCY, Kind.STRATEGY, 1, 4, 0, 0, 0));
        var partnership = Partnership.of(cells, SPRING);
        var minutes = partnership.figure(Name.MINUTES_IN_TIME);
        assertThat(minutes.whole()).isEqualTo(new Share(9, 20, 1));
        assertThat(minutes.months()).extracting(part -> part.share().denominator()).containsExactly(0L, 10L, 10L);
        assertThat(minutes.agencies()).as("the most to mend first").extracting(part -> part.of().value()).containsExactly(HEALTH, POLICE);
        assertThat(minutes.kinds()).extracting(part -> part.of()).containsExactly(Kind.STRATEGY, Kind.CIN);
        assertThat(partnership.figure(Name.NEVER_RECEIVED).whole()).isEqualTo(new Share(3, 20, 1));
        assertThat(partnership.figure(Name.SHARED_IN_TIME).whole()).isEqualTo(new Share(3, 3, 0));
        assertThat(partnership.figure(Name.AFTER_MEETING).whole()).isEqualTo(new Share(1, 4, 0));
        assertThat(partnership.figure(Name.AFTER_MEETING).agencies()).isEmpty();
    }

    @Test
    void equal_and_opposite_moves_make_another_digest_and_the_same_counts_the_same() {
        assertThat(Timeliness.digest(of(8, 3))).isNotEqualTo(Timeliness.digest(of(7, 4))).isEqualTo(Timeliness.digest(of(8, 3))).matches("[0-9a-f]{16}");
        assertThat(Timeliness.digest(of(8, 3))).as("in any process").isEqualTo("ec9ab159b74867e2");
    }

    private static List<Cell> of(long police, long health) {
        return List.of(new Cell("MINUTES", MARCH, POLICE, Kind.STRATEGY, police, 10, 0, 0, 0), new Cell("MINUTES", MARCH, HEALTH, Kind.STRATEGY, health, 10, 0, 0, 0));
    }

    @Test
    void nothing_due_is_no_share_and_neither_all_nor_none_is_said_where_it_is_not_so() {
        var nothing = Partnership.of(List.of(), SPRING).figure(Name.SHARED_IN_TIME);
        assertThat(nothing.whole().isNothing()).isTrue();
        assertThat(nothing.whole().percent()).isEmpty();
        assertThat(new Share(999, 1_000, 0).percent()).isEqualTo("99%");
        assertThat(new Share(1, 1_000, 0).percent()).isEqualTo("under 1%");
        assertThat(new Share(1_000, 1_000, 0).percent()).isEqualTo("100%");
        assertThat(new Share(0, 5, 0).percent()).isEqualTo("0%");
    }

    @Test
    void an_aim_is_met_by_the_numbers_and_not_by_what_they_round_to() {
        assertThat(Name.MINUTES_IN_TIME.isMet(new Share(95, 100, 0))).isTrue();
        assertThat(Name.MINUTES_IN_TIME.isMet(new Share(949, 1_000, 0))).isFalse();
        assertThat(Name.NEVER_RECEIVED.isMet(new Share(1, 10_000, 0))).isFalse();
        assertThat(Name.AFTER_MEETING.isMet(new Share(1, 20, 0))).isTrue();
    }

    @Test
    void what_was_due_is_never_received_once_the_end_of_the_twentieth_working_day_is_past() {
        // 27 February 2026 and twenty working days: 27 March; 3 March: 31 March; 5 March: 2 April, before Easter; 6 March: 7 April, after it
        assertThat(Board.neverBy(Instant.parse("2026-03-27T23:59:59Z"))).isEqualTo(Instant.parse("2026-02-26T23:59:59Z"));
        assertThat(Board.neverBy(Instant.parse("2026-03-28T00:00:00Z"))).as("a working day ends a Saturday and a Sunday too").isEqualTo(Instant.parse("2026-03-01T23:59:59Z"));
        assertThat(Board.neverBy(Instant.parse("2026-03-30T23:00:00Z"))).as("past the end of Monday in summer time").isEqualTo(Instant.parse("2026-03-02T23:59:59Z"));
        assertThat(Board.neverBy(Instant.parse("2026-03-30T22:59:59Z"))).isEqualTo(Instant.parse("2026-03-01T23:59:59Z"));
        assertThat(Board.neverBy(Instant.parse("2026-04-06T12:00:00Z"))).as("Easter Monday").isEqualTo(Instant.parse("2026-03-05T23:59:59Z"));
        assertThat(Board.neverBy(Instant.parse("2026-04-07T23:00:00Z"))).isEqualTo(Instant.parse("2026-03-08T23:59:59Z"));
    }

    @Test
    void a_period_has_its_months_whole_or_in_part() {
        assertThat(SPRING.months()).containsExactly(YearMonth.of(2026, 2), MARCH, YearMonth.of(2026, 4));
        assertThat(SPRING.in(YearMonth.of(2026, 2))).contains(new Period(LocalDate.of(2026, 2, 10), LocalDate.of(2026, 2, 28)));
        assertThat(SPRING.in(YearMonth.of(2026, 5))).isEmpty();
        assertThat(Period.yearTo(LocalDate.of(2026, 3, 31)).months()).hasSize(12).endsWith(MARCH);
    }

    @Test
    void a_chart_has_a_bar_a_month_and_no_taller_one_than_all_of_it() {
        var figure = Partnership.of(List.of(new Cell("MINUTES", MARCH, POLICE, Kind.STRATEGY, 10, 10, 0, 0, 0)), SPRING).figure(Name.MINUTES_IN_TIME);
        var chart = Chart.of(figure);
        assertThat(chart.bars()).extracting(Chart.Bar::label).containsExactly("Feb", "Mar", "Apr");
        assertThat(chart.bars()).extracting(Chart.Bar::height).containsExactly(0, 130, 0);
        assertThat(chart.bars()).extracting(Chart.Bar::value).containsExactly("", "100%", "");
        assertThat(chart.bars()).allMatch(bar -> bar.x() >= 0 && bar.x() + bar.width() <= Chart.WIDTH && bar.y() + bar.height() <= Chart.HEIGHT);
        var years = Chart.of(Partnership.of(List.of(), new Period(LocalDate.of(2021, 5, 1), LocalDate.of(2026, 4, 30))).figure(Name.MINUTES_IN_TIME));
        assertThat(years.bars()).hasSize(60).filteredOn(bar -> !bar.label().isEmpty()).hasSize(12);
    }
}
