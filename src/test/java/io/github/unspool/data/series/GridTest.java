package io.github.unspool.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.Series;
import io.github.unspool.data.baseline.Baselines;
import io.github.unspool.data.table.Call;
import io.github.unspool.tribuo.provenance.SeriesProvenance;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Rows that are completed to a grid of times, and times that are made of several columns. */
class GridTest {
    @TempDir
    Path folder;

    private static Table table(Column<?> time) {
        double[] values = new double[time.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = row + 1;
        }
        return Table.create("t", time, DoubleColumn.create("y", values));
    }

    private static Table days(String... days) {
        DateColumn column = DateColumn.create("date");
        for (String day : days) {
            column.append(LocalDate.parse(day));
        }
        return table(column);
    }

    private static Series series(Table table) {
        return Sequences.series(table, "y").time("date").window(1);
    }

    /** The last row of each window, and the target. */
    private static List<String> targets(Dataset<Regressor> data) {
        List<String> targets = new ArrayList<>();
        data.forEach(example -> targets.add(
                SeriesWindows.row(example) + 1 + "→" + example.getOutput().getValues()[0]));
        return targets;
    }

    private static List<?> future(Series series) {
        return series.forecast(Baselines.linear().train(series.all()))
                .column("date")
                .asList();
    }

    @Test
    void every_day_fillsTheDaysBetween() {
        Series series = series(days("2023-12-29", "2023-12-30", "2024-01-01", "2024-01-02"))
                .every(Period.ofDays(1));
        assertThatIllegalArgumentException()
                .isThrownBy(series::all)
                .withMessage(
                        "there is no row for 2023-12-31, so column \"y\" has no value then; fill missing values with forwardFill(), or mark them with mask()");
        assertThat(targets(series.forwardFill().all())).containsExactly("1→2.0", "3→3.0", "4→4.0");
        assertThat(targets(series.every(Duration.ofDays(1)).forwardFill().all()))
                .hasSize(3);
        assertThat(series.mask().all().getFeatureMap().get("t001:y missing")).isNotNull();
        assertThat(future(series.forwardFill())).isEqualTo(List.of(LocalDate.of(2024, 1, 3)));
        assertThat(series.forwardFill().period()).isEqualTo(7);
    }

    @Test
    void every_month_knowsItsEnd() {
        Series series = series(days("2023-11-30", "2023-12-31", "2024-02-29", "2024-03-31"))
                .every(Period.ofMonths(1))
                .forwardFill();
        assertThat(targets(series.all())).containsExactly("1→2.0", "3→3.0", "4→4.0");
        assertThat(future(series)).isEqualTo(List.of(LocalDate.of(2024, 4, 30)));
    }

    @Test
    void businessDays_fillHolidays() {
        // Good Friday, 2024-03-29, and Easter Monday are missing.
        Series series =
                series(days("2024-03-26", "2024-03-27", "2024-03-28", "2024-04-02", "2024-04-03", "2024-04-05"));
        assertThatIllegalArgumentException()
                .isThrownBy(series::all)
                .withMessageContaining("fill the gaps with businessDays(), or");
        Series filled = series.businessDays().forwardFill();
        assertThat(targets(filled.all())).containsExactly("1→2.0", "2→3.0", "5→4.0", "6→5.0", "8→6.0");
        assertThat(filled.period()).isEqualTo(5);
        assertThat(future(filled)).isEqualTo(List.of(LocalDate.of(2024, 4, 8)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        series(days("2024-03-29", "2024-03-30")).businessDays().all())
                .withMessageStartingWith(
                        "row 2: 2024-03-30 in column \"date\" is not one of the times of businessDays()");
    }

    /** An hour is missing in the night in which clocks are set back, and the rows know which. */
    @Test
    void every_hour_ofLocalTimes_isAnHourOfTheZone() {
        List<LocalDateTime> local = new ArrayList<>();
        for (String hour : List.of("00", "01", "02", "02", "04")) {
            local.add(LocalDateTime.parse("2023-10-29T" + hour + ":00"));
        }
        Series series = Sequences.series(table(DateTimeColumn.create("date", local)), "y")
                .time("date", ZoneId.of("Europe/Berlin"))
                .window(1)
                .every(Duration.ofHours(1))
                .forwardFill();
        assertThat(targets(series.all())).containsExactly("1→2.0", "2→3.0", "3→4.0", "5→5.0");
        assertThat(future(series)).isEqualTo(List.of(Instant.parse("2023-10-29T04:00:00Z")));
    }

    @Test
    void every_dayOfInstants_isADayOfTheZone() {
        InstantColumn midnights = InstantColumn.create("date");
        for (String time : List.of("2024-03-29T23:00:00Z", "2024-03-30T23:00:00Z", "2024-04-01T22:00:00Z")) {
            midnights.append(Instant.parse(time));
        }
        Series series = Sequences.series(table(midnights), "y")
                .time("date", ZoneId.of("Europe/Berlin"))
                .window(1)
                .every(Period.ofDays(1))
                .forwardFill();
        assertThat(targets(series.all())).containsExactly("1→2.0", "3→3.0");
    }

    @Test
    void every_stepThatTimesDoNotKeep_isRefused() {
        Table odd = table(DateTimeColumn.create(
                "date",
                List.of(
                        LocalDateTime.parse("2024-01-01T10:00"),
                        LocalDateTime.parse("2024-01-01T10:05"),
                        LocalDateTime.parse("2024-01-01T10:10:07"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> series(odd).every(Duration.ofMinutes(5)).all())
                .withMessage(
                        "row 3: 2024-01-01T10:10:07 in column \"date\" is not one of the times of every(Duration.ofMinutes(5)) from 2024-01-01T10:00 on; choose a step that fits all times, or accept the rows as they are with irregular()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> series(odd).every(Duration.ofSeconds(1)).all())
                .withMessageStartingWith(
                        "every(Duration.parse(\"PT1S\")) would create more than 10 rows for each of the 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> series(table(IntColumn.create("date", 1914, 1919)))
                        .every(Period.ofYears(1))
                        .all())
                .withMessage(
                        "every(Period.ofMonths(12)): column \"date\" contains numbers, not times; complete the rows in the table");
        for (var step : List.of(Duration.ZERO, Duration.ofHours(-1), Period.ZERO, Period.of(0, 1, 1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> series(odd).every(step))
                    .withMessageContaining("the step must be positive");
        }
    }

    /** What the sentence says works. */
    @Test
    void brokenStep_isRefusedWithTheCallThatFillsIt() {
        assertAdvice(
                "every(Duration.ofHours(1))",
                "2024-01-01T00:00",
                "2024-01-01T01:00",
                "2024-01-01T02:00",
                "2024-01-01T04:00");
        assertAdvice(
                "every(Duration.ofMinutes(15))",
                "2024-01-01T00:00",
                "2024-01-01T00:15",
                "2024-01-01T00:45",
                "2024-01-01T01:00");
        assertAdvice(
                "every(Period.ofDays(7))",
                "2024-01-01T00:00",
                "2024-01-08T00:00",
                "2024-01-22T00:00",
                "2024-01-29T00:00");
        assertAdvice(
                "every(Period.ofMonths(1))",
                "2024-01-31T00:00",
                "2024-02-29T00:00",
                "2024-03-31T00:00",
                "2024-05-31T00:00");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        series(days("2024-01-01", "2024-01-02", "2924-01-03")).all())
                .withMessageContaining("; complete the rows, or");
    }

    private static void assertAdvice(String call, String... times) {
        List<LocalDateTime> all =
                List.of(times).stream().map(LocalDateTime::parse).toList();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> series(table(DateTimeColumn.create("date", all))).all())
                .withMessageContaining("; fill the gaps with " + call + ", or");
        GridStep step = GridStep.usual(all);
        assertThat(step).hasToString(call);
        assertThat(GridStep.parse(Call.read(step.call()).get(0).onlyMade())).hasToString(call);
        assertThat(series(table(DateTimeColumn.create("date", all)))
                        .every(step.amount())
                        .forwardFill()
                        .all()
                        .size())
                .isGreaterThan(1);
    }

    @Test
    void modelOfAGrid_readsNewRowsOnIt() {
        Series series = series(days("2024-01-01", "2024-01-02", "2024-01-04", "2024-01-05", "2024-01-06", "2024-01-07"))
                .every(Period.ofDays(1))
                .forwardFill();
        var model = Rnn.builder().hidden(2).gru().epochs(1).quiet().train(series.all());
        Table more = days("2024-02-01", "2024-02-02", "2024-02-05");
        Series again = Sequences.series(more, model);
        assertThat(again)
                .hasToString(
                        "series(\"y\").time(\"date\").every(Period.parse(\"P1D\")).window(1).horizon(1).forwardFill()");
        assertThat(again.forecast(model).dateColumn("date").get(0)).isEqualTo(LocalDate.of(2024, 2, 6));
    }

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("x.csv"), text, StandardCharsets.UTF_8);
    }

    @Test
    void time_ofSeveralColumns_isOneTime() throws Exception {
        Path parts = file("year,month,day,hour,y\n2024,02,28,22,1\n2024,02,28,23,2\n2024,02,29,00,3\n");
        Series hourly = Sequences.series(parts, "y")
                .time("Year", "month", "day", "hour")
                .window(1);
        assertThat(hourly.forecast(Baselines.linear().train(hourly.all()))
                        .column(0)
                        .asList())
                .isEqualTo(List.of(LocalDateTime.of(2024, 2, 29, 1, 0)));
        assertThat(hourly.forecast(Baselines.linear().train(hourly.all())).columnNames())
                .containsExactly("year month day hour", "y");

        Path clock = file("Date;Time;y\n2024-12-31;22:30:00;1\n2024-12-31;23:00:00;2\n2024-12-31;23:30:00;3\n");
        Series halves =
                Sequences.series(clock, "y").time("Date", "Time").window(1).hour();
        assertThat(halves.forecast(Baselines.linear().train(halves.all()))
                        .column(0)
                        .asList())
                .isEqualTo(List.of(LocalDateTime.of(2025, 1, 1, 0, 0)));

        Series points = Sequences.series(
                        file("Date;Time;y\n31/12/2024;22.00.00;1\n31/12/2024;23.00.00;2\n"),
                        c -> c.date("Date", "dd/MM/yyyy"),
                        "y")
                .time("Date", "Time")
                .window(1);
        assertThat(points.all().size()).isEqualTo(1);

        Series months = Sequences.series(file("yr,mo,y\n2023,11,1\n2023,12,2\n2024,1,3\n"), "y")
                .time("yr", "mo")
                .window(1);
        assertThat(months.forecast(Baselines.linear().train(months.all()))
                        .column(0)
                        .asList())
                .isEqualTo(List.of(LocalDate.of(2024, 2, 1)));
        assertThat(months.period()).isEqualTo(12);
    }

    @Test
    void time_ofSeveralColumns_byAZone() throws Exception {
        StringWriter rows = new StringWriter();
        rows.write("day,hour,y\n");
        for (int hour : new int[] {0, 1, 2, 2, 3, 4}) {
            rows.write("2023-10-29," + hour + "," + rows.toString().length() + "\n");
        }
        Series series = Sequences.series(file(rows.toString()), "y")
                .time(ZoneId.of("Europe/Berlin"), "day", "hour")
                .window(1);
        var model = Rnn.builder().hidden(2).gru().epochs(1).quiet().train(series.all());
        assertThat(Sequences.series(folder.resolve("x.csv"), model)).hasToString(series.toString());
        assertThat(SeriesProvenance.of(model.getProvenance().getDatasetProvenance())
                        .orElseThrow()
                        .recipe())
                .startsWith("series(\"y\").time(ZoneId.of(\"Europe/Berlin\"), \"day\", \"hour\")");
    }

    @Test
    void time_ofSeveralColumns_thatIsNone_isRefusedWithItsRow() throws Exception {
        Path hour24 = file("year,month,day,hour,y\n2024,2,28,23,1\n2024,2,28,24,2\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.series(hour24, "y").time("year", "month", "day", "hour"))
                .withMessageStartingWith(
                        "x.csv: row 2 has the invalid time 2024, 2, 28, 24 (Invalid value for HourOfDay");
        Path words = file("year,month,y\n2024,Jan,1\n2024,Feb,2\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.series(words, "y").time("year", "month"))
                .withMessageContaining("\"Jan\" is not a whole number");
        Path open = file("Date,Time,y\n10/03/2004,18.00,1\n10/03/2004,19.00,2\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.series(open, "y").time("Date", "Time"))
                .withMessageContaining("date(\"Date\", \"dd/MM/yyyy\")");
        Path seven = file("a,b,c,d,e,f,g,y\n2024,1,1,1,1,1,1,1\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.series(seven, "y").time("a", "b", "c", "d", "e", "f", "g"))
                .withMessageContaining("the columns must be year, month, day");
        Path missing = file("year,month,y\n2024,1,1\n2024,,2\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.series(missing, "y").time("year", "month"))
                .withMessage("row 2 has no time in column \"month\"; add one, or remove the row");
    }
}
