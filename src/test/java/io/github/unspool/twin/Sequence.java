package io.github.unspool.twin;

import java.util.Arrays;

/**
 * One sequence and the state in which a network meets it. The arrays are not copied: a gradient check changes them in
 * place.
 *
 * @param x the inputs, T×D
 * @param y the index of the true class at each step, T
 * @param h0 the state before the first step: a row for each layer, the lowest first: H values, or
 *     for an LSTM 2H, [h0 | c0]
 */
public record Sequence(double[][] x, int[] y, double[][] h0) {

    public Sequence {
        if (x.length == 0 || x.length != y.length) {
            throw new IllegalArgumentException(x.length + " inputs for " + y.length + " targets");
        }
    }

    /** The number of steps, T. */
    public int length() {
        return y.length;
    }

    /**
     * The steps {@code from} to {@code to} (exclusive), met in the given state. Truncated BPTT is this: the state that
     * the chunk before ended in comes in as a value, and no gradient leaves through it.
     */
    public Sequence chunk(int from, int to, double[][] state) {
        return new Sequence(Arrays.copyOfRange(x, from, to), Arrays.copyOfRange(y, from, to), state);
    }
}
