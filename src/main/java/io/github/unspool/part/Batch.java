package io.github.unspool.part;

import io.github.unspool.parameter.SparseRows;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequences side by side, or a chunk of each. Row {@code first[t] + b} is step t of sequence b; the sequences stand longest
 * first, so the {@code first[t+1] − first[t]} that live at step t are the first ones.
 */
public final class Batch {
    private final int[] first;
    private final SparseRows inputs;
    private final SparseRows targets;
    private final float[] weight;
    /** What a decoder reads after this batch; null if there is none. */
    private Batch decoded;
    /** Which sequence of the batch before each sequence of a decoder belongs to; null if this is none. */
    private int[] source;
    /** Null until it is needed, by a bidirectional layer. */
    private int[] reversed;

    private Batch(int[] first, SparseRows inputs, SparseRows targets, float[] weight) {
        this.first = first;
        this.inputs = inputs;
        this.targets = targets;
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
        Batch batch = steps(sequences, from, to);
        if (sequences.get(0).decoded() != null) {
            batch.decoded = decoded(sequences);
        }
        return batch;
    }

    /** What a decoder reads and predicts, again longest first. */
    private static Batch decoded(List<Sequence> sequences) {
        int[] order = IntStream.range(0, sequences.size())
                .boxed()
                .sorted(Comparator.comparingInt(b -> -sequences.get(b).decoded().steps()))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Sequence> outputs =
                IntStream.of(order).mapToObj(b -> sequences.get(b).decoded()).toList();
        Batch decoded = steps(outputs, 0, outputs.get(0).steps());
        decoded.source = order;
        return decoded;
    }

    /**
     * One step of a decoder, of which nothing is known but what it reads.
     *
     * @param inputs what is read, a row for each sequence
     * @param source which sequence of the batch that was encoded each belongs to
     * @return the batch
     */
    public static Batch step(SparseRows inputs, int... source) {
        Sequence unknown = Sequence.unlabelled(inputs);
        Batch step = new Batch(new int[] {0, inputs.rows()}, inputs, unknown.targets(), unknown.weight());
        step.source = source.clone();
        return step;
    }

    /** Rows of one step each, of which nothing is read or predicted. */
    static Batch rows(int count) {
        SparseRows nothing = Sequence.nothing(count);
        return new Batch(new int[] {0, count}, nothing, nothing, new float[count]);
    }

    private static Batch steps(List<Sequence> sequences, int from, int to) {
        int[] first = firstRows(sequences, from, to);
        int rows = first[first.length - 1];
        SparseRows.Builder inputs = new SparseRows.Builder(rows);
        SparseRows.Builder targets = new SparseRows.Builder(rows);
        float[] weight = new float[rows];
        for (int t = 0; t + 1 < first.length; t++) {
            for (int row = first[t]; row < first[t + 1]; row++) {
                Sequence s = sequences.get(row - first[t]);
                inputs.add(s.inputs(), from + t);
                targets.add(s.targets(), from + t);
                weight[row] = s.weight()[from + t];
            }
        }
        return new Batch(first, inputs.build(), targets.build(), weight);
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

    /** What a decoder reads and predicts after this batch; null if there is nothing of the kind. */
    public Batch decoded() {
        return decoded;
    }

    /** The rows that are predicted: those of the decoder if there is one, otherwise these. */
    public Batch predicted() {
        return decoded == null ? this : decoded;
    }

    /** Which sequence of the batch that was encoded a sequence of a decoder belongs to. */
    int source(int sequence) {
        return source[sequence];
    }

    /** Whether all sequences are equally long. */
    boolean isEven() {
        return rows() == steps() * live(0);
    }

    /** The features of each row, R × D. */
    public SparseRows inputs() {
        return inputs;
    }

    /** The targets of each row, R × K. */
    public SparseRows targets() {
        return targets;
    }

    /**
     * Where each row goes when every sequence is read from its end.
     *
     * @return for each row the row of the same sequence that stands as far from its other end; its own inverse; shared
     */
    int[] reversed() {
        if (reversed != null) {
            return reversed;
        }
        reversed = new int[rows()];
        for (int b = 0; b < live(0); b++) {
            int length = lengthOf(b);
            for (int t = 0; t < length; t++) {
                reversed[first[t] + b] = first[length - 1 - t] + b;
            }
        }
        return reversed;
    }

    /**
     * Cuts the sequences into parts with about as many steps each.
     *
     * @param parts how many
     * @return where each part begins, and at last B
     */
    public int[] shares(int parts) {
        int[] shares = new int[parts + 1];
        int part = 1;
        long steps = 0;
        for (int b = 0; b < live(0) && part < parts; b++) {
            steps += lengthOf(b);
            while (part < parts && steps * parts >= (long) rows() * part) {
                shares[part++] = b + 1;
            }
        }
        Arrays.fill(shares, part, parts + 1, live(0));
        return shares;
    }

    /** How many steps a sequence has. */
    int lengthOf(int sequence) {
        int length = steps();
        while (live(length - 1) <= sequence) {
            length--;
        }
        return length;
    }

    public float weight(int row) {
        return weight[row];
    }

    /** How many of the predicted rows count in the loss, whatever their weight. */
    public int counted() {
        int count = 0;
        for (float w : predicted().weight) {
            count += w > 0 ? 1 : 0;
        }
        return count;
    }

    /** The sum of the weights of the predicted rows, in double and in the order of the rows. */
    public double totalWeight() {
        double sum = 0;
        for (float w : predicted().weight) {
            sum += w;
        }
        return sum;
    }
}
