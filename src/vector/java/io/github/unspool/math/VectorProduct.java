package io.github.unspool.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product with the Vector API. B is copied into panels, each as wide as one, two or three vectors and as high as B, so
 * that a kernel reads it from front to back. A tile of four rows by three vectors of C stays in twelve registers while it
 * goes through a part of a panel that fits into the first-level cache.
 *
 * <p>Vectors lie across columns, never along a sum, so each element adds its terms one after the other as in
 * {@link PlainProduct}. What stands over at the edges goes through a tile of its own.
 */
final class VectorProduct extends MatrixProduct {
    private static final VectorSpecies<Float> SPECIES = VectorElementary.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final int ROWS = 4;
    private static final int WIDEST = 3;
    /** So many rows of a panel are gone through before the next rows of A: 48 KB with the longest vectors. */
    private static final int DEPTH = 256;

    private float[] panels = new float[0];
    private int inner;
    private int columns;
    private final float[] edge = new float[ROWS * WIDEST * LANES];

    /** Made by {@link Kernels}. */
    VectorProduct() {}

    /** How wide the panel is that begins at a column: never a single vector beside three, if two and two would do. */
    private int panelWidth(int column) {
        int vectors = (columns - column + LANES - 1) / LANES;
        return LANES * (vectors == 4 ? 2 : Math.min(vectors, WIDEST));
    }

    @Override
    void copy(Matrix source) {
        inner = source.rows();
        columns = source.columns();
        int padded = Math.multiplyExact(inner, (columns + LANES - 1) / LANES * LANES);
        if (panels.length < padded) {
            panels = new float[padded];
        }
        for (int column = 0; column < columns; column += panelWidth(column)) {
            copyPanel(source, column, panelWidth(column));
        }
    }

    private void copyPanel(Matrix source, int column, int width) {
        int used = Math.min(width, columns - column);
        int to = column * inner;
        int from = source.offset() + column * source.columnStride();
        for (int p = 0; p < inner; p++, to += width, from += source.rowStride()) {
            if (source.columnStride() == 1) {
                System.arraycopy(source.data(), from, panels, to, used);
            } else {
                for (int j = 0; j < used; j++) {
                    panels[to + j] = source.data()[from + j * source.columnStride()];
                }
            }
            for (int j = used; j < width; j++) {
                panels[to + j] = 0;
            }
        }
    }

    @Override
    void multiply(Matrix a, Matrix c) {
        for (int from = 0; from < inner; from += DEPTH) {
            int depth = Math.min(DEPTH, inner - from);
            for (int column = 0; column < columns; column += panelWidth(column)) {
                multiplyPanel(a, c, column, from, depth);
            }
        }
    }

    private void multiplyPanel(Matrix a, Matrix c, int column, int from, int depth) {
        int width = panelWidth(column);
        int b = column * inner + from * width;
        int at = a.offset() + from * a.columnStride();
        int to = c.offset() + column;
        if (column + width > columns) {
            multiplyLastPanel(width, a, at, b, depth, c, column);
            return;
        }
        int row = 0;
        for (; row + ROWS <= a.rows(); row += ROWS) {
            tile(width, a, at + row * a.rowStride(), b, depth, c.data(), to + row * c.rowStride(), c.rowStride());
        }
        for (; row < a.rows(); row++) {
            row(width, a, at + row * a.rowStride(), b, depth, c.data(), to + row * c.rowStride());
        }
    }

    /** A panel that is wider than what is left of C: each tile is copied out, and what counts copied back. */
    private void multiplyLastPanel(int width, Matrix a, int at, int b, int depth, Matrix c, int column) {
        int used = columns - column;
        for (int row = 0; row < a.rows(); row += ROWS) {
            int rows = Math.min(ROWS, a.rows() - row);
            int to = c.offset() + row * c.rowStride() + column;
            for (int i = 0; i < rows; i++) {
                System.arraycopy(c.data(), to + i * c.rowStride(), edge, i * width, used);
            }
            if (rows == ROWS) {
                tile(width, a, at + row * a.rowStride(), b, depth, edge, 0, width);
            } else {
                for (int i = 0; i < rows; i++) {
                    row(width, a, at + (row + i) * a.rowStride(), b, depth, edge, i * width);
                }
            }
            for (int i = 0; i < rows; i++) {
                System.arraycopy(edge, i * width, c.data(), to + i * c.rowStride(), used);
            }
        }
    }

    private void tile(int width, Matrix a, int at, int b, int depth, float[] c, int to, int stride) {
        float[] data = a.data();
        if (width == 3 * LANES) {
            tile3(data, at, a.rowStride(), a.columnStride(), panels, b, depth, c, to, stride);
        } else if (width == 2 * LANES) {
            tile2(data, at, a.rowStride(), a.columnStride(), panels, b, depth, c, to, stride);
        } else {
            tile1(data, at, a.rowStride(), a.columnStride(), panels, b, depth, c, to, stride);
        }
    }

    private void row(int width, Matrix a, int at, int b, int depth, float[] c, int to) {
        if (width == 3 * LANES) {
            row3(a.data(), at, a.columnStride(), panels, b, depth, c, to);
            return;
        }
        for (int v = 0; v < width; v += LANES) {
            row1(a.data(), at, a.columnStride(), panels, b + v, width, depth, c, to + v);
        }
    }

    private static void row3(float[] a, int at, int step, float[] b, int from, int depth, float[] c, int to) {
        FloatVector c0 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector c1 = FloatVector.fromArray(SPECIES, c, to + LANES);
        FloatVector c2 = FloatVector.fromArray(SPECIES, c, to + 2 * LANES);
        for (int p = 0; p < depth; p++, at += step, from += 3 * LANES) {
            FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
            c0 = x.fma(FloatVector.fromArray(SPECIES, b, from), c0);
            c1 = x.fma(FloatVector.fromArray(SPECIES, b, from + LANES), c1);
            c2 = x.fma(FloatVector.fromArray(SPECIES, b, from + 2 * LANES), c2);
        }
        c0.intoArray(c, to);
        c1.intoArray(c, to + LANES);
        c2.intoArray(c, to + 2 * LANES);
    }

    private static void row1(
            float[] a, int at, int step, float[] b, int from, int width, int depth, float[] c, int to) {
        FloatVector sum = FloatVector.fromArray(SPECIES, c, to);
        for (int p = 0; p < depth; p++, at += step, from += width) {
            sum = FloatVector.broadcast(SPECIES, a[at]).fma(FloatVector.fromArray(SPECIES, b, from), sum);
        }
        sum.intoArray(c, to);
    }

    private static void tile3(
            float[] a, int at, int row, int step, float[] b, int from, int depth, float[] c, int to, int stride) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector c01 = FloatVector.fromArray(SPECIES, c, to + LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, c, to + 2 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, c, to + stride);
        FloatVector c11 = FloatVector.fromArray(SPECIES, c, to + stride + LANES);
        FloatVector c12 = FloatVector.fromArray(SPECIES, c, to + stride + 2 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, c, to + 2 * stride);
        FloatVector c21 = FloatVector.fromArray(SPECIES, c, to + 2 * stride + LANES);
        FloatVector c22 = FloatVector.fromArray(SPECIES, c, to + 2 * stride + 2 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, c, to + 3 * stride);
        FloatVector c31 = FloatVector.fromArray(SPECIES, c, to + 3 * stride + LANES);
        FloatVector c32 = FloatVector.fromArray(SPECIES, c, to + 3 * stride + 2 * LANES);
        for (int p = 0; p < depth; p++, at += step, from += 3 * LANES) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, from);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, from + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, from + 2 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + row]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * row]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * row]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
        }
        c00.intoArray(c, to);
        c01.intoArray(c, to + LANES);
        c02.intoArray(c, to + 2 * LANES);
        c10.intoArray(c, to + stride);
        c11.intoArray(c, to + stride + LANES);
        c12.intoArray(c, to + stride + 2 * LANES);
        c20.intoArray(c, to + 2 * stride);
        c21.intoArray(c, to + 2 * stride + LANES);
        c22.intoArray(c, to + 2 * stride + 2 * LANES);
        c30.intoArray(c, to + 3 * stride);
        c31.intoArray(c, to + 3 * stride + LANES);
        c32.intoArray(c, to + 3 * stride + 2 * LANES);
    }

    private static void tile2(
            float[] a, int at, int row, int step, float[] b, int from, int depth, float[] c, int to, int stride) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector c01 = FloatVector.fromArray(SPECIES, c, to + LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, c, to + stride);
        FloatVector c11 = FloatVector.fromArray(SPECIES, c, to + stride + LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, c, to + 2 * stride);
        FloatVector c21 = FloatVector.fromArray(SPECIES, c, to + 2 * stride + LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, c, to + 3 * stride);
        FloatVector c31 = FloatVector.fromArray(SPECIES, c, to + 3 * stride + LANES);
        for (int p = 0; p < depth; p++, at += step, from += 2 * LANES) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, from);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, from + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + row]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * row]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * row]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        c00.intoArray(c, to);
        c01.intoArray(c, to + LANES);
        c10.intoArray(c, to + stride);
        c11.intoArray(c, to + stride + LANES);
        c20.intoArray(c, to + 2 * stride);
        c21.intoArray(c, to + 2 * stride + LANES);
        c30.intoArray(c, to + 3 * stride);
        c31.intoArray(c, to + 3 * stride + LANES);
    }

    private static void tile1(
            float[] a, int at, int row, int step, float[] b, int from, int depth, float[] c, int to, int stride) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector c10 = FloatVector.fromArray(SPECIES, c, to + stride);
        FloatVector c20 = FloatVector.fromArray(SPECIES, c, to + 2 * stride);
        FloatVector c30 = FloatVector.fromArray(SPECIES, c, to + 3 * stride);
        for (int p = 0; p < depth; p++, at += step, from += LANES) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, from);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + row]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * row]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * row]);
            c30 = a3.fma(b0, c30);
        }
        c00.intoArray(c, to);
        c10.intoArray(c, to + stride);
        c20.intoArray(c, to + 2 * stride);
        c30.intoArray(c, to + 3 * stride);
    }
}
