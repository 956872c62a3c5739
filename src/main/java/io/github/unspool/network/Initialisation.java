package io.github.unspool.network;

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
        Weights weights = new Weights(network);
        network.body().initialise(weights.body(), seed);
        network.output().initialise(weights.output(), seed);
        return weights;
    }
}
