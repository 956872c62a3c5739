package io.github.unspool.math;

/**
 * The right-hand side B of products {@code C += A·B}, copied once in the order in which it is read, and the kernel that
 * multiplies. The copy also lets B be given transposed, so that one kernel serves all three products of a layer: {@code
 * h·Wh}, {@code dz·Whᵀ} and {@code hᵀ·dz}.
 *
 * <p>Every element of C adds its terms in ascending order of the inner index, each by one fused multiply-add, however many
 * of them a kernel takes at a time, so that all kernels give the same bits. Several threads may multiply with one
 * right-hand side, into rows of C or columns of their own.
 */
public abstract class MatrixProduct {
    /** Threads share rows in groups of this size, as kernels do. */
    private static final int TOGETHER = 6;
    /** Where there are fewer rows, threads share the columns. */
    private static final int FEW = 32;

    /** Copying a number takes as long as this many floating-point operations of a product. */
    private static final long COPY = 16;

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
        return pack(source, Workers.alone());
    }

    /**
     * Copies the right-hand side on several threads.
     *
     * @param source B, inner × columns, whose rows or columns are contiguous
     * @param workers the threads
     * @return this, now with B as right-hand side
     */
    public final MatrixProduct pack(Matrix source, Workers workers) {
        if (source.rowStride() != 1 && source.columnStride() != 1) {
            throw new IllegalArgumentException("neither rows nor columns are contiguous: " + source);
        }
        inner = source.rows();
        columns = source.columns();
        reserve(inner, columns);
        workers.split(columns, grain(), COPY * inner * columns, (from, to) -> copy(source, from, to));
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
        check(a, c);
        multiply(a, c, 0, columns);
    }

    /**
     * Adds {@code A·B} to C on several threads, each with some of its rows or, where these are few, some of its columns.
     *
     * @param a A, rows × inner
     * @param c C, rows × columns
     * @param workers the threads
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public final void addTo(Matrix a, Matrix c, Workers workers) {
        check(a, c);
        long operations = 2L * a.rows() * inner * columns;
        if (a.rows() < FEW) {
            workers.split(columns, grain(), operations, (from, to) -> multiply(a, c, from, to));
        } else {
            workers.split(
                    a.rows(),
                    TOGETHER,
                    operations,
                    (from, to) -> multiply(a.rows(from, to), c.rows(from, to), 0, columns));
        }
    }

    private void check(Matrix a, Matrix c) {
        if (a.columns() != inner || c.columns() != columns || a.rows() != c.rows()) {
            throw new IllegalArgumentException("a product of %s × %s by %s × %s does not fit into %s × %s"
                    .formatted(a.rows(), a.columns(), inner, columns, c.rows(), c.columns()));
        }
    }

    /**
     * Whether copying the same right-hand side again would make products faster, since more is compiled by now.
     *
     * @return true if it is worth it
     */
    public boolean isOutdated() {
        return false;
    }

    /** Makes room for B. */
    abstract void reserve(int inner, int columns);

    /** Copies a range of the columns of B. */
    abstract void copy(Matrix source, int from, int to);

    /** What the first columns of {@link #copy} and {@link #multiply} are multiples of. */
    abstract int grain();

    /** Adds a range of the columns of A·B to C, whose sizes fit. */
    abstract void multiply(Matrix a, Matrix c, int from, int to);
}
