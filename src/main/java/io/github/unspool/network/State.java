package io.github.unspool.network;

/**
 * What a network remembers between two steps: for each layer a slab B × H, one row for each sequence.
 *
 * @param sequences B
 * @param h the hidden states, from the lowest layer upwards; shared, not copied
 * @param c the memories of the layers that have one, else empty; shared, not copied
 */
public record State(int sequences, float[][] h, float[][] c) {

    /**
     * The state before anything was read.
     *
     * @param network the shape
     * @param sequences B
     * @return zeros
     */
    public static State zero(Network network, int sequences) {
        int layers = network.layers().size();
        float[][] h = new float[layers][];
        float[][] c = new float[layers][];
        for (int i = 0; i < layers; i++) {
            LayerSpec layer = network.layers().get(i);
            int size = Math.multiplyExact(sequences, layer.units());
            h[i] = new float[size];
            c[i] = new float[layer.cell().hasMemory() ? size : 0];
        }
        return new State(sequences, h, c);
    }

    @Override
    public String toString() {
        return "the state of %d sequences in %d layers".formatted(sequences, h.length);
    }
}
