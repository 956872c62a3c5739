package io.github.unspool.curves;

import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Sequence;
import java.util.Arrays;

/** One sequence with all its numbers: inputs T × D, targets T × K, and how much each step counts. */
record Steps(float[][] x, float[][] y, float[] weight) {

    /** Zeros, of which every step counts. */
    static Steps zeros(int steps, int inputs, int outputs) {
        float[] weight = new float[steps];
        Arrays.fill(weight, 1);
        return new Steps(new float[steps][inputs], new float[steps][outputs], weight);
    }

    /** A 1 for each input and for each class. */
    static Steps classes(int[] x, int inputs, int[] y, int outputs) {
        Steps steps = zeros(x.length, inputs, outputs);
        for (int t = 0; t < x.length; t++) {
            steps.x[t][x[t]] = 1;
            steps.y[t][y[t]] = 1;
        }
        return steps;
    }

    int length() {
        return weight.length;
    }

    Sequence sequence() {
        return new Sequence(sparse(x), sparse(y), weight);
    }

    private static SparseRows sparse(float[][] rows) {
        SparseRows.Builder builder = new SparseRows.Builder(rows.length);
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                if (row[j] != 0) {
                    builder.add(j, row[j]);
                }
            }
            builder.endRow();
        }
        return builder.build();
    }
}
