package io.github.unspool.part;

import io.github.unspool.parameter.SparseRows;
import java.util.Arrays;

/**
 * One sequence as the network reads it.
 *
 * @param inputs the features of each step, T × D
 * @param targets the targets of each step, T × K: for classes a 1 at the class; an empty row where it is not known
 * @param weight how much each step counts in the loss; 0 where the target is not known; shared, not copied
 * @param decoded what a decoder reads and predicts after it has read this sequence, of a length of its own; null if there is
 *     no decoder, or its output is not known
 */
public record Sequence(SparseRows inputs, SparseRows targets, float[] weight, Sequence decoded) {

    /**
     * A sequence whose targets stand at its own steps.
     *
     * @param inputs the features of each step, T × D
     * @param targets the targets of each step, T × K
     * @param weight how much each step counts in the loss; shared, not copied
     */
    public Sequence(SparseRows inputs, SparseRows targets, float[] weight) {
        this(inputs, targets, weight, null);
    }

    /** The steps that are predicted: those of the decoder if there is one, otherwise these. */
    public Sequence predicted() {
        return decoded == null ? this : decoded;
    }

    /**
     * A sequence that a decoder reads, whose inputs have no targets of their own.
     *
     * @param inputs the features of each step
     * @param output what the decoder reads and predicts
     * @return the sequence
     */
    public static Sequence decoded(SparseRows inputs, Sequence output) {
        Sequence read = unlabelled(inputs);
        return new Sequence(read.inputs, read.targets, read.weight, output);
    }

    /**
     * How long the sequence is.
     *
     * @return the number of steps
     */
    public int steps() {
        return weight.length;
    }

    /** The same with its first steps only. */
    public Sequence first(int steps) {
        return new Sequence(inputs, targets, Arrays.copyOf(weight, steps), decoded);
    }

    /**
     * A sequence of which nothing is known but what is read.
     *
     * @param inputs the features of each step
     * @return the sequence, whose steps do not count in the loss
     */
    public static Sequence unlabelled(SparseRows inputs) {
        return new Sequence(inputs, nothing(inputs.rows()), new float[inputs.rows()]);
    }

    /** Empty rows. */
    static SparseRows nothing(int rows) {
        SparseRows.Builder builder = new SparseRows.Builder(rows);
        for (int t = 0; t < rows; t++) {
            builder.endRow();
        }
        return builder.build();
    }
}
