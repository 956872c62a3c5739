package io.github.unspool.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.data.Datasets;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.Series;
import io.github.unspool.data.baseline.Baselines;
import io.github.unspool.data.split.Parts;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.baseline.DummyRegressionTrainer;
import org.tribuo.regression.evaluation.RegressionEvaluator;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

class SeriesScoresTest {

    private static Series series(double... values) {
        return Sequences.series(Table.create("t", DoubleColumn.create("y", values)), "y")
                .window(1);
    }

    private static double[] predicted(Model<Regressor> model, Series series, Dataset<Regressor> data, int example) {
        return series.predict(model, data).get(example).getOutput().getValues();
    }

    @Test
    void score_isInTheUnitOfTheTable() {
        // Trained on 1 4 2 5, whose steps are 3 2 3, their mean 8/3; tested on 7 10 by a constant 6: errors −1 and −4.
        Series series = series(1, 4, 2, 5, 9, 3, 7, 10);
        var parts = series.split(0.5, 0.25);
        var model = DummyRegressionTrainer.createConstantTrainer(6).train(parts.training());
        Table score = series.score(model, parts.test());
        assertThat(score.columnNames()).containsExactly("model", "column", "MAE", "RMSE", "MASE");
        assertThat(score.doubleColumn("MAE").get(0)).isCloseTo(2.5, within(1e-12));
        assertThat(score.doubleColumn("RMSE").get(0)).isCloseTo(Math.sqrt(8.5), within(1e-12));
        assertThat(score.doubleColumn("MASE").get(0)).isCloseTo(2.5 * 3 / 8, within(1e-12));
        var evaluation = new RegressionEvaluator().evaluate(model, parts.test());
        assertThat(evaluation.averageMAE()).isCloseTo(2.5, within(1e-12));
    }

    @Test
    void naive_tellsTheValueOnePeriodBeforeWhatIsKnown() {
        Series series = series(1, 2, 3, 4, 5, 6, 7, 8).horizon(3);
        var all = series.all();
        Model<Regressor> last = Baselines.lastValue(series).train(all);
        assertThat(last.predict(all.getExample(4)).getOutput().getValues()).containsExactly(5, 5, 5);
        Model<Regressor> seasonal = Baselines.seasonalNaive(series, 2).train(all);
        assertThat(seasonal.predict(all.getExample(4)).getOutput().getValues()).containsExactly(4, 5, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> seasonal.predict(all.getExample(0)))
                .withMessage("there is no value 2 rows before row 2; use a shorter period, or a longer window");
    }

    @Test
    void naive_tellsTheSameWhateverTheExamplesRead() {
        double[] values = IntStream.range(0, 30).mapToDouble(i -> i * i % 11).toArray();
        Series plain = series(values).window(8).horizon(3);
        for (Series other :
                List.of(plain.difference(), plain.difference(4), plain.window(9).difference(7))) {
            var data = other.all();
            Model<Regressor> model = Baselines.seasonalNaive(other, 5).train(data);
            var reference = plain.all();
            Model<Regressor> expected = Baselines.seasonalNaive(plain, 5).train(reference);
            assertThat(predicted(model, other, data, data.size() - 1))
                    .isEqualTo(predicted(expected, plain, reference, reference.size() - 1));
        }
    }

    @Test
    void naive_overAGap_goesBackAnotherPeriod() {
        Series series = series(1, 2, 3, Double.NaN, 5, 6).mask();
        var all = series.all();
        // The last example ends with row 5 and has row 6 as its target; row 4 is missing, so row 2 is predicted.
        Model<Regressor> model = Baselines.seasonalNaive(series, 2).train(all);
        assertThat(model.predict(all.getExample(all.size() - 1)).getOutput().getValues())
                .containsExactly(2);
    }

    @Test
    void linear_isLeastSquaresWithAPenaltyOfOne() {
        var numbers = new RegressionFactory();
        MutableDataset<Regressor> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("two points", numbers), numbers);
        String[] names = {"b", "a"};
        data.add(example(-1, new Regressor(names, new double[] {1, 10})));
        data.add(example(1, new Regressor(names, new double[] {5, 10})));
        Model<Regressor> model = Baselines.linear().train(data);
        // The bias is the mean, 3; the slope is (−1·1 + 1·5) / (2 + 1).
        Regressor predicted = model.predict(example(2, new Regressor("b", 0))).getOutput();
        assertThat(predicted.getDimension("b").orElseThrow().getValue()).isCloseTo(3 + 2 * 4 / 3.0, within(1e-12));
        assertThat(predicted.getDimension("a").orElseThrow().getValue()).isCloseTo(10, within(1e-12));
    }

    private static Example<Regressor> example(double x, Regressor output) {
        return new ArrayExample<>(output, new String[] {"x"}, new double[] {x});
    }

    @Test
    void linear_ofManySteps_tellsEachInItsOwnPlace() {
        // Two rows of a sine determine all that follow.
        double[] values =
                IntStream.range(0, 400).mapToDouble(i -> Math.sin(0.3 * i)).toArray();
        Series series = series(values).window(2).horizon(12);
        var parts = series.split(0.5, 0.2);
        Model<Regressor> model = Baselines.linear().train(parts.training());
        assertThat(series.score(model, parts.test()).doubleColumn("MAE").get(0)).isLessThan(0.05);
    }

    @Test
    void backtest_rollsForward_andTrainsOnAllBefore() {
        Series series = series(1, 3, 2, 4, 1, 5, 9, 2, 6, 5, 3, 5);
        var folds = series.backtest(3, 2);
        assertThat(folds.stream().map(parts -> parts.training().size())).containsExactly(3, 5, 7);
        assertThat(folds.stream().map(SeriesScoresTest::tested))
                .containsExactly(List.of(9.0, 2.0), List.of(6.0, 5.0), List.of(3.0, 5.0));

        Table table = series.backtest(3, 2, Baselines.lastValue(series));
        assertThat(table.stringColumn("fold").asList()).containsExactly("1", "2", "3", "mean");
        // |5 − 9| and |9 − 2|, |2 − 6| and |6 − 5|, |5 − 3| and |3 − 5|.
        assertThat(table.doubleColumn("MAE").asList()).containsExactly(5.5, 2.5, 2.0, 10 / 3.0);
        // The steps of the rows trained on: 2 1 2, then also 3 4, then also 4 7.
        assertThat(table.doubleColumn("MASE").get(0)).isCloseTo(5.5 / (5 / 3.0), within(1e-12));
        assertThat(table.doubleColumn("MASE").get(2)).isCloseTo(2 / (23 / 7.0), within(1e-12));
    }

    private static List<Double> tested(Parts.OfExamples<Regressor> parts) {
        return parts.test().getData().stream()
                .map(example -> example.getOutput().getValues()[0])
                .toList();
    }

    @Test
    void table_comparesANetworkWithTheBaselines() {
        Series series = Sequences.series(Datasets.sunspots(), "SUNACTIVITY")
                .time("YEAR")
                .window(22)
                .horizon(3);
        var parts = series.split(0.7, 0.15);
        var model = Rnn.builder()
                .hidden(16)
                .gru()
                .epochs(60)
                .adam(0.005)
                .patience(10)
                .quiet()
                .train(parts.training(), parts.validation());
        Table table = Baselines.table(series, 11, parts, model);
        assertThat(table.stringColumn("model").asList())
                .containsExactly("network", "last value", "seasonal naive (11)", "linear");
        List<Double> mae = table.doubleColumn("MAE").asList();
        assertThat(mae.get(0)).isLessThan(mae.get(1)).isLessThan(mae.get(2));
    }
}
