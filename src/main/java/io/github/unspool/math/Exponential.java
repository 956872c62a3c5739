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
     * Turns outputs into probabilities, {@code p = exp(o) / Σ exp(o)}, and targets into {@code p − y}.
     *
     * @param o the outputs, changed in place
     * @param y the targets, changed in place
     * @param from the first place in both
     * @param to the place after the last
     * @param highest the largest output, which is taken off first, so that no exp is infinite
     * @return {@code Σ exp(o − highest)}
     */
    public final float softmax(float[] o, float[] y, int from, int to, float highest) {
        apply(o, from, to, highest);
        float sum = sum(o, from, to);
        divide(o, y, from, to, sum);
        return sum;
    }

    /**
     * Turns numbers into probabilities, {@code p = exp(o) / Σ exp(o)}.
     *
     * @param o the numbers, changed in place
     * @param from the first place
     * @param to the place after the last
     * @param highest the largest, which is taken off first, so that no exp is infinite
     */
    public final void softmax(float[] o, int from, int to, float highest) {
        apply(o, from, to, highest);
        float sum = sum(o, from, to);
        for (int i = from; i < to; i++) {
            o[i] /= sum;
        }
    }

    /** Puts {@code exp(x − shift)} in the place of numbers, see {@link Elementary#exp}. */
    void apply(float[] x, int from, int to, float shift) {
        for (int i = from; i < to; i++) {
            x[i] = Elementary.exp(x[i] - shift);
        }
    }

    /** Divides numbers, and takes from each quotient what stands in its place in y. */
    void divide(float[] x, float[] y, int from, int to, float divisor) {
        for (int i = from; i < to; i++) {
            x[i] /= divisor;
            y[i] = x[i] - y[i];
        }
    }

    /** Adds numbers: every sixteenth, and then these sixteen sums, the first half and the second half of them and so on. */
    final float sum(float[] x, int from, int to) {
        float[] s = Scratch.floats(SUMS);
        Arrays.fill(s, 0, SUMS, 0);
        int whole = from + (to - from) / SUMS * SUMS;
        addWhole(x, from, whole, s);
        for (int i = whole; i < to; i++) {
            s[i - whole] += x[i];
        }
        return sumOfFour(s, 0) + sumOfFour(s, 2) + (sumOfFour(s, 1) + sumOfFour(s, 3));
    }

    private static float sumOfFour(float[] s, int k) {
        return s[k] + s[k + 8] + (s[k + 4] + s[k + 12]);
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
