package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.Rnn;
import io.github.unspool.cell.Cell;
import io.github.unspool.cell.EquationCell;
import io.github.unspool.compare.Compare;
import io.github.unspool.data.Sequences;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
