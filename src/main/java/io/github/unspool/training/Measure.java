package io.github.unspool.training;

import io.github.unspool.loss.Loss;

/**
 * The definition of the losses of a training run, from which its gradients are computed. They can be compared within the
 * run. For losses that can be compared between models, see {@link Loss#comparable}.
 *
 * @param loss the loss
 * @param isClassWeighted whether some classes count more or less than once
 */
public record Measure(Loss loss, boolean isClassWeighted) {
    private static final String WEIGHTED = ", weighted by class";

    /**
     * Losses in which each class counts once.
     *
     * @param loss the loss
     * @return the measure
     */
    public static Measure of(Loss loss) {
        return new Measure(loss, false);
    }

    /**
     * Whether the losses are −log p of classes, so that they have a perplexity.
     *
     * @return false if they are smoothed or weighted
     */
    public boolean hasPerplexity() {
        return loss.equals(Loss.crossEntropy()) && !isClassWeighted;
    }

    /**
     * The name and the unit of the losses.
     *
     * @return such as {@code cross-entropy in nats, weighted by class}; numbers are trained on a scale of their own
     */
    public String title() {
        return loss.title() + scale() + (isClassWeighted ? WEIGHTED : "");
    }

    private String scale() {
        if (loss.kind() != Loss.Kind.NUMBERS) {
            return "";
        }
        return loss.isPositive() ? ", targets divided by their mean" : ", targets scaled to variance 1";
    }

    /**
     * Reads a measure from the text that {@link #toString} gives.
     *
     * @param text such as {@code Loss.huber(1.0)}
     * @return the measure
     * @throws IllegalArgumentException if the text is not of this form
     */
    public static Measure parse(String text) {
        boolean isWeighted = text.endsWith(WEIGHTED);
        return new Measure(
                Loss.parse(isWeighted ? text.substring(0, text.length() - WEIGHTED.length()) : text), isWeighted);
    }

    /** The call that makes the loss, and whether it is weighted. */
    @Override
    public String toString() {
        return loss + (isClassWeighted ? WEIGHTED : "");
    }
}
