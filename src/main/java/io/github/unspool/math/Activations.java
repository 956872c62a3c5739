package io.github.unspool.math;

/** The functions of {@link Elementary} over arrays. */
public class Activations {
    private static final Activations FASTEST = Kernels.fastest(new Activations(), "VectorActivations");

    /** For the kernels. */
    Activations() {}

    /**
     * Chooses plain loops or the Vector API; both give the same bits.
     *
     * @return the functions
     */
    public static Activations fastest() {
        return FASTEST;
    }

    /**
     * The logistic function.
     *
     * @param x its arguments
     * @param y where the values are put; it may be {@code x}
     * @param n how many, from the first
     */
    public void sigmoid(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Elementary.sigmoid(x[i]);
        }
    }

    /**
     * The hyperbolic tangent.
     *
     * @param x its arguments
     * @param y where the values are put; it may be {@code x}
     * @param n how many, from the first
     */
    public void tanh(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Elementary.tanh(x[i]);
        }
    }
}
