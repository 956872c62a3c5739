package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.cell.Cell;
import io.github.unspool.cell.EquationCell;
import io.github.unspool.cell.Recurrences;
import io.github.unspool.compare.Compare;
import io.github.unspool.data.Sequences;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.classification.Label;
import org.tribuo.sequence.SequenceDataset;

/** A cell of the user's, which nothing in the library knows: all that a cell of the library can do. */
class OwnCellTest {
    private static final EquationCell MINE = Cell.of("mine", c -> {
        var f = c.gate("f", 1).sigmoid();
        var n = c.input("n").plus(f.times(c.recurrent("n"))).tanh();
        return f.oneMinus().times(c.h()).plus(f.times(n));
    });

    @TempDir
    Path folder;

    private static SequenceDataset<Label> data() {
        return Sequences.words("a b c d e", "b c d a e", "c d e a b", "a b c e d");
    }

    private static Rnn rnn(int epochs) {
        return Rnn.builder()
                .hidden(6)
                .cell(MINE)
                .dropout(0.1)
                .hidden(5)
                .gru()
                .epochs(epochs)
                .adam(0.05)
                .seed(3)
                .quiet();
    }

    @Test
    void model_isTheSameAfterSavingAndLoading() throws Exception {
        RnnSequenceModel<Label> model = rnn(30).train(data());
        Path file = folder.resolve("model.pb");
        model.serializeToFile(file);
        RnnSequenceModel<Label> read = RnnSequenceModel.load(file);

        assertThat(read.weights().network().layers().get(0).cell()).isEqualTo(MINE);
        assertThat(read.next("a", "b", "c").getOutput().getScore())
                .isEqualTo(model.next("a", "b", "c").getOutput().getScore());
        assertThat(model.history().epochs().list().get(29).loss())
                .isLessThan(model.history().epochs().list().get(0).loss() / 2);
        assertThat(read.trace("a", "b").layer(0).signals()).containsOnlyKeys("hidden", "f", "n");
        assertThat(read.start().step("a").step("b").prediction().getOutput().getScore())
                .isEqualTo(model.next("a", "b").getOutput().getScore());
    }

    @Test
    void builderText_isReadAsTheSameNetwork() {
        assertThat(rnn(2).toString())
                .contains(".hidden(6).cell(\"mine\", \"f = sigmoid(gate(f, 1)); "
                        + "n = tanh(input(n) + f * recurrent(n)); h[t] = (1 - f) * h[t-1] + f * n\").dropout(0.1)");
        assertThat(Rnn.builder().hidden(6).cell("mine", MINE.equations()))
                .hasToString(Rnn.builder().hidden(6).cell(MINE).toString());
    }

    @Test
    void resumedRun_endsWithTheSameBits() throws Exception {
        float[] whole = rnn(9).train(data()).weights().parameter("layer 1 Wh").values();
        Path file = folder.resolve("run.checkpoint");
        rnn(4).checkpoint(file).train(data());

        assertThat(rnn(9).checkpoint(file)
                        .train(data())
                        .weights()
                        .parameter("layer 1 Wh")
                        .values())
                .containsExactly(whole);
    }

    static List<EquationCell> cells() {
        return Recurrences.all();
    }

    /** Learned vectors, products in the middle of a step, and several states go wherever weights and states go. */
    @ParameterizedTest
    @MethodSource("cells")
    void everyCell_isSavedSteppedAndResumed(EquationCell cell) throws Exception {
        Rnn rnn = Rnn.builder()
                .hidden(5)
                .cell(cell)
                .recurrentDropout(0.2)
                .hidden(4)
                .cell(cell)
                .learnStart()
                .batch(2)
                .truncate(3)
                .adam(0.05)
                .seed(3)
                .quiet();
        RnnSequenceModel<Label> model = rnn.epochs(4).train(data());
        Path file = folder.resolve("model.pb");
        model.serializeToFile(file);
        RnnSequenceModel<Label> read = RnnSequenceModel.load(file);
        double score = model.next("a", "b").getOutput().getScore();

        assertThat(read.next("a", "b").getOutput().getScore()).isEqualTo(score);
        assertThat(read.start().step("a").step("b").prediction().getOutput().getScore())
                .isEqualTo(score);
        assertThat(read.trace("a", "b").layer(1).signals().keySet()).containsAll(cell.gateNames());
        Path numbers = folder.resolve("weights.npz");
        model.weights().writeNumpy(numbers);
        assertThat(Weights.readNumpy(model.weights().network(), numbers).parameters())
                .extracting(Parameter::values)
                .containsExactlyElementsOf(model.weights().parameters().stream()
                        .map(Parameter::values)
                        .toList());

        Path checkpoint = folder.resolve("run.checkpoint");
        rnn.epochs(2).checkpoint(checkpoint).train(data());
        assertThat(rnn.epochs(4).checkpoint(checkpoint).train(data()).weights().parameters())
                .extracting(Parameter::values)
                .containsExactlyElementsOf(model.weights().parameters().stream()
                        .map(Parameter::values)
                        .toList());
    }

    @Test
    void vector_isAParameterOfItsLayerWithItsFirstValues() {
        RnnSequenceModel<Label> model = Rnn.builder()
                .hidden(5)
                .cell(Recurrences.independent())
                .bidirectional()
                .epochs(1)
                .sgd(1e-30)
                .quiet()
                .train(data());
        assertThat(model.weights().parameter("layer 1 u").values())
                .containsExactly(new float[] {0, 0.25f, 0.5f, 0.75f, 1}, within(1e-6f));
        assertThat(model.weights().parameter("layer 1 backward u").values()).hasSize(5);
        assertThat(model.weights().toString()).contains("layer 1 u").doesNotContain("layer 1 Wh");
    }

    @Test
    void comparison_takesItAsAnyOther() {
        var comparison = Compare.of(Rnn.builder().hidden(4).tanh().epochs(3).quiet())
                .over(
                        "cell",
                        Map.of(
                                "mine",
                                r -> Rnn.builder()
                                        .hidden(4)
                                        .cell(MINE)
                                        .epochs(3)
                                        .quiet(),
                                "tanh",
                                r -> r))
                .seeds(2)
                .run(data(), data());

        assertThat(comparison.toString()).contains("mine").contains("tanh");
    }
}
