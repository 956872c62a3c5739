package io.github.unspool.loss;

import io.github.unspool.equation.Expression;
import java.util.function.BinaryOperator;

/**
 * The loss of a network: how outputs become predictions, and how wrong those are. Losses are values, two
 * of the same kind are equal.
 */
public sealed interface Loss
        permits CrossEntropy, CtcLoss, BinaryCrossEntropy, SquaredError, SquaredErrorInUnits, HuberLoss, EquationLoss {

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
     * Whether predictions are numbers above 0, e to the power of the outputs. Targets are then divided by their mean;
     * otherwise numbers are brought to mean 0 and variance 1.
     *
     * @return true for {@link #poisson} and {@link #ofPositive}
     */
    default boolean isPositive() {
        return false;
    }

    /**
     * Whether the loss is one of all steps of a sequence together, whose target is a sequence of labels; {@link #apply} then
     * gives predictions only.
     *
     * @return true for {@link #ctc}
     */
    default boolean isOfSequences() {
        return false;
    }

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
     * For a sequence of labels that is at most as long as its input, without a decoder: connectionist temporal classification
     * (Graves et al. 2006). At each step the network predicts a label or a blank; the loss is −log of the sum of the probabilities
     * of all ways to say the target in that many steps, see {@link Ctc}.
     *
     * @return the loss
     */
    static Loss ctc() {
        return new CtcLoss();
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
     * For numbers: the mean of the absolute errors. The best constant prediction is the median.
     *
     * @return the loss
     */
    static Loss absoluteError() {
        return NamedLosses.absoluteError();
    }

    /**
     * For numbers: the pinball loss, with which a quantile of the target is predicted.
     *
     * @param level the part of the targets that lies below, above 0 and below 1
     * @return max(q·(t − y), (q − 1)·(t − y))
     * @throws IllegalArgumentException if the level is out of range
     */
    static Loss quantile(double level) {
        return NamedLosses.quantile(level);
    }

    /**
     * For counts and other numbers that are not negative: −log of the Poisson distribution, without the part that no
     * prediction changes. Predictions are above 0.
     *
     * @return y − t·log y
     */
    static Loss poisson() {
        return NamedLosses.poisson();
    }

    /**
     * For numbers: the logarithm of the hyperbolic cosine of the error, half its square where it is small and its absolute
     * value, less log 2, where it is large.
     *
     * @return log cosh(y − t)
     */
    static Loss logCosh() {
        return NamedLosses.logCosh();
    }

    /**
     * For any number of labels at once: binary cross-entropy, in which labels that are predicted well count less. There is no
     * focal loss for one class of several, whose predictions depend on all outputs together; {@code classWeights(…)} are for
     * rare classes.
     *
     * @param gamma how much less, 0 or more; 2 is common, and 0 is {@link #binaryCrossEntropy}
     * @return −(1 − p)^γ·log p for a label that is there, −p^γ·log(1 − p) for one that is not
     * @throws IllegalArgumentException if gamma is negative or not finite
     */
    static Loss focal(double gamma) {
        return NamedLosses.focal(gamma);
    }

    /**
     * A loss of one's own, for numbers. Both are numbers on the scale of training, where targets have mean 0 and variance 1.
     *
     * @param name what it is called
     * @param loss the loss from a prediction and its target
     * @return the loss, with its derived gradient
     * @throws IllegalArgumentException if this is no loss; the message says why
     */
    static EquationLoss of(String name, BinaryOperator<Expression> loss) {
        return NamedLosses.own(name, LossEquation.Link.NUMBER, loss);
    }

    /**
     * A loss of one's own, for numbers that are not negative. Predictions are above 0, and both are divided by the mean of
     * the targets of training.
     *
     * @param name what it is called
     * @param loss the loss from a prediction and its target
     * @return the loss, with its derived gradient
     * @throws IllegalArgumentException if this is no loss; the message says why
     */
    static EquationLoss ofPositive(String name, BinaryOperator<Expression> loss) {
        return NamedLosses.own(name, LossEquation.Link.POSITIVE, loss);
    }

    /**
     * A loss of one's own, for any number of labels at once: from the probability of a label, and 1 if it is there or 0 if
     * not.
     *
     * @param name what it is called
     * @param loss the loss from a probability and its target
     * @return the loss, with its derived gradient
     * @throws IllegalArgumentException if this is no loss; the message says why
     */
    static EquationLoss ofLabels(String name, BinaryOperator<Expression> loss) {
        return NamedLosses.own(name, LossEquation.Link.PROBABILITY, loss);
    }

    /**
     * A loss of one's own from its text.
     *
     * @param name what it is called
     * @param equation such as {@code abs(y - t)}, or with another prediction than the output {@code y = exp(o); loss = y - t
     *     * log(y)}
     * @return the loss, with its derived gradient
     * @throws IllegalArgumentException if the text cannot be read, or is no loss; the message says why
     */
    static EquationLoss parse(String name, String equation) {
        return EquationLoss.own(name, LossEquation.parse(equation));
    }

    /**
     * Reads a loss from the text that {@link #toString} gives, with or without {@code Loss.} before it.
     *
     * @param text such as {@code huber(1.0)}
     * @return the loss
     * @throws IllegalArgumentException if the text says something else, or a number is out of range
     */
    static Loss parse(String text) {
        return LossText.parse(text);
    }
}
