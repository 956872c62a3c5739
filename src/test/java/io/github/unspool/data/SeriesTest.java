package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class SeriesTest {
    /** The mean of the first six is 2, their deviation 1. */
    private static final Table ZIGZAG = table(1, 3, 1, 3, 1, 3, 1, 3, 5, 7);

    private static Table table(double... values) {
        LocalDate first = LocalDate.of(2024, 2, 26); // a Monday
        List<LocalDate> dates =
                IntStream.range(0, values.length).mapToObj(first::plusDays).toList();
        return Table.create("t", DateColumn.create("date", dates), DoubleColumn.create("y", values));
    }

    /** Each example as its features, then its outputs. */
    private static List<String> examples(Dataset<Regressor> data) {
        List<String> all = new ArrayList<>();
        for (Example<Regressor> example : data) {
            Map<String, String> parts = new TreeMap<>();
            for (Feature feature : example) {
                parts.put(feature.getName(), number(feature.getValue()));
            }
            StringBuilder text = new StringBuilder();
            parts.forEach(
                    (name, value) -> text.append(name).append(' ').append(value).append(", "));
            text.append("→");
            for (Regressor.DimensionTuple output : example.getOutput()) {
                text.append(' ').append(output.getName()).append(' ').append(number(output.getValue()));
            }
            all.add(text.toString());
        }
        return all;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.3f", value);
    }

    private static void assertRefused(ThrowingCallable call, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(sentence);
    }

    @Test
    void split_reachesBackWithInputsOnly_andScalesByTheTrainingPart() {
        var parts = Sequences.series(ZIGZAG, "y").window(2).split(0.6, 0.2);
        assertThat(examples(parts.training()))
                .containsExactly(
                        "t001:y -1, t002:y 1, → y+1 1",
                        "t001:y 1, t002:y -1, → y+1 3",
                        "t001:y -1, t002:y 1, → y+1 1",
                        "t001:y 1, t002:y -1, → y+1 3");
        assertThat(examples(parts.validation()))
                .containsExactly("t001:y -1, t002:y 1, → y+1 1", "t001:y 1, t002:y -1, → y+1 3");
        assertThat(examples(parts.test()))
                .containsExactly("t001:y -1, t002:y 1, → y+1 5", "t001:y 1, t002:y 3, → y+1 7");
    }

    @Test
    void split_severalStepsAhead_leavesOutWhatTellsRowsOfTwoParts() {
        var parts = Sequences.series(ZIGZAG, "y").window(1).horizon(2).split(0.6, 0.2);
        assertThat(parts.training().size()).isEqualTo(4);
        assertThat(examples(parts.validation())).containsExactly("t001:y 1, → y+1 1 y+2 3");
        assertThat(examples(parts.test())).containsExactly("t001:y 1, → y+1 5 y+2 7");
    }

    @Test
    void stride_leavesOutExamplesBetween() {
        var all = Sequences.series(table(1, 2, 3, 4, 5, 6, 7), "y")
                .window(1)
                .stride(3)
                .all();
        // mean 4, deviation 2
        assertThat(examples(all)).containsExactly("t001:y -1.500, → y+1 2", "t001:y 0, → y+1 5");
    }

    @Test
    void difference_tellsTheChangeSinceTheLatestKnownRowOfItsCycle() {
        // Differences over 2 rows: 1, 3, 1, 3; their mean is 2 and their deviation 1.
        var all = Sequences.series(table(10, 20, 11, 23, 12, 26), "y")
                .window(1)
                .horizon(3)
                .difference(2)
                .all();
        // After 11: 23 − 20, 12 − 11, and 26 − 20.
        assertThat(examples(all)).containsExactly("t001:y -1, → y+1 3 y+2 1 y+3 6");
    }

    @Test
    void inputs_categoriesAndClock_becomeFeaturesOfTheRowThatIsRead() {
        Table table = table(1, 3, 1, 3)
                .addColumns(
                        StringColumn.create("sky", "sun", "rain", "sun", "rain"),
                        IntColumn.create("n", new int[] {2, 2, 4, 4}));
        var all = Sequences.series(table, "y")
                .time("date")
                .inputs("sky", "n")
                .window(1)
                .weekday()
                .dayOfYear()
                .all();
        // 26 February is day 57 of 366: sin(2π·56/366) = 0.820, cos = 0.572.
        assertThat(examples(all).get(0))
                .isEqualTo(
                        "t001:dayOfYear.cos 0.572, t001:dayOfYear.sin 0.820, t001:n -1, t001:sky=sun 1, t001:weekday=MONDAY 1, t001:y -1, → y+1 3");
    }

    @Test
    void severalColumns_areInputsAndTargetsTogether() {
        Table table = table(1, 3, 1, 3).addColumns(DoubleColumn.create("z", new double[] {5, 5, 7, 7}));
        assertThat(examples(Sequences.series(table, "y", "z").window(1).all()))
                .containsExactly(
                        "t001:y -1, t001:z -1, → y+1 3 z+1 5",
                        "t001:y 1, t001:z -1, → y+1 1 z+1 7",
                        "t001:y -1, t001:z 1, → y+1 3 z+1 7");
    }

    @Test
    void missing_isRefusedFilledOrMarked_andNeverATarget() {
        Series series =
                Sequences.series(table(1, 3, Double.NaN, 3, 1, 3, 1, 1), "y").window(1);
        assertRefused(
                series::all,
                "row 3 of column \"y\" has no value; fill missing values with forwardFill(), or mark them with mask()");
        // Filled: 1 3 3 3 1 3 1 1, mean 2 and deviation 1; row 3 is no target.
        assertThat(examples(series.forwardFill().all()))
                .startsWith("t001:y -1, → y+1 3", "t001:y 1, → y+1 3", "t001:y 1, → y+1 1")
                .hasSize(6);
        assertThat(examples(Sequences.series(table(1, 3, Double.NaN, 1, 3), "y")
                        .window(2)
                        .mask()
                        .all()))
                .containsExactly(
                        "t001:y 1, t002:y 0, t002:y missing 1, → y+1 1",
                        "t001:y 0, t001:y missing 1, t002:y -1, → y+1 3");
    }

    @Test
    void missing_inTheFirstRow_cannotBeFilled() {
        assertRefused(
                Sequences.series(table(Double.NaN, 1, 2), "y").window(1).forwardFill()::all,
                "column \"y\" begins with a missing value, so forwardFill() cannot fill row 1; remove the rows before the first value");
    }

    @Test
    void values_thatSayNothing_areRefused() {
        assertRefused(
                Sequences.series(table(1, 2, Double.POSITIVE_INFINITY), "y").window(1)::all,
                "row 3 of column \"y\" is Infinity, not a finite number; change it");
        assertRefused(
                () -> Sequences.series(table(2, 2, 2, 3, 4), "y").window(1).split(0.6, 0.2),
                "column \"y\" is constant, 2.0, in the training rows 1 to 3, so nothing can be learned from it; remove it, or train on more rows");
        assertRefused(
                Sequences.series(table(1, 2, 3, 4, 5), "y").window(1).difference()::all,
                "the difference(1) of column \"y\" is constant, 1.0, in the training rows 1 to 5, so nothing can be learned from it; remove it, or train on more rows");
    }

    /** Whatever is done to the rows after the training part changes none of its examples, nor what is known of its scale. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "difference", "forwardFill", "mask", "everything"})
    void future_changesNothingOfThePast(String kind) {
        Map<String, UnaryOperator<Series>> kinds = Map.of(
                "plain", s -> s,
                "difference", s -> s.difference(3),
                "forwardFill", Series::forwardFill,
                "mask", Series::mask,
                "everything",
                        s -> s.inputs("sky", "n")
                                .weekday()
                                .month()
                                .dayOfYear()
                                .difference()
                                .mask());
        UnaryOperator<Series> calls = kinds.get(kind);
        for (int changed = 14; changed < 20; changed++) {
            var before = calls.apply(series(-1)).split(0.7, 0.15);
            var after = calls.apply(series(changed)).split(0.7, 0.15);
            assertThat(examples(after.training())).isEqualTo(examples(before.training()));
            // The first example of the validation part ends with row 14 and has rows 15 and 16 as targets.
            int untouched =
                    Math.min(Math.max(0, changed - 15), before.validation().size());
            assertThat(examples(after.validation()).subList(0, untouched))
                    .isEqualTo(examples(before.validation()).subList(0, untouched));
            if (changed >= 17) {
                assertThat(examples(after.validation())).isEqualTo(examples(before.validation()));
            }
        }
    }

    /** Twenty rows, one of which may be another. */
    private static Series series(int changed) {
        double[] y = IntStream.range(0, 20).mapToDouble(i -> i * i % 7).toArray();
        int[] n = IntStream.range(0, 20).map(i -> i * 3 % 5).toArray();
        String[] sky = IntStream.range(0, 20)
                .mapToObj(i -> i % 3 == 0 ? "rain" : "sun")
                .toArray(String[]::new);
        if (changed >= 0) {
            y[changed] += 1000;
            n[changed] += 1000;
            sky[changed] = "snow";
        }
        Table table = table(y).addColumns(IntColumn.create("n", n), StringColumn.create("sky", sky));
        return Sequences.series(table, "y").time("date").window(3).horizon(2);
    }

    @Test
    void columns_thatAreNotThere_areNamedWithTheNearest() {
        assertRefused(
                () -> Sequences.series(ZIGZAG, "yy"),
                "t has no column \"yy\"; did you mean \"y\"? The columns are date, y");
        assertRefused(
                () -> Sequences.series(ZIGZAG, "date"),
                "column \"date\" of t contains local dates, but targets must be numbers");
        assertRefused(
                () -> Sequences.series(ZIGZAG, "y").inputs("y"), "inputs(\"y\"): this column is already an input");
        assertRefused(() -> Sequences.series(ZIGZAG), "series(table): no column to predict; choose some of [date, y]");
        assertRefused(() -> Sequences.series(ZIGZAG.emptyCopy(), "y"), "t has no rows");
    }

    @Test
    void calls_thatCannotBe_areRefused() {
        Series series = Sequences.series(ZIGZAG, "y");
        assertRefused(series::all, "the window is not set; choose one, such as window(28)");
        assertRefused(() -> series.window(0), "window(0): the number of rows must be at least 1");
        assertRefused(() -> series.difference(-1), "difference(-1): the number of rows must be at least 1");
        assertRefused(
                () -> series.window(Integer.MAX_VALUE),
                "window(2147483647): the number of rows must be at most 100000");
        assertRefused(() -> series.horizon(100_001), "horizon(100001): the number of rows must be at most 100000");
        assertRefused(
                () -> series.stride(2_000_000_000), "stride(2000000000): the number of rows must be at most 100000");
        assertRefused(
                () -> series.difference(100_001), "difference(100001): the number of rows must be at most 100000");
        assertRefused(
                () -> series.window(100_000)
                        .horizon(100_000)
                        .difference(100_000)
                        .all(),
                "the whole data, %s rows after row 0, has no example: series(\"y\").window(100000).horizon(100000).difference(100000) needs at least 300000 rows there without missing values; use more rows, or a shorter window or horizon"
                        .formatted(ZIGZAG.rowCount()));
        assertRefused(series::weekday, "weekday(): the column of times is not set; call time(\"date\") before");
        assertRefused(
                () -> series.time("date").hour(),
                "hour(): column \"date\" contains local dates, which do not include it");
        assertRefused(
                () -> series.window(1).split(0.7, 0.3),
                "split(0.7, 0.3): both fractions must be positive, with a sum below 1, such as split(0.7, 0.15)");
        assertRefused(
                () -> series.window(2).horizon(3).split(0.6, 0.2),
                "the validation data, 2 rows after row 6, has no example: series(\"y\").window(2).horizon(3) needs at least 3 rows there without missing values; use more rows, or a shorter window or horizon");
    }

    @Test
    void window_longerThanTheTable_isRefused() {
        assertRefused(
                Sequences.series(ZIGZAG, "y").window(100)::all,
                "the whole data, 10 rows after row 0, has no example: series(\"y\").window(100).horizon(1) needs at least 101 rows there without missing values; use more rows, or a shorter window or horizon");
        assertRefused(
                () -> Sequences.series(ZIGZAG, "y").window(2).backtest(5, 3),
                "backtest(5, 3): the tests and 3 rows for validation leave none of the 10 rows for training; use fewer or smaller folds");
        assertRefused(
                () -> Sequences.series(ZIGZAG, "y").window(2).split(0.1, 0.2),
                "the training data, 1 rows after row 0, has no example: series(\"y\").window(2).horizon(1) needs at least 3 rows there without missing values; use more rows, or a shorter window or horizon");
    }

    @Test
    void windows_tooManyForMemory_areRefusedWithAStrideThatFits() {
        double[] values = IntStream.range(0, 150_000).mapToDouble(i -> i % 7).toArray();
        assertThatIllegalArgumentException()
                .isThrownBy(Sequences.series(table(values), "y").window(50_000)::all)
                .withMessageMatching(
                        "100001 windows of 50000 rows need about 80\\.0 GB, but half of Java's memory is .* GB; call stride\\(\\d+\\), or use a shorter window");
    }

    @Test
    void series_isACopy() {
        Table table = table(1, 3, 1, 3);
        Series series = Sequences.series(table, "y").window(1);
        table.doubleColumn("y").set(0, 100.0);
        assertThat(examples(series.all()).get(0)).isEqualTo("t001:y -1, → y+1 3");
    }

    @Test
    void toString_isTheCallsInOneOrder() {
        assertThat(Sequences.series(ZIGZAG, "y")
                        .horizon(2)
                        .mask()
                        .stride(5)
                        .time("date")
                        .difference()
                        .weekday()
                        .window(3))
                .hasToString("series(\"y\").time(\"date\").window(3).horizon(2).weekday().difference(1).mask()");
    }
}
