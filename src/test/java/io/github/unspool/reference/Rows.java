package io.github.unspool.reference;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** The few operations on row vectors and matrices that the equations need. */
final class Rows {

    private Rows() {}

    /** v·M. */
    static double[] times(double[] v, double[][] m) {
        var product = new double[m[0].length];
        for (int i = 0; i < m.length; i++) {
            for (int j = 0; j < m[i].length; j++) {
                product[j] += v[i] * m[i][j];
            }
        }
        return product;
    }

    /** v·Mᵀ. */
    static double[] timesTransposed(double[] v, double[][] m) {
        var product = new double[m.length];
        for (int i = 0; i < m.length; i++) {
            for (int j = 0; j < m[i].length; j++) {
                product[i] += v[j] * m[i][j];
            }
        }
        return product;
    }

    /** M += aᵀ·b. */
    static void addOuter(double[][] m, double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                m[i][j] += a[i] * b[j];
            }
        }
    }

    /** a += b; a shorter b is added to the front of a. */
    static void add(double[] a, double[] b) {
        for (int i = 0; i < b.length; i++) {
            a[i] += b[i];
        }
    }

    /** a + b; a shorter b is added to the front of a. */
    static double[] sum(double[] a, double[] b) {
        var sum = a.clone();
        add(sum, b);
        return sum;
    }

    /** m ⊙ mask, or m itself where the mask is null. */
    static double[][] masked(double[][] m, double[][] mask) {
        if (mask == null) {
            return m;
        }
        var product = zerosLike(m);
        for (int i = 0; i < m.length; i++) {
            for (int j = 0; j < m[i].length; j++) {
                product[i][j] = m[i][j] * mask[i][j];
            }
        }
        return product;
    }

    /** v ⊙ mask, or v itself where the mask is null. */
    static double[] masked(double[] v, double[] mask) {
        return mask == null ? v : masked(new double[][] {v}, new double[][] {mask})[0];
    }

    /** A·B. */
    static double[][] times(double[][] a, double[][] b) {
        return Arrays.stream(a).map(row -> times(row, b)).toArray(double[][]::new);
    }

    /** A + B. */
    static double[][] sum(double[][] a, double[][] b) {
        var sum = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            sum[i] = sum(a[i], b[i]);
        }
        return sum;
    }

    /** [A | B]. */
    static double[][] beside(double[][] a, double[][] b) {
        var both = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            both[i] = concatenated(a[i], b[i]);
        }
        return both;
    }

    /** The columns {@code from} to {@code to} (exclusive). */
    static double[][] columns(double[][] m, int from, int to) {
        return Arrays.stream(m).map(row -> Arrays.copyOfRange(row, from, to)).toArray(double[][]::new);
    }

    /** [a | b]. */
    static double[] concatenated(double[] a, double[] b) {
        var both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    static double[][] zerosLike(double[][] m) {
        var zeros = new double[m.length][];
        for (int i = 0; i < m.length; i++) {
            zeros[i] = new double[m[i].length];
        }
        return zeros;
    }

    static List<double[][]> zerosLike(List<double[][]> matrices) {
        return matrices.stream().map(Rows::zerosLike).toList();
    }

    static double[][] normal(RandomGenerator random, double deviation, int rows, int columns) {
        var m = new double[rows][columns];
        for (var row : m) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextGaussian(0, deviation);
            }
        }
        return m;
    }

    static void requireShape(String name, double[][] m, int rows, int columns) {
        if (m.length != rows || Arrays.stream(m).anyMatch(row -> row.length != columns)) {
            throw new IllegalArgumentException(name + " must be " + rows + "×" + columns);
        }
    }
}
