package io.github.unspool.training;

/**
 * The results of one pass over the training data.
 *
 * @param number 1 for the first
 * @param loss the mean loss of a step, measured while the weights were changing
 * @param gradientNorm the mean over the epoch's updates of the gradient's Euclidean norm, before clipping
 * @param validationLoss the mean loss of a step of the validation data, after the epoch; NaN if there is none
 */
public record Epoch(int number, double loss, double gradientNorm, double validationLoss) {

    /**
     * Whether there was validation data.
     *
     * @return true if {@link #validationLoss} is a number
     */
    public boolean isValidated() {
        return !Double.isNaN(validationLoss);
    }

    /**
     * A cross-entropy as a number of equally likely choices.
     *
     * @return e to the power of the loss
     */
    public double perplexity() {
        return StrictMath.exp(loss);
    }
}
