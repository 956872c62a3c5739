package io.github.unspool.network;

import io.github.unspool.part.Initial;

/** How the weights of a network begin; each part says how its own do. */
public final class Initialisation {
    private Initialisation() {}

    /**
     * Draws the weights of a new network: input and output weights Glorot uniform, recurrent weights orthogonal, embeddings
     * normal; biases and first states zero, but 1 for the forget gate of an LSTM.
     *
     * @param network the shape
     * @param seed the same seed gives the same weights
     * @return the weights
     */
    public static Weights of(Network network, long seed) {
        return of(network, Initial.Choice.DEFAULT, seed);
    }

    /**
     * Draws the weights of a new network.
     *
     * @param network the shape
     * @param initial how the matrices begin, except for embeddings
     * @param seed the same seed gives the same weights
     * @return the weights
     */
    public static Weights of(Network network, Initial.Choice initial, long seed) {
        Weights weights = new Weights(network);
        network.body().initialise(weights.body(), initial, seed);
        network.output().initialise(weights.output(), initial, seed);
        return weights;
    }
}
