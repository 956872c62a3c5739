package io.github.unspool.network;

import java.util.List;

/**
 * The shape of a network: recurrent layers from the input upwards and a softmax over the outputs on top. Its numbers are
 * {@link Weights}.
 *
 * @param inputs D, how many features a step has
 * @param layers the recurrent layers, at least one
 * @param outputs K, how many classes a step is told apart into
 */
public record Network(int inputs, List<LayerSpec> layers, int outputs) {

    /**
     * Copies the list and checks the sizes.
     *
     * @param inputs D
     * @param layers the recurrent layers
     * @param outputs K
     * @throws IllegalArgumentException if there is no input, no layer or no output
     */
    public Network {
        layers = List.copyOf(layers);
        if (inputs < 1 || outputs < 1 || layers.isEmpty()) {
            throw new IllegalArgumentException(
                    "a network needs inputs, a layer and outputs; this one would have %d, %d and %d"
                            .formatted(inputs, layers.size(), outputs));
        }
    }

    /**
     * The width of what a layer reads.
     *
     * @param layer 0 for the lowest
     * @return the inputs of the network, or the units of the layer below
     */
    int inputsOf(int layer) {
        return layer == 0 ? inputs : layers.get(layer - 1).units();
    }

    /**
     * The width of what the softmax reads.
     *
     * @return the units of the topmost layer
     */
    int topUnits() {
        return layers.get(layers.size() - 1).units();
    }
}
