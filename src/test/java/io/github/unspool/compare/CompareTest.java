package io.github.unspool.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.Rnn;
import io.github.unspool.data.Datasets;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.Series;
import io.github.unspool.data.split.Parts;
import io.github.unspool.tribuo.adapter.SequenceAdapter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.evaluation.LabelMetrics;
import org.tribuo.classification.sequence.LabelSequenceEvaluator;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluator;
import org.tribuo.regression.evaluation.RegressionMetrics;
import org.tribuo.sequence.SequenceDataset;

class CompareTest {
    static final Rnn BASE = Rnn.builder().hidden(4).gru().epochs(9);

    static SequenceDataset<Label> training() {
        return Sequences.words("a b c d", "b c d a", "c d a b", "d a b c", "a b c a");
    }

    static SequenceDataset<Label> validation() {
        return Sequences.words("a b c d a", "c d a b");
    }

    static Compare grid() {
        return grid(BASE);
    }

    static Compare grid(Rnn base) {
        return Compare.of(base)
                .over("units", List.of(2, 4, 8), Rnn::units)
                .over("rate", List.of(0.1, 0.01, 0.001), Rnn::adam)
                .seeds(3);
    }

    @Test
    void table_onOneThreadAndOnTwo_isTheSame() {
        Comparison one = grid().threads(1).run(training(), validation());
        Comparison two = grid().threads(2).run(training(), validation());
        assertThat(two.table().print()).isEqualTo(one.table().print());
        assertThat(two.rows()).hasSize(9);
        assertThat(two.toString()).isEqualTo(one.toString());
    }

    @Test
    void score_ofARun_isThatOfItsChainTrainedAlone() {
        Comparison comparison = grid().run(training(), validation());
        LeaderboardRow first = comparison.rows().get(0);
        Rnn best = comparison.best();
        for (Result result : first.results()) {
            var model = best.seed(1 + result.repeat()).quiet().train(training(), validation());
            assertThat(result.score()).isEqualTo(model.loss(validation()));
            assertThat(result.epochs()).isEqualTo(model.history().epochs());
        }
    }

    @Test
    void halving_pausesAndGoesOn_withTheNumbersOfWholeRuns() {
        Comparison whole = grid().run(training(), validation());
        Comparison halved = grid().halving().run(training(), validation());
        LeaderboardRow best = halved.rows().get(0);
        assertThat(best.rank()).isEqualTo(1);
        assertThat(best.epochs()).isEqualTo(9);
        LeaderboardRow same = whole.rows().stream()
                .filter(s -> s.candidate().equals(best.candidate())
                        || s.candidate().name().equals(best.candidate().name()))
                .findFirst()
                .orElseThrow();
        assertThat(best.scores()).isEqualTo(same.scores());
        assertThat(best.curves()).isEqualTo(same.curves());
        assertThat(halved.rows().stream().filter(s -> s.rank() > 0)).hasSize(3);
    }

    @Test
    void asha_onOneThreadAndOnTwo_isTheSame() {
        Comparison one = grid().asha().threads(1).run(training(), validation());
        Comparison two = grid().asha().threads(2).run(training(), validation());
        assertThat(two.toString()).isEqualTo(one.toString());
    }

    @Test
    void over_waysByName_variesAnyStep() {
        Comparison c = Compare.of(Rnn.builder().epochs(5))
                .over(
                        "cell",
                        Map.of(
                                "tanh",
                                r -> r.hidden(4).tanh(),
                                "gru",
                                r -> r.hidden(4).gru(),
                                "two",
                                r -> r.hidden(4).gru().hidden(4).gru()))
                .over("dropout", List.of(0.1, 0.3), (r, p) -> r.top().dropout(p))
                .when(r -> r.hyperparameters().layers().size() > 1)
                .score(LabelMetrics.ACCURACY)
                .run(training(), validation());
        assertThat(c.rows().stream().map(s -> s.candidate().name()))
                .containsExactlyInAnyOrder("gru", "tanh", "two, dropout 0.1", "two, dropout 0.3");
    }

    @Test
    void highest_anEvaluatorsNumber_isTheScore() {
        Comparison c = grid().seeds(1)
                .highest("hits", new LabelSequenceEvaluator(), e -> e.accuracy())
                .run(training(), validation());
        var model = c.best().quiet().train(training(), validation());
        assertThat(c.rows().get(0).scores().mean())
                .isEqualTo(new LabelSequenceEvaluator()
                        .evaluate(model, validation())
                        .accuracy());
    }

    @Test
    void highest_byAnEvaluatorOfTheOtherKindOfData_isRefusedBeforeAnyRun() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grid().highest("hits", new LabelEvaluator(), e -> e.accuracy())
                        .run(training(), validation()))
                .withMessage(
                        "LabelEvaluator measures examples, but this data has an output at each step; use a SequenceEvaluator");
    }

    @Test
    void folds_ofOneDataSet_areEachMeasuredOnce() {
        Comparison c = grid().folds(2).seeds(2).run(training());
        assertThat(c.rows().get(0).results()).hasSize(4);
    }

    @Test
    void run_ofRangesWithoutACount_saysWhatToWrite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Compare.of(BASE)
                        .over("rate", Range.log(0.001, 0.1), Rnn::adam)
                        .run(training(), validation()))
                .withMessage(
                        "over(\"rate\", Range…): a range has infinitely many values; choose how many candidates to draw, such as random(20) or sobol(20)");
    }

    @Test
    void run_onABacktest_repeatsOnEachSplit() {
        Series series = Sequences.series(Datasets.sunspots(), "SUNACTIVITY").window(11);
        List<Parts.OfExamples<Regressor>> parts = series.backtest(2, 40);
        Comparison comparison = Compare.of(Rnn.builder().hidden(4).tanh().epochs(2))
                .score(RegressionMetrics.RMSE)
                .seeds(2)
                .run(parts);
        List<Result> results = comparison.rows().get(0).results();
        assertThat(results).hasSize(4);
        for (Result result : results) {
            Parts.OfExamples<Regressor> part = parts.get(result.repeat() % 2);
            var model =
                    comparison.best().seed(1 + result.repeat() / 2).quiet().train(part.training(), part.validation());
            assertThat(result.score())
                    .isEqualTo(new RegressionEvaluator()
                            .evaluate(model, part.validation())
                            .averageRMSE());
        }
        assertThat(comparison.isHigherBetter()).isFalse();
    }

    @Test
    void width_isBoundedByMemory() {
        long free = Runtime.getRuntime().maxMemory();
        Rnn large = Rnn.builder().hidden(2000).lstm().batch(1);
        long need = large.<Label>sequenceTrainer().memoryNeed(training(), validation());
        Job job = new Job(
                List.of(new Candidate(0, Map.of(), large)),
                List.of(new Repeat(0, 0, 0)),
                new Data.Given(
                        List.of(Fold.of(new SequenceAdapter<>(training()), new SequenceAdapter<>(validation())))),
                new Score.ValidationLoss());
        assertThat(RunMemory.width(job, 1_000_000)).isBetween(1, (int) (free / need));
        assertThat(RunMemory.width(job, 1)).isEqualTo(1);
    }

    @Test
    void optimisersOfTribuo_takePart_butCannotBePaused() {
        Compare compare = Compare.of(BASE)
                .over(
                        "optimiser",
                        Map.of("adagrad", rnn -> rnn.optimiser(new AdaGrad(0.1)), "adam", rnn -> rnn.adam(0.1)));
        Comparison comparison = compare.run(training(), validation());
        assertThat(comparison.rows()).allMatch(row -> row.rank() > 0);

        Comparison halved =
                compare.over("units", List.of(2, 4), Rnn::units).halving(2).run(training(), validation());
        assertThat(halved.rows().stream().map(LeaderboardRow::remark).filter(r -> r.contains("AdaGrad")))
                .hasSize(2)
                .allMatch(r -> r.startsWith(
                        "1 of 1: halving(…): the state of org.tribuo.math.optimisers.AdaGrad cannot be read"));
    }

    @Test
    void checkpoint_ofAnotherFunctionUnderTheSameName_isRefused(@TempDir Path directory) {
        Compare compare = grid().quiet().checkpoint(directory.resolve("file"));
        Comparison first = compare.highest("mine", new LabelSequenceEvaluator(), e -> e.accuracy())
                .run(training(), validation());
        assertThat(compare.highest("mine", new LabelSequenceEvaluator(), e -> e.accuracy())
                        .run(training(), validation()))
                .hasToString(first.toString());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compare.highest("mine", new LabelSequenceEvaluator(), e -> e.accuracy() / 2)
                        .run(training(), validation()))
                .withMessageContaining("the function with this name has changed");
    }

    @Test
    void until_givesMoreSeedsToThoseThatAreUndecided() {
        // One cannot learn at all; the other two are the same network.
        Comparison c = Compare.of(BASE)
                .over("rate", Map.of("none", r -> r.adam(1e-9), "one", r -> r.adam(0.05), "same", r -> r.adam(0.05)))
                .seeds(3)
                .until(0.05)
                .quiet()
                .run(training(), validation());
        LeaderboardRow none = c.rows().stream()
                .filter(s -> s.candidate().name().equals("none"))
                .findFirst()
                .orElseThrow();
        assertThat(none.results()).hasSizeLessThan(48);
        assertThat(none.rank()).isZero();
        assertThat(none.remark()).startsWith("dropped after ");
        assertThat(c.rows().get(0).compared()).hasSize(48);
        assertThat(c.verdict().orElseThrow().isDecided()).isFalse();
        assertThat(c.verdict().orElseThrow().toString()).contains("have the same score in all of 48 repeats");
    }

    @Test
    void until_withWhatItCannotHave_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> grid().until(0)).withMessageStartingWith("until(0.0): ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grid().until(0.05).halving().run(training(), validation()))
                .withMessageStartingWith("until(0.05) and halving() or asha() exclude each other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grid().until(0.05).folds(2).run(training()))
                .withMessageStartingWith("until(0.05): more seeds add no information about 2 splits");
    }

    @Test
    void over_wholeNumbersAmongOthers_compiles() {
        Compare compare = Compare.of(BASE)
                .over("dropout", List.of(0, 0.2), (r, p) -> r.top().dropout(p))
                .over("rate", List.of(1, 0.1), Rnn::adam);
        assertThat(compare)
                .hasToString("a comparison over dropout, rate that has not been run; call run(train, validation)");
        assertThat(Rnn.builder().classWeights(Map.of("a", 2, "b", 1)))
                .hasToString("Rnn.builder().classWeights(Map.of(\"a\", 2.0, \"b\", 1.0))");
    }
}
