package io.github.unspool.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.cell.Cells;
import io.github.unspool.loss.Loss;
import io.github.unspool.network.EngineAgainstReferenceTest;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Network;
import io.github.unspool.network.ReferenceCases;
import io.github.unspool.network.ReferenceCases.Case;
import io.github.unspool.network.Sentences;
import io.github.unspool.network.Weights;
import io.github.unspool.part.Sequence;
import io.github.unspool.reference.NaiveRnn;
import io.github.unspool.reference.ReferenceCell;
import io.github.unspool.reference.ReferenceLayer;
import io.github.unspool.reference.ReferenceSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GradientFlowTest {
    private static final int STEPS = 7;

    static Stream<Case> cases() {
        return ReferenceCases.all();
    }

    private static List<String> words(int steps) {
        return IntStream.range(0, steps).mapToObj(t -> "w" + t).toList();
    }

    private static io.github.unspool.reference.Sequence randomSequence(NaiveRnn reference) {
        var sequence = reference.randomBatch(5, STEPS).get(0);
        return sequence.from(reference.spec().learnedStart() ? null : reference.zeroState());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void of_anyNetwork_agreesWithTheReferencesOwnPassForEachLoss(Case c) {
        NaiveRnn reference = NaiveRnn.random(3, c.spec());
        var sequence = randomSequence(reference);
        Weights weights = EngineAgainstReferenceTest.rounded(c.network(), reference);
        GradientFlow flow = GradientFlow.of(weights, EngineAgainstReferenceTest.sequence(c, sequence), words(STEPS));
        assertThat(flow.norms()).hasNumberOfRows(c.spec().layers().size());
        double[] largestOfLayer = new double[flow.norms().length];
        for (int t = 0; t < STEPS; t++) {
            var alone = List.of(lossOf(t, c.spec(), sequence));
            var dh = reference.backward(alone, reference.forward(alone)).dh().get(0);
            for (int layer = 0; layer < flow.norms().length; layer++) {
                double[] expected = norms(c.spec(), layer, dh);
                double largest = Arrays.stream(expected).max().orElseThrow();
                double[] actual = flow.norms()[layer][t];
                largestOfLayer[layer] = Math.max(largest, largestOfLayer[layer]);
                for (int k = 0; k < expected.length; k++) {
                    // Of a state behind t, of which the loss knows nothing, the flow has no entry.
                    double norm = k < actual.length ? actual[k] : 0;
                    assertThat(norm)
                            .as("layer %s, t %s, k %s", layer, t, k)
                            .isCloseTo(expected[k], within(1e-4 * largest));
                }
            }
        }
        // Nothing but zeros would agree too.
        assertThat(largestOfLayer).doesNotContain(0.0);
    }

    /** The same sequence with nothing but the loss of step t. */
    private static io.github.unspool.reference.Sequence lossOf(
            int t, ReferenceSpec spec, io.github.unspool.reference.Sequence sequence) {
        if (spec.perSequence()) {
            return new io.github.unspool.reference.Sequence(
                    Arrays.copyOf(sequence.x(), t + 1), sequence.targets(), sequence.h0());
        }
        double[] weights = new double[STEPS];
        weights[t] = 1;
        return sequence.withWeights(weights);
    }

    /** Of a layer, for each step, over both directions. */
    private static double[] norms(ReferenceSpec spec, int layer, List<double[][]> dh) {
        double[] squares = new double[dh.get(0).length];
        for (int r = spec.row(layer, 0); r < spec.row(layer + 1, 0); r++) {
            for (int k = 0; k < squares.length; k++) {
                squares[k] += Arrays.stream(dh.get(r)[k]).map(d -> d * d).sum();
            }
        }
        return Arrays.stream(squares).map(Math::sqrt).toArray();
    }

    /** From a state that is moved a little, the rest of the sequence is read again. */
    @ParameterizedTest
    @EnumSource(ReferenceCell.class)
    void of_eachCell_agreesWithCentralDifferencesOfTheState(ReferenceCell cell) {
        int units = 3;
        ReferenceSpec spec = ReferenceSpec.of(4, List.of(ReferenceLayer.of(cell, units)), 4);
        Case c = new Case(spec, Loss.crossEntropy(), new int[] {STEPS}, 0, 0, false);
        NaiveRnn reference = NaiveRnn.random(3, spec);
        var sequence = randomSequence(reference);
        Weights weights = EngineAgainstReferenceTest.rounded(c.network(), reference);
        double[][] norms = GradientFlow.of(weights, EngineAgainstReferenceTest.sequence(c, sequence), words(STEPS))
                .norms()[0];
        var trace = reference.forward(List.of(sequence)).traces().get(0);
        for (int k = 0; k < STEPS - 1; k++) {
            double[] h = trace.h(0, 0)[k];
            double[] c0 = trace.c(0, 0)[k];
            double[] state = Arrays.copyOf(h, h.length + c0.length);
            System.arraycopy(c0, 0, state, h.length, c0.length);
            for (int t = k + 1; t < STEPS; t++) {
                double squares = 0;
                for (int unit = 0; unit < units; unit++) {
                    double slope = (loss(reference, sequence, k, t, state, unit, 1e-5)
                                    - loss(reference, sequence, k, t, state, unit, -1e-5))
                            / 2e-5;
                    squares += slope * slope;
                }
                assertThat(norms[t][k]).as("t %s, k %s", t, k).isCloseTo(Math.sqrt(squares), within(1e-5));
            }
        }
    }

    private static double loss(
            NaiveRnn reference,
            io.github.unspool.reference.Sequence sequence,
            int k,
            int t,
            double[] state,
            int unit,
            double by) {
        double[] moved = state.clone();
        moved[unit] += by;
        var rest = sequence.chunk(k + 1, t + 1, new double[][] {moved});
        double[] losses = reference.forward(List.of(rest)).traces().get(0).losses();
        return losses[losses.length - 1];
    }

    /** One rectified unit that multiplies its state by w at each step, and so the gradient on its way back. */
    private static GradientFlow multiplying(float w, int steps) {
        Network network = Network.classifier(1, List.of(new LayerSpec(1, Cells.RELU)), 2);
        Weights weights = new Weights(network);
        weights.recurrences().get(0).wx().values()[0] = 1;
        weights.recurrences().get(0).wh().values()[0] = w;
        weights.parameter("output Wy").values()[0] = 1e-3f;
        int[] symbols = new int[steps + 1];
        Sequence zeros = Sentences.of(symbols);
        return GradientFlow.of(weights, zeros, words(steps));
    }

    @Test
    void byDistance_halvingUnit_isAPowerOfTheDistance() {
        GradientFlow flow = multiplying(0.5f, 10);
        double[] parts = flow.byDistance(0);
        for (int distance = 0; distance < 10; distance++) {
            assertThat(parts[distance]).isCloseTo(Math.pow(0.5, distance), within(1e-6));
        }
        // 1/64 > 1 % > 1/128.
        assertThat(flow.reach(0)).hasValue(7);
        assertThat(flow.reach()).hasValue(7);
        assertThat(flow).hasToString("layer 1: the signal falls below 1 % after 7 steps");
    }

    @Test
    void reach_sequenceTooShortToSeeItFall_isEmpty() {
        GradientFlow flow = multiplying(0.5f, 7);
        assertThat(flow.reach()).isEmpty();
        assertThat(flow).hasToString("layer 1: 0.016 of the signal is left after 6 steps");
    }

    @Test
    void reach_growingSignal_isEmpty() {
        GradientFlow flow = multiplying(2, 7);
        assertThat(flow.byDistance(0)[6]).isCloseTo(64, within(1e-3));
        assertThat(flow.reach()).isEmpty();
        assertThat(flow).hasToString("layer 1: the signal is 64.0 times as large after 6 steps");
    }

    @Test
    void reach_signalBeyondAFloat_isEmptyAndSaysSo() {
        GradientFlow flow = multiplying(1e15f, 5);
        assertThat(flow.norms()[0][4][0]).isInfinite();
        assertThat(flow.reach()).isEmpty();
        assertThat(flow).hasToString("layer 1: the signal explodes beyond what a float can hold");
    }

    @Test
    void reach_noSignal_isEmptyAndSaysSo() {
        GradientFlow flow = new GradientFlow(words(2), new double[][][] {{{0}, {0, 0}}});
        assertThat(flow.reach()).isEmpty();
        assertThat(flow.byDistance(0)[0]).isNaN();
        assertThat(flow).hasToString("layer 1: no signal; no loss depends on its states");
    }

    @Test
    void reach_ofSeveralLayers_isThatOfTheFurthest() {
        double[][] after1 = {{1}, {0, 1}, {0, 0, 1}, {0, 0, 0, 1}};
        double[][] after2 = {{1}, {1, 1}, {0, 1, 1}, {0, 0, 1, 1}};
        double[][] never = {{1}, {1, 1}, {1, 1, 1}, {1, 1, 1, 1}};
        double[][] none = {{0}, {0, 0}, {0, 0, 0}, {0, 0, 0, 0}};
        assertThat(new GradientFlow(words(4), new double[][][] {after1, none, after2}).reach())
                .hasValue(2);
        assertThat(new GradientFlow(words(4), new double[][][] {after1, never}).reach())
                .isEmpty();
    }

    @Test
    void reach_signalThatComesBack_isWhereItFallsFirst() {
        double[][] rows = {{1}, {1, 1}, {0, 1, 1}, {0.5, 0, 1, 1}, {0, 0.5, 0, 1, 1}};
        assertThat(new GradientFlow(words(5), new double[][][] {rows}).reach(0)).hasValue(2);
    }

    @Test
    void byDistance_bidirectional_countsBothSides() {
        double[][] square = {{2, 1, 0}, {1, 2, 3}, {0, 1, 2}};
        assertThat(new GradientFlow(words(3), new double[][][] {square}).byDistance(0))
                .containsExactly(1, 0.75, 0);
    }

    /** Many batches of copies give what one does. */
    @Test
    void of_longSequence_isThatOfItsBeginning() {
        Weights weights = Sentences.weights(4);
        Sequence all = Sentences.random(300).get(0);
        double[][] norms = GradientFlow.of(weights, all, words(300)).norms()[0];
        Sequence beginning = new Sequence(all.inputs(), all.targets(), Arrays.copyOf(all.weight(), 5));
        double[][] short5 = GradientFlow.of(weights, beginning, words(5)).norms()[0];
        assertThat(norms[299]).hasSize(300);
        assertThat(norms[299][299]).isPositive();
        for (int t = 0; t < 5; t++) {
            assertThat(norms[t]).containsExactly(short5[t], within(1e-6));
        }
    }

    @Test
    void of_stepWithoutTarget_isZero() {
        Sequence sequence = Sentences.of(new float[] {1, 0, 1}, 0, 1, 2, 3);
        double[][] norms =
                GradientFlow.of(Sentences.weights(4), sequence, words(3)).norms()[0];
        assertThat(norms[1]).containsExactly(0, 0);
        assertThat(norms[2][0]).isPositive();
    }

    @Test
    void reach_noSuchLayer_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> multiplying(1, 2).reach(1))
                .withMessage("layer 1 of a gradient flow of 1: the lowest is layer 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GradientFlow(Collections.nCopies(2, "a"), new double[][][] {{{0}}}))
                .withMessage("a gradient flow of 2 steps cannot have 1 rows");
    }
}
