package io.github.unspool.math;

/**
 * The right-hand side B of products {@code C += A·B}, copied once in the order in which it is read, and the kernel that
 * multiplies. The copy also lets B be given transposed, so that one kernel serves all three products of a layer: {@code
 * h·Wh}, {@code dz·Whᵀ} and {@code hᵀ·dz}.
 *
 * <p>Every element of C adds its terms in ascending order of the inner index, each by one fused multiply-add, however many
 * of them a kernel takes at a time, so that all kernels give the same bits. Not thread-safe.
 */
public abstract class MatrixProduct {
    private int inner;
    private int columns;

    /** For the kernels. */
    MatrixProduct() {}

    /**
     * Makes a product without a right-hand side yet, with the fastest kernel that this JVM has.
     *
     * @return the product
     */
    public static MatrixProduct create() {
        return Kernels.fastest(new PlainProduct(), "VectorProduct");
    }

    /**
     * Copies the right-hand side; later changes of it are not seen.
     *
     * @param source B, inner × columns
     * @return this, now with B as right-hand side
     */
    public final MatrixProduct pack(Matrix source) {
        inner = source.rows();
        columns = source.columns();
        copy(source);
        return this;
    }

    /**
     * Adds {@code A·B} to C, whose rows must be contiguous.
     *
     * @param a A, rows × inner
     * @param c C, rows × columns
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public final void addTo(Matrix a, Matrix c) {
        if (a.columns() != inner || c.columns() != columns || a.rows() != c.rows()) {
            throw new IllegalArgumentException("a product of %d × %d by %d × %d does not fit into %d × %d"
                    .formatted(a.rows(), a.columns(), inner, columns, c.rows(), c.columns()));
        }
        multiply(a, c);
    }

    /** Copies B. */
    abstract void copy(Matrix source);

    /** Adds A·B to C, whose sizes fit. */
    abstract void multiply(Matrix a, Matrix c);
}
