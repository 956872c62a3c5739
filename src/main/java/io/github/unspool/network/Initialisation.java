package io.github.unspool.network;

import io.github.unspool.math.Randoms;
import io.github.unspool.parameter.Parameter;

/**
 * How the weights begin. Input and output weights: uniform with variance 2 / (inputs + outputs), <i>Glorot uniform</i>
 * (X. Glorot, Y. Bengio, <i>Understanding the difficulty of training deep feedforward neural networks</i>, AISTATS 2010).
 * Recurrent weights: a random orthogonal matrix for each gate (A. M. Saxe, J. L. McClelland, S. Ganguli, <i>Exact
 * solutions to the nonlinear dynamics of learning in deep linear neural networks</i>, arXiv:1312.6120). Embeddings:
 * normal with variance 1, as PyTorch's. Biases and first states: zero, but 1 for the forget gate of an LSTM.
 */
public final class Initialisation {
    private Initialisation() {}

    /**
     * Draws the weights of a new network.
     *
     * @param network the shape
     * @param seed the same seed gives the same weights
     * @return the weights
     */
    public static Weights of(Network network, long seed) {
        Weights weights = new Weights(network);
        int layers = network.layers().size();
        if (network.stack().embedding() > 0) {
            normal(weights.embedding(), Randoms.of(seed, layers, 1));
        }
        for (int i = 0; i < layers; i++) {
            LayerSpec layer = network.layers().get(i);
            for (int direction = 0; direction < layer.directions(); direction++) {
                int r = network.recurrence(i) + direction;
                glorotUniform(weights.wx(r), layer.units(), Randoms.of(seed, i, 2 * direction));
                orthogonal(weights.wh(r), Randoms.of(seed, i, 2 * direction + 1));
                biases(weights.b(r), layer);
            }
        }
        glorotUniform(weights.wy(), network.outputs(), Randoms.of(seed, layers, 0));
        return weights;
    }

    private static void normal(Parameter parameter, Randoms random) {
        for (int i = 0; i < parameter.values().length; i++) {
            parameter.values()[i] = (float) random.normal();
        }
    }

    /** Each gate is a matrix of its own, so its own outputs count. */
    private static void glorotUniform(Parameter parameter, int outputs, Randoms random) {
        double limit = Math.sqrt(6.0 / (parameter.rows() + outputs));
        float[] values = parameter.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (limit * (2 * random.uniform() - 1));
        }
    }

    private static void biases(Parameter b, LayerSpec layer) {
        for (int j = 0; j < b.columns(); j++) {
            b.values()[j] = layer.cell().initialBias(j / layer.units());
        }
    }

    private static void orthogonal(Parameter parameter, Randoms random) {
        int units = parameter.rows();
        for (int gate = 0; gate < parameter.columns() / units; gate++) {
            double[][] rows = orthonormalRows(units, random);
            for (int i = 0; i < units; i++) {
                for (int j = 0; j < units; j++) {
                    parameter.values()[i * parameter.columns() + gate * units + j] = (float) rows[i][j];
                }
            }
        }
    }

    /** Normal rows made orthonormal by the modified Gram-Schmidt process: uniform among the orthogonal matrices. */
    private static double[][] orthonormalRows(int n, Randoms random) {
        double[][] rows = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rows[i][j] = random.normal();
            }
            for (int k = 0; k < i; k++) {
                add(rows[i], -dot(rows[i], rows[k]), rows[k]);
            }
            double length = Math.sqrt(dot(rows[i], rows[i]));
            for (int j = 0; j < n; j++) {
                rows[i][j] /= length;
            }
        }
        return rows;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static void add(double[] to, double factor, double[] row) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * row[j];
        }
    }
}
