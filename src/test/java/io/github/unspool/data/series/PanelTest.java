package io.github.unspool.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.Series;
import io.github.unspool.data.baseline.Baselines;
import io.github.unspool.data.csv.Csv;
import io.github.unspool.data.split.Parts;
import io.github.unspool.tribuo.RnnModel;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Many series in one table: one model, and no window across two. */
class PanelTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    @TempDir
    Path folder;

    /** Stores whose sales are 100 · store + a week's cycle, in one table, day by day. */
    private static Table stores(int stores, int days) {
        DateColumn date = DateColumn.create("date");
        IntColumn store = IntColumn.create("store");
        DoubleColumn sales = DoubleColumn.create("sales");
        for (int day = 0; day < days; day++) {
            for (int s = 1; s <= stores; s++) {
                date.append(FIRST.plusDays(day));
                store.append(s);
                sales.append(100 * s + (day * s) % 7);
            }
        }
        return Table.create("stores", date, store, sales);
    }

    private static Series series(Table table) {
        return Sequences.series(table, "sales")
                .id("store")
                .time("date")
                .window(3)
                .horizon(2);
    }

    private static List<String> windows(Dataset<Regressor> data) {
        List<String> windows = new ArrayList<>();
        data.forEach(example -> windows.add(SeriesWindows.series(example) + ":" + (SeriesWindows.row(example) + 1)));
        return windows;
    }

    @Test
    void windows_neverCrossTwoSeries() {
        Series series = series(stores(3, 6));
        Dataset<Regressor> data = series.all();
        assertThat(windows(data)).containsExactly("1:3", "1:4", "2:3", "2:4", "3:3", "3:4");
        data.forEach(example -> {
            double hundred = 100 * Integer.parseInt(SeriesWindows.series(example));
            assertThat(example.getOutput().getValues()[0]).isBetween(hundred, hundred + 6);
        });
    }

    @Test
    void split_cutsAllSeriesAtTheSameTime_onOneScale() {
        Table table = stores(2, 20);
        // The second store opened ten days later.
        Table late = table.where(table.intColumn("store")
                .isEqualTo(1)
                .or(table.dateColumn("date").isAfter(FIRST.plusDays(9))));
        var parts = series(late).split(0.6, 0.2);
        assertThat(windows(parts.training())).startsWith("1:3").endsWith("1:10");
        assertThat(windows(parts.validation())).containsExactly("1:12", "1:13", "1:14", "2:3", "2:4");
        assertThat(windows(parts.test())).containsExactly("1:16", "1:17", "1:18", "2:6", "2:7", "2:8");
        double mean = late.where(late.dateColumn("date").isBefore(FIRST.plusDays(12)))
                .doubleColumn("sales")
                .mean();
        assertThat(io.github.unspool.tribuo.provenance.SeriesProvenance.of(
                                parts.test().getProvenance())
                        .orElseThrow()
                        .means()
                        .get("sales"))
                .isCloseTo(mean, within(1e-9));
    }

    @Test
    void orderOfTheStores_doesNotMatter() {
        Table table = stores(3, 12);
        Series byDay = series(table);
        Series byStore = series(table.sortAscendingOn("store", "date"));
        assertThat(windows(byStore.all())).isEqualTo(windows(byDay.all()));
        Series sorted = series(table.sortDescendingOn("date")).sorted();
        assertThat(new TreeMap<>(numbers(sorted.all()))).isEqualTo(new TreeMap<>(numbers(byDay.all())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> series(table.sortDescendingOn("date")).all())
                .withMessage(
                        "of the rows of store \"3\", row 2: 2024-01-11 comes after 2024-01-12 in column \"date\"; sort the rows with sorted()");
    }

    private static TreeMap<String, Double> numbers(Dataset<Regressor> data) {
        TreeMap<String, Double> numbers = new TreeMap<>();
        data.forEach(example -> numbers.put(
                SeriesWindows.series(example) + ":" + SeriesWindows.row(example),
                example.getOutput().getValues()[1]));
        return numbers;
    }

    @Test
    void scores_areOfEachAndOfAll() {
        Series series = series(stores(2, 30));
        var parts = series.split(0.6, 0.2);
        Table scores = series.score(Baselines.lastValue(series).train(parts.training()), parts.test());
        assertThat(scores.columnNames()).containsExactly("model", "store", "column", "MAE", "RMSE", "MASE");
        assertThat(scores.stringColumn("store").asList()).containsExactly("1", "2", "all");
        double[] mae = scores.doubleColumn("MAE").asDoubleArray();
        assertThat(mae[2]).isCloseTo((mae[0] + mae[1]) / 2, within(1e-9));
        // The day before costs on average, on 17 steps of 18 days: of store 1 fifteen 1s and two 6s, of store 2 five 5s
        // and twelve 2s.
        double first = (15 + 2 * 6) / 17.0;
        assertThat(scores.doubleColumn("MASE").get(0)).isCloseTo(mae[0] / first, within(1e-9));
        Table baselines = Baselines.table(series, parts, Baselines.linear().train(parts.training()));
        assertThat(baselines.columnNames()).containsExactly("model", "column", "MAE", "RMSE", "MASE");
        assertThat(baselines.rowCount()).isEqualTo(4);
        assertThat(series.backtest(2, 4, Baselines.linear()).rowCount()).isEqualTo(3);
    }

    @Test
    void forecast_isOfEach_alsoAfterTheModelWasWritten() throws Exception {
        Series series = series(stores(3, 40)).categories("store").difference().weekday();
        var parts = series.split(0.6, 0.2);
        RnnModel<Regressor> model =
                Rnn.builder().hidden(8).gru().epochs(3).quiet().train(parts.training(), parts.validation());
        Table forecast = series.forecast(model);
        assertThat(forecast.columnNames()).containsExactly("store", "date", "sales");
        assertThat(forecast.stringColumn("store").asList()).containsExactly("1", "1", "2", "2", "3", "3");
        assertThat(forecast.dateColumn("date").get(5)).isEqualTo(FIRST.plusDays(41));
        for (int row = 0; row < 6; row++) {
            int store = 1 + row / 2;
            assertThat(forecast.doubleColumn("sales").get(row)).isBetween(100.0 * store - 20, 100.0 * store + 26);
        }
        assertThat(series.forecast(model, 0.5).columnNames())
                .containsExactly("store", "date", "sales", "sales low", "sales high");

        Path file = folder.resolve("m");
        model.serializeToFile(file);
        RnnModel<Regressor> loaded = RnnModel.load(file, Regressor.class);
        Series again = Sequences.series(stores(3, 40), loaded);
        assertThat(again).hasToString(series.toString());
        assertThat(again.forecast(loaded).doubleColumn("sales").asList())
                .isEqualTo(forecast.doubleColumn("sales").asList());
        Parts<Dataset<Regressor>> after =
                Sequences.series(stores(3, 50), loaded).split(loaded);
        assertThat(windows(after.test())).contains("1:33", "1:48", "3:48").doesNotContain("1:31");
    }

    @Test
    void seriesThatIsTooShort_isNamed() {
        Table table = stores(1, 20);
        Table one = stores(9, 1);
        Series series =
                series(table.copy().append(one.where(one.intColumn("store").isEqualTo(9))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> series.split(0.6, 0.2))
                .withMessage(
                        "store \"9\" has 1 rows, but series(\"sales\").id(\"store\").time(\"date\").window(3).horizon(2) needs at least 5; remove its rows, or use a shorter window or horizon");
        var model = Baselines.linear().train(series(table).all());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> series.forecast(model))
                .withMessageContaining("there are only 1 of store \"9\"");
    }

    @Test
    void id_withoutTime_orOfDecimals_isRefused() {
        Table table = stores(2, 10);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Sequences.series(table, "sales").id("store").window(3).all())
                .withMessage("id(\"store\"): the column of times is not set; call time(\"date\") before");
        table.addColumns(table.intColumn("store").multiply(1.1).setName("part"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.series(table, "sales")
                        .id("part")
                        .time("date")
                        .window(3)
                        .all())
                .withMessageContaining("the names 1.1 and 1.10 would be equal");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Sequences.series(table, "sales").time("date").window(3).all())
                .withMessageContaining("call id(\"…\")");
    }

    @Test
    void knownAhead_isAnInputForTheRowsThatArePredicted() {
        DateColumn date = DateColumn.create("date");
        StringColumn sale = StringColumn.create("sale");
        DoubleColumn price = DoubleColumn.create("price");
        DoubleColumn sold = DoubleColumn.create("sold");
        for (int day = 0; day < 60; day++) {
            boolean isSale = day * day % 11 < 4;
            date.append(FIRST.plusDays(day));
            sale.append(isSale ? "yes" : "no");
            price.append(day * 5 % 7);
            if (day < 58) {
                sold.append((isSale ? 50 : 10) - day * 5 % 7);
            } else {
                sold.appendMissing();
            }
        }
        Table table = Table.create("shop", date, sale, price, sold);
        Series series = Sequences.series(table, "sold")
                .time("date")
                .knownAhead("sale", "price")
                .window(4)
                .horizon(2);
        var parts = series.split(0.6, 0.2);
        assertThat(parts.training().getExample(0).size()).isEqualTo(4 * 3 + 4);
        assertThat(parts.training().getFeatureMap().get("t004:sale+2=yes")).isNotNull();
        assertThat(parts.training().getFeatureMap().get("t003:sale+1=yes")).isNull();
        var linear = Baselines.linear().train(parts.training());
        assertThat(series.score(linear, parts.test()).doubleColumn("MAE").get(0))
                .isLessThan(3);
        Table forecast = series.forecast(linear);
        assertThat(forecast.dateColumn("date").asList()).containsExactly(FIRST.plusDays(58), FIRST.plusDays(59));
        for (int h = 0; h < 2; h++) {
            int day = 58 + h;
            double truth = (day * day % 11 < 4 ? 50 : 10) - day * 5 % 7;
            assertThat(forecast.doubleColumn("sold").get(h)).isCloseTo(truth, within(6.0));
        }
        Series without = Sequences.series(table.first(58), "sold")
                .time("date")
                .knownAhead("sale", "price")
                .window(4)
                .horizon(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> without.forecast(linear))
                .withMessageContaining(
                        "needs sale, price in the 2 rows after the last value of sold, but there are only 0; add rows with their time, sale, price, and no value of sold");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> series.inputs("sale"))
                .withMessage("inputs(\"sale\"): this column is already an input");
    }

    @Test
    void categories_ofNumbers_areFeaturesOfTheirOwn() {
        DoubleColumn code = DoubleColumn.create("code", 1, 2, 3, 1, 2, 3, 1, 2, 3, 1);
        DoubleColumn y = DoubleColumn.create("y", 5, 9, 1, 5, 9, 1, 5, 9, 1, 5);
        Series series = Sequences.series(Table.create("t", code, y), "y")
                .categories("code")
                .window(1);
        Dataset<Regressor> data = series.all();
        assertThat(data.getFeatureMap().keySet())
                .containsExactlyInAnyOrder("t001:y", "t001:code=1", "t001:code=2", "t001:code=3");
        assertThat(series).hasToString("series(\"y\").categories(\"code\").window(1).horizon(1)");
        var linear = Baselines.linear().train(data);
        // Whole numbers of another type are the same categories.
        Table ints = Table.create("t", IntColumn.create("code", 1, 2), DoubleColumn.create("y", 5, 9));
        double next = Sequences.series(ints, linear)
                .forecast(linear)
                .doubleColumn("y")
                .get(0);
        assertThat(next).isCloseTo(1, within(1.0));
    }

    @Test
    void melt_wideTable_isASeriesOfEachRow() {
        Table wide = Table.create(
                "wide",
                StringColumn.create("country", "A", "B"),
                IntColumn.create("2001", 1, 10),
                DoubleColumn.create("2002", 2.5, 20),
                DoubleColumn.create("2003", 3, Double.NaN));
        Table tall = Csv.melt(wide, "Country");
        assertThat(tall.columnNames()).containsExactly("country", "time", "value");
        assertThat(tall.stringColumn("country").asList()).containsExactly("A", "A", "A", "B", "B", "B");
        assertThat(tall.intColumn("time").asList()).containsExactly(2001, 2002, 2003, 2001, 2002, 2003);
        assertThat(tall.doubleColumn("value").asDoubleArray()).containsExactly(1, 2.5, 3, 10, 20, Double.NaN);
        Dataset<Regressor> data = Sequences.series(tall, "value")
                .id("country")
                .time("time")
                .forwardFill()
                .window(1)
                .all();
        assertThat(windows(data)).containsExactly("A:1", "A:2", "B:1");
        Table months = Csv.melt(
                Table.create(
                        "m",
                        StringColumn.create("id", "x"),
                        IntColumn.create("2024-01", new int[] {1}),
                        IntColumn.create("2024-02", new int[] {2})),
                "id");
        assertThat(months.dateColumn("time").asList()).containsExactly(FIRST, LocalDate.of(2024, 2, 1));
    }

    @Test
    void melt_columnsThatAreNoTimes_areRefused() {
        Table words = Table.create(
                "w",
                StringColumn.create("id", "x"),
                IntColumn.create("d_1", new int[] {1}),
                IntColumn.create("d_2", new int[] {2}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Csv.melt(words, "id"))
                .withMessage(
                        "melt: the columns of w other than [id] must be named by times, such as 2024-01-31, 2024-01 or 1990; they are [d_1, d_2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Csv.melt(words))
                .withMessageStartingWith("melt: column \"id\" of w contains strings, not numbers;");
        Table open = Table.create(
                "o", IntColumn.create("01/02/2024", new int[] {1}), IntColumn.create("02/02/2024", new int[] {2}));
        assertThatIllegalArgumentException().isThrownBy(() -> Csv.melt(open)).withMessageContaining("01/02/2024");
    }
}
