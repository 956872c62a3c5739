package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.loss.Loss;
import io.github.unspool.math.Matrix;
import io.github.unspool.network.ReferenceCases.Case;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Masks;
import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import io.github.unspool.reference.NaiveRnn;
import io.github.unspool.reference.ReferenceSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fast engine in float gives what the naive reference implementation gives in double: loss, states, predictions,
 * every gradient.
 */
public class EngineAgainstReferenceTest {
    private static final double LARGEST_RELATIVE_ERROR = 1e-4;

    static Stream<Case> cases() {
        return ReferenceCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forwardAndBackward_agree(Case c) {
        NaiveRnn reference = NaiveRnn.random(3, c.spec());
        Weights weights = rounded(c.network(), reference);
        List<io.github.unspool.reference.Sequence> sequences = sequences(c, reference);
        Batch batch = Batch.of(sequences.stream().map(s -> sequence(c, s)).toList(), 0, Integer.MAX_VALUE);
        Masks masks = new DropoutMasks(weights.network(), 8).masks(batch);
        io.github.unspool.reference.Masks referenceMasks = referenceMasks(c, batch, masks);
        NaiveRnn.Forward expected = reference.forward(sequences, referenceMasks);
        NaiveRnn.Gradients gradients = reference.backward(sequences, expected, referenceMasks);

        Bptt bptt = new Bptt(weights, sequences.size());
        bptt.forward(batch, initial(weights, sequences), masks);
        double loss = bptt.loss() / batch.totalWeight();
        Weights dweights = new Weights(weights.network());
        bptt.backward(batch, dweights);
        if (c.spec().learnedStart()) {
            bptt.initialGradient().accumulate(dweights.recurrences());
        }

        assertClose("loss", new double[][] {{expected.loss()}}, new float[][] {{(float) loss}});
        assertThat(dweights.parameters()).hasSameSizeAs(gradients.parameters());
        for (int i = 0; i < dweights.parameters().size(); i++) {
            Parameter p = dweights.parameters().get(i);
            assertClose(
                    "d " + p.shape().name(), gradients.parameters().get(i), rows(p.values(), p.columns(), p.rows()));
        }
        for (int b = 0; b < sequences.size(); b++) {
            assertSequence(c, batch, b, bptt, expected.traces().get(b), gradients);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradients_ofOneSequenceFromAFreshState_agree(Case c) {
        NaiveRnn reference = NaiveRnn.random(3, c.spec());
        Weights weights = rounded(c.network(), reference);
        var sequence = reference.randomBatch(5, 6).get(0).from(c.spec().learnedStart() ? null : reference.zeroState());
        NaiveRnn.Gradients expected = reference.backward(List.of(sequence), reference.forward(List.of(sequence)));

        Weights gradients = Bptt.gradients(weights, sequence(c, sequence));

        for (int i = 0; i < gradients.parameters().size(); i++) {
            Parameter p = gradients.parameters().get(i);
            assertClose("d " + p.shape().name(), expected.parameters().get(i), p.toRows());
            assertThat(gradients.parameter(p.shape().name())).isSameAs(p);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gradients.parameter("Wh"))
                .withMessageStartingWith("there is no parameter \"Wh\"; the parameters are \"")
                .withMessageContaining("\"layer 1 Wh\", \"layer 1 b\"")
                .withMessageEndingWith("\"output Wy\", \"output by\"");
    }

    /** Predictions, states, and the gradients of inputs and first states of one sequence. */
    private static void assertSequence(
            Case c,
            Batch batch,
            int b,
            Bptt bptt,
            io.github.unspool.reference.Trace trace,
            NaiveRnn.Gradients gradients) {
        ReferenceSpec spec = c.spec();
        float[][] predicted = steps(batch, b, rows(bptt.predictions(), spec.outputs(), batch.rows()));
        assertClose("predictions", trace.p(), spec.perSequence() ? lastOf(predicted) : predicted);
        assertClose(
                "dx",
                gradients.dx().get(b),
                steps(batch, b, rows(bptt.inputGradient(batch), spec.inputs(), batch.rows())));
        for (int layer = 0; layer < spec.layers().size(); layer++) {
            int units = spec.layers().get(layer).units();
            int directions = spec.layers().get(layer).directions();
            float[][] hidden = steps(batch, b, rows(bptt.hidden(layer)));
            for (int d = 0; d < directions; d++) {
                int r = spec.row(layer, d);
                float[][] h = columns(hidden, d * units, units);
                boolean turned = d == 1 && isReadAtItsEnd(spec, layer);
                assertClose("h", trace.h(layer, d), turned ? reversed(h) : h);
                State d0 = bptt.initialGradient();
                assertClose("dh0", new double[][] {gradients.dh0().get(b)[r]}, new float[][] {
                    joined(d0.h()[r], d0.c()[r], units, b)
                });
            }
        }
    }

    /**
     * With one output per sequence, the topmost backward direction is not put back into the order of the
     * steps.
     */
    private static boolean isReadAtItsEnd(ReferenceSpec spec, int layer) {
        return spec.perSequence() && layer == spec.layers().size() - 1;
    }

    /** The reference's batch, longest first, with first states unless they are learned. */
    private static List<io.github.unspool.reference.Sequence> sequences(Case c, NaiveRnn reference) {
        List<io.github.unspool.reference.Sequence> all = new ArrayList<>();
        for (io.github.unspool.reference.Sequence s : reference.randomBatch(5, c.lengths())) {
            double[] weights = s.weights().clone();
            for (int t = 0; c.weighted() && t < weights.length; t++) {
                weights[t] = (all.size() + t) % 3 * 0.75;
            }
            all.add(s.withWeights(weights));
        }
        all.sort(Comparator.comparingInt(io.github.unspool.reference.Sequence::length)
                .reversed());
        return all;
    }

    public static Sequence sequence(Case c, io.github.unspool.reference.Sequence s) {
        int steps = s.length();
        SparseRows.Builder inputs = new SparseRows.Builder(steps);
        SparseRows.Builder targets = new SparseRows.Builder(steps);
        float[] weight = new float[steps];
        for (int t = 0; t < steps; t++) {
            addAll(s.x()[t], inputs);
            int row = t - (steps - s.targets().length);
            weight[t] = row < 0 ? 0 : (float) s.weights()[row];
            if (weight[t] > 0 && c.loss().kind() == Loss.Kind.CLASS) {
                targets.add((int) s.targets()[row][0], 1);
            } else if (weight[t] > 0) {
                addAll(s.targets()[row], targets);
            }
            inputs.endRow();
            targets.endRow();
        }
        return new Sequence(inputs.build(), targets.build(), weight);
    }

    private static void addAll(double[] row, SparseRows.Builder to) {
        for (int j = 0; j < row.length; j++) {
            to.add(j, row[j]);
        }
    }

    /** The reference takes over the rounded numbers, so that both compute the same function. */
    public static Weights rounded(Network network, NaiveRnn reference) {
        Weights weights = new Weights(network);
        for (int i = 0; i < weights.parameters().size(); i++) {
            Parameter p = weights.parameters().get(i);
            double[][] values = reference.parameters().get(i);
            for (int row = 0; row < p.rows(); row++) {
                for (int column = 0; column < p.columns(); column++) {
                    values[row][column] = p.values()[row * p.columns() + column] = (float) values[row][column];
                }
            }
        }
        return weights;
    }

    private static State initial(Weights weights, List<io.github.unspool.reference.Sequence> sequences) {
        State state = weights.initialState(sequences.size());
        for (int r = 0; r < state.h().length && sequences.get(0).h0() != null; r++) {
            for (int b = 0; b < sequences.size(); b++) {
                double[] h0 = sequences.get(b).h0()[r];
                int units = state.h()[r].length / sequences.size();
                for (int j = 0; j < h0.length; j++) {
                    float[] slab = j < units ? state.h()[r] : state.c()[r];
                    slab[b * units + j % units] = (float) h0[j];
                }
            }
        }
        return state;
    }

    /** The engine's masks as the reference implementation takes them. */
    private static io.github.unspool.reference.Masks referenceMasks(Case c, Batch batch, Masks masks) {
        List<List<double[][]>> up = new ArrayList<>();
        List<double[][]> recurrent = new ArrayList<>();
        for (int b = 0; b < batch.live(0); b++) {
            List<double[][]> layers = new ArrayList<>();
            for (int layer = 0; layer < c.spec().layers().size(); layer++) {
                layers.add(up(c.spec(), batch, b, layer, masks.output()[layer]));
            }
            up.add(layers);
            double[][] rows = new double[masks.recurrent().length][];
            for (int r = 0; r < rows.length; r++) {
                float[] mask = masks.recurrent()[r];
                int units = mask == null ? 0 : mask.length / batch.live(0);
                rows[r] = mask == null ? null : doubles(Arrays.copyOfRange(mask, b * units, (b + 1) * units));
            }
            recurrent.add(rows);
        }
        return new io.github.unspool.reference.Masks(up, recurrent);
    }

    private static double[][] up(ReferenceSpec spec, Batch batch, int sequence, int layer, float[] mask) {
        if (mask == null) {
            return null;
        }
        int units = spec.layers().get(layer).units();
        int width = spec.layers().get(layer).merged();
        float[][] rows = steps(batch, sequence, rows(mask, width, batch.rows()));
        if (isReadAtItsEnd(spec, layer) && width > units) {
            float[][] backward = reversed(columns(rows, units, units));
            for (int t = 0; t < rows.length; t++) {
                System.arraycopy(backward[t], 0, rows[t], units, units);
            }
        }
        return Arrays.stream(rows).map(EngineAgainstReferenceTest::doubles).toArray(double[][]::new);
    }

    private static double[] doubles(float[] row) {
        double[] result = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            result[j] = row[j];
        }
        return result;
    }

    /** What the reference implementation keeps in one row: the state, and behind it the memory if there is one. */
    private static float[] joined(float[] h, float[] c, int units, int sequence) {
        float[] row = Arrays.copyOfRange(h, sequence * units, sequence * units + (c.length == 0 ? 1 : 2) * units);
        if (c.length > 0) {
            System.arraycopy(c, sequence * units, row, units, units);
        }
        return row;
    }

    private static float[][] rows(float[] slab, int columns, int rows) {
        return rows(Matrix.of(slab, rows, columns));
    }

    private static float[][] rows(Matrix matrix) {
        float[][] result = new float[matrix.rows()][];
        for (int row = 0; row < result.length; row++) {
            result[row] = Arrays.copyOfRange(matrix.data(), matrix.row(row), matrix.row(row + 1));
        }
        return result;
    }

    private static float[][] columns(float[][] rows, int from, int count) {
        return Arrays.stream(rows)
                .map(row -> Arrays.copyOfRange(row, from, from + count))
                .toArray(float[][]::new);
    }

    private static float[][] reversed(float[][] rows) {
        float[][] result = new float[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            result[t] = rows[rows.length - 1 - t].clone();
        }
        return result;
    }

    private static float[][] lastOf(float[][] rows) {
        return new float[][] {rows[rows.length - 1]};
    }

    /** The rows of one sequence, step by step. */
    private static float[][] steps(Batch batch, int sequence, float[][] rows) {
        List<float[]> steps = new ArrayList<>();
        for (int t = 0; t < batch.steps() && sequence < batch.live(t); t++) {
            steps.add(rows[batch.first(t) + sequence]);
        }
        return steps.toArray(float[][]::new);
    }

    /** Relative to the largest element of the tensor. */
    private static void assertClose(String what, double[][] expected, float[][] actual) {
        assertThat(actual).as(what).hasNumberOfRows(expected.length);
        double largest = 1e-6;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as(what).hasSize(expected[i].length);
            for (int j = 0; j < expected[i].length; j++) {
                largest = Math.max(largest, Math.abs(expected[i][j]));
                worst = Math.max(worst, Math.abs(expected[i][j] - actual[i][j]));
            }
        }
        assertThat(worst / largest).as(what).isLessThanOrEqualTo(LARGEST_RELATIVE_ERROR);
    }
}
