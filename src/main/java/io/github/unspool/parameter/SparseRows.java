package io.github.unspool.parameter;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.ScaledSum;
import io.github.unspool.math.Workers;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Rows of numbers of which only those that are not zero are kept: the inputs or the targets of a sequence or of a batch. A
 * one-hot row costs one row of the weights, whatever its width is.
 */
public final class SparseRows implements InputRows {
    private static final ScaledSum SUM = ScaledSum.fastest();
    /** Threads share columns in groups of this size: a line of the cache. */
    private static final int GRAIN = 16;
    /** What adding a number costs, as floating-point operations of a product. */
    private static final long OPERATIONS = 8;

    private final int[] start;
    private final int[] column;
    private final float[] value;
    /** How many columns all rows fill from the first to the last; −1 if they do not. */
    private final int full;

    private SparseRows(int[] start, int[] column, float[] value, int full) {
        this.start = start;
        this.column = column;
        this.value = value;
        this.full = full;
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

    /** The column of the only number of a row that is kept; −1 if there are none or several. */
    public int only(int row) {
        return entries(row) == 1 ? column[start[row]] : -1;
    }

    /**
     * The numbers as a matrix, if none is left out; nothing is copied.
     *
     * @param width the number of columns
     * @return the matrix, or null if there are numbers that are not kept
     */
    public Matrix asMatrix(int width) {
        return full == width ? Matrix.of(value, rows(), width) : null;
    }

    @Override
    public void prepare(Parameter w, Packed packed, Workers workers) {
        // Rows of W are read where they stand.
    }

    @Override
    public void multiply(int from, int to, Parameter w, Packed packed, Matrix z, Workers workers) {
        int width = w.columns();
        for (int row = from; row < to; row++) {
            for (int i = start[row]; i < start[row + 1]; i++) {
                SUM.add(value[i], w.values(), column[i] * width, z.data(), z.row(row), width);
            }
        }
    }

    /** Each thread has some of the columns, so that none adds to the same number as another. */
    @Override
    public void accumulate(int from, int to, Matrix dz, Parameter dw, MatrixProduct packed, Workers workers) {
        int width = dw.columns();
        long operations = OPERATIONS * (start[to] - start[from]) * width;
        workers.split(width, GRAIN, operations, (left, right) -> {
            for (int row = from; row < to; row++) {
                for (int i = start[row]; i < start[row + 1]; i++) {
                    int at = column[i] * width + left;
                    SUM.add(value[i], dz.data(), dz.row(row) + left, dw.values(), at, right - left);
                }
            }
        });
    }

    /** Returns all content: the number of values in each row, and for each value its column and its bits. */
    public void forEachBits(IntConsumer action) {
        for (int row = 0; row < rows(); row++) {
            action.accept(entries(row));
            for (int i = start[row]; i < start[row + 1]; i++) {
                action.accept(column[i]);
                action.accept(Float.floatToRawIntBits(value[i]));
            }
        }
    }

    /**
     * The same rows in another order.
     *
     * @param order where each row stands here
     */
    public SparseRows reordered(int[] order) {
        Builder builder = new Builder(rows());
        for (int row = 0; row < rows(); row++) {
            builder.add(this, order[row]);
        }
        return builder.build();
    }

    /** Is given a number that is kept. */
    public interface Entry {
        /**
         * One number.
         *
         * @param column where it stands in its row
         * @param value the number
         */
        void accept(int column, float value);
    }

    /**
     * Goes through the numbers of some rows.
     *
     * @param from the first row
     * @param to the row after the last
     * @param action is given each number that is kept
     */
    public void forEach(int from, int to, Entry action) {
        for (int i = start[from]; i < start[to]; i++) {
            action.accept(column[i], value[i]);
        }
    }

    /** Writes some rows out with their zeros, the first of them at row {@code at} of the slab. */
    public void scatter(int from, int to, float[] slab, int at, int width) {
        Arrays.fill(slab, at * width, (at + to - from) * width, 0);
        for (int row = from; row < to; row++) {
            int first = (at + row - from) * width;
            for (int i = start[row]; i < start[row + 1]; i++) {
                slab[first + column[i]] += value[i];
            }
        }
    }

    /** Collects rows one after the other. */
    public static final class Builder {
        private final int[] start;
        private int[] column;
        private float[] value;
        private int row;
        private int full;

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
            full = at == size - start[row] ? full : -1;
            column[size] = at;
            value[size] = (float) x;
            start[row + 1] = size + 1;
        }

        /** Ends a row and begins the next. */
        public void endRow() {
            int width = start[row + 1] - start[row];
            full = row == 0 && full == 0 || full == width ? width : -1;
            row++;
            if (row + 1 < start.length) {
                start[row + 1] = start[row];
            }
        }

        /** Adds a row of others. */
        public void add(SparseRows other, int otherRow) {
            int from = other.start[otherRow];
            int count = other.start[otherRow + 1] - from;
            int at = start[row];
            full = other.full == count ? full : -1;
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
            return new SparseRows(start, column, value, full);
        }
    }
}
