package io.github.unspool.network;

import io.github.unspool.loss.Loss;
import io.github.unspool.loss.OutputScale;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.NumpyArchive;
import io.github.unspool.parameter.NumpyArray;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.parameter.TorchArrays;
import io.github.unspool.part.Chain;
import io.github.unspool.part.RecurrentParameters;
import io.github.unspool.part.RecurrentPart;
import io.github.unspool.part.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The trainable numbers of a network, or a gradient of the same shape. Mutable: training changes them in place. */
public final class Weights {
    /** Numbers that threads go through together, and whose squares are summed together. */
    private static final int BLOCK = 1 << 14;
    /** What a number costs, as floating-point operations of a product. */
    private static final long OPERATIONS = 8;

    /** Wy and by. */
    private static final int OUTPUT = 2;

    private final Network network;
    private final List<Parameter> parameters;
    /** Of each direction of each layer. */
    private final List<RecurrentParameters> recurrences;
    /** Kept, because each prediction makes a state. */
    private final List<RecurrentPart> recurrent;

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
        Chain chain = network.body();
        this.recurrent = chain.recurrent();
        this.recurrences = chain.recurrences(body());
    }

    /**
     * Returns the shapes of a network's parameters without allocating them.
     *
     * @param network the network
     * @return names and sizes in the order of {@link #parameters}
     */
    public static List<Parameter.Shape> shapes(Network network) {
        List<Parameter.Shape> all = new ArrayList<>(network.body().shapes());
        all.addAll(network.output().shapes());
        return all;
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

    /** The parameters of the network's parts. */
    public List<Parameter> body() {
        return parameters.subList(0, parameters.size() - OUTPUT);
    }

    /** The parameters of the network's output. */
    public List<Parameter> output() {
        return parameters.subList(parameters.size() - OUTPUT, parameters.size());
    }

    /** The parameters of each direction of each layer, from the lowest. */
    public List<RecurrentParameters> recurrences() {
        return recurrences;
    }

    /**
     * The recurrent weights of a layer, what goes from each unit to each gate of each unit.
     *
     * @param layer 0 for the lowest
     * @return Wh of each direction, H × gates · H, the gates side by side
     * @throws IllegalArgumentException if there is no such layer, or its cell has no recurrent matrix
     */
    public List<Parameter> recurrent(int layer) {
        int layers = network.layers().size();
        if (layer < 0 || layer >= layers) {
            throw new IllegalArgumentException(
                    "layer %s of a network of %s: the lowest is layer 0".formatted(layer, layers));
        }
        if (network.layers().get(layer).cell().recurrentGates() == 0) {
            throw new IllegalArgumentException(
                    "layer %s has no matrix from the state before to its gates: %s reads that state unit by unit; choose another layer"
                            .formatted(layer, network.layers().get(layer).cell().name()));
        }
        return IntStream.range(network.recurrence(layer), network.recurrence(layer + 1))
                .mapToObj(r -> recurrences.get(r).wh())
                .toList();
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

    /** A state of zeros. */
    State zeroState(int sequences) {
        return State.zero(recurrent, sequences);
    }

    /**
     * The state before anything was read.
     *
     * @param sequences B
     * @return the learned state for each sequence, or zeros if none is learned
     */
    public State initialState(int sequences) {
        State state = zeroState(sequences);
        state.restart(recurrences);
        return state;
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
        List<NumpyArray> arrays = arrays();
        if (!scale.isNone()) {
            arrays.addAll(arraysOf(network, scale.means(), scale.deviations()));
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
        NumpyArchive.read(path, weights.arrays(), arraysOf(network, means, deviations));
        return weights.withScale(scale(path, means, deviations));
    }

    List<NumpyArray> arrays() {
        List<NumpyArray> arrays = new ArrayList<>(network.body().arrays(body()));
        // PyTorch's module lists its layers first, then what it starts from.
        arrays.sort(Comparator.comparing(array -> array.name().startsWith("start.")));
        arrays.addAll(network.output().arrays(output()));
        return arrays;
    }

    /** The unit of a network's outputs, if these are numbers; their arrays may be missing in a file. */
    private static List<NumpyArray> arraysOf(Network network, double[] means, double[] deviations) {
        return network.loss().kind() != Loss.Kind.NUMBERS
                ? List.of()
                : List.of(
                        TorchArrays.doubles("output.mean", means), TorchArrays.doubles("output.deviation", deviations));
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
