package io.github.unspool.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.Series;
import io.github.unspool.data.baseline.Baselines;
import io.github.unspool.data.csv.Csv;
import io.github.unspool.data.table.SignificantDigits;
import io.github.unspool.tribuo.RnnModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A model holds new files to what it learned from, and takes exports that roll, grow or are corrected. */
class NewFilesTest {
    @TempDir
    Path folder;

    private static String row(int day) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s",
                LocalDate.of(2023, 1, 1).plusDays(day),
                100 + day % 7 + 0.5 * (day % 3),
                10 + day % 5);
    }

    private Path file(int from, int to, IntFunction<String> row) throws IOException {
        List<String> lines = new ArrayList<>(List.of("date,load,wind"));
        for (int day = from; day < to; day++) {
            lines.add(row.apply(day));
        }
        return Files.write(folder.resolve("load.csv"), lines);
    }

    private RnnModel<Regressor> model() throws IOException {
        var parts = Sequences.series(file(0, 200, NewFilesTest::row), "load")
                .time("date")
                .inputs("wind")
                .window(7)
                .horizon(2)
                .split(0.7, 0.15);
        return Rnn.builder().hidden(4).gru().epochs(3).quiet().train(parts);
    }

    private static double[] forecast(Series series, RnnModel<Regressor> model) {
        return series.forecast(model, 0.9).doubleColumn("load high").asDoubleArray();
    }

    @Test
    void evaluateAndForecast_ofARolledOrShortenedExport_areThoseOfTheWhole() throws IOException {
        RnnModel<Regressor> model = model();
        Series whole = Sequences.series(file(0, 230, NewFilesTest::row), model);
        double[] expected = forecast(whole, model);
        int tests = whole.split(model).test().size();
        for (int from : new int[] {30, 100, 150}) {
            Series rolled = Sequences.series(file(from, 230, NewFilesTest::row), model);
            assertThat(forecast(rolled, model)).containsExactly(expected, within(1e-9));
            assertThat(rolled.split(model).test().size()).isEqualTo(tests);
            assertThat(Baselines.table(rolled, 7, rolled.split(model), model)
                            .doubleColumn("MAE")
                            .get(0))
                    .isCloseTo(
                            Baselines.table(whole, 7, whole.split(model), model)
                                    .doubleColumn("MAE")
                                    .get(0),
                            within(1e-9));
        }
    }

    @Test
    void evaluate_afterACorrection_isOnTheScaleOfTheModel() throws IOException {
        RnnModel<Regressor> model = model();
        Series corrected =
                Sequences.series(file(0, 230, day -> day == 3 ? row(day).replace(",1", ",9") : row(day)), model);
        assertThat(corrected.split(model).test().size()).isEqualTo(230 - 170 - 1);
        assertThat(forecast(corrected, model)).hasSize(2);
    }

    @Test
    void oddCellInANewFile_isRefusedNotIgnored() throws IOException {
        RnnModel<Regressor> model = model();
        Path file = file(0, 230, day -> day == 20 ? row(day).replaceAll(",[^,]*$", ",?") : row(day));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.series(file, model))
                .withMessage(
                        "load.csv: row 21 of column \"wind\" is \"?\", and it should be a number; write missing(\"?\") if it marks a missing value, or correct it");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Sequences.series(file, c -> c.missing("?"), model).forecast(model))
                .withMessageStartingWith("row 21 of column \"wind\" has no value");
    }

    @Test
    void tableOfOtherKinds_isRefusedEitherWay() throws IOException {
        RnnModel<Regressor> model = model();
        Table table = Csv.read(file(0, 230, NewFilesTest::row));
        Table text = table.copy();
        text.replaceColumn("wind", table.column("wind").asStringColumn().setName("wind"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.series(text, model).forecast(model))
                .withMessageStartingWith(
                        "the model was trained on numbers in column \"wind\", but load.csv contains text there");
        Series ofText =
                Sequences.series(text, "load").time("date").inputs("wind").window(7);
        var parts = ofText.split(0.7, 0.15);
        RnnModel<Regressor> other =
                Rnn.builder().hidden(3).tanh().epochs(1).quiet().train(parts);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.series(table, other).forecast(other))
                .withMessageStartingWith(
                        "the model was trained on text in column \"wind\", but load.csv contains numbers there");
    }

    @Test
    void decimalMarkAndDateForm_areThoseOfTraining() throws IOException {
        IntFunction<String> german = day -> {
            LocalDate date = LocalDate.of(2023, 1, 1).plusDays(day);
            return "%s/%s/%s;%s,5;%s"
                    .formatted(
                            date.getDayOfMonth(), date.getMonthValue(), date.getYear(), 1000 + day % 7, 10 + day % 5);
        };
        List<String> lines = new ArrayList<>(List.of("date;load;wind"));
        for (int day = 0; day < 60; day++) {
            lines.add(german.apply(day));
        }
        Path file = Files.write(folder.resolve("german.csv"), lines);
        var parts = Sequences.series(file, "load").time("date").window(3).split(0.6, 0.2);
        RnnModel<Regressor> model =
                Rnn.builder().hidden(3).tanh().epochs(1).quiet().train(parts);
        // Alone, these leave open which is the day, and whether 1.003 is a thousand.
        Path few = Files.write(
                folder.resolve("few.csv"),
                List.of(
                        "date;load;wind",
                        "1/3/2023;1.003;1",
                        "2/3/2023;1.004;1",
                        "3/3/2023;1.005;1",
                        "4/3/2023;1.006;1"));
        Table forecast = Sequences.series(few, model).forecast(model);
        assertThat(forecast.dateColumn("date").get(0)).isEqualTo(LocalDate.of(2023, 3, 5));
        assertThat(forecast.doubleColumn("load").get(0)).isBetween(990.0, 1020.0);
    }

    @Test
    void columnNamesOfAnyKind_areReadAgain() {
        for (String name : List.of("say \"hi\"", "a, b", "back\\slash", "two\nlines", "x\")", "%d", "+1")) {
            double[] values = new double[60];
            for (int i = 0; i < values.length; i++) {
                values[i] = i % 7 + i % 3;
            }
            Table table = Table.create("t", DoubleColumn.create(name, values));
            var parts = Sequences.series(table, name).window(3).split(0.6, 0.2);
            RnnModel<Regressor> model =
                    Rnn.builder().hidden(2).tanh().epochs(1).quiet().train(parts);
            assertThat(Sequences.series(table, model).forecast(model).columnNames())
                    .contains(name);
        }
    }

    @Test
    void numbersThatAreDates_areRefusedAsTime() {
        for (String[] form : new String[][] {{"20240130", "yyyyMMdd"}, {"202411", "yyyyMM"}}) {
            int first = Integer.parseInt(form[0]);
            Table table = Table.create("t", IntColumn.create("d", first, first + 1), DoubleColumn.create("y", 1, 2));
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            Sequences.series(table, "y").time("d").window(1).all())
                    .withMessage(
                            "column \"d\" contains numbers such as %s, which look like dates; if they are, read them with"
                                            .formatted(form[0])
                                    + " Csv.read(file, c -> c.date(\"d\", \"%s\")), otherwise remove time(…)"
                                            .formatted(form[1]));
        }
    }

    @Test
    void monthlyData_onAnyDay_goesOnOnThatDay() {
        assertNext(LocalDate.of(2023, 3, 28), "2022-12-28", "2023-01-28", "2023-02-28");
        assertNext(LocalDate.of(2023, 5, 28), "2023-02-28", "2023-03-28", "2023-04-28");
        assertNext(LocalDate.of(2023, 5, 30), "2023-02-28", "2023-03-30", "2023-04-30");
        assertNext(LocalDate.of(2023, 7, 30), "2023-04-30", "2023-05-30", "2023-06-30");
        assertNext(LocalDate.of(2023, 7, 31), "2023-04-30", "2023-05-31", "2023-06-30");
        assertNext(LocalDate.of(2024, 2, 29), "2023-11-30", "2023-12-31", "2024-01-31");
    }

    private static void assertNext(LocalDate expected, String... days) {
        List<LocalDateTime> times = new ArrayList<>();
        for (String day : days) {
            times.add(LocalDate.parse(day).atStartOfDay());
        }
        Spacing spacing = Spacing.of(times);
        assertThat(spacing.broken(times, time -> time)).isEqualTo(days.length);
        assertThat(spacing.at(days.length).toLocalDate()).isEqualTo(expected);
    }

    @Test
    void localTimes_byAZone_knowTheDoubledHour() {
        List<LocalDateTime> local = new ArrayList<>();
        LocalDateTime first = LocalDateTime.of(2023, 10, 28, 22, 0);
        for (int hour = 0; hour < 12; hour++) {
            // At 3:00 of the 29th clocks were set back to 2:00.
            local.add(first.plusHours(hour <= 4 ? hour : hour - 1));
        }
        Table table = Table.create(
                "t", DateTimeColumn.create("t", local), DoubleColumn.create("y", 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Sequences.series(table, "y").time("t").window(1).all())
                .withMessageContaining("set the time zone with time(\"t\", ZoneId.of(\"Europe/Berlin\"))");
        assertThat(Sequences.series(table, "y")
                        .time("t", ZoneId.of("Europe/Berlin"))
                        .window(1)
                        .all()
                        .size())
                .isEqualTo(11);
    }

    @Test
    void period_followsFromTheStep() {
        assertPeriod(24, "2023-01-01T00:00", "2023-01-01T01:00");
        assertPeriod(48, "2023-01-01T00:00", "2023-01-01T00:30");
        assertPeriod(96, "2023-01-01T00:00", "2023-01-01T00:15");
        assertPeriod(7, "2023-01-01T00:00", "2023-01-02T00:00");
        assertPeriod(52, "2023-01-01T00:00", "2023-01-08T00:00");
        assertPeriod(12, "2023-01-31T00:00", "2023-02-28T00:00");
        assertPeriod(4, "2023-01-01T00:00", "2023-04-01T00:00");
        assertPeriod(1, "2023-01-01T00:00", "2023-01-04T00:00");
    }

    private static void assertPeriod(int rows, String first, String second) {
        assertThat(Spacing.of(List.of(LocalDateTime.parse(first), LocalDateTime.parse(second)))
                        .period())
                .isEqualTo(rows);
    }

    @Test
    void significantDigits_showSmallAndLargeNumbers() {
        DoubleColumn small = SignificantDigits.show(DoubleColumn.create("x", 1.2346e-6, 2.5e-6));
        assertThat(small.getString(0)).isEqualTo("0.000001235");
        DoubleColumn births = SignificantDigits.show(DoubleColumn.create("x", 8504.9907, 12000.4));
        assertThat(births.getString(0)).isEqualTo("8505");
        DoubleColumn mixed = SignificantDigits.show(DoubleColumn.create("x", 243.17, 1.5e-7));
        assertThat(mixed.getString(0)).isEqualTo("243.2");
        assertThat(mixed.getString(1)).isEqualTo("0.0000001500");
        assertThat(SignificantDigits.show(DoubleColumn.create("x", 0.0)).getString(0))
                .isEqualTo("0.000");
    }

    @Test
    void textAsTime_isRefusedInATableToo() {
        Table table = Table.create(
                "t",
                StringColumn.create("t", "9:00", "10:00", "11:00"),
                DoubleColumn.create("x", 1, 2, 3),
                StringColumn.create("l", "a", "a", "a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.table(table).time("t").sorted().features("x"))
                .withMessageStartingWith("column \"t\" of t contains text such as \"9:00\", not times");
    }
}
