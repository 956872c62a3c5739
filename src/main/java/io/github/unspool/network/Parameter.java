package io.github.unspool.network;

import io.github.unspool.math.Matrix;

/**
 * A named matrix of trainable numbers, or its gradient.
 *
 * @param name such as {@code layer 1 Wx}
 * @param rows the number of rows; 1 for a bias
 * @param columns the number of columns
 * @param values the numbers, row after row; shared, not copied
 */
public record Parameter(String name, int rows, int columns, float[] values) {

    /**
     * Makes a parameter of zeros.
     *
     * @param name its name
     * @param rows the number of rows
     * @param columns the number of columns
     * @throws ArithmeticException if it would not fit into an array
     */
    Parameter(String name, int rows, int columns) {
        this(name, rows, columns, new float[Math.multiplyExact(rows, columns)]);
    }

    Matrix matrix() {
        return Matrix.of(values, rows, columns);
    }

    /**
     * The shape as people write it.
     *
     * @return such as {@code 27 × 128}
     */
    public String shape() {
        return rows + " × " + columns;
    }
}
