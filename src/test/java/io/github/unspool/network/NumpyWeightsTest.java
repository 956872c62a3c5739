package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.cell.Activation;
import io.github.unspool.cell.Cells;
import io.github.unspool.loss.Loss;
import io.github.unspool.math.Randoms;
import io.github.unspool.parameter.NumpyArchive;
import io.github.unspool.parameter.NumpyArray;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Sequence;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Weights to PyTorch and back; src/test/pytorch/README.md says how the files were made. */
class NumpyWeightsTest {
    private static final int INPUTS = 5;
    private static final int OUTPUTS = 3;
    private static final int STEPS = 7;
    private static final double LARGEST_DIFFERENCE = 1e-5;

    @TempDir
    Path directory;

    /** The networks of src/test/pytorch/record_weights.py. */
    enum Recorded {
        TANH(Stack.of(List.of(new LayerSpec(6, Cells.TANH)))),
        RELU(Stack.of(List.of(new LayerSpec(6, Cells.RELU)))),
        GRU(Stack.of(List.of(new LayerSpec(6, Cells.GRU)))),
        LSTM(Stack.of(List.of(new LayerSpec(6, Cells.LSTM)))),
        STACKED(Stack.of(
                List.of(new LayerSpec(4, Cells.LSTM), new LayerSpec(5, Cells.GRU), new LayerSpec(3, Cells.TANH)))),
        BIDIRECTIONAL(Stack.of(List.of(
                new LayerSpec(3, Cells.GRU).withBothDirections(), new LayerSpec(4, Cells.LSTM).withBothDirections()))),
        EVERYTHING(new Stack(
                4,
                List.of(
                        new LayerSpec(2, Cells.TANH).withBothDirections().withSkip(),
                        new LayerSpec(3, Cells.LSTM).withBothDirections(),
                        new LayerSpec(6, Cells.GRU).withSkip()),
                true)),
        PER_SEQUENCE(new Stack(
                0, List.of(new LayerSpec(4, Cells.RELU), new LayerSpec(3, Cells.LSTM).withBothDirections()), true)),
        DENSE(Stack.of(List.of(
                new LayerSpec(3, Cells.GRU).withBothDirections().withDense(4, Activation.TANH),
                new LayerSpec(4, Cells.LSTM).withSkip().withDense(2, Activation.RELU))));

        private final Stack stack;

        Recorded(Stack stack) {
            this.stack = stack;
        }

        /** Without a function behind the outputs, so that they are what torch.nn.Linear gives. */
        Network network() {
            return new Network(
                    INPUTS,
                    stack,
                    OUTPUTS,
                    Loss.squaredError(),
                    this == PER_SEQUENCE ? Targets.LAST_STEP : Targets.EACH_STEP);
        }

        int predicted() {
            return this == PER_SEQUENCE ? 1 : STEPS;
        }

        String fileName(String ending) {
            return name().toLowerCase(Locale.ROOT).replace('_', '-') + ending + ".npz";
        }

        Path file(String ending) {
            try {
                return Path.of(
                        NumpyWeightsTest.class.getResource(fileName(ending)).toURI());
            } catch (URISyntaxException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Numbers of both signs, and a negative zero in each parameter. */
    private static Weights random(Network network) {
        Weights weights = new Weights(network);
        Randoms random = Randoms.of(7);
        for (Parameter parameter : weights.parameters()) {
            for (int i = 0; i < parameter.values().length; i++) {
                parameter.values()[i] = (float) (0.5 * random.normal());
            }
            parameter.values()[0] = -0f;
        }
        return weights;
    }

    private static List<Integer> bits(Weights weights) {
        List<Integer> bits = new ArrayList<>();
        for (Parameter parameter : weights.parameters()) {
            for (float value : parameter.values()) {
                bits.add(Float.floatToRawIntBits(value));
            }
        }
        return bits;
    }

    private static NumpyArray array(String name, int rows, float[] values) {
        return new NumpyArray(name, List.of(rows, values.length / rows), new NumpyArray.Numbers() {
            @Override
            public double get(int i) {
                return values[i];
            }

            @Override
            public void set(int i, double value) {
                values[i] = (float) value;
            }
        });
    }

    /** The predictions, row after row. */
    private static float[] outputs(Weights weights, float[] x) {
        SparseRows.Builder rows = new SparseRows.Builder(STEPS);
        for (int i = 0; i < x.length; i++) {
            rows.add(i % INPUTS, x[i]);
            if (i % INPUTS == INPUTS - 1) {
                rows.endRow();
            }
        }
        List<float[]> predicted = new ArrayList<>();
        new Inference(weights)
                .read(Sequence.unlabelled(rows.build()), weights.initialState(1), (step, predictions, hidden) -> {
                    if (weights.network().targets() == Targets.EACH_STEP || step == STEPS - 1) {
                        predicted.add(predictions);
                    }
                });
        float[] all = new float[predicted.size() * OUTPUTS];
        for (int i = 0; i < all.length; i++) {
            all[i] = predicted.get(i / OUTPUTS)[i % OUTPUTS];
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void readNumpy_fileOfPyTorch_givesPyTorchsOutputs(Recorded recorded) throws IOException {
        float[] x = new float[STEPS * INPUTS];
        float[] y = new float[recorded.predicted() * OUTPUTS];
        NumpyArchive.read(recorded.file("-run"), List.of(array("x", STEPS, x), array("y", recorded.predicted(), y)));

        Weights weights = Weights.readNumpy(recorded.network(), recorded.file(""));

        assertThat(outputs(weights, x)).containsExactly(y, within((float) LARGEST_DIFFERENCE));
    }

    @ParameterizedTest
    @EnumSource
    void writeNumpy_readAgain_isTheSameBitForBit(Recorded recorded) throws IOException {
        Weights weights = random(recorded.network());
        Path file = directory.resolve("w.npz");

        weights.writeNumpy(file);

        assertThat(bits(Weights.readNumpy(recorded.network(), file))).isEqualTo(bits(weights));
    }

    /**
     * The bytes that src/test/pytorch/check_weights.py was run over. They are left in target/weights, for when they have
     * to be others.
     */
    @ParameterizedTest
    @EnumSource
    void writeNumpy_knownNumbers_givesTheBytesThatPyTorchRead(Recorded recorded) throws IOException {
        Weights weights = random(recorded.network());
        float[] x = new float[STEPS * INPUTS];
        Randoms random = Randoms.of(8);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.normal();
        }
        float[] y = outputs(weights, x);
        Path target = Files.createDirectories(Path.of("target", "weights"));
        Path written = target.resolve(recorded.fileName("-written"));
        Path run = target.resolve(recorded.fileName("-written-run"));

        weights.writeNumpy(written);
        NumpyArchive.write(run, List.of(array("x", STEPS, x), array("y", recorded.predicted(), y)));

        assertThat(written).hasSameBinaryContentAs(recorded.file("-written"));
        assertThat(run).hasSameBinaryContentAs(recorded.file("-written-run"));
    }

    @Test
    void readNumpy_cellWithOneBias_addsPyTorchsTwo() throws IOException {
        Network network = Recorded.TANH.network();
        Weights weights = random(network);
        List<NumpyArray> arrays = new ArrayList<>(weights.arrays());
        float[] second = {1, 2, 3, 0, -5, 6};
        arrays.replaceAll(array -> array.name().equals("rnn.0.bias_hh_l0")
                ? new NumpyArray(
                        array.name(), array.shape(), array("", 1, second).numbers())
                : array);
        Path file = directory.resolve("w.npz");
        NumpyArchive.write(file, arrays);

        float[] b = Weights.readNumpy(network, file).recurrences().get(0).b().values();

        for (int i = 0; i < second.length; i++) {
            assertThat(b[i]).isEqualTo(weights.recurrences().get(0).b().values()[i] + second[i]);
        }
    }

    @Test
    void writeNumpy_numberThatIsNone_isRefusedAndNoFileLost() throws IOException {
        Weights weights = random(Recorded.TANH.network());
        Path file = directory.resolve("w.npz");
        weights.writeNumpy(file);
        byte[] before = Files.readAllBytes(file);
        weights.recurrences().get(0).wh().values()[3] = Float.POSITIVE_INFINITY;

        assertThatThrownBy(() -> weights.writeNumpy(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layer 1 Wh holds Infinity");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void copyFor_otherDropoutAndLabelSmoothing_isTheSameNumbers() {
        LayerSpec layer = new LayerSpec(4, Cells.LSTM);
        Network trained = new Network(
                5,
                Stack.of(List.of(layer.withDropout(0.2).withRecurrentDropout(0.1))),
                3,
                Loss.crossEntropy(0.1),
                Targets.EACH_STEP);
        Network loaded = Network.classifier(5, List.of(layer), 3);
        Weights weights = random(trained);

        Weights copy = weights.copyFor(loaded);

        assertThat(copy.network()).isSameAs(loaded);
        assertThat(bits(copy)).isEqualTo(bits(weights));
        copy.parameter("output Wy").values()[1] = 9;
        assertThat(weights.parameter("output Wy").values()[1]).isNotEqualTo(9);
    }

    @Test
    void copyFor_anotherNetwork_namesBoth() {
        LayerSpec layer = new LayerSpec(4, Cells.TANH);
        Weights weights = random(Network.classifier(5, List.of(layer), 3));
        List<Network> others = List.of(
                Network.classifier(6, List.of(layer), 3),
                Network.classifier(5, List.of(layer), 4),
                Network.classifier(5, List.of(new LayerSpec(4, Cells.RELU)), 3),
                new Network(5, new Stack(0, List.of(layer), true), 3, Loss.crossEntropy(), Targets.EACH_STEP),
                new Network(5, Stack.of(List.of(layer)), 3, Loss.crossEntropy(), Targets.LAST_STEP),
                new Network(5, Stack.of(List.of(layer)), 3, Loss.squaredError(), Targets.EACH_STEP));
        for (Network other : others) {
            assertThatThrownBy(() -> weights.copyFor(other)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> weights.copyFor(others.get(3)))
                .hasMessage("weights of another network: 5 inputs → 4 tanh → 3 outputs, cross-entropy in nats,"
                        + " instead of 5 inputs → 4 tanh → 3 outputs, first state learned, cross-entropy in nats");
    }

    @Test
    void page_quotesTheModuleThatWasRun() throws IOException {
        String page = Files.readString(Path.of("docs", "weights.md"));
        String module = Files.readString(Path.of("src", "test", "pytorch", "unspool_network.py"));

        assertThat(page).contains("```python\n" + module + "```\n");
    }
}
