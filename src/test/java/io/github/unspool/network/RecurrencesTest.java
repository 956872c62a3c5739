package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.cell.EquationCell;
import io.github.unspool.cell.Recurrences;
import io.github.unspool.loss.Loss;
import io.github.unspool.math.Randoms;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Masks;
import io.github.unspool.part.Sequence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cells of {@link Recurrences} in the engine, compared with a reference implementation in double, finite differences, and what
 * PyTorch computes with the same cell as a loop.
 */
class RecurrencesTest {
    private static final int STEPS = 6;
    private static final int INPUTS = 3;
    private static final int UNITS = 4;
    private static final int OUTPUTS = 2;

    static List<EquationCell> cells() {
        return Recurrences.all();
    }

    static List<EquationCell> recorded() {
        return List.of(
                Recurrences.mgu(),
                Recurrences.cifg(),
                Recurrences.ugrnn(),
                Recurrences.peepholes(),
                Recurrences.resetBefore(),
                Recurrences.mguOfItsPaper(),
                Recurrences.independent(),
                Recurrences.continuousTime(),
                Recurrences.liquid(),
                Recurrences.minGru(),
                Recurrences.minLstm(),
                Recurrences.exponentialGates());
    }

    @ParameterizedTest
    @MethodSource("cells")
    void engine_computesTheReferencesOutputsAndGradients(EquationCell cell) {
        Weights weights = new Weights(network(cell));
        Randoms random = Randoms.of(5);
        Map<String, double[][]> tensors = new LinkedHashMap<>();
        for (Parameter parameter : weights.parameters()) {
            tensors.put(name(parameter), rows(random, parameter.rows(), parameter.columns()));
        }
        double[][] x = rows(random, STEPS, INPUTS);
        double[][] y = rows(random, STEPS, OUTPUTS);
        fill(weights, tensors);
        NaiveCell naive = new NaiveCell(cell, tensors);

        assertClose(predictions(weights, sequence(x, y)), naive.outputs(x), 1e-5, "outputs");
        Weights gradients = Bptt.gradients(weights, sequence(x, y));
        for (Parameter parameter : gradients.parameters()) {
            double[][] expected = naive.gradient(name(parameter), x, y);
            assertClose(rows(parameter), expected, 1e-4, name(parameter));
            assertThat(Arrays.stream(expected).flatMapToDouble(Arrays::stream).anyMatch(value -> value != 0))
                    .as(name(parameter))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void engineAndReference_agreeWithPyTorch(EquationCell cell) throws IOException {
        Map<String, double[][]> tensors = read(cell.name());
        double[][] x = tensors.get("x");
        double[][] y = tensors.get("y");
        Weights weights = new Weights(network(cell));
        fill(weights, tensors);
        Weights gradients = Bptt.gradients(weights, sequence(x, y));
        NaiveCell naive = new NaiveCell(cell, tensors);

        assertThat(naive.loss(x, y)).isCloseTo(tensors.get("loss")[0][0], within(1e-6));
        assertClose(naive.outputs(x), tensors.get("outputs"), 1e-6, "outputs of the reference");
        assertClose(predictions(weights, sequence(x, y)), tensors.get("outputs"), 1e-5, "outputs");
        for (Parameter parameter : gradients.parameters()) {
            String name = name(parameter);
            assertClose(naive.gradient(name, x, y), tensors.get("d" + name), 1e-6, "d" + name + " of the reference");
            assertClose(rows(parameter), tensors.get("d" + name), 2e-5, "d" + name);
        }
    }

    /** Differences in float are coarse, so only what is wrong by more than a hundredth is found. */
    @ParameterizedTest
    @MethodSource("cells")
    void gradients_underRecurrentDropout_areThoseOfTheMaskedNetwork(EquationCell cell) {
        Network network = new Network(
                INPUTS,
                Stack.of(List.of(new LayerSpec(UNITS, cell).withRecurrentDropout(0.5))),
                OUTPUTS,
                Loss.squaredError(),
                Targets.EACH_STEP);
        Randoms random = Randoms.of(5);
        Weights weights = new Weights(network);
        for (Parameter parameter : weights.parameters()) {
            for (int i = 0; i < parameter.values().length; i++) {
                parameter.values()[i] = 0.5f * (float) random.normal();
            }
        }
        Batch batch = Batch.of(List.of(sequence(rows(random, STEPS, INPUTS), rows(random, STEPS, OUTPUTS))), 0, STEPS);
        Masks masks = new DropoutMasks(network, 4).masks(batch);
        assertThat(masks.recurrent()[0]).contains(0f, 2f);
        Bptt bptt = new Bptt(weights, 1);
        Weights gradients = new Weights(network);
        bptt.forward(batch, weights.initialState(1), masks);
        bptt.backward(batch, gradients);
        for (Parameter parameter : weights.parameters()) {
            float[] derived = gradients.parameter(parameter.shape().name()).values();
            for (int i = 0; i < derived.length; i++) {
                double difference = difference(bptt, batch, masks, weights, parameter.values(), i);
                assertThat((double) derived[i])
                        .as(parameter.shape().name() + " " + i)
                        .isCloseTo(difference, within(0.003 + 0.02 * Math.abs(difference)));
            }
        }
    }

    private static double difference(Bptt bptt, Batch batch, Masks masks, Weights weights, float[] values, int i) {
        float before = values[i];
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
            values[i] = before + (side == 0 ? -0.01f : 0.01f);
            bptt.forward(batch, weights.initialState(1), masks);
            losses[side] = bptt.loss() / batch.totalWeight();
        }
        values[i] = before;
        return (losses[1] - losses[0]) / 0.02;
    }

    private static Network network(EquationCell cell) {
        return new Network(
                INPUTS, Stack.of(List.of(new LayerSpec(UNITS, cell))), OUTPUTS, Loss.squaredError(), Targets.EACH_STEP);
    }

    /** Without the layer. */
    private static String name(Parameter parameter) {
        return parameter.shape().name().replaceFirst("^(layer 1|output) ", "");
    }

    private static double[][] rows(Randoms random, int rows, int columns) {
        double[][] all = new double[rows][columns];
        for (double[] row : all) {
            for (int j = 0; j < columns; j++) {
                row[j] = 0.7f * (float) random.normal();
            }
        }
        return all;
    }

    private static double[][] rows(Parameter parameter) {
        double[][] all = new double[parameter.rows()][parameter.columns()];
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < all[i].length; j++) {
                all[i][j] = parameter.values()[i * parameter.columns() + j];
            }
        }
        return all;
    }

    private static void fill(Weights weights, Map<String, double[][]> tensors) {
        for (Parameter parameter : weights.parameters()) {
            double[][] rows = tensors.get(name(parameter));
            for (int i = 0; i < parameter.values().length; i++) {
                parameter.values()[i] = (float) rows[i / parameter.columns()][i % parameter.columns()];
            }
        }
    }

    private static Sequence sequence(double[][] x, double[][] y) {
        float[] weight = new float[x.length];
        Arrays.fill(weight, 1);
        return new Sequence(sparse(x), sparse(y), weight);
    }

    private static SparseRows sparse(double[][] rows) {
        SparseRows.Builder builder = new SparseRows.Builder(rows.length);
        for (double[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                builder.add(j, row[j]);
            }
            builder.endRow();
        }
        return builder.build();
    }

    private static double[][] predictions(Weights weights, Sequence sequence) {
        double[][] all = new double[sequence.steps()][];
        new Inference(weights).read(sequence, weights.initialState(1), (step, predictions, hidden) -> {
            all[step] = new double[predictions.length];
            for (int k = 0; k < predictions.length; k++) {
                all[step][k] = predictions[k];
            }
        });
        return all;
    }

    private static void assertClose(double[][] actual, double[][] expected, double tolerance, String what) {
        assertThat(actual).as(what).hasDimensions(expected.length, expected[0].length);
        for (int i = 0; i < actual.length; i++) {
            for (int j = 0; j < actual[i].length; j++) {
                assertThat(actual[i][j])
                        .as("%s %s %s", what, i, j)
                        .isCloseTo(expected[i][j], within(tolerance * Math.max(1, Math.abs(expected[i][j]))));
            }
        }
    }

    private static Map<String, double[][]> read(String cell) throws IOException {
        try (var stream = RecurrencesTest.class.getResourceAsStream("/io/github/unspool/cells/" + cell + ".txt")) {
            Iterator<String> lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .iterator();
            Map<String, double[][]> tensors = new LinkedHashMap<>();
            while (lines.hasNext()) {
                String[] header = lines.next().split(" ");
                double[][] tensor = new double[Integer.parseInt(header[1])][];
                for (int i = 0; i < tensor.length; i++) {
                    tensor[i] = Stream.of(lines.next().split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                }
                tensors.put(header[0], tensor);
            }
            return tensors;
        }
    }
}
