package io.github.unspool.network;

import io.github.unspool.loss.Loss;
import io.github.unspool.parameter.NumpyArray;
import io.github.unspool.parameter.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * The names and the layout that PyTorch gives the weights of a network; docs/weights.md describes them. PyTorch's matrices
 * are outputs × inputs, so the transposes of ours, and its gates stand in the same order. Its cells have two biases; where
 * ours has one, it is their sum.
 */
final class TorchLayout {
    private TorchLayout() {}

    /** The arrays of a network's weights, whose numbers are those weights. */
    static List<NumpyArray> of(Weights weights) {
        Network network = weights.network();
        List<NumpyArray> arrays = new ArrayList<>();
        if (network.stack().embedding() > 0) {
            Parameter table = weights.embedding();
            arrays.add(new NumpyArray(
                    "embedding.weight", List.of(table.rows(), table.columns()), new Rows(List.of(table))));
        }
        for (int i = 0; i < network.layers().size(); i++) {
            for (int direction = 0; direction < network.layers().get(i).directions(); direction++) {
                addRecurrence(weights, i, direction, arrays);
            }
        }
        for (int i = 0; network.stack().learnedStart() && i < network.layers().size(); i++) {
            addStart(weights, i, arrays);
        }
        arrays.add(transposed("output.weight", weights.wy()));
        arrays.add(vector("output.bias", weights.by()));
        return arrays;
    }

    /** The unit of a network's outputs, if these are numbers; their arrays may be missing in a file. */
    static List<NumpyArray> scale(Network network, double[] means, double[] deviations) {
        if (network.loss().kind() != Loss.Kind.NUMBERS) {
            return List.of();
        }
        List<Integer> shape = List.of(network.outputs());
        return List.of(
                new NumpyArray("output.mean", shape, new Doubles(means)),
                new NumpyArray("output.deviation", shape, new Doubles(deviations)));
    }

    private static void addRecurrence(Weights weights, int layer, int direction, List<NumpyArray> arrays) {
        Network network = weights.network();
        int r = network.recurrence(layer) + direction;
        String name = "rnn." + layer + ".%s_l0" + (direction == 0 ? "" : "_reverse");
        String secondBias = name.formatted("bias_hh");
        arrays.add(transposed(name.formatted("weight_ih"), weights.wx(r)));
        arrays.add(transposed(name.formatted("weight_hh"), weights.wh(r)));
        arrays.add(vector(name.formatted("bias_ih"), weights.b(r)));
        arrays.add(
                network.layers().get(layer).cell().gatesRecurrence()
                        ? vector(secondBias, weights.bh(r))
                        : new NumpyArray(secondBias, List.of(weights.b(r).columns()), new Addend(weights.b(r))));
    }

    private static void addStart(Weights weights, int layer, List<NumpyArray> arrays) {
        LayerSpec spec = weights.network().layers().get(layer);
        List<Parameter> h0 = new ArrayList<>();
        List<Parameter> c0 = new ArrayList<>();
        for (int direction = 0; direction < spec.directions(); direction++) {
            h0.add(weights.h0(weights.network().recurrence(layer) + direction));
            c0.add(weights.c0(weights.network().recurrence(layer) + direction));
        }
        List<Integer> shape = List.of(spec.directions(), spec.units());
        arrays.add(new NumpyArray("start." + layer + ".h0", shape, new Rows(h0)));
        if (spec.cell().hasMemory()) {
            arrays.add(new NumpyArray("start." + layer + ".c0", shape, new Rows(c0)));
        }
    }

    private static NumpyArray transposed(String name, Parameter parameter) {
        return new NumpyArray(name, List.of(parameter.columns(), parameter.rows()), new Transposed(parameter));
    }

    private static NumpyArray vector(String name, Parameter row) {
        return new NumpyArray(name, List.of(row.columns()), new Rows(List.of(row)));
    }

    /** Numbers that lose nothing. */
    private record Doubles(double[] values) implements NumpyArray.Numbers {
        @Override
        public double get(int i) {
            return values[i];
        }

        @Override
        public void set(int i, double value) {
            values[i] = value;
        }

        @Override
        public boolean areDoubles() {
            return true;
        }
    }

    /** Parameters of one size, one below the other. */
    private record Rows(List<Parameter> parameters) implements NumpyArray.Numbers {
        private float[] values(int i) {
            return parameters.get(i / parameters.get(0).values().length).values();
        }

        @Override
        public double get(int i) {
            return values(i)[i % values(i).length];
        }

        @Override
        public void set(int i, double value) {
            values(i)[i % values(i).length] = (float) value;
        }
    }

    /** Columns as rows. */
    private record Transposed(Parameter parameter) implements NumpyArray.Numbers {
        private int at(int i) {
            return i % parameter.rows() * parameter.columns() + i / parameter.rows();
        }

        @Override
        public double get(int i) {
            return parameter.values()[at(i)];
        }

        @Override
        public void set(int i, double value) {
            parameter.values()[at(i)] = (float) value;
        }
    }

    /** The second of two biases that add up to ours: written as zeros, added when read. The first must be read before. */
    private record Addend(Parameter bias) implements NumpyArray.Numbers {
        @Override
        public double get(int i) {
            return 0;
        }

        @Override
        public void set(int i, double value) {
            if (value == 0) {
                return; // −0 + 0 would be 0.
            }
            bias.values()[i] += (float) value;
        }
    }
}
