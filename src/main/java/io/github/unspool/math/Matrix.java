package io.github.unspool.math;

/**
 * A view of a slab as a matrix: element (i, j) is {@code data[offset + i·rowStride + j·columnStride]}. Nothing is copied.
 *
 * @param data the slab
 * @param offset where element (0, 0) stands
 * @param rows the number of rows
 * @param columns the number of columns
 * @param rowStride how far apart rows are
 * @param columnStride how far apart columns are; 1 unless the matrix is seen transposed
 */
public record Matrix(float[] data, int offset, int rows, int columns, int rowStride, int columnStride) {

    /**
     * Sees a slab that holds its rows one after the other.
     *
     * @param data the slab
     * @param rows the number of rows
     * @param columns the number of columns
     * @return the view
     */
    public static Matrix of(float[] data, int rows, int columns) {
        return new Matrix(data, 0, rows, columns, columns, 1);
    }

    /**
     * Where a row begins.
     *
     * @param i the row
     * @return the index of element (i, 0) in the slab
     */
    public int row(int i) {
        return offset + i * rowStride;
    }

    /**
     * Sees some of this matrix's rows.
     *
     * @param from the first row
     * @param to the row after the last
     * @return the view
     */
    public Matrix rows(int from, int to) {
        return new Matrix(data, row(from), to - from, columns, rowStride, columnStride);
    }

    /**
     * Sees this matrix with rows and columns exchanged.
     *
     * @return the view
     */
    public Matrix transposed() {
        return new Matrix(data, offset, columns, rows, columnStride, rowStride);
    }
}
