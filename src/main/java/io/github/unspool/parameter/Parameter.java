package io.github.unspool.parameter;

import io.github.unspool.math.Matrix;
import java.util.Arrays;

/**
 * A named matrix of trainable numbers, or its gradient.
 *
 * @param shape name and size
 * @param values the numbers, row after row; shared, not copied
 */
public record Parameter(Shape shape, float[] values) {
    /** No weight from a file is larger: from 2⁶⁴ on a square no longer fits into a float, and no sum of products is sound. */
    public static final float LARGEST = 0x1p63f;

    /**
     * Name and size of a parameter.
     *
     * @param name such as {@code layer 1 Wx}
     * @param rows the number of rows; 1 for a bias
     * @param columns the number of columns
     */
    public record Shape(String name, int rows, int columns) {

        /**
         * How many numbers there are.
         *
         * @return rows · columns
         * @throws IllegalArgumentException if they would not fit into an array
         */
        public int size() {
            long size = (long) rows * columns;
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "%s, %s × %s numbers, does not fit into an array; choose fewer units, or a narrower embedding"
                                .formatted(name, rows, columns));
            }
            return (int) size;
        }

        @Override
        public String toString() {
            return rows + " × " + columns;
        }
    }

    /** Makes a parameter of zeros. */
    public Parameter(Shape shape) {
        this(shape, new float[shape.size()]);
    }

    /**
     * Copies the numbers row by row, to compute with them in plain Java.
     *
     * @return rows × columns
     */
    public float[][] toRows() {
        float[][] rows = new float[rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * columns(), (i + 1) * columns());
        }
        return rows;
    }

    public int rows() {
        return shape.rows();
    }

    public int columns() {
        return shape.columns();
    }

    /** Name and shape, not the numbers. */
    @Override
    public String toString() {
        return shape.name() + " " + shape;
    }

    public Matrix matrix() {
        return Matrix.of(values, rows(), columns());
    }
}
