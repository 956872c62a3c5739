package io.github.unspool.network;

/**
 * What is left out in one update, see {@link Dropout}; null where nothing is. The slabs may be longer than needed.
 *
 * @param output for each layer the factors of what it gives to the layer above, R × its outputs
 * @param recurrent for each recurrence the factors of the state that its product sees, B × H, the same at each step
 */
public record Masks(float[][] output, float[][] recurrent) {

    static Masks none(Network network) {
        return new Masks(new float[network.layers().size()][], new float[network.recurrences()][]);
    }
}
