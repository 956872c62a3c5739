package io.github.unspool.loss;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The loss of a network: how outputs become predictions, and how wrong those are. Losses are values, two
 * of the same kind are equal.
 */
public sealed interface Loss permits CrossEntropy, BinaryCrossEntropy, SquaredError, SquaredErrorInUnits, HuberLoss {

    /** The type of targets. */
    enum Kind {
        /** One class of several. */
        CLASS,
        /** Any number of labels. */
        LABELS,
        /** Numbers. */
        NUMBERS;

        /**
         * Whether predictions are probabilities.
         *
         * @return false for numbers
         */
        public boolean isProbability() {
            return this != NUMBERS;
        }
    }

    /**
     * What kind of outputs the loss is for.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * One row.
     *
     * @param o holds K outputs, which become predictions
     * @param y holds K targets, which become the gradient of the loss with respect to the outputs
     * @param at where the row begins in both
     * @param outputs K
     * @param only the column of the only target that is not zero, which saves looking for it; −1 if that is not known
     * @return the loss of the row
     */
    double apply(float[] o, float[] y, int at, int outputs, int only);

    /**
     * The loss without its settings, in which models are compared that were trained with others: −log p of a class, the mean
     * of −log p of labels, the mean squared error of numbers.
     *
     * @return the loss of the same kind that has no settings
     */
    default Loss comparable() {
        return switch (kind()) {
            case CLASS -> crossEntropy();
            case LABELS -> binaryCrossEntropy();
            case NUMBERS -> squaredError();
        };
    }

    /**
     * What the loss is called, and what it is measured in.
     *
     * @return such as {@code cross-entropy in nats}
     */
    String title();

    /**
     * The call that makes this loss.
     *
     * @return such as {@code Loss.huber(1.0)}
     */
    @Override
    String toString();

    /**
     * For one class of several: softmax of the outputs, and −log of the probability of the class.
     *
     * @return the loss
     */
    static Loss crossEntropy() {
        return new CrossEntropy(0);
    }

    /**
     * Cross-entropy with label smoothing: a part of the target is spread over all classes.
     *
     * @param smoothing the part, from 0 to less than 1
     * @return the loss
     * @throws IllegalArgumentException if the part is out of range
     */
    static Loss crossEntropy(double smoothing) {
        return new CrossEntropy(smoothing);
    }

    /**
     * For any number of labels at once: the sigmoid of each output, and the mean of −log of the probability that the label
     * is there, or is not.
     *
     * @return the loss
     */
    static Loss binaryCrossEntropy() {
        return new BinaryCrossEntropy();
    }

    /**
     * For numbers: the mean of the squared errors of the K outputs.
     *
     * @return the loss
     */
    static Loss squaredError() {
        return new SquaredError();
    }

    /**
     * For numbers with outliers: half the squared error where it is small, and its straight continuation where it is not.
     *
     * @param delta where the straight part begins, positive and finite
     * @return the loss
     * @throws IllegalArgumentException if delta is not
     */
    static Loss huber(double delta) {
        return new HuberLoss(delta);
    }

    /**
     * Reads a loss from the text that {@link #toString} gives, with or without {@code Loss.} before it.
     *
     * @param text such as {@code huber(1.0)}
     * @return the loss
     * @throws IllegalArgumentException if the text says something else, or a number is out of range
     */
    static Loss parse(String text) {
        Matcher call = Pattern.compile("(?:Loss\\.)?(\\w+)\\(((?:\\d+(?:\\.\\d+)?(?:[eE]-?\\d+)?)?)\\)")
                .matcher(text);
        String name = call.matches() ? call.group(1) + (call.group(2).isEmpty() ? "()" : "(x)") : "";
        return switch (name) {
            case "crossEntropy()" -> crossEntropy();
            case "crossEntropy(x)" -> crossEntropy(Double.parseDouble(call.group(2)));
            case "binaryCrossEntropy()" -> binaryCrossEntropy();
            case "squaredError()" -> squaredError();
            case "huber(x)" -> huber(Double.parseDouble(call.group(2)));
            default ->
                throw new IllegalArgumentException(
                        "\"%s\" is not a loss; the losses are crossEntropy(), crossEntropy(0.1), binaryCrossEntropy(), squaredError() and huber(1)"
                                .formatted(text));
        };
    }
}
