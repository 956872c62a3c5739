package io.github.unspool.math;

import java.util.Arrays;

/** What softmax needs over parts of arrays. */
public class Exponential {
    /** How many sums are taken side by side, so that each addition need not wait for the one before. */
    static final int SUMS = 16;

    /** For the kernels. */
    Exponential() {}

    /**
     * Makes the fastest that this JVM has.
     *
     * @return the kernel, which all threads may share
     */
    public static Exponential create() {
        return Kernels.fastest(new Exponential(), "VectorExponential");
    }

    /**
     * Finds the largest number.
     *
     * @param x the numbers
     * @param from the first place
     * @param to the place after the last
     * @return the largest; those that are NaN do not count
     */
    public float highest(float[] x, int from, int to) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            highest = x[i] > highest ? x[i] : highest;
        }
        return highest;
    }

    /**
     * Puts {@code exp(x − shift)} in the place of numbers, see {@link Elementary#exp}.
     *
     * @param x changed in place
     * @param from the first place
     * @param to the place after the last
     * @param shift what is taken off first
     */
    public void apply(float[] x, int from, int to, float shift) {
        for (int i = from; i < to; i++) {
            x[i] = Elementary.exp(x[i] - shift);
        }
    }

    /**
     * Adds numbers: every sixteenth, and then these sixteen sums, the first half and the second half of them and so on.
     *
     * @param x the numbers
     * @param from the first place
     * @param to the place after the last
     * @return their sum
     */
    public final float sum(float[] x, int from, int to) {
        float[] sums = Scratch.floats(SUMS);
        Arrays.fill(sums, 0, SUMS, 0);
        int whole = from + (to - from) / SUMS * SUMS;
        addWhole(x, from, whole, sums);
        for (int i = whole; i < to; i++) {
            sums[i - whole] += x[i];
        }
        for (int half = SUMS / 2; half > 0; half /= 2) {
            for (int k = 0; k < half; k++) {
                sums[k] += sums[k + half];
            }
        }
        return sums[0];
    }

    /** Adds every sixteenth number to each of sixteen sums. */
    void addWhole(float[] x, int from, int to, float[] sums) {
        for (int i = from; i < to; i += SUMS) {
            for (int k = 0; k < SUMS; k++) {
                sums[k] += x[i + k];
            }
        }
    }
}
