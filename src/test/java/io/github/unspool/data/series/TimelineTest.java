package io.github.unspool.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

class TimelineTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static DateColumn dates(String... days) {
        return DateColumn.create("date", Arrays.stream(days).map(LocalDate::parse));
    }

    private static InstantColumn instants(String... times) {
        return InstantColumn.create("date", Arrays.stream(times).map(Instant::parse));
    }

    private static Timeline timeline(Column<?> column, ZoneId zone) {
        return Timeline.of(Table.create("t", column), "date", zone, false);
    }

    private static List<?> future(Column<?> column) {
        return timeline(column, ZoneOffset.UTC).future(2).asList();
    }

    private static void assertRefused(Column<?> column, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> timeline(column, ZoneOffset.UTC))
                .withMessage(sentence);
    }

    @Test
    void future_keepsTheStep() {
        assertThat(future(dates("2024-02-27", "2024-02-28")))
                .isEqualTo(List.of(LocalDate.of(2024, 2, 29), LocalDate.of(2024, 3, 1)));
        assertThat(future(dates("2024-01-01", "2024-01-08")))
                .isEqualTo(List.of(LocalDate.of(2024, 1, 15), LocalDate.of(2024, 1, 22)));
        assertThat(future(IntColumn.create("date", new int[] {2006, 2007, 2008})))
                .isEqualTo(List.of(2009, 2010));
        LocalDateTime noon = LocalDateTime.of(2024, 1, 1, 12, 0);
        assertThat(future(DateTimeColumn.create("date", List.of(noon, noon.plusMinutes(30)))))
                .isEqualTo(List.of(noon.plusMinutes(60), noon.plusMinutes(90)));
    }

    @Test
    void future_ofMonths_keepsTheDayOrTheEnd() {
        assertThat(future(dates("2023-01-15", "2023-02-15", "2023-03-15", "2023-04-15")))
                .isEqualTo(List.of(LocalDate.of(2023, 5, 15), LocalDate.of(2023, 6, 15)));
        assertThat(future(dates("2024-01-31", "2024-02-29", "2024-03-31")))
                .isEqualTo(List.of(LocalDate.of(2024, 4, 30), LocalDate.of(2024, 5, 31)));
        assertThat(future(dates("2023-02-28", "2023-05-31", "2023-08-31")))
                .isEqualTo(List.of(LocalDate.of(2023, 11, 30), LocalDate.of(2024, 2, 29)));
        assertThat(future(dates("2021-01-01", "2022-01-01", "2023-01-01")))
                .isEqualTo(List.of(LocalDate.of(2024, 1, 1), LocalDate.of(2025, 1, 1)));
    }

    @Test
    void instants_acrossAChangeOfClocks_areRegularByTheZoneOrByUtc() {
        // Midnights of Berlin, 23 hours apart on 31 March 2024.
        var midnights = instants("2024-03-29T23:00:00Z", "2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z");
        assertThat(timeline(midnights, BERLIN).future(1).get(0)).isEqualTo(Instant.parse("2024-04-01T22:00:00Z"));
        assertThat(timeline(midnights, BERLIN).day(2)).isEqualTo(LocalDate.of(2024, 4, 1));
        assertRefused(
                midnights,
                "row 3: 2024-03-31T22:00:00Z follows 2024-03-30T23:00:00Z in column \"date\", which is not the usual step; complete the rows, or accept the rows as they are with irregular()");
        // The clock of Berlin shows 00:00, 01:00, 03:00.
        var hours = instants("2024-03-30T23:00:00Z", "2024-03-31T00:00:00Z", "2024-03-31T01:00:00Z");
        assertThat(timeline(hours, BERLIN).future(1).get(0)).isEqualTo(Instant.parse("2024-03-31T02:00:00Z"));
        assertThat(timeline(hours, BERLIN).clock(2)).isEqualTo(LocalDateTime.of(2024, 3, 31, 3, 0));
    }

    @Test
    void times_outOfOrderTwiceOrMissing_areRefusedWithTheirRow() {
        assertRefused(
                dates("2024-01-01", "2024-01-03", "2024-01-02"),
                "row 3: 2024-01-02 comes after 2024-01-03 in column \"date\"; sort the rows with sorted()");
        assertRefused(
                dates("2024-01-01", "2024-01-02", "2024-01-02"),
                "rows 2 and 3 have the same time 2024-01-02 in column \"date\"; if they belong to several series, call id(\"…\"); if clocks were set back, set the time zone with time(\"date\", ZoneId.of(\"Europe/Berlin\"))");
        assertRefused(
                dates("2024-01-01", "2024-01-02", "2024-01-03", "2024-01-05"),
                "row 4: 2024-01-05 follows 2024-01-03 in column \"date\", which is not the usual step; fill the gaps with every(Period.ofDays(1)), or accept the rows as they are with irregular()");
        var gap = dates("2024-01-01", "2024-01-02");
        gap.setMissing(1);
        assertRefused(gap, "row 2 has no time in column \"date\"; add one, or remove the row");
        assertRefused(
                IntColumn.create("date", new int[] {1, 2, 3, 5}),
                "row 4: 5 follows 3 in column \"date\", which is not the usual step; complete the rows, or accept the rows as they are with irregular()");
    }

    @Test
    void sorted_movesWholeRows() {
        Table table =
                Table.create("t", dates("2024-01-02", "2024-01-03", "2024-01-01"), IntColumn.create("n", 2, 3, 1));
        assertThat(Timeline.sorted(table, "date").intColumn("n").asList()).containsExactly(1, 2, 3);
    }

    @Test
    void irregular_countsSteps() {
        Table table = Table.create("t", dates("2024-01-01", "2024-01-02", "2024-01-07"));
        Column<?> future = Timeline.of(table, "date", ZoneOffset.UTC, true).future(2);
        assertThat(future.name()).isEqualTo("step");
        assertThat(future.asList()).isEqualTo(List.of(1, 2));
    }
}
