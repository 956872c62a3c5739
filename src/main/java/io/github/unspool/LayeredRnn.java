package io.github.unspool;

import io.github.unspool.network.LayerSpec;
import io.github.unspool.tribuo.setting.Hyperparameters;

/**
 * A network right after one of its layers: the options of that layer come here. A setting of the whole gives an {@link Rnn},
 * which has no options of layers; {@link Rnn#top} returns to them.
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
     * Lets this layer read each sequence from its end too; it then gives two states a step. Such a network cannot be read
     * step by step.
     *
     * @return the network with the changed layer
     */
    public LayeredRnn bidirectional() {
        return withTop(layer().withBothDirections());
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
     * Leaves out a part of the output of this layer, at each step another, while training.
     *
     * @param part from 0 to less than 1, such as 0.2
     * @return the network with the changed layer
     * @throws IllegalArgumentException if the part is out of range
     */
    public LayeredRnn dropout(Number part) {
        return withTop(layer().withDropout(part.doubleValue()));
    }

    /**
     * Leaves out a part of the state from which this layer continues, at each step the same, while training.
     *
     * @param part from 0 to less than 1, such as 0.2
     * @return the network with the changed layer
     * @throws IllegalArgumentException if the part is out of range
     */
    public LayeredRnn recurrentDropout(Number part) {
        return withTop(layer().withRecurrentDropout(part.doubleValue()));
    }
}
