package io.github.unspool.math;

/** {@code y += a·x} over parts of arrays, each element by one fused multiply-add. */
public class ScaledSum {
    private static final ScaledSum FASTEST = Kernels.fastest(new ScaledSum(), "VectorScaledSum");

    /** For the kernels. */
    ScaledSum() {}

    /**
     * Gives the fastest kernel that this JVM has.
     *
     * @return the kernel, which all threads may share
     */
    public static ScaledSum fastest() {
        return FASTEST;
    }

    /**
     * Adds.
     *
     * @param a the factor
     * @param x the numbers to add
     * @param from the place of the first of them
     * @param y changed in place
     * @param at the place of the first that is changed; x and y must not overlap
     * @param length how many
     */
    public void add(float a, float[] x, int from, float[] y, int at, int length) {
        for (int i = 0; i < length; i++) {
            y[at + i] = Math.fma(a, x[from + i], y[at + i]);
        }
    }
}
