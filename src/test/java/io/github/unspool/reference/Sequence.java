package io.github.unspool.reference;

import java.util.Arrays;

/**
 * One sequence and the state in which a network meets it. The arrays are not copied: a gradient check changes them in
 * place.
 *
 * @param x the inputs, T×D
 * @param targets what the network should have said at each step, or one row where it has one output per sequence: K
 *     values, or with a softmax the index of the true class
 * @param weights how much each target counts; one that counts 0 is unknown and may be anything
 * @param h0 the state before the first step: a row for each {@link ReferenceSpec#row}, so for each layer and
 * direction, the     lowest layer first: H values, or for an LSTM 2H, [h0 | c0]; or null: the learned one, or zeros
 */
public record Sequence(double[][] x, double[][] targets, double[] weights, double[][] h0) {

    public Sequence {
        if (x.length == 0 || targets.length != x.length && targets.length != 1) {
            throw new IllegalArgumentException(x.length + " inputs for " + targets.length + " targets");
        }
        if (weights.length != targets.length) {
            throw new IllegalArgumentException(weights.length + " weights for " + targets.length + " targets");
        }
    }

    /** Every target counts once. */
    public Sequence(double[][] x, double[][] targets, double[][] h0) {
        this(x, targets, ones(targets.length), h0);
    }

    /** The targets are classes, and every one counts once. */
    public Sequence(double[][] x, int[] y, double[][] h0) {
        this(x, Arrays.stream(y).mapToObj(k -> new double[] {k}).toArray(double[][]::new), h0);
    }

    public Sequence withWeights(double... other) {
        return new Sequence(x, targets, other, h0);
    }

    /** The same inputs and targets, met in another state, or in null. */
    public Sequence from(double[][] state) {
        return new Sequence(x, targets, weights, state);
    }

    /** The number of steps, T. */
    public int length() {
        return x.length;
    }

    /** The targets as indices of classes. */
    public int[] y() {
        return Arrays.stream(targets).mapToInt(target -> (int) target[0]).toArray();
    }

    /**
     * The steps {@code from} to {@code to} (exclusive), met in the given state. Truncated BPTT is this: the state that
     * the chunk before ended in comes in as a value, and no gradient leaves through it.
     */
    public Sequence chunk(int from, int to, double[][] state) {
        if (targets.length != x.length) {
            throw new IllegalStateException("one target for the whole sequence, none for a chunk of it");
        }
        return new Sequence(
                Arrays.copyOfRange(x, from, to),
                Arrays.copyOfRange(targets, from, to),
                Arrays.copyOfRange(weights, from, to),
                state);
    }

    private static double[] ones(int length) {
        var ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
