package io.github.unspool.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the forward pass means by a feature. Finite differences cannot decide this: they find a gradient right that belongs to
 * another function than the intended one.
 */
class ReferenceFeaturesTest {

    private static final Offset<Double> ROUNDING = within(1e-14);

    private static NaiveRnn random(ReferenceLayer... layers) {
        return NaiveRnn.random(1, ReferenceSpec.of(2, List.of(layers), 5));
    }

    private static Trace trace(NaiveRnn rnn, Sequence sequence) {
        return rnn.forward(List.of(sequence)).traces().get(0);
    }

    @ParameterizedTest
    @EnumSource
    void forward_bidirectional_readsTheReversedSequenceWithTensorsAndStateOfItsOwn(ReferenceCell cell) {
        var layer = ReferenceLayer.of(cell, 3);
        var rnn = random(layer.inBothDirections());
        var sequence = rnn.randomBatch(3, 4).get(0);
        int tensors = cell.tensors().size();
        for (int d = 0; d < 2; d++) {
            var parameters = new ArrayList<>(rnn.parameters().subList(d * tensors, (d + 1) * tensors));
            parameters.addAll(List.of(new double[3][5], new double[1][5]));
            var alone = NaiveRnn.of(ReferenceSpec.of(2, List.of(layer), 5), parameters);
            var x = d == 0 ? sequence.x() : reversed(sequence.x());
            var expected = trace(alone, new Sequence(x, sequence.targets(), new double[][] {sequence.h0()[d]}));
            var h = expected.h(0, 0);
            assertThat(trace(rnn, sequence).h(0, d)).isDeepEqualTo(d == 0 ? h : reversed(h));
            assertThat(trace(rnn, sequence).finalState()[d]).containsExactly(expected.finalState()[0]);
        }
    }

    @Test
    void forward_bidirectional_putsTheForwardDirectionFirst() {
        var rnn = random(ReferenceLayer.of(ReferenceCell.GRU, 3).inBothDirections());
        var trace = trace(rnn, rnn.randomBatch(3, 4).get(0));
        for (int t = 0; t < 4; t++) {
            var u = Rows.concatenated(trace.h(0, 0)[t], trace.h(0, 1)[t]);
            assertThat(trace.logits()[t]).containsExactly(Rows.sum(Rows.times(u, rnn.wy()), rnn.by()[0]));
        }
    }

    @Test
    void forward_embedding_looksARowUp() {
        var layer = List.of(ReferenceLayer.of(ReferenceCell.LSTM, 3));
        var rnn = NaiveRnn.random(1, ReferenceSpec.of(2, layer, 5).withEmbedding(4));
        var e = rnn.parameters().get(0);
        var without = NaiveRnn.of(
                ReferenceSpec.of(4, layer, 5),
                rnn.parameters().subList(1, rnn.parameters().size()));
        int[] y = {4, 0, 2};
        var oneHot = new Sequence(new double[][] {{0, 1}, {1, 0}, {0, 1}}, y, rnn.zeroState());
        var dense = new Sequence(new double[][] {e[1], e[0], e[1]}, y, rnn.zeroState());
        assertThat(trace(rnn, oneHot).logits())
                .isDeepEqualTo(trace(without, dense).logits());
    }

    @Test
    void forward_oneOutputPerSequence_readsWhatEachDirectionEndsWith() {
        var layer = ReferenceLayer.of(ReferenceCell.LSTM, 3).inBothDirections();
        var rnn = NaiveRnn.random(1, ReferenceSpec.of(2, List.of(layer), 5).withOneOutputPerSequence());
        var batch = rnn.randomBatch(3, 4, 1);
        var forward = rnn.forward(batch);
        double sum = 0;
        for (int s = 0; s < 2; s++) {
            var trace = forward.traces().get(s);
            var ends = Rows.concatenated(trace.h(0, 0)[batch.get(s).length() - 1], trace.h(0, 1)[0]);
            var o = Rows.sum(Rows.times(ends, rnn.wy()), rnn.by()[0]);
            assertThat(trace.logits()).isDeepEqualTo(new double[][] {o});
            sum += ReferenceLoss.softmax().value(o, batch.get(s).targets()[0]);
        }
        assertThat(forward.loss()).isCloseTo(sum / 2, ROUNDING);
    }

    @Test
    void forward_skip_addsTheInputAfterTheMask() {
        var first = ReferenceLayer.of(ReferenceCell.TANH, 4);
        var rnn = random(
                first,
                ReferenceLayer.of(ReferenceCell.GRU, 2).inBothDirections().withSkip());
        var batch = rnn.randomBatch(3, 1);
        double[][] below = {{2, 0, 2, 2}};
        double[][] mask = {{0, 2, 2, 0}};
        var trace = rnn.forward(batch, List.of(List.of(below, mask))).traces().get(0);
        var h = trace.h(0, 0)[0];
        double[] u = {
            2 * h[0], 2 * trace.h(1, 0)[0][1], 2 * trace.h(1, 1)[0][0] + 2 * h[2], 2 * h[3],
        };
        assertThat(trace.logits()[0]).containsExactly(Rows.sum(Rows.times(u, rnn.wy()), rnn.by()[0]), ROUNDING);
    }

    @Test
    void forward_skipWithOneOutputPerSequence_addsTheInputOfTheLastStep() {
        var spec = ReferenceSpec.of(
                        2, List.of(ReferenceLayer.of(ReferenceCell.GRU, 4).withSkip()), 5)
                .withEmbedding(4)
                .withOneOutputPerSequence();
        var rnn = NaiveRnn.random(1, spec);
        var sequence = rnn.randomBatch(3, 4).get(0);
        var trace = trace(rnn, sequence);
        var u = Rows.sum(
                trace.h(0, 0)[3], Rows.times(sequence.x()[3], rnn.parameters().get(0)));
        assertThat(trace.logits()[0]).containsExactly(Rows.sum(Rows.times(u, rnn.wy()), rnn.by()[0]), ROUNDING);
    }

    @Test
    void forward_recurrentDropoutInAGru_masksTheProductAndNotWhatTheGateCarriesOver() {
        double[][] wx = {{2, -1, 0.5}};
        double[][] wh = {{-0.4, 0.3, 1.5}};
        double[][] b = {{0.1, 0.2, 0.3}};
        double[][] bh = {{-0.6, 0.5, 0.7}};
        double[][] wy = {{1}};
        double[][] by = {{0}};
        var rnn = NaiveRnn.of(List.of(ReferenceCell.GRU), List.of(wx, wh, b, bh, wy, by));
        var batch = List.of(new Sequence(new double[][] {{0.5}, {-1}}, new int[] {0, 0}, new double[][] {{0.2}}));
        var h = rnn.forward(batch, recurrent(new double[][] {{3}}))
                .traces()
                .get(0)
                .h(0, 0);
        double h1 = gru(0.5, 0.2, 3 * 0.2);
        double h2 = gru(-1, h1, 3 * h1);
        assertThat(h[0][0]).isCloseTo(h1, ROUNDING);
        assertThat(h[1][0]).isCloseTo(h2, ROUNDING);
    }

    private static double gru(double x, double before, double masked) {
        double r = Equations.sigmoid(2 * x + 0.1 - 0.4 * masked - 0.6);
        double z = Equations.sigmoid(-x + 0.2 + 0.3 * masked + 0.5);
        double n = Math.tanh(0.5 * x + 0.3 + r * (1.5 * masked + 0.7));
        return (1 - z) * n + z * before;
    }

    @Test
    void forward_recurrentDropoutOfEverythingInAnLstm_leavesTheMemory() {
        var rnn = random(ReferenceLayer.of(ReferenceCell.LSTM, 2));
        var batch = rnn.randomBatch(3, 1);
        var before = batch.get(0).h0()[0];
        var trace = rnn.forward(batch, recurrent(new double[1][2])).traces().get(0);
        var zx = trace.zx().get(0)[0];
        for (int j = 0; j < 2; j++) {
            double c = Equations.sigmoid(zx[2 + j]) * before[2 + j] + Equations.sigmoid(zx[j]) * Math.tanh(zx[4 + j]);
            assertThat(trace.c(0, 0)[0][j]).isCloseTo(c, ROUNDING);
        }
    }

    @Test
    void forward_recurrentDropout_masksEachDirectionOfEachLayerByItsOwn() {
        var rnn = random(
                ReferenceLayer.of(ReferenceCell.TANH, 2).inBothDirections(),
                ReferenceLayer.of(ReferenceCell.TANH, 2).inBothDirections());
        var batch = rnn.randomBatch(3, 1);
        double[][] masks = {{1, 2}, null, {0, 0}, {3, 0}};
        var zh = rnn.forward(batch, recurrent(masks)).traces().get(0).zh();
        var h0 = batch.get(0).h0();
        for (int row = 0; row < 4; row++) {
            var wh = rnn.layers().get(row / 2).directions().get(row % 2).wh();
            var r = masks[row] == null ? new double[] {1, 1} : masks[row];
            double[] h = {r[0] * h0[row][0], r[1] * h0[row][1]};
            assertThat(zh.get(row)[0]).containsExactly(Rows.times(h, wh));
        }
    }

    /** For one sequence; nothing is masked on its way up. */
    private static Masks recurrent(double[][] masks) {
        return new Masks(List.of(Collections.nCopies(masks.length, null)), List.<double[][]>of(masks));
    }

    @ParameterizedTest
    @EnumSource
    void learnedStart_isTheStateOfEverySequenceThatBringsNone(ReferenceCell cell) {
        var spec = ReferenceSpec.of(2, List.of(ReferenceLayer.of(cell, 3).inBothDirections()), 5)
                .withLearnedStart();
        var rnn = NaiveRnn.random(1, spec);
        var learned = new double[2][];
        for (int d = 0; d < 2; d++) {
            var direction = rnn.layers().get(0).directions().get(d);
            learned[d] = Rows.concatenated(direction.h0()[0], direction.c0()[0]);
        }
        var batch = rnn.randomBatch(3, 4, 2);
        var given = List.of(batch.get(0).from(learned), batch.get(1).from(learned));
        assertThat(rnn.forward(batch).loss()).isEqualTo(rnn.forward(given).loss());

        var gradients = rnn.backward(batch, rnn.forward(batch));
        var fromGiven = rnn.backward(given, rnn.forward(given));
        for (int d = 0; d < 2; d++) {
            var sum = Rows.sum(fromGiven.dh0().get(0)[d], fromGiven.dh0().get(1)[d]);
            assertThat(start(rnn, gradients, d)).containsExactly(sum);
            assertThat(start(rnn, fromGiven, d)).containsOnly(0);
        }
    }

    /** [dh0 | dc0] of a direction of layer 0, or dh0. */
    private static double[] start(NaiveRnn rnn, NaiveRnn.Gradients gradients, int direction) {
        int h0 = rnn.names().indexOf(ReferenceSpec.prefix(0, direction) + "h0");
        int c0 = rnn.names().indexOf(ReferenceSpec.prefix(0, direction) + "c0");
        var dh0 = gradients.parameters().get(h0)[0];
        return c0 < 0 ? dh0 : Rows.concatenated(dh0, gradients.parameters().get(c0)[0]);
    }

    @Test
    void forward_withoutAnyState_startsFromZeros() {
        var rnn = random(ReferenceLayer.of(ReferenceCell.LSTM, 3));
        var sequence = rnn.randomBatch(3, 4).get(0);
        assertThat(trace(rnn, sequence.from(null)).logits())
                .isDeepEqualTo(trace(rnn, sequence.from(rnn.zeroState())).logits());
    }

    @Test
    void forward_weights_giveTheWeightedMeanOfTheKnownSteps() {
        var rnn = NaiveRnn.random(
                1,
                ReferenceSpec.of(2, List.of(ReferenceLayer.of(ReferenceCell.GRU, 3)), 5)
                        .withLoss(ReferenceLoss.squaredError()));
        var batch = rnn.randomBatch(3, 3, 2);
        var plain = rnn.forward(batch).traces();
        double expected = 0.5 * plain.get(0).losses()[0]
                + 2 * plain.get(0).losses()[2]
                + plain.get(1).losses()[1];
        Arrays.fill(batch.get(0).targets()[1], Double.NaN);
        var weighted = List.of(batch.get(0).withWeights(0.5, 0, 2), batch.get(1).withWeights(0, 1));
        assertThat(rnn.forward(weighted).loss()).isCloseTo(expected / 3.5, ROUNDING);
        assertThat(rnn.forward(weighted).traces().get(0).losses()[1]).isZero();
    }

    @Test
    void forward_nothingKnown_isRefused() {
        var rnn = random(ReferenceLayer.of(ReferenceCell.TANH, 3));
        var batch = List.of(rnn.randomBatch(3, 2).get(0).withWeights(0, 0));
        assertThatThrownBy(() -> rnn.forward(batch)).hasMessageContaining("total weight 0");
    }

    @Test
    void forward_targetsThatDoNotFit_areRefused() {
        var layers = List.of(ReferenceLayer.of(ReferenceCell.TANH, 3));
        var perStep = ReferenceSpec.of(2, layers, 5);
        var perSequence = NaiveRnn.random(1, perStep.withOneOutputPerSequence());
        var regression = NaiveRnn.random(1, perStep.withLoss(ReferenceLoss.huber(1)));
        var batch = NaiveRnn.random(1, perStep).randomBatch(3, 4);
        assertThatThrownBy(() -> perSequence.forward(batch)).hasMessage("targets must be 1×1");
        assertThatThrownBy(() -> regression.forward(batch)).hasMessage("targets must be 4×5");
    }

    private static double[][] reversed(double[][] rows) {
        var reversed = new ArrayList<>(List.of(rows));
        Collections.reverse(reversed);
        return reversed.toArray(double[][]::new);
    }
}
