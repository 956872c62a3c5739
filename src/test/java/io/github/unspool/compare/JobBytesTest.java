package io.github.unspool.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.Rnn;
import io.github.unspool.cell.Activation;
import io.github.unspool.cell.Merge;
import io.github.unspool.cell.Recurrences;
import io.github.unspool.data.Datasets;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.split.Parts;
import io.github.unspool.loss.Loss;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.part.Initial;
import io.github.unspool.training.Epoch;
import io.github.unspool.tribuo.optimiser.Adam;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelMetrics;
import org.tribuo.classification.sequence.LabelSequenceEvaluator;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.evaluation.RegressionMetrics;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;
import org.tribuo.sequence.SequenceDataset;

class JobBytesTest {
    /** Makes runs here, but with a job that was written and read. */
    private static final class There implements Backend {
        private int length;

        @Override
        public Open open(
                Job job, Consumer<Result> results, Consumer<Throwable> failures, BiConsumer<Task, List<Epoch>> epochs) {
            byte[] bytes = JobBytes.write(job);
            length = bytes.length;
            return new LocalThreads(2).open(JobBytes.read(bytes), results, failures, epochs);
        }
    }

    private static List<Parts.OfExamples<Regressor>> sunspots() {
        return Sequences.series(Datasets.sunspots(), "SUNACTIVITY").window(11).backtest(2, 40);
    }

    @Test
    void run_ofEverySetting_isTheSameThere() {
        Compare compare = Compare.of(Rnn.builder()
                        .embedding(3)
                        .hidden(4)
                        .gru()
                        .recurrentDropout(0.1)
                        .hidden(2)
                        .lstm()
                        .bidirectional()
                        .skip()
                        .epochs(4)
                        .batch(2)
                        .clip(1)
                        .patience(3)
                        .classWeights(Map.of("a", 2.0))
                        .loss(Loss.crossEntropy(0.1))
                        .seed(1L << 40))
                .over(
                        "optimiser",
                        Map.of(
                                "adam",
                                rnn -> rnn.optimiser(new Adam(Rate.cosine(0.02).warmUp(0.1), 0.01)),
                                "sgd",
                                rnn -> rnn.sgd(0.3),
                                "AdaGrad",
                                rnn -> rnn.optimiser(new AdaGrad(0.1))))
                .seeds(2);
        assertThat(compare.on(new There())
                        .run(CompareTest.training(), CompareTest.validation())
                        .toString())
                .isEqualTo(compare.run(CompareTest.training(), CompareTest.validation())
                        .toString())
                .contains("adam", "sgd", "AdaGrad");
    }

    /** A cell and a loss of one's own travel as text. */
    @Test
    void run_ofOwnEquations_isTheSameThere() {
        Rnn rnn = Rnn.builder()
                .hidden(3)
                .cell(Recurrences.peepholes())
                .bidirectional(Merge.AVERAGE)
                .dense(4, Activation.TANH)
                .hidden(2)
                .cell(Recurrences.resetBefore())
                .epochs(3)
                .loss(Loss.of(
                        "pinball",
                        (y, t) -> t.minus(y).times(0.9).max(t.minus(y).times(-0.1))))
                .initial(Initial.uniform(0.2))
                .initialRecurrent(Initial.identity(0.5))
                .l1(1e-4)
                .l2(1e-3)
                .maxNorm(3)
                .clipValue(0.5)
                .lowerRate(1, 0.5)
                .freeze("layer 2");
        Compare compare = Compare.of(rnn).over("rate", List.of(0.1, 0.01), Rnn::adam);
        assertThat(compare.on(new There()).run(sunspots()).toString())
                .isEqualTo(compare.run(sunspots()).toString())
                .contains("0.01");
    }

    @Test
    void run_pausedByHalving_goesOnThere() {
        Compare compare = CompareTest.grid().halving().score(LabelMetrics.ACCURACY);
        assertThat(compare.on(new There())
                        .run(CompareTest.training(), CompareTest.validation())
                        .toString())
                .isEqualTo(compare.run(CompareTest.training(), CompareTest.validation())
                        .toString())
                .contains("stopped after 3 epochs");
    }

    @Test
    void run_ofNumbersComparedWithAForest_isTheSameThere() {
        var forest = new RandomForestTrainer<>(
                new CARTRegressionTrainer(4, 2, 0, 0.5f, false, new MeanSquaredError(), 7), new AveragingCombiner(), 5);
        Compare compare = Compare.of(Rnn.builder().hidden(4).tanh().epochs(2))
                .over("rate", List.of(0.1, 0.01), Rnn::adam)
                .competitor("forest", forest)
                .score(RegressionMetrics.RMSE)
                .seeds(2);
        assertThat(compare.on(new There()).run(sunspots()).toString())
                .isEqualTo(compare.run(sunspots()).toString())
                .contains("forest");
    }

    @Test
    void labels_ofManyWords_keepTheirOrder() {
        String words =
                IntStream.range(0, 500).mapToObj(i -> "w" + i * 7919 % 1000).collect(Collectors.joining(" "));
        SequenceDataset<Label> data = Sequences.words(words, words);
        Compare compare = Compare.of(Rnn.builder().hidden(2).tanh().epochs(2));
        assertThat(compare.on(new There()).run(data, data).toString())
                .isEqualTo(compare.run(data, data).toString());
    }

    @Test
    void folds_ofOneDataSet_travelOnce() {
        String text = "the cat sat on the mat ".repeat(40);
        Compare compare = Compare.of(Rnn.builder().hidden(2).tanh().epochs(1));
        SequenceDataset<Label> data = Sequences.characters(text, 20);
        There two = new There();
        There five = new There();
        compare.folds(2).on(two).run(data);
        Comparison there = compare.folds(5).on(five).run(data);
        assertThat(there).hasToString(compare.folds(5).run(data).toString());
        assertThat(five.length - two.length).isLessThan(50);
    }

    @Test
    void folds_ofExamples_areTheSameThere() {
        Dataset<Regressor> data = sunspots().get(0).training();
        Compare compare =
                Compare.of(Rnn.builder().hidden(2).tanh().epochs(2)).folds(3).score(RegressionMetrics.R2);
        assertThat(compare.on(new There()).run(data).toString())
                .isEqualTo(compare.run(data).toString());
    }

    @Test
    void highest_aFunction_isRefusedWithWhatToWrite() {
        Compare compare = CompareTest.grid().highest("hits", new LabelSequenceEvaluator(), e -> e.accuracy());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compare.on(new There()).run(CompareTest.training(), CompareTest.validation()))
                .withMessage(
                        "highest(\"hits\", …): a function cannot be sent to other machines; choose a metric by its name, such as score(LabelMetrics.ACCURACY), or run locally, without on(…)");
    }

    @Test
    void watch_inAChain_isRefusedWithWhatToWrite() {
        Compare compare = Compare.of(Rnn.builder().hidden(2).tanh().watch((epoch, weights) -> {}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compare.on(new There()).run(CompareTest.training(), CompareTest.validation()))
                .withMessage(
                        "watch(…): a run on another machine cannot be observed; remove it from the builder, and watch the winner: comparison.best().watch(…)");
    }
}
