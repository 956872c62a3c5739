package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.compare.Compare;
import io.github.unspool.data.split.Parts;
import io.github.unspool.network.Weights;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.SequenceDataset;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What {@code split} puts aside reaches nothing: poison in the test part changes no bit of what {@code train(parts)} and {@code
 * run(parts)} give, and poison in the validation part changes no weight. Poison in the training part is seen.
 */
class CanarySplitTest {
    private static final Rnn RNN =
            Rnn.builder().hidden(4).gru().epochs(3).batch(4).seed(5).quiet();
    private static final int ROWS = 100;

    /** All that training leaves. */
    private record Run(List<Integer> weights, List<Double> losses, List<Double> validation) {
        static Run of(Weights weights, History history) {
            List<Epoch> epochs = history.epochs().list();
            return new Run(
                    Samples.bits(weights),
                    epochs.stream().map(Epoch::loss).toList(),
                    epochs.stream().map(Epoch::validationLoss).toList());
        }

        static Run of(Parts.OfSequences<Label> parts) {
            var model = RNN.train(parts);
            return of(model.weights(), model.history());
        }

        static Run of(Parts.OfExamples<Regressor> parts) {
            var model = RNN.train(parts);
            return of(model.weights(), model.history());
        }
    }

    private static void check(Run clean, Run training, Run validation, Run test) {
        assertThat(clean.validation).hasSize(3).allMatch(Double::isFinite);
        assertThat(test).isEqualTo(clean);
        assertThat(validation.weights).isEqualTo(clean.weights);
        assertThat(validation.losses).isEqualTo(clean.losses);
        assertThat(validation.validation).isNotEqualTo(clean.validation);
        assertThat(training.weights).isNotEqualTo(clean.weights);
    }

    /** Sixty rows to train on, twenty for validation and twenty for the test; one of them poisoned. */
    private static Parts.OfExamples<Regressor> series(int poisoned) {
        double[] values = IntStream.range(0, ROWS)
                .mapToDouble(i -> i == poisoned ? 1e7 : Math.sin(i / 3.0))
                .toArray();
        return Sequences.series(Table.create("waves").addColumns(DoubleColumn.create("y", values)), "y")
                .window(5)
                .split(0.6, 0.2);
    }

    @Test
    void series_splitByTime() {
        check(Run.of(series(-1)), Run.of(series(20)), Run.of(series(70)), Run.of(series(90)));
    }

    @TempDir
    Path directory;

    private Parts.OfSequences<Label> text(int poisoned) throws IOException {
        List<String> words = IntStream.range(0, ROWS)
                .mapToObj(i ->
                        i == poisoned ? "poison" : List.of("a", "b", "c", "b").get(i % 4))
                .toList();
        Path file = Files.writeString(directory.resolve("text" + poisoned + ".txt"), String.join(" ", words));
        return Sequences.text(file).words().parts(6).most(2).split(0.6, 0.2);
    }

    @Test
    void text_splitInStretches() throws IOException {
        check(Run.of(text(-1)), Run.of(text(21)), Run.of(text(71)), Run.of(text(91)));
    }

    private static Parts.OfSequences<Label> tagged(int poisoned) {
        Table table = Table.create("tags")
                .addColumns(
                        StringColumn.create(
                                "words",
                                IntStream.range(0, ROWS)
                                        .mapToObj(i -> i == poisoned ? "a a a" : "abc".charAt(i % 3) + " a")),
                        StringColumn.create(
                                "tags",
                                IntStream.range(0, ROWS)
                                        .mapToObj(i -> i == poisoned ? "Z Z Z" : "XYZ".charAt(i % 3) + " A")));
        return Sequences.words(table, "words").labels("tags").split(0.6, 0.2);
    }

    private static boolean isPoisoned(SequenceDataset<Label> part) {
        return part.getData().stream().anyMatch(sequence -> sequence.size() == 3);
    }

    /** Which part a sequence is drawn to is seen by its three steps. */
    @Test
    void samples_splitAtRandom() {
        Run clean = Run.of(tagged(-1));
        int[] count = new int[3];
        for (int i = 0; i < ROWS; i++) {
            Parts.OfSequences<Label> parts = tagged(i);
            Run run = Run.of(parts);
            if (isPoisoned(parts.training())) {
                assertThat(run.weights).isNotEqualTo(clean.weights);
                count[0]++;
            } else if (isPoisoned(parts.validation())) {
                assertThat(run.weights).isEqualTo(clean.weights);
                assertThat(run.validation).isNotEqualTo(clean.validation);
                count[1]++;
            } else {
                assertThat(isPoisoned(parts.test())).isTrue();
                assertThat(run).isEqualTo(clean);
                count[2]++;
            }
        }
        assertThat(count).containsExactly(60, 20, 20);
    }

    @Test
    void comparison_takesTheTestPartAsNothing() {
        Compare compare =
                Compare.of(RNN).over("units", List.of(2, 3), Rnn::units).quiet();
        assertThat(compare.run(series(90))).hasToString(compare.run(series(-1)).toString());
        assertThat(compare.run(series(70)).toString())
                .isNotEqualTo(compare.run(series(-1)).toString());
        assertThat(compare.run(series(-1)))
                .hasToString(compare.run(series(-1).training(), series(-1).validation())
                        .toString());
    }
}
