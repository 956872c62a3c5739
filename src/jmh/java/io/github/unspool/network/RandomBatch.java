package io.github.unspool.network;

import io.github.unspool.math.Randoms;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Sequence;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Random sequences side by side, to be trained on here and by others. A row is a step of a sequence, as in {@link Batch}. */
final class RandomBatch {
    private final int[] lengths;
    /** Where each step's rows begin. */
    private final int[] first;
    /** The one-hot input of each row; null where inputs are dense. */
    private int[] words;

    private float[][] x;
    private final int[] y;

    private RandomBatch(int[] longestFirst) {
        lengths = longestFirst;
        first = new int[lengths[0] + 1];
        for (int length : lengths) {
            for (int t = 0; t < length; t++) {
                first[t + 1]++;
            }
        }
        Arrays.parallelPrefix(first, Integer::sum);
        y = new int[rows()];
    }

    /** As many sequences, all of the same length. */
    static int[] even(int sequences, int steps) {
        int[] lengths = new int[sequences];
        Arrays.fill(lengths, steps);
        return lengths;
    }

    /** Lengths from the shortest to the longest, each equally likely; the longest first. */
    static int[] ragged(int sequences, int shortest, int longest, Randoms random) {
        int[] lengths = new int[sequences];
        for (int b = 0; b < sequences; b++) {
            lengths[b] = -(shortest + (int) (random.uniform() * (longest - shortest + 1)));
        }
        Arrays.sort(lengths);
        return Arrays.stream(lengths).map(length -> -length).toArray();
    }

    /** Normal inputs, none of them zero, and classes that are equally likely. */
    static RandomBatch dense(int[] lengths, int inputs, int classes, Randoms random) {
        RandomBatch batch = new RandomBatch(lengths);
        batch.x = new float[batch.rows()][inputs];
        for (int row = 0; row < batch.rows(); row++) {
            for (int j = 0; j < inputs; j++) {
                batch.x[row][j] = (float) random.normal();
            }
            batch.y[row] = (int) (random.uniform() * classes);
        }
        return batch;
    }

    /** Words as often as in a language: the k-th in 1 / k of the cases of the first (Zipf's law). */
    static RandomBatch text(int[] lengths, int vocabulary, Randoms random) {
        double[] passed = new double[vocabulary];
        for (int k = 0; k < vocabulary; k++) {
            passed[k] = 1.0 / (k + 1);
        }
        Arrays.parallelPrefix(passed, Double::sum);
        RandomBatch batch = new RandomBatch(lengths);
        batch.words = new int[batch.rows()];
        for (int row = 0; row < batch.rows(); row++) {
            batch.words[row] = word(passed, random);
            batch.y[row] = word(passed, random);
        }
        return batch;
    }

    private static int word(double[] passed, Randoms random) {
        int at = Arrays.binarySearch(passed, random.uniform() * passed[passed.length - 1]);
        return Math.min(at < 0 ? -at - 1 : at, passed.length - 1);
    }

    int rows() {
        return first[first.length - 1];
    }

    int[] lengths() {
        return lengths;
    }

    int[] classes() {
        return y;
    }

    Batch batch() {
        return Batch.of(sequences(), 0, lengths[0]);
    }

    List<Sequence> sequences() {
        List<Sequence> all = new ArrayList<>();
        for (int b = 0; b < lengths.length; b++) {
            all.add(sequence(b));
        }
        return all;
    }

    private Sequence sequence(int b) {
        int steps = lengths[b];
        SparseRows.Builder inputs = new SparseRows.Builder(steps);
        SparseRows.Builder targets = new SparseRows.Builder(steps);
        float[] weight = new float[steps];
        Arrays.fill(weight, 1);
        for (int t = 0; t < steps; t++) {
            int row = first[t] + b;
            if (words != null) {
                inputs.add(words[row], 1);
            } else {
                for (int j = 0; j < x[row].length; j++) {
                    inputs.add(j, x[row][j]);
                }
            }
            targets.add(y[row], 1);
            inputs.endRow();
            targets.endRow();
        }
        return new Sequence(inputs.build(), targets.build(), weight);
    }

    /** How many bytes {@link #putInputs} needs. */
    int inputBytes() {
        return words != null ? words.length * Integer.BYTES : rows() * x[0].length * Float.BYTES;
    }

    /** Row after row: the number of the word, or all inputs. */
    void putInputs(ByteBuffer to) {
        if (words != null) {
            for (int word : words) {
                to.putInt(word);
            }
            return;
        }
        for (float[] row : x) {
            for (float value : row) {
                to.putFloat(value);
            }
        }
    }
}
