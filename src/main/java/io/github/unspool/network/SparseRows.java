package io.github.unspool.network;

import java.util.Arrays;

/**
 * The inputs of a batch, R × D, of which only the entries that are not zero are kept. A one-hot row costs one row of the
 * weights, whatever D is.
 */
final class SparseRows {
    private final int[] start;
    private final int[] feature;
    private final float[] value;

    private SparseRows(int[] start, int[] feature, float[] value) {
        this.start = start;
        this.feature = feature;
        this.value = value;
    }

    /** Adds {@code x·W} to z, R × W's columns. */
    void multiply(Parameter w, float[] z) {
        int width = w.columns();
        for (int row = 0; row + 1 < start.length; row++) {
            for (int i = start[row]; i < start[row + 1]; i++) {
                addScaled(width, value[i], w.values(), feature[i] * width, z, row * width);
            }
        }
    }

    /** Adds {@code xᵀ·dz} to the gradient dW. */
    void accumulate(float[] dz, Parameter dw) {
        int width = dw.columns();
        for (int row = 0; row + 1 < start.length; row++) {
            for (int i = start[row]; i < start[row + 1]; i++) {
                addScaled(width, value[i], dz, row * width, dw.values(), feature[i] * width);
            }
        }
    }

    private static void addScaled(int n, float factor, float[] from, int fromAt, float[] to, int toAt) {
        for (int j = 0; j < n; j++) {
            to[toAt + j] = Math.fma(factor, from[fromAt + j], to[toAt + j]);
        }
    }

    /** Collects rows one after the other. */
    static final class Builder {
        private final int[] start;
        private int[] feature;
        private float[] value;
        private int row;

        Builder(int rows) {
            start = new int[rows + 1];
            feature = new int[rows];
            value = new float[rows];
        }

        void add(Sequence sequence, int step) {
            int from = sequence.start()[step];
            int count = sequence.start()[step + 1] - from;
            int at = start[row];
            reserve(at + count);
            System.arraycopy(sequence.feature(), from, feature, at, count);
            System.arraycopy(sequence.value(), from, value, at, count);
            start[++row] = at + count;
        }

        private void reserve(int size) {
            if (size > feature.length) {
                int larger = Math.max(size, 2 * feature.length);
                feature = Arrays.copyOf(feature, larger);
                value = Arrays.copyOf(value, larger);
            }
        }

        SparseRows build() {
            return new SparseRows(start, feature, value);
        }
    }
}
