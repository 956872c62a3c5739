package io.github.unspool.network;

import java.util.List;

/**
 * Sequences side by side, or a chunk of each. Row {@code first[t] + b} is step t of sequence b; the sequences stand longest
 * first, so the {@code first[t+1] − first[t]} that live at step t are the first ones.
 */
public final class Batch {
    private final int[] first;
    private final SparseRows inputs;
    private final int[] target;
    private final float[] weight;

    private Batch(int[] first, SparseRows inputs, int[] target, float[] weight) {
        this.first = first;
        this.inputs = inputs;
        this.target = target;
        this.weight = weight;
    }

    /**
     * Takes the same range of steps from each sequence, less where a sequence ends before.
     *
     * @param sequences the sequences, longest first
     * @param from the first step
     * @param to the step after the last
     * @return the batch; without those sequences that have ended before {@code from}
     */
    public static Batch of(List<Sequence> sequences, int from, int to) {
        int[] first = firstRows(sequences, from, to);
        int rows = first[first.length - 1];
        SparseRows.Builder inputs = new SparseRows.Builder(rows);
        int[] target = new int[rows];
        float[] weight = new float[rows];
        for (int t = 0; t + 1 < first.length; t++) {
            for (int row = first[t]; row < first[t + 1]; row++) {
                Sequence s = sequences.get(row - first[t]);
                inputs.add(s, from + t);
                target[row] = s.target()[from + t];
                weight[row] = target[row] == Sequence.UNKNOWN ? 0 : s.weight();
            }
        }
        return new Batch(first, inputs.build(), target, weight);
    }

    private static int[] firstRows(List<Sequence> sequences, int from, int to) {
        int steps = Math.min(to, sequences.get(0).steps()) - from;
        int[] first = new int[steps + 1];
        int live = sequences.size();
        for (int t = 0; t < steps; t++) {
            while (sequences.get(live - 1).steps() <= from + t) {
                live--;
            }
            first[t + 1] = Math.addExact(first[t], live);
        }
        return first;
    }

    /**
     * How long the longest sequence is.
     *
     * @return T
     */
    public int steps() {
        return first.length - 1;
    }

    /**
     * How many steps there are in all sequences together.
     *
     * @return R
     */
    public int rows() {
        return first[first.length - 1];
    }

    /**
     * The row where a step begins.
     *
     * @param step the step; T is allowed
     * @return the row of the step's first sequence
     */
    public int first(int step) {
        return first[step];
    }

    /**
     * How many sequences have a step.
     *
     * @param step the step
     * @return the sequences that live at it, which are the first ones
     */
    public int live(int step) {
        return first[step + 1] - first[step];
    }

    SparseRows inputs() {
        return inputs;
    }

    int target(int row) {
        return target[row];
    }

    float weight(int row) {
        return weight[row];
    }

    /** The sum of the rows' weights, in double and in the order of the rows. */
    double totalWeight() {
        double sum = 0;
        for (float w : weight) {
            sum += w;
        }
        return sum;
    }
}
