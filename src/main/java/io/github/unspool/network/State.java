package io.github.unspool.network;

/**
 * What a network remembers between two steps: for each layer a slab B × H, one row for each sequence.
 *
 * @param sequences B
 * @param h the slabs, from the lowest layer upwards; shared, not copied
 */
public record State(int sequences, float[][] h) {

    /**
     * The state before anything was read.
     *
     * @param network the shape
     * @param sequences B
     * @return zeros
     */
    public static State zero(Network network, int sequences) {
        float[][] h = new float[network.layers().size()][];
        for (int i = 0; i < h.length; i++) {
            h[i] = new float
                    [Math.multiplyExact(sequences, network.layers().get(i).units())];
        }
        return new State(sequences, h);
    }

    @Override
    public String toString() {
        return "the state of %d sequences in %d layers".formatted(sequences, h.length);
    }
}
