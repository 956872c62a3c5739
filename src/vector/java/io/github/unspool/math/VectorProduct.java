package io.github.unspool.math;

import static io.github.unspool.math.VectorTiles.NARROW;
import static io.github.unspool.math.VectorTiles.WIDE;

import java.util.Arrays;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product with the Vector API. B is copied into panels as high as B and four vectors or one vector wide, so that a
 * kernel reads it from front to back. A tile of C stays in registers while it goes through a part of a panel that fits into
 * the second-level cache: six or four rows of four vectors where there are 32 vector registers, two rows where there are 16.
 *
 * <p>Vectors lie across columns, never along a sum, so each element adds its terms one after the other as in
 * {@link PlainProduct}.
 */
final class VectorProduct extends MatrixProduct {
    private static final VectorSpecies<Float> SPECIES = VectorElementary.SPECIES;
    private static final int LANES = SPECIES.length();
    /** Vectors of 512 bits, and ARM's, come with 32 registers. */
    private static final boolean HAS_MANY_REGISTERS =
            SPECIES.vectorBitSize() == 512 || System.getProperty("os.arch").equals("aarch64");

    private static final int TILE_ROWS = 6;
    private static final int QUAD_ROWS = 4;
    private static final int NARROW_ROWS = 8;
    /** So many rows need each kernel of wide panels. */
    private static final int ROWS_OF_ALL = TILE_ROWS + QUAD_ROWS + 2 + 1;

    private static final int ROWS_COPIED = 64;
    /** So many rows of a panel are gone through before the next rows of A: 96 KB with the longest vectors. */
    private static final int DEPTH = 384;
    /**
     * Where panels begin in their array. A large array stands at the beginning of a region of the heap, after a header of 16
     * bytes; with 48 more, vectors do not lie across two lines of the cache, which costs a third of a row's speed.
     */
    private static final int FIRST = 12;

    private static final WarmUp WARM_UP = new WarmUp(example(), 2_500);

    /** Holds B for plain loops as long as the kernels are not compiled; then null. */
    private PlainProduct plain;

    private float[] panels = new float[0];
    private int inner;
    private int columns;
    /** The columns of all wide panels, used or not. */
    private int wide;

    /** Made by {@link Kernels}. */
    VectorProduct() {}

    @Override
    void reserve(int inner, int columns) {
        this.inner = inner;
        this.columns = columns;
        if (WARM_UP.isDone()) {
            plain = null;
            reservePanels();
            return;
        }
        plain = plain == null ? new PlainProduct() : plain;
        plain.reserve(inner, columns);
    }

    private void reservePanels() {
        int vectors = (columns + LANES - 1) / LANES;
        // One or two vectors that are left over become narrow panels.
        wide = (vectors + 1) / 4 * WIDE;
        int padded = Math.addExact(FIRST, Math.multiplyExact(inner, Math.max(wide, vectors * LANES)));
        if (panels.length < padded) {
            panels = new float[padded];
        }
    }

    @Override
    void copy(Matrix source, int from, int to) {
        if (plain != null) {
            plain.copy(source, from, to);
            return;
        }
        copyPanels(source, from, to);
    }

    private void copyPanels(Matrix source, int from, int to) {
        for (int column = from; column < to; column += panelWidth(column)) {
            copyPanel(source, column, panelWidth(column));
        }
    }

    /** Gives a call of every kernel. */
    private static Runnable example() {
        int inner = 24;
        VectorProduct product = new VectorProduct();
        product.panels = new float[FIRST + inner * WIDE];
        Matrix a = Matrix.of(new float[ROWS_OF_ALL * inner], ROWS_OF_ALL, inner);
        float[] c = new float[a.rows() * WIDE];
        return () -> {
            product.multiplyRows(a, 0, a.rows(), FIRST, inner, WIDE, c, 0, WIDE);
            product.multiplyRows(a, 0, a.rows(), FIRST, inner, NARROW, c, 0, WIDE);
            VectorTiles.copy(c, 0, WIDE, ROWS_OF_ALL, product.panels, FIRST);
        };
    }

    @Override
    public boolean isOutdated() {
        return plain != null && WARM_UP.isDone();
    }

    @Override
    int grain() {
        return plain == null ? WIDE : plain.grain();
    }

    private int panelWidth(int column) {
        return column < wide ? WIDE : NARROW;
    }

    private int panel(int column) {
        return FIRST + column * inner;
    }

    private void copyPanel(Matrix source, int column, int width) {
        int used = Math.min(width, columns - column);
        int from = source.offset() + column * source.columnStride();
        int to = panel(column);
        if (used < width) {
            Arrays.fill(panels, to, to + inner * width, 0);
        }
        if (source.columnStride() != 1) {
            copyTransposed(source, from, used, to, width);
            return;
        }
        if (used == WIDE) {
            VectorTiles.copy(source.data(), from, source.rowStride(), inner, panels, to);
            return;
        }
        for (int p = 0; p < inner; p++, from += source.rowStride(), to += width) {
            for (int j = 0; j < used; j++) {
                panels[to + j] = source.data()[from + j];
            }
        }
    }

    /** Some rows at a time, so that the lines of the cache that are written to are still there for the next column. */
    private void copyTransposed(Matrix source, int from, int used, int to, int width) {
        for (int first = 0; first < inner; first += ROWS_COPIED) {
            int end = Math.min(inner, first + ROWS_COPIED);
            int j = 0;
            for (; j + 4 <= used && width == WIDE; j += 4) {
                copyFour(
                        source.data(),
                        from + j * source.columnStride() + first,
                        source.columnStride(),
                        end - first,
                        panels,
                        to + first * width + j);
            }
            for (; j < used; j++) {
                copyOne(
                        source.data(),
                        from + j * source.columnStride() + first,
                        end - first,
                        to + first * width + j,
                        width);
            }
        }
    }

    /** Four columns of B, which are rows where they come from, beside each other into a wide panel. */
    private static void copyFour(float[] data, int from, int stride, int length, float[] panels, int to) {
        for (int p = 0; p < length; p++) {
            panels[to + p * WIDE] = data[from + p];
            panels[to + p * WIDE + 1] = data[from + p + stride];
            panels[to + p * WIDE + 2] = data[from + p + 2 * stride];
            panels[to + p * WIDE + 3] = data[from + p + 3 * stride];
        }
    }

    private void copyOne(float[] data, int from, int length, int to, int width) {
        for (int p = 0; p < length; p++) {
            panels[to + p * width] = data[from + p];
        }
    }

    @Override
    void multiply(Matrix a, Matrix c, int from, int to) {
        if (plain != null) {
            plain.multiply(a, c, from, to);
            return;
        }
        for (int p = 0; p < inner; p += DEPTH) {
            int depth = Math.min(DEPTH, inner - p);
            for (int column = from; column < to; column += panelWidth(column)) {
                multiplyPanel(a, c, column, p, depth);
            }
        }
    }

    private void multiplyPanel(Matrix a, Matrix c, int column, int p, int depth) {
        int width = panelWidth(column);
        int b = panel(column) + p * width;
        int at = a.offset() + p * a.columnStride();
        if (column + width > columns) {
            multiplyLastPanel(a, at, b, depth, c, column, width);
        } else {
            multiplyRows(a, at, a.rows(), b, depth, width, c.data(), c.offset() + column, c.rowStride());
        }
    }

    /** A panel that is wider than what is left of C: some rows at a time are copied out, and what counts copied back. */
    private void multiplyLastPanel(Matrix a, int at, int b, int depth, Matrix c, int column, int width) {
        int rows = width == WIDE ? TILE_ROWS : NARROW_ROWS;
        float[] edge = Scratch.floats(rows * width);
        int used = columns - column;
        for (int row = 0; row < a.rows(); row += rows) {
            int now = Math.min(rows, a.rows() - row);
            int to = c.offset() + row * c.rowStride() + column;
            for (int i = 0; i < now; i++) {
                System.arraycopy(c.data(), to + i * c.rowStride(), edge, i * width, used);
            }
            multiplyRows(a, at + row * a.rowStride(), now, b, depth, width, edge, 0, width);
            for (int i = 0; i < now; i++) {
                System.arraycopy(edge, i * width, c.data(), to + i * c.rowStride(), used);
            }
        }
    }

    private void multiplyRows(Matrix a, int at, int rows, int b, int depth, int width, float[] c, int to, int stride) {
        float[] data = a.data();
        int step = a.columnStride();
        int down = a.rowStride();
        int row = 0;
        if (width == NARROW) {
            for (; row + NARROW_ROWS <= rows; row += NARROW_ROWS) {
                VectorTiles.narrow(data, at + row * down, down, step, panels, b, depth, c, to + row * stride, stride);
            }
            for (; row < rows; row++) {
                VectorTiles.narrowRow(data, at + row * down, step, panels, b, depth, c, to + row * stride);
            }
            return;
        }
        if (HAS_MANY_REGISTERS) {
            // The last eight rows are two fours: a six would leave a pair, which is only half as fast.
            for (; row + TILE_ROWS <= rows && row + 2 * QUAD_ROWS != rows; row += TILE_ROWS) {
                VectorTiles.tile(data, at + row * down, down, step, panels, b, depth, c, to + row * stride, stride);
            }
            for (; row + QUAD_ROWS <= rows; row += QUAD_ROWS) {
                VectorTiles.quad(data, at + row * down, down, step, panels, b, depth, c, to + row * stride, stride);
            }
        }
        for (; row + 2 <= rows; row += 2) {
            VectorTiles.pair(data, at + row * down, down, step, panels, b, depth, c, to + row * stride, stride);
        }
        if (row < rows) {
            VectorTiles.row(data, at + row * down, step, panels, b, depth, c, to + row * stride);
        }
    }
}
