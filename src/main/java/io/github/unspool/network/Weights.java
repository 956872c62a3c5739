package io.github.unspool.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The trainable numbers of a network, or a gradient of the same shape. Mutable: training changes them in place. */
public final class Weights {
    private final Network network;
    private final List<Parameter> parameters;
    /** Where each layer's parameters begin. */
    private final int[] first;

    /**
     * Makes weights of zeros.
     *
     * @param network the shape
     */
    public Weights(Network network) {
        this.network = network;
        this.parameters = shapes(network).stream().map(Parameter::new).toList();
        this.first = new int[network.layers().size()];
        for (int i = 1; i < first.length; i++) {
            first[i] = first[i - 1] + shapes(network, i - 1).size();
        }
    }

    /**
     * Tells the shapes of a network's parameters without making them.
     *
     * @param network the network
     * @return names and sizes in the order of {@link #parameters}
     */
    public static List<Parameter.Shape> shapes(Network network) {
        List<Parameter.Shape> all = new ArrayList<>();
        for (int i = 0; i < network.layers().size(); i++) {
            all.addAll(shapes(network, i));
        }
        all.add(new Parameter.Shape("output Wy", network.topUnits(), network.outputs()));
        all.add(new Parameter.Shape("output by", 1, network.outputs()));
        return all;
    }

    private static List<Parameter.Shape> shapes(Network network, int i) {
        LayerSpec layer = network.layers().get(i);
        String name = "layer " + (i + 1);
        List<Parameter.Shape> shapes = new ArrayList<>();
        shapes.add(new Parameter.Shape(name + " Wx", network.inputsOf(i), layer.width()));
        shapes.add(new Parameter.Shape(name + " Wh", layer.units(), layer.width()));
        shapes.add(new Parameter.Shape(name + " b", 1, layer.width()));
        if (layer.cell().gatesRecurrence()) {
            shapes.add(new Parameter.Shape(name + " bh", 1, layer.width()));
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
     * Lists the parameters: for each layer from the input upwards Wx, Wh, b and for a GRU bh, then the output's Wy and by.
     *
     * @return the parameters, whose values are shared
     */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * How many numbers are trained.
     *
     * @return the sum of the parameters' sizes
     */
    public long count() {
        return parameters.stream().mapToLong(p -> p.values().length).sum();
    }

    Parameter wx(int layer) {
        return parameters.get(first[layer]);
    }

    Parameter wh(int layer) {
        return parameters.get(first[layer] + 1);
    }

    Parameter b(int layer) {
        return parameters.get(first[layer] + 2);
    }

    /** The bias of zh, where the cell has one. */
    Parameter bh(int layer) {
        return parameters.get(first[layer] + 3);
    }

    Parameter wy() {
        return parameters.get(parameters.size() - 2);
    }

    Parameter by() {
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
        return copy;
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

    void clear() {
        parameters.forEach(p -> Arrays.fill(p.values(), 0));
    }

    /**
     * The Euclidean norm of all numbers together, summed in double in the order of {@link #parameters}.
     *
     * @return the norm
     */
    double norm() {
        double sum = 0;
        for (Parameter p : parameters) {
            for (float value : p.values()) {
                sum += (double) value * value;
            }
        }
        return Math.sqrt(sum);
    }

    void scale(float factor) {
        for (Parameter p : parameters) {
            float[] values = p.values();
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
            }
        }
    }

    /** Names and shapes, not the numbers. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Parameter p : parameters) {
            text.append("%-12s %s%n".formatted(p.shape().name(), p.shape()));
        }
        return text.append("%d parameters".formatted(count())).toString();
    }
}
