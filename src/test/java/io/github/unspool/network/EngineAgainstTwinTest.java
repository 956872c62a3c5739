package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.cell.Cells;
import io.github.unspool.twin.NaiveRnn;
import io.github.unspool.twin.TwinCell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fast engine in float gives what the naive twin gives in double: loss, states, every gradient. */
class EngineAgainstTwinTest {
    private static final double LARGEST_RELATIVE_ERROR = 1e-4;
    private static final int INPUTS = 5;
    private static final int CLASSES = 4;

    record Case(List<TwinCell> cells, int[] units, int[] lengths, List<Double> dropout) {
        @Override
        public String toString() {
            return "%s %s lengths %s dropout %s"
                    .formatted(cells, Arrays.toString(units), Arrays.toString(lengths), dropout);
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int[] lengths : new int[][] {{6, 6, 6}, {9, 7, 3, 3, 1}, {1}, {1, 1}, {8}}) {
            for (TwinCell cell : TwinCell.values()) {
                cases.add(new Case(List.of(cell), new int[] {6}, lengths, List.of()));
            }
            cases.add(new Case(List.of(TwinCell.TANH, TwinCell.RELU), new int[] {5, 7}, lengths, List.of()));
            cases.add(new Case(
                    List.of(TwinCell.RELU, TwinCell.TANH, TwinCell.TANH), new int[] {4, 3, 5}, lengths, List.of()));
            cases.add(new Case(
                    List.of(TwinCell.LSTM, TwinCell.GRU, TwinCell.TANH), new int[] {4, 3, 5}, lengths, List.of()));
            cases.add(new Case(List.of(TwinCell.GRU, TwinCell.LSTM), new int[] {3, 6}, lengths, List.of()));
        }
        List<TwinCell> mixed = List.of(TwinCell.LSTM, TwinCell.GRU, TwinCell.TANH);
        for (List<Double> dropout : List.of(List.of(0.5, 0.0, 0.0), List.of(0.0, 0.4, 0.3))) {
            cases.add(new Case(mixed, new int[] {6, 5, 4}, new int[] {9, 7, 3, 3, 1}, dropout));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forwardAndBackward_agree(Case c) {
        NaiveRnn twin = NaiveRnn.random(3, INPUTS, c.cells, c.units, CLASSES);
        Weights weights = weights(c, twin);
        List<io.github.unspool.twin.Sequence> sequences = longestFirst(twin.randomBatch(5, c.lengths));
        Batch batch =
                Batch.of(sequences.stream().map(EngineAgainstTwinTest::dense).toList(), 0, Integer.MAX_VALUE);
        float[][] masks = new Dropout(weights.network(), 8).masks(batch).output();
        List<List<double[][]>> twinMasks = twinMasks(c, batch, masks, sequences.size());
        NaiveRnn.Forward expected = twin.forward(sequences, twinMasks);
        NaiveRnn.Gradients gradients = twin.backward(sequences, expected, twinMasks);

        Bptt bptt = new Bptt(weights, sequences.size());
        bptt.forward(
                batch,
                initial(weights, sequences),
                new Masks(masks, Masks.none(weights.network()).recurrent()));
        double loss = bptt.loss() / batch.totalWeight();
        float[][] probabilities = rows(bptt.predictions(), CLASSES, batch.rows());
        Weights dweights = new Weights(weights.network());
        bptt.backward(batch, dweights);

        assertClose("loss", new double[][] {{expected.loss()}}, new float[][] {{(float) loss}});
        for (int i = 0; i < dweights.parameters().size(); i++) {
            Parameter p = dweights.parameters().get(i);
            assertClose(
                    "d " + p.shape().name(), gradients.parameters().get(i), rows(p.values(), p.columns(), p.rows()));
        }
        for (int b = 0; b < sequences.size(); b++) {
            assertClose("probabilities", expected.traces().get(b).p(), steps(batch, b, probabilities));
            float[][] dx = rows(bptt.inputGradient(batch), INPUTS, batch.rows());
            assertClose("dx", gradients.dx().get(b), steps(batch, b, dx));
            for (int layer = 0; layer < c.units.length; layer++) {
                int units = c.units[layer];
                float[][] h = rows(bptt.hidden(layer), units, batch.rows());
                assertClose("h", expected.traces().get(b).h().get(layer), steps(batch, b, h));
                State d0 = bptt.initialGradient();
                float[] row = joined(d0.h()[layer], d0.c()[layer], units, b);
                assertClose("dh0", new double[][] {gradients.dh0().get(b)[layer]}, new float[][] {row});
            }
        }
    }

    /** The engine's masks as the twin takes them: for each sequence and layer T × H, or null. */
    private static List<List<double[][]>> twinMasks(Case c, Batch batch, float[][] masks, int sequences) {
        List<List<double[][]>> all = new ArrayList<>();
        for (int b = 0; b < sequences; b++) {
            List<double[][]> layers = new ArrayList<>();
            for (int layer = 0; layer < c.units.length; layer++) {
                layers.add(
                        masks[layer] == null
                                ? null
                                : doubles(steps(batch, b, rows(masks[layer], c.units[layer], batch.rows()))));
            }
            all.add(layers);
        }
        return all;
    }

    private static double[][] doubles(float[][] rows) {
        double[][] result = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            result[i] = new double[rows[i].length];
            for (int j = 0; j < rows[i].length; j++) {
                result[i][j] = rows[i][j];
            }
        }
        return result;
    }

    /** What the twin keeps in one row: the state, and behind it the memory if there is one. */
    private static float[] joined(float[] h, float[] c, int units, int sequence) {
        float[] row = Arrays.copyOfRange(h, sequence * units, sequence * units + (c.length == 0 ? 1 : 2) * units);
        if (c.length > 0) {
            System.arraycopy(c, sequence * units, row, units, units);
        }
        return row;
    }

    private static List<io.github.unspool.twin.Sequence> longestFirst(List<io.github.unspool.twin.Sequence> sequences) {
        return sequences.stream()
                .sorted(Comparator.comparingInt(io.github.unspool.twin.Sequence::length)
                        .reversed())
                .toList();
    }

    private static Weights weights(Case c, NaiveRnn twin) {
        List<LayerSpec> layers = new ArrayList<>();
        for (int i = 0; i < c.units.length; i++) {
            layers.add(
                    new LayerSpec(c.units[i], Cells.named(c.cells.get(i).name().toLowerCase(Locale.ROOT)))
                            .withDropout(c.dropout.isEmpty() ? 0 : c.dropout.get(i)));
        }
        Weights weights = new Weights(Network.classifier(INPUTS, layers, CLASSES));
        for (int i = 0; i < weights.parameters().size(); i++) {
            Parameter p = weights.parameters().get(i);
            double[][] values = twin.parameters().get(i);
            for (int row = 0; row < p.rows(); row++) {
                for (int column = 0; column < p.columns(); column++) {
                    // The twin takes over the rounded number, so that both compute the same function.
                    values[row][column] = p.values()[row * p.columns() + column] = (float) values[row][column];
                }
            }
        }
        return weights;
    }

    private static Sequence dense(io.github.unspool.twin.Sequence s) {
        int steps = s.length();
        SparseRows.Builder inputs = new SparseRows.Builder(steps);
        SparseRows.Builder targets = new SparseRows.Builder(steps);
        float[] weight = new float[steps];
        for (int t = 0; t < steps; t++) {
            for (int j = 0; j < INPUTS; j++) {
                inputs.add(j, s.x()[t][j]);
            }
            inputs.endRow();
            targets.add(s.y()[t], 1);
            targets.endRow();
            weight[t] = 1;
        }
        return new Sequence(inputs.build(), targets.build(), weight);
    }

    private static State initial(Weights weights, List<io.github.unspool.twin.Sequence> sequences) {
        State state = State.zero(weights.network(), sequences.size());
        for (int layer = 0; layer < state.h().length; layer++) {
            int units = weights.network().layers().get(layer).units();
            for (int i = 0; i < state.h()[layer].length; i++) {
                state.h()[layer][i] = (float) sequences.get(i / units).h0()[layer][i % units];
            }
            for (int i = 0; i < state.c()[layer].length; i++) {
                state.c()[layer][i] = (float) sequences.get(i / units).h0()[layer][units + i % units];
            }
        }
        return state;
    }

    private static float[][] rows(float[] slab, int columns, int rows) {
        float[][] result = new float[rows][];
        for (int row = 0; row < rows; row++) {
            result[row] = Arrays.copyOfRange(slab, row * columns, (row + 1) * columns);
        }
        return result;
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
