package io.github.unspool.math;

/** The exponential function over arrays, see {@link Elementary#exp}. */
public class Exponential {
    /** For the kernels. */
    Exponential() {}

    /**
     * Makes the fastest that this JVM has.
     *
     * @return the function
     */
    public static Exponential create() {
        return Kernels.fastest(new Exponential(), "VectorExponential");
    }

    /**
     * Puts e to the power of numbers in their place.
     *
     * @param x changed in place
     * @param from the first place
     * @param to the place after the last
     */
    public void apply(float[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            x[i] = Elementary.exp(x[i]);
        }
    }
}
