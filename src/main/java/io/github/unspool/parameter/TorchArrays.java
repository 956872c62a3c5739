package io.github.unspool.parameter;

import java.util.List;

/**
 * Parameters in the layout of PyTorch; docs/weights.md describes it. PyTorch's matrices are outputs × inputs, so the
 * transposes of ours. Its cells have two biases; where ours has one, it is their sum.
 */
public final class TorchArrays {
    private TorchArrays() {}

    /** A matrix as it stands. */
    public static NumpyArray table(String name, Parameter parameter) {
        return new NumpyArray(name, List.of(parameter.rows(), parameter.columns()), new Rows(List.of(parameter)));
    }

    /** A matrix with its columns as rows. */
    public static NumpyArray transposed(String name, Parameter parameter) {
        return new NumpyArray(name, List.of(parameter.columns(), parameter.rows()), new Transposed(parameter));
    }

    /** A parameter of one row. */
    public static NumpyArray vector(String name, Parameter row) {
        return new NumpyArray(name, List.of(row.columns()), new Rows(List.of(row)));
    }

    /** Parameters of one row each, one below the other. */
    public static NumpyArray stacked(String name, List<Parameter> rows) {
        return new NumpyArray(name, List.of(rows.size(), rows.get(0).columns()), new Rows(rows));
    }

    /** The second of two biases that add up to a parameter: written as zeros, added when read. Read the first before. */
    public static NumpyArray addend(String name, Parameter sum) {
        return new NumpyArray(name, List.of(sum.columns()), new Addend(sum));
    }

    /** Numbers that lose nothing. */
    public static NumpyArray doubles(String name, double[] values) {
        return new NumpyArray(name, List.of(values.length), new Doubles(values));
    }

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
