package io.github.unspool.part;

import io.github.unspool.parameter.SparseRows;

/**
 * One sequence as the network reads it.
 *
 * @param inputs the features of each step, T × D
 * @param targets the targets of each step, T × K: for classes a 1 at the class; an empty row where it is not known
 * @param weight how much each step counts in the loss; 0 where the target is not known; shared, not copied
 */
public record Sequence(SparseRows inputs, SparseRows targets, float[] weight) {

    /**
     * How long the sequence is.
     *
     * @return the number of steps
     */
    public int steps() {
        return weight.length;
    }

    /**
     * A sequence of which nothing is known but what is read.
     *
     * @param inputs the features of each step
     * @return the sequence, whose steps do not count in the loss
     */
    public static Sequence unlabelled(SparseRows inputs) {
        SparseRows.Builder targets = new SparseRows.Builder(inputs.rows());
        for (int t = 0; t < inputs.rows(); t++) {
            targets.endRow();
        }
        return new Sequence(inputs, targets.build(), new float[inputs.rows()]);
    }
}
