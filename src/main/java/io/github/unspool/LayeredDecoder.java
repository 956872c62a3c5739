package io.github.unspool;

import io.github.unspool.cell.Attention;
import io.github.unspool.network.LayerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A decoder whose last call added a layer: it offers the options of that layer. */
public final class LayeredDecoder extends DecoderBuilder {
    LayeredDecoder(int embedding, List<LayerSpec> layers, Optional<Attention> attention) {
        super(embedding, layers, attention);
    }

    private LayerSpec layer() {
        return layers.get(layers.size() - 1);
    }

    private LayeredDecoder withTop(LayerSpec layer) {
        List<LayerSpec> all = new ArrayList<>(layers);
        all.set(all.size() - 1, layer);
        return new LayeredDecoder(embedding, List.copyOf(all), attention);
    }

    /**
     * Adds the input of this layer to its output. Both must be of the same width.
     *
     * @return the decoder with the changed layer
     */
    public LayeredDecoder skip() {
        return withTop(layer().withSkip());
    }

    /**
     * Sets the dropout of this layer's output during training, with a new mask at each step.
     *
     * @param part the probability of setting a value to 0, from 0 (inclusive) to 1 (exclusive), such as 0.2
     * @return the decoder with the changed layer
     * @throws IllegalArgumentException if the part is out of range
     */
    public LayeredDecoder dropout(Number part) {
        return withTop(layer().withDropout(part.doubleValue()));
    }

    /**
     * Sets the dropout of this layer's recurrent state during training, with one mask for all steps of a sequence.
     *
     * @param part the probability of setting a value to 0, from 0 (inclusive) to 1 (exclusive), such as 0.2
     * @return the decoder with the changed layer
     * @throws IllegalArgumentException if the part is out of range
     */
    public LayeredDecoder recurrentDropout(Number part) {
        return withTop(layer().withRecurrentDropout(part.doubleValue()));
    }
}
