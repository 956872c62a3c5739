package io.github.unspool.math;

import java.util.Arrays;

/**
 * The right-hand side B of products {@code C += A·B}, copied once into rows of its own, and the kernel that multiplies.
 *
 * <p>Why rows of their own: HotSpot turns the inner loop into vector instructions when each row is an array that starts
 * at index 0, and not when rows are offsets into one slab (about 40 against 8 GFLOP/s on one core of a Zen 4). Why only one
 * row of C at a time: a loop that stores to two arrays is faster on some days and not vectorised at all on others (JDK 17).
 * The copy also lets B be given transposed, so that this one kernel serves all three products of a layer: {@code h·Wh},
 * {@code dz·Whᵀ} and {@code hᵀ·dz}.
 *
 * <p>Every element of C adds its terms in ascending order of the inner index, each by one fused multiply-add, however many
 * of them a loop takes at a time. Not thread-safe.
 */
public final class MatrixProduct {
    private float[][] b = new float[0][];
    private int inner;
    private int columns;
    private float[] sum = new float[0];

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
        if (sum.length < columns) {
            sum = new float[columns];
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
        for (int row = 0; row < a.rows(); row++) {
            int at = c.offset() + row * c.rowStride();
            System.arraycopy(c.data(), at, sum, 0, columns);
            addRow(a.data(), a.offset() + row * a.rowStride(), a.columnStride());
            System.arraycopy(sum, 0, c.data(), at, columns);
        }
    }

    /** Adds one row of A, which stands in {@code a} from {@code at} in steps of {@code stride}, times B. */
    private void addRow(float[] a, int at, int stride) {
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
