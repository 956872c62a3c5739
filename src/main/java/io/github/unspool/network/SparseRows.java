package io.github.unspool.network;

import io.github.unspool.math.MatrixProduct;
import java.util.Arrays;

/**
 * Rows of numbers of which only those that are not zero are kept: the inputs or the targets of a sequence or of a batch. A
 * one-hot row costs one row of the weights, whatever its width is.
 */
public final class SparseRows implements Rows {
    private final int[] start;
    private final int[] column;
    private final float[] value;

    private SparseRows(int[] start, int[] column, float[] value) {
        this.start = start;
        this.column = column;
        this.value = value;
    }

    /**
     * How many rows there are.
     *
     * @return the number of rows
     */
    public int rows() {
        return start.length - 1;
    }

    /**
     * How many numbers are kept in all.
     *
     * @return the number of entries
     */
    public int entries() {
        return start[rows()];
    }

    /**
     * How many numbers of a row are kept.
     *
     * @param row the row
     * @return the number of entries
     */
    public int entries(int row) {
        return start[row + 1] - start[row];
    }

    @Override
    public void multiply(Parameter w, float[] z, Packed unused) {
        int width = w.columns();
        for (int row = 0; row < rows(); row++) {
            for (int i = start[row]; i < start[row + 1]; i++) {
                addScaled(width, value[i], w.values(), column[i] * width, z, row * width);
            }
        }
    }

    @Override
    public void accumulate(float[] dz, Parameter dw, MatrixProduct unused) {
        int width = dw.columns();
        for (int row = 0; row < rows(); row++) {
            for (int i = start[row]; i < start[row + 1]; i++) {
                addScaled(width, value[i], dz, row * width, dw.values(), column[i] * width);
            }
        }
    }

    private static void addScaled(int n, float factor, float[] from, int fromAt, float[] to, int toAt) {
        for (int j = 0; j < n; j++) {
            to[toAt + j] = Math.fma(factor, from[fromAt + j], to[toAt + j]);
        }
    }

    /** Writes the rows out with their zeros. */
    void scatter(float[] slab, int width) {
        Arrays.fill(slab, 0, rows() * width, 0);
        for (int row = 0; row < rows(); row++) {
            for (int i = start[row]; i < start[row + 1]; i++) {
                slab[row * width + column[i]] += value[i];
            }
        }
    }

    /** Collects rows one after the other. */
    public static final class Builder {
        private final int[] start;
        private int[] column;
        private float[] value;
        private int row;

        /**
         * Prepares for rows.
         *
         * @param rows how many there will be
         */
        public Builder(int rows) {
            start = new int[rows + 1];
            column = new int[rows];
            value = new float[rows];
        }

        /**
         * Adds a number to the row that is being collected.
         *
         * @param at its column
         * @param x the number
         */
        public void add(int at, double x) {
            int size = start[row + 1];
            reserve(size + 1);
            column[size] = at;
            value[size] = (float) x;
            start[row + 1] = size + 1;
        }

        /** Ends a row and begins the next. */
        public void endRow() {
            row++;
            if (row + 1 < start.length) {
                start[row + 1] = start[row];
            }
        }

        /** Adds a row of others. */
        void add(SparseRows other, int otherRow) {
            int from = other.start[otherRow];
            int count = other.start[otherRow + 1] - from;
            int at = start[row];
            reserve(at + count);
            System.arraycopy(other.column, from, column, at, count);
            System.arraycopy(other.value, from, value, at, count);
            start[row + 1] = at + count;
            endRow();
        }

        private void reserve(int size) {
            if (size > column.length) {
                int larger = Math.max(size, 2 * column.length);
                column = Arrays.copyOf(column, larger);
                value = Arrays.copyOf(value, larger);
            }
        }

        /**
         * Gives the rows; the builder must not be used afterwards.
         *
         * @return the rows
         */
        public SparseRows build() {
            return new SparseRows(start, column, value);
        }
    }
}
