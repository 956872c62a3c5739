package io.github.unspool.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelMetrics;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;

/** A fold that is held out reaches no training; what is in no other fold is measured nevertheless. */
class CanaryFoldsTest {
    private static final Rnn RNN = Rnn.builder().hidden(4).gru().epochs(3);

    private static Dataset<Regressor> numbers(int poisoned) {
        RegressionFactory factory = new RegressionFactory();
        List<Example<Regressor>> examples = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            boolean isPoison = i == poisoned;
            examples.add(new ArrayExample<>(
                    new Regressor("y", isPoison ? 1e7 : i),
                    List.of(new Feature("t1:x", i), new Feature(isPoison ? "t4:poison" : "t2:x", 1))));
        }
        return new MutableDataset<>(examples, new SimpleDataSourceProvenance("a test", factory), factory);
    }

    private static SequenceDataset<Label> sequences(int poisoned) {
        return Samples.dataset(IntStream.range(0, 9)
                .mapToObj(i -> i == poisoned
                        ? Samples.sequence(1, "poison→P", "a→P")
                        : Samples.sequence(1, "a→X", i % 2 == 0 ? "b→Y" : "b→X"))
                .toList());
    }

    /** The training losses of each split. */
    private static List<List<Double>> losses(Comparison comparison) {
        return comparison.rows().get(0).results().stream()
                .map(r -> r.epochs().list().stream().map(e -> e.loss()).toList())
                .toList();
    }

    @Test
    void poisonInAFold_changesTheTrainingOfTheOthersOnly() {
        Compare compare = Compare.of(RNN).folds(3).quiet();
        for (int poisoned = 0; poisoned < 9; poisoned++) {
            List<List<Double>> clean = losses(compare.run(numbers(-1)));
            List<List<Double>> dirty = losses(compare.run(numbers(poisoned)));
            assertThat(IntStream.range(0, 3).filter(f -> clean.get(f).equals(dirty.get(f))))
                    .as("example %s", poisoned)
                    .hasSize(1);
            List<List<Double>> cleanSteps = losses(compare.run(sequences(-1)));
            List<List<Double>> dirtySteps = losses(compare.run(sequences(poisoned)));
            assertThat(IntStream.range(0, 3).filter(f -> cleanSteps.get(f).equals(dirtySteps.get(f))))
                    .as("sequence %s", poisoned)
                    .hasSize(1);
        }
    }

    @Test
    void wordsAndTagsOfOneFoldOnly_areMeasured() {
        List<SequenceExample<Label>> lines = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            lines.add(Samples.sequence(1, "w" + i + "→X", "and→Y", "v" + i + "→" + (i == 4 ? "ONLY" : "X")));
        }
        SequenceDataset<Label> data = Samples.dataset(lines);
        for (Compare compare : List.of(
                Compare.of(RNN).folds(3).quiet(),
                Compare.of(RNN).folds(3).quiet().score(LabelMetrics.ACCURACY))) {
            LeaderboardRow only = compare.run(data).rows().get(0);
            assertThat(only.failures()).isZero();
            assertThat(only.scores().values()).hasSize(3).allMatch(Double::isFinite);
        }
    }
}
