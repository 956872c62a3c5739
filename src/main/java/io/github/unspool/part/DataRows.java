package io.github.unspool.part;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.DenseRows;
import io.github.unspool.parameter.InputRows;
import io.github.unspool.parameter.SparseRows;

/**
 * Chooses how data is multiplied: rows of which few numbers are zero in full, since that is much faster than going through
 * their entries.
 */
public final class DataRows {
    /** Rows are dense if more than one of this many numbers is not zero. */
    private static final int DENSE = 2;
    /** Threads share rows in groups of this size. */
    private static final int GRAIN = 16;

    private final int width;
    private final Workers workers;
    private float[] dense = new float[0];

    DataRows(int width, Workers workers) {
        this.width = width;
        this.workers = workers;
    }

    /** Whether rows with so many entries each are multiplied in full. */
    public static boolean isDense(double entries, int width) {
        return entries >= width / (double) DENSE;
    }

    /** The same rows; those that come from another part stay as they are. */
    InputRows of(InputRows x, int rows) {
        if (!(x instanceof SparseRows data)) {
            return x;
        }
        Matrix all = data.asMatrix(width);
        if (all != null) {
            return new DenseRows(all);
        }
        int size = Math.multiplyExact(rows, width);
        if (data.entries() < size / DENSE) {
            return data;
        }
        if (dense.length < size) {
            dense = new float[size];
        }
        workers.split(rows, GRAIN, size, (from, to) -> data.scatter(from, to, dense, from, width));
        return new DenseRows(Matrix.of(dense, rows, width));
    }
}
