package io.github.unspool.math;

import java.util.Arrays;

/**
 * The product in plain Java.
 *
 * <p>B is copied into rows of their own, since HotSpot turns the inner loop into vector instructions when each row is an
 * array that starts at index 0, and not when rows are offsets into one slab (about 40 against 8 GFLOP/s on one core of a
 * Zen 4). Why only one row of C at a time: a loop that stores to two arrays is faster on some days and not vectorised at all
 * on others (JDK 17).
 */
final class PlainProduct extends MatrixProduct {
    private float[][] b = new float[0][];
    private int inner;
    private int columns;

    @Override
    void reserve(int inner, int columns) {
        this.inner = inner;
        this.columns = columns;
        int held = b.length;
        if (held < inner) {
            b = Arrays.copyOf(b, inner);
            Arrays.fill(b, held, inner, new float[0]);
        }
        for (int p = 0; p < inner; p++) {
            if (b[p].length < columns) {
                b[p] = new float[columns];
            }
        }
    }

    @Override
    void copy(Matrix source, int from, int to) {
        for (int p = 0; p < inner; p++) {
            copyRow(source, p, b[p]);
        }
    }

    private static void copyRow(Matrix source, int row, float[] target) {
        int at = source.offset() + row * source.rowStride();
        if (source.columnStride() == 1) {
            System.arraycopy(source.data(), at, target, 0, source.columns());
            return;
        }
        for (int j = 0; j < source.columns(); j++) {
            target[j] = source.data()[at + j * source.columnStride()];
        }
    }

    /** Its rows begin at index 0, so threads share rows only. */
    @Override
    int grain() {
        return Math.max(1, columns);
    }

    @Override
    void multiply(Matrix a, Matrix c, int first, int end) {
        float[] sum = Scratch.floats(columns);
        for (int row = 0; row < a.rows(); row++) {
            int at = c.offset() + row * c.rowStride();
            System.arraycopy(c.data(), at, sum, 0, columns);
            addRow(a.data(), a.offset() + row * a.rowStride(), a.columnStride(), sum);
            System.arraycopy(sum, 0, c.data(), at, columns);
        }
    }

    /** Adds one row of A, which stands in {@code a} from {@code at} in steps of {@code stride}, times B. */
    private void addRow(float[] a, int at, int stride, float[] sum) {
        int p = 0;
        for (; p + 3 < inner; p += 4, at += 4 * stride) {
            addFour(
                    columns,
                    a[at],
                    a[at + stride],
                    a[at + 2 * stride],
                    a[at + 3 * stride],
                    b[p],
                    b[p + 1],
                    b[p + 2],
                    b[p + 3],
                    sum);
        }
        for (; p < inner; p++, at += stride) {
            addOne(columns, a[at], b[p], sum);
        }
    }

    private static void addFour(
            int n,
            float a0,
            float a1,
            float a2,
            float a3,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            float[] sum) {
        for (int j = 0; j < n; j++) {
            sum[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], sum[j]))));
        }
    }

    private static void addOne(int n, float a, float[] b, float[] sum) {
        for (int j = 0; j < n; j++) {
            sum[j] = Math.fma(a, b[j], sum[j]);
        }
    }
}
