package io.github.unspool.cell;

import java.util.Arrays;

/**
 * What one layer remembers of a batch between its forward and its backward pass: slabs with one row for each step of each
 * sequence. A name that begins with {@code d} is the gradient of the loss with respect to what follows.
 *
 * <p>Slabs only grow, so that a training run allocates for its largest batch and then no more.
 */
public final class Slabs {
    /** H, the units of the layer: the width of every slab but the pre-activations. */
    public final int units;
    /** G = gates · H, the width of the pre-activations. */
    public final int width;
    /** The input's part of the pre-activation, {@code x·Wx + b}; rows × G. */
    public float[] zx = new float[0];
    /** The recurrent part of the pre-activation, {@code h[t-1]·Wh}; rows × G. */
    public float[] zh = new float[0];
    /** {@code h[t-1]}, the state before the step; rows × H. */
    public float[] previous = new float[0];
    /** {@code h[t]}, the state after the step; rows × H. */
    public float[] h = new float[0];
    /** ∂L/∂h; rows × H. */
    public float[] dh = new float[0];
    /** ∂L/∂z; rows × G. */
    public float[] dz = new float[0];

    private int capacity;

    /**
     * Makes slabs without rows.
     *
     * @param units H
     * @param gates how many pre-activations the cell has for each unit
     */
    public Slabs(int units, int gates) {
        this.units = units;
        this.width = units * gates;
    }

    /**
     * Makes room for a batch and clears what the passes add to.
     *
     * @param rows the rows of the batch
     */
    public void reset(int rows) {
        if (rows > capacity) {
            capacity = rows;
            zx = new float[Math.multiplyExact(rows, width)];
            zh = new float[zx.length];
            dz = new float[zx.length];
            previous = new float[Math.multiplyExact(rows, units)];
            h = new float[previous.length];
            dh = new float[previous.length];
        }
        Arrays.fill(zx, 0, rows * width, 0);
        Arrays.fill(zh, 0, rows * width, 0);
        Arrays.fill(dh, 0, rows * units, 0);
    }
}
