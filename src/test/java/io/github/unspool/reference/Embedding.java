package io.github.unspool.reference;

/**
 * The dense vectors of the inputs.
 *
 * <pre>
 *   e_t = x_t·E                         dE += x_tᵀ·de_t     dx_t = de_t·Eᵀ
 * </pre>
 *
 * @param e E, D×M
 */
record Embedding(double[][] e) {

    double[][] forward(double[][] x) {
        return Rows.times(x, e);
    }

    /** Adds to dE; returns dx, T×D. */
    double[][] backward(double[][] x, double[][] de, Embedding into) {
        var dx = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            Rows.addOuter(into.e, x[t], de[t]);
            dx[t] = Rows.timesTransposed(de[t], e);
        }
        return dx;
    }
}
