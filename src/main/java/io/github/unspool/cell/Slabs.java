package io.github.unspool.cell;

import java.util.Arrays;

/**
 * What one layer remembers of a batch between its forward and its backward pass: slabs with one row for each step of each
 * sequence. A name that begins with {@code d} is the gradient of the loss with respect to what follows.
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
    /** The recurrent part of the pre-activation, {@code h[t-1]·Wh + bh}, if the cell gates it; rows × G. */
    public float[] zh = new float[0];
    /** {@code h[t-1]}, the state before the step; rows × H. */
    public float[] hPrevious = new float[0];
    /** {@code h[t]}, the state after the step; rows × H. */
    public float[] h = new float[0];
    /** {@code c[t-1]}, the memory before the step; rows × H if the cell has a memory. */
    public float[] cPrevious = new float[0];
    /** {@code c[t]}, the memory after the step; rows × H if the cell has a memory. */
    public float[] c = new float[0];
    /** {@code tanh c[t]}; rows × H if the cell has a memory. */
    public float[] tanhC = new float[0];
    /** ∂L/∂h; rows × H. */
    public float[] dh = new float[0];
    /** ∂L/∂c, what comes from the step after; rows × H if the cell has a memory. */
    public float[] dc = new float[0];
    /** ∂L/∂zx; rows × G. The same slab as {@link #zx}, whose numbers are no longer needed when their gradient is known. */
    public float[] dzx = new float[0];
    /** ∂L/∂zh; the same slab as {@link #zh} if the cell gates its recurrence, else as {@link #dzx}. */
    public float[] dzh = new float[0];
    /** What of ∂L/∂h[t-1] does not pass through zh; rows × H if the cell carries its state. */
    public float[] dhPrevious = new float[0];
    /** ∂L/∂c[t-1]; rows × H if the cell has a memory. */
    public float[] dcPrevious = new float[0];

    private final Cell cell;
    private int capacity;

    /**
     * Makes slabs without rows.
     *
     * @param units H
     * @param cell decides which slabs are needed
     */
    public Slabs(int units, Cell cell) {
        this.units = units;
        this.width = Math.multiplyExact(units, cell.gates());
        this.cell = cell;
    }

    /**
     * Makes room for a batch and clears what the passes add to.
     *
     * @param rows the rows of the batch
     */
    public void reset(int rows) {
        if (rows > capacity) {
            capacity = rows;
            allocate(Math.multiplyExact(rows, width), Math.multiplyExact(rows, units));
        }
        Arrays.fill(dh, 0, rows * units, 0);
        Arrays.fill(dc, 0, cell.hasMemory() ? rows * units : 0, 0);
    }

    /**
     * How many numbers a row has in all slabs together.
     *
     * @param units H
     * @param cell decides which slabs are needed
     * @return the length of what {@link #reset} allocates for one row
     */
    public static long perRow(int units, Cell cell) {
        int gates = cell.gates() * (cell.gatesRecurrence() ? 2 : 1);
        int states = 3 + (cell.carriesState() ? 1 : 0) + (cell.hasMemory() ? 5 : 0);
        return (long) units * (gates + states);
    }

    private void allocate(int gates, int states) {
        zx = new float[gates];
        zh = new float[cell.gatesRecurrence() ? gates : 0];
        dzx = zx;
        dzh = cell.gatesRecurrence() ? zh : zx;
        hPrevious = new float[states];
        h = new float[states];
        dh = new float[states];
        dhPrevious = new float[cell.carriesState() ? states : 0];
        int memory = cell.hasMemory() ? states : 0;
        cPrevious = new float[memory];
        c = new float[memory];
        tanhC = new float[memory];
        dc = new float[memory];
        dcPrevious = new float[memory];
    }
}
