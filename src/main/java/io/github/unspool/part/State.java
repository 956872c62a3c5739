package io.github.unspool.part;

import io.github.unspool.parameter.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network remembers between two steps: for each direction of each layer a slab B × H, one row for
 * each sequence.
 *
 * @param sequences B
 * @param h the hidden states, from the lowest layer upwards, a bidirectional layer's backward one behind its forward one; shared, not copied
 * @param c the memories of the layers that have some, B × M, else empty; shared, not copied
 */
public record State(int sequences, float[][] h, float[][] c) {

    /**
     * A state of zeros.
     *
     * @param parts the recurrent parts, from the lowest
     * @param sequences B
     * @return zeros
     */
    public static State zero(List<RecurrentPart> parts, int sequences) {
        List<float[]> h = new ArrayList<>();
        List<float[]> c = new ArrayList<>();
        for (RecurrentPart part : parts) {
            int size = Math.multiplyExact(sequences, part.units());
            for (int direction = 0; direction < part.directions(); direction++) {
                h.add(new float[size]);
                c.add(new float[Math.multiplyExact(size, part.cell().memories())]);
            }
        }
        return new State(sequences, h.toArray(float[][]::new), c.toArray(float[][]::new));
    }

    /**
     * Becomes the state before anything was read, of all sequences.
     *
     * @param starts the parameters of each recurrence
     */
    public void restart(List<RecurrentParameters> starts) {
        for (int r = 0; r < h.length; r++) {
            restart(starts.get(r).h0(), h[r]);
            restart(starts.get(r).c0(), c[r]);
        }
    }

    /** Each row becomes what is learned, or zeros if nothing is. */
    private static void restart(Parameter learned, float[] slab) {
        for (int i = 0; i < slab.length; i++) {
            slab[i] = learned == null ? 0 : learned.values()[i % learned.columns()];
        }
    }

    /** Puts the sequences into another order; the first row becomes what stood in row {@code from[0]}, and so on. */
    public void reorder(int[] from) {
        reorder(h, from);
        reorder(c, from);
    }

    private void reorder(float[][] slabs, int[] from) {
        for (float[] slab : slabs) {
            int width = slab.length / sequences;
            float[] before = slab.clone();
            for (int row = 0; row < from.length; row++) {
                System.arraycopy(before, from[row] * width, slab, row * width, width);
            }
        }
    }

    /** A state that no longer changes with this one. */
    public State copy() {
        return new State(sequences, copy(h), copy(c));
    }

    private static float[][] copy(float[][] slabs) {
        float[][] copy = new float[slabs.length][];
        for (int r = 0; r < slabs.length; r++) {
            copy[r] = slabs[r].clone();
        }
        return copy;
    }

    /**
     * Adds the gradients of the sequences' first states to those of the learned ones.
     *
     * @param gradients the gradients of each recurrence's parameters
     */
    public void accumulate(List<RecurrentParameters> gradients) {
        for (int r = 0; r < h.length; r++) {
            addRows(h[r], sequences, gradients.get(r).h0());
            addRows(c[r], sequences, gradients.get(r).c0());
        }
    }

    @Override
    public String toString() {
        return "the state of %s sequences in %s recurrences".formatted(sequences, h.length);
    }

    private static void addRows(float[] slab, int rows, Parameter learned) {
        if (learned == null) {
            return;
        }
        float[] sum = learned.values();
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += slab[row * sum.length + j];
            }
        }
    }
}
