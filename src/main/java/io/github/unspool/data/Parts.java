package io.github.unspool.data;

/**
 * Data in three parts that follow each other: what is trained on comes first, so that nothing is known of what comes after.
 *
 * <pre>{@code
 * var model = rnn.train(parts.training(), parts.validation());
 * }</pre>
 *
 * @param training to train on
 * @param validation to choose by: when to stop, which hyperparameters
 * @param test to look at once, at the end
 * @param <D> the kind of data set
 */
public record Parts<D>(D training, D validation, D test) {}
