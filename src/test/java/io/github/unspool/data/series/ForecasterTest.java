package io.github.unspool.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.Series;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.provenance.SeriesProvenance;
import io.github.unspool.view.Forecast;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.baseline.DummyRegressionTrainer;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

class ForecasterTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    @TempDir
    Path directory;

    private static Series series(double... values) {
        List<LocalDate> dates =
                IntStream.range(0, values.length).mapToObj(FIRST::plusDays).toList();
        Table table = Table.create("t", DateColumn.create("date", dates), DoubleColumn.create("y", values));
        return Sequences.series(table, "y").time("date").window(1);
    }

    /** Tells the same number, whatever it reads. */
    private static Model<Regressor> constant(double number, Dataset<Regressor> data) {
        return DummyRegressionTrainer.createConstantTrainer(number).train(data);
    }

    private static void assertRefused(ThrowingCallable call, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(sentence);
    }

    @Test
    void forecast_tellsTheDaysAfterTheLast() {
        Series series = series(1, 3, 1, 3).horizon(2);
        Table forecast = series.forecast(constant(7, series.all()));
        assertThat(forecast.columnNames()).containsExactly("date", "y");
        assertThat(forecast.dateColumn("date").asList()).containsExactly(FIRST.plusDays(4), FIRST.plusDays(5));
        assertThat(forecast.doubleColumn("y").asList()).containsExactly(7.0, 7.0);
    }

    @Test
    void difference_isUndone() {
        Series series = series(10, 20, 11, 23, 12, 26).horizon(3).difference(2);
        var data = series.all();
        Model<Regressor> model = constant(100, data);
        // 12 and 26 are the latest of either kind.
        assertThat(series.forecast(model).doubleColumn("y").asList()).containsExactly(112.0, 126.0, 112.0);
        // The only example ends with the third row, 11; the latest of the other kind is 20.
        var prediction = series.predict(model, data).get(0);
        assertThat(prediction.getOutput())
                .isEqualTo(new Regressor(new String[] {"y+1", "y+2", "y+3"}, new double[] {120, 111, 120}));
        assertThat(prediction.getExample().getOutput().getValues()).containsExactly(23, 12, 26);
    }

    @Test
    void predict_withItsDays_isAForecastToLookAt() {
        Series series = series(1, 3, 1, 3, 1, 3, 1, 3, 5, 7).horizon(2);
        var parts = series.split(0.5, 0.2);
        Forecast forecast = Forecast.of(series.predict(constant(4, parts.training()), parts.test()), "y+2")
                .on(series.days(parts.test(), 2));
        assertThat(forecast.dates()).containsExactly(FIRST.plusDays(8), FIRST.plusDays(9));
        assertThat(forecast.truth()).containsExactly(5, 7);
        assertThat(forecast.predicted()).containsExactly(4, 4);
    }

    @Test
    void interval_isAQuantileOfTheErrorsForEachStep() {
        // Validation has the targets of rows 7 to 11: of one step ahead 11 12 13 14, of two 12 13 14 15.
        Series series = series(1, 3, 1, 3, 1, 3, 11, 12, 13, 14, 15, 1, 3, 1).horizon(2);
        var parts = series.split(6 / 14.0, 5 / 14.0);
        Model<Regressor> model = constant(10, parts.training());
        // ⌈5 · 0.5⌉ = 3: the third smallest of the four errors 1 2 3 4, and of 2 3 4 5.
        Table half = series.forecast(model, parts.validation(), 0.5);
        assertThat(half.columnNames()).containsExactly("date", "y", "y low", "y high");
        assertThat(half.doubleColumn("y low").asList()).containsExactly(7.0, 6.0);
        assertThat(half.doubleColumn("y high").asList()).containsExactly(13.0, 14.0);
        // ⌈5 · 0.8⌉ = 4.
        assertThat(series.forecast(model, parts.validation(), 0.8)
                        .doubleColumn("y high")
                        .asList())
                .containsExactly(14.0, 15.0);
        assertRefused(
                () -> series.forecast(model, parts.validation(), 0.9),
                "an interval with the coverage 0.9 needs at least 9 validation errors, but there are only 4");
        assertRefused(
                () -> series.forecast(model, parts.validation(), 90),
                "a coverage of 90.0: it must be between 0 and 1, such as 0.9");
    }

    /** Of the numbers 1 to n in any order, the next lies below the k-th smallest with probability k / (n + 1). */
    @Test
    void rank_holdsTheNextErrorAsOftenAsItSays() {
        assertThat(Forecaster.rank(9, 0.9)).isEqualTo(9);
        assertThat(Forecaster.rank(19, 0.9)).isEqualTo(18);
        assertThat(Forecaster.rank(99, 0.95)).isEqualTo(95);
        assertThat(Forecaster.rank(100, 0.9)).isEqualTo(91);
    }

    @Test
    void models_thatDoNotFit_areRefused() {
        Series series = series(1, 3, 1, 3, 1, 3, 1, 3, 5, 7);
        var parts = series.split(0.5, 0.2);
        Model<Regressor> model = constant(1, parts.training());
        assertRefused(
                () -> series.window(2).forecast(model),
                "the model was trained on series(\"y\").time(\"date\").window(1).horizon(1), but this series is series(\"y\").time(\"date\").window(2).horizon(1); make the same calls");
        assertRefused(
                () -> series.predict(model, series.split(0.6, 0.2).test()),
                "the data is scaled by rows 1 to 6, but the model was trained on the scale of rows 1 to 5; use parts of the same split");
        assertRefused(
                () -> series.predict(model, series(1, 2, 3, 4).all()),
                "the data was not created by this series; use a part of its split(0.7, 0.15)");
        var numbers = new RegressionFactory();
        MutableDataset<Regressor> other =
                new MutableDataset<>(new SimpleDataSourceProvenance("other", numbers), numbers);
        other.add(parts.training().getExample(0));
        Model<Regressor> foreign = constant(1, other);
        assertRefused(
                () -> series.forecast(foreign),
                "the model was not trained on examples of a series; train it with the training data of split(0.7, 0.15)");
    }

    @Test
    void model_fromAFile_forecastsTheSame_andKnowsItsWindows() throws Exception {
        Series series = series(IntStream.range(0, 60).mapToDouble(i -> i % 7).toArray())
                .window(7)
                .horizon(3)
                .weekday();
        var parts = series.split(0.6, 0.2);
        RnnModel<Regressor> model =
                Rnn.builder().hidden(8).tanh().epochs(60).quiet().train(parts);
        Path file = directory.resolve("model");
        model.serializeToFile(file);
        Model<Regressor> loaded = Model.deserializeFromFile(file).castModel(Regressor.class);

        Table forecast = series.forecast(model);
        assertThat(series.forecast(loaded).doubleColumn("y").asList())
                .isEqualTo(forecast.doubleColumn("y").asList());
        // The network has learned the cycle: rows 61 to 63 are 60 mod 7 and so on.
        assertThat(forecast.doubleColumn("y").get(0)).isCloseTo(4, within(0.5));
        assertThat(forecast.doubleColumn("y").get(2)).isCloseTo(6, within(0.5));
        SeriesProvenance provenance = SeriesProvenance.of(loaded.getProvenance().getDatasetProvenance())
                .orElseThrow();
        assertThat(provenance.recipe())
                .isEqualTo("series(\"y\").time(\"date\").window(7).horizon(3).weekday()")
                .isEqualTo(series.toString());
        assertThat(provenance.fitted()).isEqualTo(36);
        assertThat(provenance)
                .isEqualTo(SeriesProvenance.of(parts.training().getProvenance()).orElseThrow());
    }

    @Test
    void provenance_changesWithAnyValueThatIsRead() {
        String hash = hash(series(1, 3, 1, 3));
        assertThat(hash(series(1, 3, 1, 3))).isEqualTo(hash).hasSize(64);
        assertThat(hash(series(1, 3, 1, 4))).isNotEqualTo(hash);
    }

    @Test
    void provenance_tellsHowTheRowsWereChosen() {
        var data = series(1, 3, 1, 3).sorted().stride(2).all();
        assertThat(data.getProvenance().getSourceProvenance())
                .asString()
                .contains(
                        "choice=sorted().stride(2),",
                        "source=t,",
                        "first-target-row=1,",
                        "last-target-row=4,",
                        "means={y=2.0}");
    }

    private static String hash(Series series) {
        return SeriesProvenance.of(series.all().getProvenance()).orElseThrow().sha256();
    }
}
