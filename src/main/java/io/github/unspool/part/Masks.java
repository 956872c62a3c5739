package io.github.unspool.part;

/**
 * What is left out in one update, see {@code DropoutMasks}; null where nothing is. The slabs may be longer than needed.
 *
 * @param output for each layer the factors of what it gives to the layer above, R × its outputs
 * @param recurrent for each recurrence the factors of the state that its product sees, B × H, the same at each step
 * @param decoder what is left out in the decoder; null if there is none
 */
public record Masks(float[][] output, float[][] recurrent, Masks decoder) {

    /** Of a network with so many layers and recurrences. */
    public static Masks none(int layers, int recurrences) {
        return none(layers, recurrences, null);
    }

    /** Of a network with so many layers and recurrences, and of its decoder. */
    public static Masks none(int layers, int recurrences, Masks decoder) {
        return new Masks(new float[layers][], new float[recurrences][], decoder);
    }
}
