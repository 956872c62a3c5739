package io.github.unspool.network;

/**
 * One sequence as the network reads it: at each step a few features that are not zero, and the class to be told.
 *
 * @param start where each step's features begin in {@code feature}; one more entry than steps
 * @param feature the features, 0 … D−1
 * @param value the value of each feature
 * @param target the class of each step, 0 … K−1, or {@link #UNKNOWN}
 * @param weight how much each step counts in the loss
 */
public record Sequence(int[] start, int[] feature, float[] value, int[] target, float weight) {
    /** The target of a step whose class is not known: it adds nothing to the loss. */
    public static final int UNKNOWN = -1;

    /**
     * How long the sequence is.
     *
     * @return the number of steps
     */
    public int steps() {
        return target.length;
    }
}
