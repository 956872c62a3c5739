package io.github.unspool.network;

import io.github.unspool.loss.OutputScale;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.NumpyArchive;
import io.github.unspool.parameter.NumpyArray;
import io.github.unspool.parameter.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The trainable numbers of a network, or a gradient of the same shape. Mutable: training changes them in place. */
public final class Weights {
    /** Numbers that threads go through together, and whose squares are summed together. */
    private static final int BLOCK = 1 << 14;
    /** What a number costs, as floating-point operations of a product. */
    private static final long OPERATIONS = 8;

    private static final Parameter NONE = new Parameter(new Parameter.Shape("none", 1, 0));

    private final Network network;
    private final List<Parameter> parameters;
    /** Where the parameters of each recurrence begin. */
    private final int[] first;

    private final OutputScale scale;
    /** Sums of squares that {@link #norm} adds up. */
    private double[] blocks = new double[0];

    /**
     * Makes weights of zeros.
     *
     * @param network the shape
     */
    public Weights(Network network) {
        this(network, shapes(network).stream().map(Parameter::new).toList(), OutputScale.none(network.outputs()));
    }

    private Weights(Network network, List<Parameter> parameters, OutputScale scale) {
        this.network = network;
        this.parameters = parameters;
        this.scale = scale;
        this.first = new int[network.recurrences()];
        int next = network.stack().embedding() > 0 ? 1 : 0;
        for (int layer = 0, r = 0; layer < network.layers().size(); layer++) {
            for (int d = 0; d < network.layers().get(layer).directions(); d++, r++) {
                first[r] = next;
                next += shapes(network, layer, d).size();
            }
        }
    }

    /**
     * Returns the shapes of a network's parameters without allocating them.
     *
     * @param network the network
     * @return names and sizes in the order of {@link #parameters}
     */
    public static List<Parameter.Shape> shapes(Network network) {
        List<Parameter.Shape> all = new ArrayList<>();
        if (network.stack().embedding() > 0) {
            all.add(new Parameter.Shape(
                    "embedding E", network.inputs(), network.stack().embedding()));
        }
        for (int layer = 0; layer < network.layers().size(); layer++) {
            for (int d = 0; d < network.layers().get(layer).directions(); d++) {
                all.addAll(shapes(network, layer, d));
            }
        }
        all.add(new Parameter.Shape("output Wy", network.topOutputs(), network.outputs()));
        all.add(new Parameter.Shape("output by", 1, network.outputs()));
        return all;
    }

    private static List<Parameter.Shape> shapes(Network network, int i, int direction) {
        LayerSpec layer = network.layers().get(i);
        String name = "layer " + (i + 1) + (direction == 0 ? "" : " backward");
        List<Parameter.Shape> shapes = new ArrayList<>();
        shapes.add(new Parameter.Shape(name + " Wx", network.inputsOf(i), layer.width()));
        shapes.add(new Parameter.Shape(name + " Wh", layer.units(), layer.width()));
        shapes.add(new Parameter.Shape(name + " b", 1, layer.width()));
        if (layer.cell().gatesRecurrence()) {
            shapes.add(new Parameter.Shape(name + " bh", 1, layer.width()));
        }
        if (network.stack().learnedStart()) {
            shapes.add(new Parameter.Shape(name + " h0", 1, layer.units()));
            if (layer.cell().hasMemory()) {
                shapes.add(new Parameter.Shape(name + " c0", 1, layer.units()));
            }
        }
        return shapes;
    }

    /**
     * The shape that these weights fill.
     *
     * @return the network
     */
    public Network network() {
        return network;
    }

    /**
     * The unit of the outputs. Trained is on targets of mean 0 and variance 1; the scale says which numbers those were.
     *
     * @return means of 0 and deviations of 1 where outputs are no numbers
     */
    public OutputScale scale() {
        return scale;
    }

    /**
     * The same numbers for outputs of another unit.
     *
     * @param other the scale of the outputs
     * @return weights that share their parameters with these
     * @throws IllegalArgumentException if it is a scale of another number of outputs
     */
    public Weights withScale(OutputScale other) {
        if (other.means().length != network.outputs()) {
            throw new IllegalArgumentException(
                    "a scale of %s outputs for a network of %s".formatted(other.means().length, network.outputs()));
        }
        return new Weights(network, parameters, other);
    }

    /**
     * Lists the parameters: the embedding's E if there is one; for each layer from the input upwards Wx, Wh, b, for a GRU bh,
     * and if the first state is learned h0 and for an LSTM c0, all these again for a layer's backward direction; then the
     * output's Wy and by.
     *
     * @return the parameters, whose values are shared
     */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * One parameter.
     *
     * @param name such as {@code layer 1 Wh} or {@code output by}
     * @return the parameter, whose values are shared
     * @throws IllegalArgumentException if there is none of that name; the message has all names
     */
    public Parameter parameter(String name) {
        return parameters.stream()
                .filter(p -> p.shape().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no parameter \"%s\"; the parameters are %s"
                        .formatted(
                                name,
                                parameters.stream()
                                        .map(p -> "\"" + p.shape().name() + "\"")
                                        .collect(Collectors.joining(", ")))));
    }

    /**
     * How many numbers are trained.
     *
     * @return the sum of the parameters' sizes
     */
    public long count() {
        return parameters.stream().mapToLong(p -> p.values().length).sum();
    }

    /** The table of embeddings, where there is one. */
    Parameter embedding() {
        return parameters.get(0);
    }

    public Parameter wx(int recurrence) {
        return parameters.get(first[recurrence]);
    }

    public Parameter wh(int recurrence) {
        return parameters.get(first[recurrence] + 1);
    }

    public Parameter b(int recurrence) {
        return parameters.get(first[recurrence] + 2);
    }

    /** The bias of zh, where the cell has one. */
    Parameter bh(int recurrence) {
        return parameters.get(first[recurrence] + 3);
    }

    /** The learned state before the first step, where there is one. */
    public Parameter h0(int recurrence) {
        return startOf(recurrence, " h0");
    }

    /** The learned memory before the first step; without columns where the cell has none. */
    public Parameter c0(int recurrence) {
        return startOf(recurrence, " c0");
    }

    private Parameter startOf(int recurrence, String ending) {
        int end = recurrence + 1 < first.length ? first[recurrence + 1] : parameters.size() - 2;
        return parameters.subList(first[recurrence], end).stream()
                .filter(p -> p.shape().name().endsWith(ending))
                .findFirst()
                .orElse(NONE);
    }

    /**
     * The recurrent weights of a layer, what goes from each unit to each gate of each unit.
     *
     * @param layer 0 for the lowest
     * @return Wh of each direction, H × gates · H, the gates side by side
     * @throws IllegalArgumentException if there is no such layer
     */
    public List<Parameter> recurrent(int layer) {
        int layers = network.layers().size();
        if (layer < 0 || layer >= layers) {
            throw new IllegalArgumentException(
                    "layer %s of a network of %s: the lowest is layer 0".formatted(layer, layers));
        }
        return IntStream.range(network.recurrence(layer), network.recurrence(layer + 1))
                .mapToObj(this::wh)
                .toList();
    }

    /**
     * The output's weights.
     *
     * @return Wy
     */
    public Parameter wy() {
        return parameters.get(parameters.size() - 2);
    }

    /**
     * The output's bias.
     *
     * @return by
     */
    public Parameter by() {
        return parameters.get(parameters.size() - 1);
    }

    /**
     * Copies the numbers.
     *
     * @return weights that no longer change with these
     */
    public Weights copy() {
        Weights copy = new Weights(network);
        copy.set(this);
        return copy.withScale(scale);
    }

    /**
     * Takes over the numbers of other weights of the same network.
     *
     * @param other where the numbers come from
     */
    public void set(Weights other) {
        for (int i = 0; i < parameters.size(); i++) {
            float[] from = other.parameters.get(i).values();
            System.arraycopy(from, 0, parameters.get(i).values(), 0, from.length);
        }
    }

    /**
     * The same numbers for a network that differs at most in its dropout and in what its loss is exactly.
     *
     * @param other the network
     * @return a copy of these weights, whose network is the other one
     * @throws IllegalArgumentException if the networks differ in more, or a number is not finite
     */
    public Weights copyFor(Network other) {
        if (!network.sharesWeightsWith(other)) {
            throw new IllegalArgumentException(
                    "weights of another network: %s, instead of %s".formatted(network.inFull(), other.inFull()));
        }
        checkFinite();
        Weights copy = new Weights(other);
        copy.set(this);
        return copy.withScale(scale);
    }

    private void checkFinite() {
        for (Parameter p : parameters) {
            for (float value : p.values()) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException(p.shape().name() + " holds " + value);
                }
            }
        }
    }

    /**
     * Writes the numbers to a file that NumPy and PyTorch read: an archive of arrays of float32 as {@code numpy.savez} makes
     * it, with the names and the layout of PyTorch, and the scale of numbers as float64. The same numbers give the same
     * bytes. docs/weights.md describes the file, and has the module of PyTorch that loads it.
     *
     * @param path the file, such as {@code weights.npz}; what it held is lost
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if a number is not finite
     */
    public void writeNumpy(Path path) throws IOException {
        checkFinite();
        List<NumpyArray> arrays = new ArrayList<>(TorchLayout.of(this));
        if (!scale.isNone()) {
            arrays.addAll(TorchLayout.scale(network, scale.means(), scale.deviations()));
        }
        NumpyArchive.write(path, arrays);
    }

    /**
     * Reads a file that {@link #writeNumpy} or {@code numpy.savez} wrote, of float32 or float64. The file may come from a
     * stranger: the network says how much is read.
     *
     * @param network the network that the numbers are for
     * @param path the file, in the default file system
     * @return the weights
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it does not hold the arrays of this network, and no other; the message names the
     *     array and says what is wrong
     */
    public static Weights readNumpy(Network network, Path path) throws IOException {
        Weights weights = new Weights(network);
        OutputScale none = weights.scale();
        double[] means = none.means();
        double[] deviations = none.deviations();
        NumpyArchive.read(path, TorchLayout.of(weights), TorchLayout.scale(network, means, deviations));
        return weights.withScale(scale(path, means, deviations));
    }

    private static OutputScale scale(Path path, double[] means, double[] deviations) {
        try {
            return new OutputScale(means, deviations);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    public void clear(Workers workers) {
        for (Parameter p : parameters) {
            float[] values = p.values();
            workers.split(
                    values.length, BLOCK, OPERATIONS * values.length, (from, to) -> Arrays.fill(values, from, to, 0));
        }
    }

    /**
     * The Euclidean norm of all numbers together: in each block of a parameter the squares of every fourth number are added
     * up in double, then these four sums, then those of the blocks.
     *
     * @param workers the threads
     * @return the norm
     */
    public double norm(Workers workers) {
        double sum = 0;
        for (Parameter p : parameters) {
            float[] values = p.values();
            int count = (values.length + BLOCK - 1) / BLOCK;
            if (blocks.length < count) {
                blocks = new double[count];
            }
            workers.split(count, 1, OPERATIONS * values.length, (from, to) -> {
                for (int i = from; i < to; i++) {
                    blocks[i] = squares(values, i * BLOCK, Math.min(values.length, (i + 1) * BLOCK));
                }
            });
            for (int i = 0; i < count; i++) {
                sum += blocks[i];
            }
        }
        return Math.sqrt(sum);
    }

    private static double squares(float[] x, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            a += (double) x[i] * x[i];
            b += (double) x[i + 1] * x[i + 1];
            c += (double) x[i + 2] * x[i + 2];
            d += (double) x[i + 3] * x[i + 3];
        }
        for (; i < to; i++) {
            a += (double) x[i] * x[i];
        }
        return a + b + c + d;
    }

    public void scale(float factor, Workers workers) {
        for (Parameter p : parameters) {
            float[] values = p.values();
            workers.split(values.length, BLOCK, OPERATIONS * values.length, (from, to) -> {
                for (int i = from; i < to; i++) {
                    values[i] *= factor;
                }
            });
        }
    }

    /** Names and shapes, not the numbers. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Parameter p : parameters) {
            text.append("%-12s %s%n".formatted(p.shape().name(), p.shape()));
        }
        return text.append("%s parameters".formatted(count())).toString();
    }
}
