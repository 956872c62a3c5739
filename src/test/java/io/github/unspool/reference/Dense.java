package io.github.unspool.reference;

import io.github.unspool.cell.Activation;

/**
 * A dense layer on a recurrent one, the same at each step.
 *
 * <pre>
 *   y_t = f(u_t·Wd + bd)     dz_t = dy_t ⊙ f'(z_t)     dWd += u_tᵀ·dz_t     dbd += dz_t     du_t = dz_t·Wdᵀ
 * </pre>
 */
record Dense(double[][] w, double[][] b, Activation activation) {

    double[][] forward(double[][] u) {
        var y = new double[u.length][];
        for (int t = 0; t < u.length; t++) {
            y[t] = Rows.sum(Rows.times(u[t], w), b[0]);
            for (int k = 0; k < y[t].length; k++) {
                y[t][k] = of(y[t][k]);
            }
        }
        return y;
    }

    private double of(double z) {
        return switch (activation) {
            case LINEAR -> z;
            case TANH -> Math.tanh(z);
            case RELU -> Math.max(0, z);
            case SIGMOID -> 1 / (1 + Math.exp(-z));
        };
    }

    private double slope(double y) {
        return switch (activation) {
            case LINEAR -> 1;
            case TANH -> 1 - y * y;
            case RELU -> y > 0 ? 1 : 0;
            case SIGMOID -> y * (1 - y);
        };
    }

    /** Adds to dWd and dbd; returns du. */
    double[][] backward(double[][] u, double[][] y, double[][] dy, Dense into) {
        var du = new double[u.length][];
        for (int t = 0; t < u.length; t++) {
            var dz = dy[t].clone();
            for (int k = 0; k < dz.length; k++) {
                dz[k] *= slope(y[t][k]);
            }
            Rows.addOuter(into.w, u[t], dz);
            Rows.add(into.b[0], dz);
            du[t] = Rows.timesTransposed(dz, w);
        }
        return du;
    }
}
