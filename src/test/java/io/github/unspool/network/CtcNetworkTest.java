package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.cell.Cells;
import io.github.unspool.loss.Ctc;
import io.github.unspool.loss.Loss;
import io.github.unspool.math.LogSpace;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Sequence;
import io.github.unspool.reference.NaiveRnn;
import io.github.unspool.reference.ReferenceCell;
import io.github.unspool.reference.ReferenceLayer;
import io.github.unspool.reference.ReferenceSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A network under CTC, compared with differences of the reference implementation in doubles. */
class CtcNetworkTest {
    private static final int[] LENGTHS = {7, 5, 5, 2, 1};
    private static final int[][] TARGETS = {{0, 2, 2, 1}, {}, {1, 1}, {0, 1}, {2}};
    private static final float[] WEIGHTS = {1, 0.5f, 2, 0, 1};
    private static final double STEP = 1e-5;

    private final ReferenceSpec spec = ReferenceSpec.of(
            5, List.of(ReferenceLayer.of(ReferenceCell.GRU, 6), ReferenceLayer.of(ReferenceCell.TANH, 5)), 4);
    private final NaiveRnn reference = NaiveRnn.random(3, spec);
    private final Network network = new Network(
            5,
            Stack.of(List.of(new LayerSpec(6, Cells.GRU), new LayerSpec(5, Cells.TANH))),
            4,
            Loss.ctc(),
            Targets.ALIGNED);
    private final Weights weights = EngineAgainstReferenceTest.rounded(network, reference);
    private final List<io.github.unspool.reference.Sequence> inputs = inputs();
    private final List<Sequence> sequences = sequences();

    private List<io.github.unspool.reference.Sequence> inputs() {
        List<io.github.unspool.reference.Sequence> fresh = new ArrayList<>();
        reference.randomBatch(5, LENGTHS).forEach(sequence -> fresh.add(sequence.from(reference.zeroState())));
        return fresh;
    }

    private List<Sequence> sequences() {
        List<Sequence> all = new ArrayList<>();
        for (int b = 0; b < LENGTHS.length; b++) {
            SparseRows.Builder rows = new SparseRows.Builder(LENGTHS[b]);
            SparseRows.Builder targets = new SparseRows.Builder(LENGTHS[b]);
            for (int t = 0; t < LENGTHS[b]; t++) {
                for (int k = 0; k < 5; k++) {
                    // The reference reads what the engine does.
                    inputs.get(b).x()[t][k] = (float) inputs.get(b).x()[t][k];
                    rows.add(k, inputs.get(b).x()[t][k]);
                }
                if (t < TARGETS[b].length) {
                    targets.add(TARGETS[b][t], 1);
                }
                rows.endRow();
                targets.endRow();
            }
            float[] weight = new float[LENGTHS[b]];
            weight[LENGTHS[b] - 1] = WEIGHTS[b];
            all.add(new Sequence(rows.build(), targets.build(), weight));
        }
        return all;
    }

    /** The weighted mean loss of the sequences. */
    private double expectedLoss() {
        double sum = 0;
        double total = 0;
        var traces = reference.forward(inputs).traces();
        for (int b = 0; b < LENGTHS.length; b++) {
            Ctc ctc = new Ctc(4);
            ctc.fill(traces.get(b).logits());
            sum += WEIGHTS[b] * ctc.loss(LENGTHS[b], TARGETS[b]);
            total += WEIGHTS[b];
        }
        return sum / total;
    }

    @Test
    void loss_isThatOfTheReference() {
        double expected = expectedLoss();
        assertThat(Inference.loss(weights, sequences, Workers.alone())).isCloseTo(expected, within(1e-5 * expected));
        assertThat(Inference.error(weights, sequences, Workers.alone()))
                .isEqualTo(Inference.loss(weights, sequences, Workers.alone()));
    }

    @Test
    void gradients_areDifferencesOfTheReference() {
        Batch batch = Batch.of(sequences, 0, 7);
        Bptt bptt = new Bptt(weights, 5);
        bptt.forward(batch, network.zeroState(5));
        Weights gradients = new Weights(network);
        bptt.backward(batch, gradients);
        assertThat(bptt.loss() / batch.totalWeight()).isCloseTo(expectedLoss(), within(1e-5));

        for (int i = 0; i < gradients.parameters().size(); i++) {
            Parameter gradient = gradients.parameters().get(i);
            double[][] values = reference.parameters().get(i);
            for (int at = 0; at < gradient.values().length; at++) {
                double[] row = values[at / gradient.columns()];
                double before = row[at % gradient.columns()];
                row[at % gradient.columns()] = before + STEP;
                double above = expectedLoss();
                row[at % gradient.columns()] = before - STEP;
                double below = expectedLoss();
                row[at % gradient.columns()] = before;
                assertThat((double) gradient.values()[at])
                        .as("%s, number %s", gradient.shape().name(), at)
                        .isCloseTo((above - below) / (2 * STEP), within(1e-5));
            }
        }
    }

    @Test
    void predictions_areProbabilitiesOfLabelsAndTheBlank() {
        Batch batch = Batch.of(sequences, 0, 7);
        Bptt bptt = new Bptt(weights, 5);
        bptt.forward(batch, network.zeroState(5));
        float[] predictions = bptt.predictions();
        double[][] logits = reference.forward(inputs).traces().get(1).logits();
        for (int t = 0; t < 5; t++) {
            LogSpace.normalise(logits[t], 0, 4);
            for (int k = 0; k < 4; k++) {
                assertThat((double) predictions[(batch.first(t) + 1) * 4 + k])
                        .isCloseTo(LogSpace.exp(logits[t][k]), within(1e-5));
            }
        }
    }

    @Test
    void threads_anyNumber_giveTheSameBits() {
        List<float[]> one = gradients(Workers.alone());
        for (int threads : new int[] {2, 3}) {
            List<float[]> several = gradients(Workers.of(threads, 1));
            for (int i = 0; i < one.size(); i++) {
                assertThat(several.get(i)).containsExactly(one.get(i));
            }
        }
    }

    private List<float[]> gradients(Workers workers) {
        Batch batch = Batch.of(sequences, 0, 7);
        Bptt bptt = new Bptt(weights, 5, false, workers);
        bptt.forward(batch, network.zeroState(5));
        Weights gradients = new Weights(network);
        bptt.backward(batch, gradients);
        return gradients.parameters().stream().map(Parameter::values).toList();
    }

    @Test
    void network_withALossThatDoesNotFit_isRefused() {
        Stack stack = Stack.of(List.of(new LayerSpec(6, Cells.GRU)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Network(5, stack, 4, Loss.ctc(), Targets.LAST_STEP))
                .withMessage("Loss.ctc() is for outputs that are sequences of labels; remove loss(…)");
    }
}
