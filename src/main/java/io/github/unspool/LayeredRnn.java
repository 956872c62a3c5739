package io.github.unspool;

import io.github.unspool.cell.Activation;
import io.github.unspool.cell.Merge;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.tribuo.setting.Hyperparameters;

/**
 * A builder whose last call added a layer: it offers the options of that layer. Any setting of the whole network returns an
 * {@link Rnn}, which has no layer options; {@link Rnn#top} returns to the last layer.
 *
 * <pre>{@code
 * Rnn.builder()
 *     .hidden(64).gru().bidirectional().dropout(0.2)
 *     .hidden(32).lstm().recurrentDropout(0.1)
 *     .epochs(20).adam(0.01)
 * }</pre>
 */
public final class LayeredRnn extends Rnn {
    LayeredRnn(Hyperparameters parameters) {
        super(parameters);
    }

    private LayerSpec layer() {
        return hyperparameters().topLayer();
    }

    /**
     * Makes this layer bidirectional: it also reads each sequence backwards and concatenates both states at each step. Such
     * a network cannot predict step by step.
     *
     * @return the network with the changed layer
     */
    public LayeredRnn bidirectional() {
        return withTop(layer().withBothDirections());
    }

    /**
     * Makes this layer bidirectional: it also reads each sequence backwards.
     *
     * @param merge how the states of both directions become the output, such as {@code Merge.SUM}
     * @return the network with the changed layer
     */
    public LayeredRnn bidirectional(Merge merge) {
        return withTop(layer().withBothDirections(merge));
    }

    /**
     * Adds the input of this layer to its output (a residual connection). Both must be of the same width.
     *
     * @return the network with the changed layer
     */
    public LayeredRnn skip() {
        return withTop(layer().withSkip());
    }

    /**
     * Sets the dropout of this layer's output during training, with a new mask at each step.
     *
     * @param part the probability of setting a value to 0, from 0 (inclusive) to 1 (exclusive), such as 0.2
     * @return the network with the changed layer
     * @throws IllegalArgumentException if the part is out of range
     */
    public LayeredRnn dropout(Number part) {
        return withTop(layer().withDropout(part.doubleValue()));
    }

    /**
     * Sets the dropout of this layer's recurrent state during training, with one mask for all steps of a sequence.
     *
     * @param part the probability of setting a value to 0, from 0 (inclusive) to 1 (exclusive), such as 0.2
     * @return the network with the changed layer
     * @throws IllegalArgumentException if the part is out of range
     */
    public LayeredRnn recurrentDropout(Number part) {
        return withTop(layer().withRecurrentDropout(part.doubleValue()));
    }

    /**
     * Puts a dense layer on this one, the same at each step, without an activation: a projection to fewer or more numbers.
     *
     * @param outputs how many outputs it has
     * @return the network with the changed layer
     * @throws IllegalArgumentException if there is no output
     */
    public LayeredRnn dense(int outputs) {
        return dense(outputs, Activation.LINEAR);
    }

    /**
     * Puts a dense layer on this one, the same at each step.
     *
     * @param outputs how many outputs it has
     * @param activation what it does with its sums, such as {@code Activation.RELU}
     * @return the network with the changed layer
     * @throws IllegalArgumentException if there is no output
     */
    public LayeredRnn dense(int outputs, Activation activation) {
        return withTop(layer().withDense(outputs, activation));
    }
}
