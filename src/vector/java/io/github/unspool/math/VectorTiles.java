package io.github.unspool.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels of {@link VectorProduct}: {@code C += A·B} for a few rows and one panel of B. Each loads its part of C, goes
 * through {@code depth} rows of the panel, and stores it. A and C begin at {@code at} and {@code to}; their rows are
 * {@code down} and {@code stride} apart, and the numbers of a row of A {@code step}.
 */
final class VectorTiles {
    /** Columns of a wide panel, and of a narrow one. */
    static final int WIDE = 4 * VectorElementary.SPECIES.length();

    static final int NARROW = VectorElementary.SPECIES.length();

    private static final VectorSpecies<Float> SPECIES = VectorElementary.SPECIES;
    private static final int LANES = SPECIES.length();

    private VectorTiles() {}

    /** Copies rows of B, which are {@code stride} apart, into a wide panel. */
    static void copy(float[] b, int from, int stride, int depth, float[] panels, int to) {
        for (int p = 0; p < depth; p++, from += stride, to += WIDE) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, from);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, from + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, from + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, from + 3 * LANES);
            b0.intoArray(panels, to);
            b1.intoArray(panels, to + LANES);
            b2.intoArray(panels, to + 2 * LANES);
            b3.intoArray(panels, to + 3 * LANES);
        }
    }

    /** One row of a wide panel. */
    static void row(float[] a, int at, int step, float[] b, int from, int depth, float[] c, int to) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector c01 = FloatVector.fromArray(SPECIES, c, to + LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, c, to + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(SPECIES, c, to + 3 * LANES);
        for (int p = 0; p < depth; p++, at += step, from += WIDE) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, from);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, from + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, from + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, from + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
        }
        c00.intoArray(c, to);
        c01.intoArray(c, to + LANES);
        c02.intoArray(c, to + 2 * LANES);
        c03.intoArray(c, to + 3 * LANES);
    }

    /** Two rows of a wide panel. */
    static void pair(
            float[] a, int at, int down, int step, float[] b, int from, int depth, float[] c, int to, int stride) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector c01 = FloatVector.fromArray(SPECIES, c, to + LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, c, to + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(SPECIES, c, to + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, c, to + stride);
        FloatVector c11 = FloatVector.fromArray(SPECIES, c, to + stride + LANES);
        FloatVector c12 = FloatVector.fromArray(SPECIES, c, to + stride + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(SPECIES, c, to + stride + 3 * LANES);
        for (int p = 0; p < depth; p++, at += step, from += WIDE) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, from);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, from + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, from + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, from + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + down]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
        }
        c00.intoArray(c, to);
        c01.intoArray(c, to + LANES);
        c02.intoArray(c, to + 2 * LANES);
        c03.intoArray(c, to + 3 * LANES);
        c10.intoArray(c, to + stride);
        c11.intoArray(c, to + stride + LANES);
        c12.intoArray(c, to + stride + 2 * LANES);
        c13.intoArray(c, to + stride + 3 * LANES);
    }

    /** Four rows of a wide panel. */
    static void quad(
            float[] a, int at, int down, int step, float[] b, int from, int depth, float[] c, int to, int stride) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector c01 = FloatVector.fromArray(SPECIES, c, to + LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, c, to + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(SPECIES, c, to + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, c, to + stride);
        FloatVector c11 = FloatVector.fromArray(SPECIES, c, to + stride + LANES);
        FloatVector c12 = FloatVector.fromArray(SPECIES, c, to + stride + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(SPECIES, c, to + stride + 3 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, c, to + 2 * stride);
        FloatVector c21 = FloatVector.fromArray(SPECIES, c, to + 2 * stride + LANES);
        FloatVector c22 = FloatVector.fromArray(SPECIES, c, to + 2 * stride + 2 * LANES);
        FloatVector c23 = FloatVector.fromArray(SPECIES, c, to + 2 * stride + 3 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, c, to + 3 * stride);
        FloatVector c31 = FloatVector.fromArray(SPECIES, c, to + 3 * stride + LANES);
        FloatVector c32 = FloatVector.fromArray(SPECIES, c, to + 3 * stride + 2 * LANES);
        FloatVector c33 = FloatVector.fromArray(SPECIES, c, to + 3 * stride + 3 * LANES);
        for (int p = 0; p < depth; p++, at += step, from += WIDE) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, from);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, from + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, from + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, from + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + down]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * down]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * down]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
        }
        c00.intoArray(c, to);
        c01.intoArray(c, to + LANES);
        c02.intoArray(c, to + 2 * LANES);
        c03.intoArray(c, to + 3 * LANES);
        c10.intoArray(c, to + stride);
        c11.intoArray(c, to + stride + LANES);
        c12.intoArray(c, to + stride + 2 * LANES);
        c13.intoArray(c, to + stride + 3 * LANES);
        c20.intoArray(c, to + 2 * stride);
        c21.intoArray(c, to + 2 * stride + LANES);
        c22.intoArray(c, to + 2 * stride + 2 * LANES);
        c23.intoArray(c, to + 2 * stride + 3 * LANES);
        c30.intoArray(c, to + 3 * stride);
        c31.intoArray(c, to + 3 * stride + LANES);
        c32.intoArray(c, to + 3 * stride + 2 * LANES);
        c33.intoArray(c, to + 3 * stride + 3 * LANES);
    }

    /** Six rows of a wide panel: 24 sums, 4 vectors of B, 1 of A. */
    static void tile(
            float[] a, int at, int down, int step, float[] b, int from, int depth, float[] c, int to, int stride) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector c01 = FloatVector.fromArray(SPECIES, c, to + LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, c, to + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(SPECIES, c, to + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, c, to + stride);
        FloatVector c11 = FloatVector.fromArray(SPECIES, c, to + stride + LANES);
        FloatVector c12 = FloatVector.fromArray(SPECIES, c, to + stride + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(SPECIES, c, to + stride + 3 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, c, to + 2 * stride);
        FloatVector c21 = FloatVector.fromArray(SPECIES, c, to + 2 * stride + LANES);
        FloatVector c22 = FloatVector.fromArray(SPECIES, c, to + 2 * stride + 2 * LANES);
        FloatVector c23 = FloatVector.fromArray(SPECIES, c, to + 2 * stride + 3 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, c, to + 3 * stride);
        FloatVector c31 = FloatVector.fromArray(SPECIES, c, to + 3 * stride + LANES);
        FloatVector c32 = FloatVector.fromArray(SPECIES, c, to + 3 * stride + 2 * LANES);
        FloatVector c33 = FloatVector.fromArray(SPECIES, c, to + 3 * stride + 3 * LANES);
        FloatVector c40 = FloatVector.fromArray(SPECIES, c, to + 4 * stride);
        FloatVector c41 = FloatVector.fromArray(SPECIES, c, to + 4 * stride + LANES);
        FloatVector c42 = FloatVector.fromArray(SPECIES, c, to + 4 * stride + 2 * LANES);
        FloatVector c43 = FloatVector.fromArray(SPECIES, c, to + 4 * stride + 3 * LANES);
        FloatVector c50 = FloatVector.fromArray(SPECIES, c, to + 5 * stride);
        FloatVector c51 = FloatVector.fromArray(SPECIES, c, to + 5 * stride + LANES);
        FloatVector c52 = FloatVector.fromArray(SPECIES, c, to + 5 * stride + 2 * LANES);
        FloatVector c53 = FloatVector.fromArray(SPECIES, c, to + 5 * stride + 3 * LANES);
        for (int p = 0; p < depth; p++, at += step, from += WIDE) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, from);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, from + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, from + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, from + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + down]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * down]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * down]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[at + 4 * down]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[at + 5 * down]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            c53 = a5.fma(b3, c53);
        }
        c00.intoArray(c, to);
        c01.intoArray(c, to + LANES);
        c02.intoArray(c, to + 2 * LANES);
        c03.intoArray(c, to + 3 * LANES);
        c10.intoArray(c, to + stride);
        c11.intoArray(c, to + stride + LANES);
        c12.intoArray(c, to + stride + 2 * LANES);
        c13.intoArray(c, to + stride + 3 * LANES);
        c20.intoArray(c, to + 2 * stride);
        c21.intoArray(c, to + 2 * stride + LANES);
        c22.intoArray(c, to + 2 * stride + 2 * LANES);
        c23.intoArray(c, to + 2 * stride + 3 * LANES);
        c30.intoArray(c, to + 3 * stride);
        c31.intoArray(c, to + 3 * stride + LANES);
        c32.intoArray(c, to + 3 * stride + 2 * LANES);
        c33.intoArray(c, to + 3 * stride + 3 * LANES);
        c40.intoArray(c, to + 4 * stride);
        c41.intoArray(c, to + 4 * stride + LANES);
        c42.intoArray(c, to + 4 * stride + 2 * LANES);
        c43.intoArray(c, to + 4 * stride + 3 * LANES);
        c50.intoArray(c, to + 5 * stride);
        c51.intoArray(c, to + 5 * stride + LANES);
        c52.intoArray(c, to + 5 * stride + 2 * LANES);
        c53.intoArray(c, to + 5 * stride + 3 * LANES);
    }

    /** One row of a narrow panel. */
    static void narrowRow(float[] a, int at, int step, float[] b, int from, int depth, float[] c, int to) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, to);
        for (int p = 0; p < depth; p++, at += step, from += NARROW) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, from);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
        }
        c00.intoArray(c, to);
    }

    /** Eight rows of a narrow panel. */
    static void narrow(
            float[] a, int at, int down, int step, float[] b, int from, int depth, float[] c, int to, int stride) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector c10 = FloatVector.fromArray(SPECIES, c, to + stride);
        FloatVector c20 = FloatVector.fromArray(SPECIES, c, to + 2 * stride);
        FloatVector c30 = FloatVector.fromArray(SPECIES, c, to + 3 * stride);
        FloatVector c40 = FloatVector.fromArray(SPECIES, c, to + 4 * stride);
        FloatVector c50 = FloatVector.fromArray(SPECIES, c, to + 5 * stride);
        FloatVector c60 = FloatVector.fromArray(SPECIES, c, to + 6 * stride);
        FloatVector c70 = FloatVector.fromArray(SPECIES, c, to + 7 * stride);
        for (int p = 0; p < depth; p++, at += step, from += NARROW) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, from);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + down]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * down]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * down]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[at + 4 * down]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[at + 5 * down]);
            c50 = a5.fma(b0, c50);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[at + 6 * down]);
            c60 = a6.fma(b0, c60);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[at + 7 * down]);
            c70 = a7.fma(b0, c70);
        }
        c00.intoArray(c, to);
        c10.intoArray(c, to + stride);
        c20.intoArray(c, to + 2 * stride);
        c30.intoArray(c, to + 3 * stride);
        c40.intoArray(c, to + 4 * stride);
        c50.intoArray(c, to + 5 * stride);
        c60.intoArray(c, to + 6 * stride);
        c70.intoArray(c, to + 7 * stride);
    }
}
