package io.github.unspool.part;

import io.github.unspool.math.Randoms;
import io.github.unspool.parameter.Parameter;

/** Distributions of first weights. */
final class Initial {
    private Initial() {}

    /** Fills a parameter from the normal distribution with variance 1. */
    static void normal(Parameter parameter, Randoms random) {
        for (int i = 0; i < parameter.values().length; i++) {
            parameter.values()[i] = (float) random.normal();
        }
    }

    /**
     * Fills a parameter uniformly with variance 2 / (inputs + outputs). Source: X. Glorot, Y. Bengio, <i>Understanding the
     * difficulty of training deep feedforward neural networks</i>, AISTATS 2010. Each gate is a matrix of its own, so its own
     * outputs count.
     */
    static void glorotUniform(Parameter parameter, int outputs, Randoms random) {
        double limit = Math.sqrt(6.0 / (parameter.rows() + outputs));
        float[] values = parameter.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (limit * (2 * random.uniform() - 1));
        }
    }

    /**
     * Fills a parameter with a random orthogonal matrix for each gate. Source: A. M. Saxe, J. L. McClelland, S. Ganguli,
     * <i>Exact solutions to the nonlinear dynamics of learning in deep linear neural networks</i>, arXiv:1312.6120.
     */
    static void orthogonal(Parameter parameter, Randoms random) {
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
