package io.github.unspool.math;

import java.util.Arrays;

/**
 * The right-hand side B of products {@code C += A·B}, copied once into rows of its own, and the kernel that multiplies.
 *
 * <p>Why rows of their own: HotSpot turns the inner loop into vector instructions when each row is an array that starts
 * at index 0, and not when rows are offsets into one slab (about 55 against 8 GFLOP/s on one core of a Zen 4). The copy
 * also lets B be given transposed, so that this one kernel serves all three products of a layer: {@code h·Wh},
 * {@code dz·Whᵀ} and {@code hᵀ·dz}.
 *
 * <p>Every element of C adds its terms in ascending order of the inner index, each by one fused multiply-add, whatever
 * the tile that computes it; so the tile is a matter of speed alone. Not thread-safe.
 */
public final class MatrixProduct {
    private float[][] b = new float[0][];
    private int inner;
    private int columns;
    private float[] c0 = new float[0];
    private float[] c1 = new float[0];

    /** Makes a product without a right-hand side yet. */
    public MatrixProduct() {}

    /**
     * Copies the right-hand side; later changes of it are not seen.
     *
     * @param source B
     * @return this, now with B as right-hand side
     */
    public MatrixProduct pack(Matrix source) {
        inner = source.rows();
        columns = source.columns();
        reserve();
        for (int p = 0; p < inner; p++) {
            copyRow(source, p, b[p]);
        }
        return this;
    }

    private void reserve() {
        if (c0.length < columns) {
            c0 = new float[columns];
            c1 = new float[columns];
        }
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

    /**
     * Adds {@code A·B} to C, whose rows must be contiguous.
     *
     * @param a A, rows × inner
     * @param c C, rows × columns
     */
    public void addTo(Matrix a, Matrix c) {
        if (a.columns() != inner || c.columns() != columns || a.rows() != c.rows()) {
            throw new IllegalArgumentException("a product of %d × %d by %d × %d does not fit into %d × %d"
                    .formatted(a.rows(), a.columns(), inner, columns, c.rows(), c.columns()));
        }
        int row = 0;
        for (; row + 1 < a.rows(); row += 2) {
            load(c, row, c0);
            load(c, row + 1, c1);
            twoRows(a, row);
            store(c0, c, row);
            store(c1, c, row + 1);
        }
        if (row < a.rows()) {
            load(c, row, c0);
            oneRow(a, row, 0, c0);
            store(c0, c, row);
        }
    }

    private static void load(Matrix c, int row, float[] target) {
        System.arraycopy(c.data(), c.offset() + row * c.rowStride(), target, 0, c.columns());
    }

    private static void store(float[] source, Matrix c, int row) {
        System.arraycopy(source, 0, c.data(), c.offset() + row * c.rowStride(), c.columns());
    }

    private void twoRows(Matrix a, int row) {
        float[] d = a.data();
        int s = a.columnStride();
        int at = a.offset() + row * a.rowStride();
        int below = at + a.rowStride();
        int p = 0;
        for (; p + 3 < inner; p += 4, at += 4 * s, below += 4 * s) {
            tile(
                    p,
                    d[at],
                    d[at + s],
                    d[at + 2 * s],
                    d[at + 3 * s],
                    d[below],
                    d[below + s],
                    d[below + 2 * s],
                    d[below + 3 * s]);
        }
        oneRow(a, row, p, c0);
        oneRow(a, row + 1, p, c1);
    }

    private void tile(int p, float a0, float a1, float a2, float a3, float e0, float e1, float e2, float e3) {
        tile(columns, a0, a1, a2, a3, e0, e1, e2, e3, b[p], b[p + 1], b[p + 2], b[p + 3], c0, c1);
    }

    /** Two rows of A by four rows of B: eight fused multiply-adds for each four loads of B. */
    private static void tile(
            int n,
            float a0,
            float a1,
            float a2,
            float a3,
            float e0,
            float e1,
            float e2,
            float e3,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            float[] c0,
            float[] c1) {
        for (int j = 0; j < n; j++) {
            float x0 = b0[j];
            float x1 = b1[j];
            float x2 = b2[j];
            float x3 = b3[j];
            c0[j] = Math.fma(a3, x3, Math.fma(a2, x2, Math.fma(a1, x1, Math.fma(a0, x0, c0[j]))));
            c1[j] = Math.fma(e3, x3, Math.fma(e2, x2, Math.fma(e1, x1, Math.fma(e0, x0, c1[j]))));
        }
    }

    private void oneRow(Matrix a, int row, int from, float[] c) {
        for (int p = from; p < inner; p++) {
            float x = a.data()[a.offset() + row * a.rowStride() + p * a.columnStride()];
            axpy(columns, x, b[p], c);
        }
    }

    private static void axpy(int n, float a, float[] b, float[] c) {
        for (int j = 0; j < n; j++) {
            c[j] = Math.fma(a, b[j], c[j]);
        }
    }
}
