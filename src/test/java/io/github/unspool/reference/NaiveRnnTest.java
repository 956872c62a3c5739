package io.github.unspool.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NaiveRnnTest {

    private static final Offset<Double> ROUNDING = within(1e-14);

    /** Two inputs, three relu units, two classes: no two of them equal, so that nothing transposed would fit. */
    private static NaiveRnn byHand() {
        double[][] wx = {{1, 0, -1}, {0, 1, 1}};
        double[][] wh = {{0, 1, 0}, {0, 0, 0}, {0, 0, 0}};
        double[][] b = {{0, 0, -2}};
        double[][] wy = {{1, 0}, {0, 1}, {5, 5}};
        double[][] by = {{2, 0}};
        return NaiveRnn.of(List.of(ReferenceCell.RELU), List.of(wx, wh, b, wy, by));
    }

    private static List<Sequence> oneStepByHand() {
        return List.of(new Sequence(new double[][] {{1, 2}}, new int[] {0}, new double[][] {{1, 0, 0}}));
    }

    @Test
    void forward_reluWorkedByHand_givesThoseValues() {
        var forward = byHand().forward(oneStepByHand());
        var trace = forward.traces().get(0);
        assertThat(trace.zx().get(0)).isDeepEqualTo(new double[][] {{1, 2, -1}});
        assertThat(trace.zh().get(0)).isDeepEqualTo(new double[][] {{0, 1, 0}});
        assertThat(trace.h().get(0)).isDeepEqualTo(new double[][] {{1, 3, 0}});
        assertThat(trace.finalState()).isDeepEqualTo(new double[][] {{1, 3, 0}});
        assertThat(trace.logits()).isDeepEqualTo(new double[][] {{3, 3}});
        assertThat(trace.p()[0]).containsExactly(new double[] {0.5, 0.5}, ROUNDING);
        assertThat(forward.loss()).isCloseTo(Math.log(2), ROUNDING);
    }

    @Test
    void backward_reluWorkedByHand_givesThoseValues() {
        var gradients = byHand().backward(oneStepByHand(), byHand().forward(oneStepByHand()));
        double[][][] parameters = {
            {{-0.5, 0.5, 0}, {-1, 1, 0}},
            {{-0.5, 0.5, 0}, {0, 0, 0}, {0, 0, 0}},
            {{-0.5, 0.5, 0}},
            {{-0.5, 0.5}, {-1.5, 1.5}, {0, 0}},
            {{-0.5, 0.5}}
        };
        for (int i = 0; i < parameters.length; i++) {
            assertClose(gradients.parameters().get(i), parameters[i]);
        }
        assertClose(gradients.dh0().get(0), new double[][] {{0.5, 0, 0}});
        assertClose(gradients.dx().get(0), new double[][] {{-0.5, 0.5}});
    }

    @Test
    void forward_tanhOverTwoSteps_carriesTheState() {
        double[][] wx = {{2}};
        double[][] wh = {{0.5}};
        double[][] b = {{0.1}};
        double[][] wy = {{1, -1}};
        double[][] by = {{0, 0}};
        var rnn = NaiveRnn.of(List.of(ReferenceCell.TANH), List.of(wx, wh, b, wy, by));
        var sequence = new Sequence(new double[][] {{0.5}, {-1}}, new int[] {0, 1}, new double[][] {{0.2}});
        double h1 = Math.tanh(2 * 0.5 + 0.1 + 0.5 * 0.2);
        double h2 = Math.tanh(2 * -1 + 0.1 + 0.5 * h1);
        double loss = (Math.log(1 + Math.exp(-2 * h1)) + Math.log(1 + Math.exp(2 * h2))) / 2;

        var forward = rnn.forward(List.of(sequence));
        assertClose(forward.traces().get(0).h().get(0), new double[][] {{h1}, {h2}});
        assertThat(forward.loss()).isCloseTo(loss, ROUNDING);
    }

    @Test
    void forward_gru_appliesTheResetGateInsideTheHiddenProduct() {
        double[][] wx = {{2, -1, 0.5}};
        double[][] wh = {{-0.4, 0.3, 1.5}};
        double[][] b = {{0.1, 0.2, 0.3}};
        double[][] bh = {{-0.6, 0.5, 0.7}};
        double[][] wy = {{1, -1}};
        double[][] by = {{0, 0}};
        var rnn = NaiveRnn.of(List.of(ReferenceCell.GRU), List.of(wx, wh, b, bh, wy, by));
        var sequence = new Sequence(new double[][] {{0.5}}, new int[] {0}, new double[][] {{0.2}});
        double r = sigmoid(2 * 0.5 + 0.1 - 0.4 * 0.2 - 0.6);
        double z = sigmoid(-1 * 0.5 + 0.2 + 0.3 * 0.2 + 0.5);
        double n = Math.tanh(0.5 * 0.5 + 0.3 + r * (1.5 * 0.2 + 0.7));

        var trace = rnn.forward(List.of(sequence)).traces().get(0);
        assertClose(trace.h().get(0), new double[][] {{(1 - z) * n + z * 0.2}});
        assertThat(trace.finalState()).isDeepEqualTo(trace.h().get(0));
    }

    @Test
    void forward_lstmOverTwoSteps_carriesHiddenStateAndMemory() {
        double[][] wx = {{2, -1, 0.5, 1}};
        double[][] wh = {{-0.4, 0.3, 1.5, -2}};
        double[][] b = {{0.1, 0.2, 0.3, 0.4}};
        double[][] wy = {{1, -1}};
        double[][] by = {{0, 0}};
        var rnn = NaiveRnn.of(List.of(ReferenceCell.LSTM), List.of(wx, wh, b, wy, by));
        var sequence = new Sequence(new double[][] {{0.5}, {-1}}, new int[] {0, 1}, new double[][] {{0.2, -0.9}});
        double i1 = sigmoid(2 * 0.5 + 0.1 - 0.4 * 0.2);
        double f1 = sigmoid(-1 * 0.5 + 0.2 + 0.3 * 0.2);
        double g1 = Math.tanh(0.5 * 0.5 + 0.3 + 1.5 * 0.2);
        double o1 = sigmoid(0.5 + 0.4 - 2 * 0.2);
        double c1 = f1 * -0.9 + i1 * g1;
        double h1 = o1 * Math.tanh(c1);
        double i2 = sigmoid(2 * -1 + 0.1 - 0.4 * h1);
        double f2 = sigmoid(1 + 0.2 + 0.3 * h1);
        double g2 = Math.tanh(0.5 * -1 + 0.3 + 1.5 * h1);
        double o2 = sigmoid(-1 + 0.4 - 2 * h1);
        double c2 = f2 * c1 + i2 * g2;
        double h2 = o2 * Math.tanh(c2);

        var trace = rnn.forward(List.of(sequence)).traces().get(0);
        assertClose(trace.h().get(0), new double[][] {{h1}, {h2}});
        assertClose(trace.c().get(0), new double[][] {{c1}, {c2}});
        assertClose(trace.finalState(), new double[][] {{h2, c2}});
    }

    @Test
    void forward_withMasks_changesWhatGoesUpAndNotTheNextStep() {
        var rnn = twoLayers();
        var batch = rnn.randomBatch(3, 2);
        double[][] lower = {{0, 2, 0, 2}, {2, 0, 2, 2}};
        double[][] upper = {{2, 0, 2}, {0, 0, 0}};
        var plain = rnn.forward(batch).traces().get(0);
        var masked = rnn.forward(batch, List.of(List.of(lower, upper))).traces().get(0);

        assertThat(masked.h().get(0)).isDeepEqualTo(plain.h().get(0));
        var layer = rnn.layers().get(1).directions().get(0);
        for (int t = 0; t < 2; t++) {
            var x = Rows.masked(plain.h().get(0), lower)[t];
            assertThat(masked.zx().get(1)[t]).containsExactly(Rows.sum(Rows.times(x, layer.wx()), layer.b()[0]));
        }
        assertThat(masked.zh().get(1)[1]).containsExactly(Rows.times(masked.h().get(1)[0], layer.wh()), ROUNDING);
        assertThat(masked.logits()[1]).containsExactly(rnn.by()[0]);
    }

    @Test
    void forward_raggedBatch_countsEachStepOnce() {
        var rnn = twoLayers();
        var batch = rnn.randomBatch(3, 1, 5);
        double shorter = rnn.forward(batch.subList(0, 1)).loss();
        double longer = rnn.forward(batch.subList(1, 2)).loss();
        assertThat(rnn.forward(batch).loss()).isCloseTo((shorter + 5 * longer) / 6, ROUNDING);
    }

    @ParameterizedTest
    @EnumSource
    void forward_inChunks_givesTheStatesOfTheWhole(ReferenceCell cell) {
        var rnn = NaiveRnn.random(1, 2, List.of(ReferenceCell.TANH, cell), new int[] {4, 3}, 5);
        var whole = rnn.randomBatch(3, 7).get(0);
        var all = rnn.forward(List.of(whole)).traces().get(0);
        var first = rnn.forward(List.of(whole.chunk(0, 4, whole.h0()))).traces().get(0);
        var second = rnn.forward(List.of(whole.chunk(4, 7, first.finalState())))
                .traces()
                .get(0);
        assertThat(first.h().get(1)[3]).containsExactly(all.h().get(1)[3]);
        assertThat(second.finalState()).isDeepEqualTo(all.finalState());
        assertThat(second.logits()[0]).containsExactly(all.logits()[4]);
    }

    @Test
    void backward_inChunks_losesOnlyWhatCrossesTheCut() {
        var rnn = twoLayers();
        var whole = List.of(rnn.randomBatch(3, 8).get(0));
        var first = List.of(whole.get(0).chunk(0, 4, whole.get(0).h0()));
        var state = rnn.forward(first).traces().get(0).finalState();
        var second = List.of(whole.get(0).chunk(4, 8, state));

        var all = rnn.backward(whole, rnn.forward(whole));
        var one = rnn.backward(first, rnn.forward(first));
        var two = rnn.backward(second, rnn.forward(second));
        // Chunks of equal length, so the mean over the whole is the mean of theirs.
        int wy = rnn.names().indexOf("wy");
        assertClose(
                mean(one.parameters().get(wy), two.parameters().get(wy)),
                all.parameters().get(wy));
        // The inputs after the cut feel nothing of it; the last one before it feels the missing steps.
        assertThat(two.dx().get(0)[3][0] / 2).isCloseTo(all.dx().get(0)[7][0], ROUNDING);
        assertThat(one.dx().get(0)[3][0] / 2).isNotCloseTo(all.dx().get(0)[3][0], within(1e-3));
    }

    @Test
    void forward_logitsBeyondTheRangeOfExp_staysFinite() {
        double[][] one = {{1}};
        double[][] wy = {{2000, 0}};
        double[][] zeros = {{0, 0}};
        var rnn = NaiveRnn.of(List.of(ReferenceCell.RELU), List.of(one, one, one, wy, zeros));
        var forward = rnn.forward(List.of(new Sequence(one, new int[] {1}, rnn.zeroState())));
        assertThat(forward.loss()).isEqualTo(4000);
    }

    @Test
    void of_tensorsThatDoNotFit_namesTheTensor() {
        var tensors = twoLayers().parameters();
        var cells = List.of(ReferenceCell.TANH, ReferenceCell.RELU);
        assertThatThrownBy(() -> NaiveRnn.of(cells, tensors.subList(1, 8))).hasMessageContaining("7 tensors");
        tensors.set(3, new double[5][3]);
        assertThatThrownBy(() -> NaiveRnn.of(cells, tensors)).hasMessage("layer1.wx must be 4×3");
    }

    @Test
    void parameters_ofMixedCells_haveTheirNamesAndShapes() {
        var rnn = NaiveRnn.random(1, 2, List.of(ReferenceCell.GRU, ReferenceCell.LSTM), new int[] {4, 3}, 5);
        assertThat(rnn.names())
                .containsExactly(
                        "layer0.wx",
                        "layer0.wh",
                        "layer0.b",
                        "layer0.bh",
                        "layer1.wx",
                        "layer1.wh",
                        "layer1.b",
                        "wy",
                        "by");
        assertThat(rnn.parameters().stream().map(m -> m.length + "×" + m[0].length))
                .containsExactly("2×12", "4×12", "1×12", "1×12", "4×12", "3×12", "1×12", "3×5", "1×5");
        assertThat(rnn.zeroState()).isDeepEqualTo(new double[][] {new double[4], new double[6]});
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static NaiveRnn twoLayers() {
        return NaiveRnn.random(1, 2, List.of(ReferenceCell.TANH, ReferenceCell.RELU), new int[] {4, 3}, 5);
    }

    private static double[][] mean(double[][] a, double[][] b) {
        var mean = Rows.zerosLike(a);
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                mean[i][j] = (a[i][j] + b[i][j]) / 2;
            }
        }
        return mean;
    }

    private static void assertClose(double[][] actual, double[][] expected) {
        assertThat(actual).hasDimensions(expected.length, expected[0].length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i], ROUNDING);
        }
    }
}
