package io.github.unspool;

import io.github.unspool.cell.Attention;
import io.github.unspool.network.DecoderSpec;
import io.github.unspool.network.LayerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The decoder of a network, as it is written in {@link Rnn#decoder}: what it reads at each step, its layers, and how it looks at the
 * sequence that was read before. Immutable.
 *
 * <pre>{@code
 * decoder(d -> d.embedding(32).hidden(128).gru().dropout(0.2).attention())
 * }</pre>
 */
public class DecoderBuilder {
    static final DecoderBuilder NOTHING = new DecoderBuilder(0, List.of(), Optional.empty());

    final int embedding;
    final List<LayerSpec> layers;
    final Optional<Attention> attention;

    DecoderBuilder(int embedding, List<LayerSpec> layers, Optional<Attention> attention) {
        this.embedding = embedding;
        this.layers = layers;
        this.attention = attention;
    }

    /**
     * Adds an embedding: a table that holds a learned vector for each output, which is read at the step after it.
     *
     * @param width the length of the vectors, at least 1
     * @return the changed decoder
     * @throws IllegalArgumentException if the width is not positive
     */
    public DecoderBuilder embedding(int width) {
        if (width < 1) {
            throw new IllegalArgumentException(
                    "embedding(%s): the width must be at least 1; try embedding(16)".formatted(width));
        }
        return new DecoderBuilder(width, layers, attention);
    }

    /**
     * Adds a layer on top; the next method call chooses its cell.
     *
     * @param units its width, at least 1
     * @return the layer, whose cell must be chosen next
     * @throws IllegalArgumentException if the width is not positive
     */
    public Layer hidden(int units) {
        return new Layer(units);
    }

    /** A layer of a decoder whose cell has not been chosen yet. */
    public final class Layer extends CellChoice<LayeredDecoder> {
        private Layer(int units) {
            super(units);
        }

        @Override
        LayeredDecoder with(LayerSpec layer) {
            List<LayerSpec> all = new ArrayList<>(layers);
            all.add(layer);
            return new LayeredDecoder(embedding, List.copyOf(all), attention);
        }
    }

    /**
     * Lets the decoder look at all steps that were read, at each step of its own, with {@code Attention.GENERAL}.
     *
     * @return the changed decoder
     */
    public DecoderBuilder attention() {
        return attention(Attention.GENERAL);
    }

    /**
     * Lets the decoder look at all steps that were read, at each step of its own.
     *
     * @param score how well a step of the decoder fits to one that was read, such as {@code Attention.ADDITIVE}
     * @return the changed decoder
     */
    public DecoderBuilder attention(Attention score) {
        return new DecoderBuilder(embedding, layers, Optional.of(score));
    }

    DecoderSpec spec() {
        return new DecoderSpec(embedding, layers, attention);
    }

    /** The calls that make it. */
    @Override
    public String toString() {
        return layers.isEmpty() ? "a decoder without a layer; add one, such as hidden(32).gru()" : spec().toString();
    }
}
