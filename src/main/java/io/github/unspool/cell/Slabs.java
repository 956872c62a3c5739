package io.github.unspool.cell;

import java.util.Arrays;

/**
 * What one layer remembers of a batch between its forward and its backward pass: slabs with one row for each step of each
 * sequence. States have B rows more, at the beginning: those before the first step. A name that begins with {@code d} is
 * the gradient of the loss with respect to what follows.
 *
 * <p>A row of G pre-activations holds the gates one after the other, H numbers each. Slabs only grow, so that a training
 * run allocates for its largest batch and then no more.
 */
public final class Slabs {
    /** H, the units of the layer. */
    public final int units;
    /** G = gates · H, the width of the pre-activations. */
    public final int width;
    /**
     * The pre-activation {@code x·Wx + b}, to which {@code h[t-1]·Wh} is added unless the cell gates it; rows × G. A cell may
     * leave its gates in it.
     */
    public float[] zx = new float[0];
    /** The recurrent part of the pre-activation, {@code h[t-1]·Wh + bh}, if the cell gates it; rows × R, all recurrent gates. */
    public float[] zh = new float[0];
    /** The states h[−1], then {@code h[t]} after each step; (B + rows) × H. */
    public float[] h = new float[0];
    /** The memories c[−1], then {@code c[t]} after each step; (B + rows) × M, all memories of the cell side by side. */
    public float[] c = new float[0];
    /** {@code tanh c[t]}; rows × H if the cell has a memory. */
    public float[] tanhC = new float[0];
    /** ∂L/∂h; (B + rows) × H. */
    public float[] dh = new float[0];
    /** ∂L/∂c[t], what comes from step t + 1, then ∂L/∂c[t-1]; B × M. */
    public float[] dc = new float[0];
    /** ∂L/∂zx; rows × G. The same slab as {@link #zx}, whose numbers are no longer needed when their gradient is known. */
    public float[] dzx = new float[0];
    /** ∂L/∂zh; the same slab as {@link #zh} if the cell gates its recurrence, else as {@link #dzx}. */
    public float[] dzh = new float[0];

    /** What products in the middle of a step are of, and the products; rows × Q, all products of the cell. */
    public float[] q = new float[0];
    /** {@code q·Wq}; rows × Q. */
    public float[] zq = new float[0];
    /** ∂L/∂zq; rows × Q. */
    public float[] dzq = new float[0];
    /** ∂L/∂q; rows × Q. */
    public float[] dq = new float[0];
    /** The learned vectors of the cell, H numbers each; shared with the weights. */
    public float[][] vectors = {};
    /** The part of each row in the gradients of the learned vectors; rows × V, all vectors side by side. */
    public float[] dv = new float[0];

    /** R = recurrent gates · H, the width of {@link #zh}. */
    public final int recurrentWidth;
    /** M = memories · H, the width of {@link #c}. */
    public final int memoryWidth;
    /** Q = products · H. */
    public final int productWidth;
    /** V = vectors · H. */
    public final int vectorWidth;

    private final Cell cell;
    private int sequences;
    private int rows;
    private int side;

    /**
     * Makes slabs without rows.
     *
     * @param units H
     * @param cell decides which slabs are needed
     */
    public Slabs(int units, Cell cell) {
        this.units = units;
        this.width = Math.multiplyExact(units, cell.gates());
        this.recurrentWidth = Math.multiplyExact(units, cell.recurrentGates());
        this.memoryWidth = Math.multiplyExact(units, cell.memories());
        this.productWidth = Math.multiplyExact(units, cell.products());
        this.vectorWidth = Math.multiplyExact(units, cell.vectors().size());
        this.cell = cell;
    }

    /**
     * Makes room for a batch and clears what the passes add to.
     *
     * @param sequences B, the sequences of the batch
     * @param rows the rows of the batch
     */
    public void reset(int sequences, int rows) {
        this.sequences = sequences;
        if (rows > this.rows || sequences > side) {
            this.rows = Math.max(this.rows, rows);
            side = Math.max(side, sequences);
            allocate();
        }
        Arrays.fill(dh, 0, (sequences + rows) * units, 0);
        Arrays.fill(dc, 0, sequences * memoryWidth, 0);
    }

    /**
     * Where the state after a row stands in h, c and dh.
     *
     * @param row the row
     * @return the index of the first unit
     */
    public int state(int row) {
        return (sequences + row) * units;
    }

    /**
     * Where the memories after a row stand in c.
     *
     * @param row the row
     * @return the index of the first unit of the first memory
     */
    public int memory(int row) {
        return (sequences + row) * memoryWidth;
    }

    /**
     * How many numbers a row has in all slabs together.
     *
     * @param units H
     * @param cell decides which slabs are needed
     * @return the length of what {@link #reset} allocates for one row
     */
    public static long perRow(int units, Cell cell) {
        int gates = cell.gates() + (cell.gatesRecurrence() ? cell.recurrentGates() : 0);
        int states = 2 + 2 * cell.memories();
        return (long) units
                * (gates + states + 4 * cell.products() + cell.vectors().size());
    }

    /**
     * The number of values of a sequence in addition to those of its rows.
     *
     * @param units H
     * @param cell decides which slabs are needed
     * @return the length of what {@link #reset} allocates for one sequence
     */
    public static long perSequence(int units, Cell cell) {
        return (long) units * (2 + 2 * cell.memories());
    }

    /**
     * Looks at a state.
     *
     * @param row the row
     * @return h, H numbers; a copy
     */
    public float[] hidden(int row) {
        return Arrays.copyOfRange(h, state(row), state(row + 1));
    }

    /**
     * Looks at a memory, of a cell that has it.
     *
     * @param number which of the cell's memories
     * @param row the row
     * @return c, H numbers; a copy
     */
    public float[] memory(int number, int row) {
        int from = memory(row) + number * units;
        return Arrays.copyOfRange(c, from, from + units);
    }

    /**
     * Looks at a gate after {@link Cell#forward} and before {@link Cell#backward}.
     *
     * @param gate its number among {@link Cell#gateNames}
     * @param row the row
     * @return H numbers; a copy
     */
    public float[] gate(int gate, int row) {
        int from = row * width + gate * units;
        return Arrays.copyOfRange(zx, from, from + units);
    }

    /**
     * Looks at the gradient of a state when all steps have gone backward.
     *
     * @param row the row
     * @return ∂L/∂h, H numbers; a copy
     */
    public float[] hiddenGradient(int row) {
        return Arrays.copyOfRange(dh, state(row), state(row + 1));
    }

    private void allocate() {
        int gates = Math.multiplyExact(rows, width);
        int states = Math.multiplyExact(Math.addExact(side, rows), units);
        int memories = Math.multiplyExact(Math.addExact(side, rows), memoryWidth);
        zx = new float[gates];
        zh = new float[cell.gatesRecurrence() ? Math.multiplyExact(rows, recurrentWidth) : 0];
        dzx = zx;
        dzh = cell.gatesRecurrence() ? zh : zx;
        h = new float[states];
        dh = new float[states];
        c = new float[memories];
        tanhC = new float[rows * memoryWidth];
        dc = new float[side * memoryWidth];
        allocateProducts();
    }

    private void allocateProducts() {
        int size = Math.multiplyExact(rows, productWidth);
        q = new float[size];
        zq = new float[size];
        dzq = new float[size];
        dq = new float[size];
        dv = new float[Math.multiplyExact(rows, vectorWidth)];
    }
}
