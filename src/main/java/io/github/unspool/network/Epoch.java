package io.github.unspool.network;

/**
 * What one pass over the training data gave.
 *
 * @param number 1 for the first
 * @param loss the mean cross-entropy of a step in nats, measured while the weights were changing
 * @param gradientNorm the mean over the epoch's updates of the gradient's Euclidean norm, before clipping
 */
public record Epoch(int number, double loss, double gradientNorm) {

    /**
     * The loss as a number of equally likely choices.
     *
     * @return e to the power of the loss
     */
    public double perplexity() {
        return StrictMath.exp(loss);
    }
}
