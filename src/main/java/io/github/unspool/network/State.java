package io.github.unspool.network;

import io.github.unspool.parameter.Parameter;
import java.util.Arrays;

/**
 * What a network remembers between two steps: for each direction of each layer a slab B × H, one row for
 * each sequence.
 *
 * @param sequences B
 * @param h the hidden states, from the lowest layer upwards, a bidirectional layer's backward one behind its forward one; shared, not copied
 * @param c the memories of the layers that have one, else empty; shared, not copied
 */
public record State(int sequences, float[][] h, float[][] c) {

    /**
     * A state of zeros.
     *
     * @param network the shape
     * @param sequences B
     * @return zeros
     */
    public static State zero(Network network, int sequences) {
        float[][] h = new float[network.recurrences()][];
        float[][] c = new float[h.length][];
        int r = 0;
        for (LayerSpec layer : network.layers()) {
            int size = Math.multiplyExact(sequences, layer.units());
            for (int direction = 0; direction < layer.directions(); direction++, r++) {
                h[r] = new float[size];
                c[r] = new float[layer.cell().hasMemory() ? size : 0];
            }
        }
        return new State(sequences, h, c);
    }

    /**
     * The state before anything was read.
     *
     * @param weights the network
     * @param sequences B
     * @return the learned state for each sequence, or zeros if none is learned
     */
    public static State initial(Weights weights, int sequences) {
        State state = zero(weights.network(), sequences);
        state.restart(weights);
        return state;
    }

    /** Becomes the state before anything was read, of all sequences. */
    public void restart(Weights weights) {
        boolean isLearned = weights.network().stack().learnedStart();
        for (int r = 0; r < h.length; r++) {
            if (isLearned) {
                repeat(weights.h0(r), h[r]);
                repeat(weights.c0(r), c[r]);
            } else {
                Arrays.fill(h[r], 0);
                Arrays.fill(c[r], 0);
            }
        }
    }

    State copy() {
        return new State(sequences, copy(h), copy(c));
    }

    private static float[][] copy(float[][] slabs) {
        float[][] copy = new float[slabs.length][];
        Arrays.setAll(copy, r -> slabs[r].clone());
        return copy;
    }

    private static void repeat(Parameter row, float[] slab) {
        for (int i = 0; i < slab.length; i++) {
            slab[i] = row.values()[i % row.columns()];
        }
    }

    /** Adds the gradients of the sequences' first states to those of the learned state. */
    public void accumulate(Weights gradients) {
        for (int r = 0; r < h.length; r++) {
            addRows(h[r], sequences, gradients.h0(r).values());
            addRows(c[r], c[r].length == 0 ? 0 : sequences, gradients.c0(r).values());
        }
    }

    @Override
    public String toString() {
        return "the state of %s sequences in %s recurrences".formatted(sequences, h.length);
    }

    private static void addRows(float[] slab, int rows, float[] sum) {
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += slab[row * sum.length + j];
            }
        }
    }
}
