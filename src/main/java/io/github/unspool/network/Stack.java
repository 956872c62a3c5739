package io.github.unspool.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What lies between the inputs and the output of a network, from the input upwards.
 *
 * @param embedding M, how many numbers each input is first turned into by a table that is learned; 0: no such table
 * @param layers the recurrent layers, at least one
 * @param learnedStart whether the state before the first step is learned; otherwise it is zero
 * @param decoder what writes a sequence of another length after the layers have read theirs; empty if each output belongs to a
 *     step or to the whole sequence
 */
public record Stack(int embedding, List<LayerSpec> layers, boolean learnedStart, Optional<DecoderSpec> decoder) {

    /**
     * A stack without a decoder.
     *
     * @param embedding M, or 0
     * @param layers the recurrent layers
     * @param learnedStart whether the first state is learned
     * @throws IllegalArgumentException as below
     */
    public Stack(int embedding, List<LayerSpec> layers, boolean learnedStart) {
        this(embedding, layers, learnedStart, Optional.empty());
    }

    /**
     * Copies the list and checks what fits on what.
     *
     * @param embedding M, or 0
     * @param layers the recurrent layers
     * @param learnedStart whether the first state is learned
     * @param decoder what writes the output, if there is one
     * @throws IllegalArgumentException if there is no layer, or one that cannot stand where it does; the message names all
     */
    public Stack {
        layers = List.copyOf(layers);
        List<String> problems = new ArrayList<>();
        if (embedding < 0) {
            problems.add("embedding(%s): the width must be at least 1; try embedding(16)".formatted(embedding));
        }
        if (layers.isEmpty()) {
            problems.add("there is no layer; add one, such as hidden(16).tanh()");
        }
        for (int i = 0; i < layers.size(); i++) {
            checkSkip(embedding, layers, i, problems);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private static void checkSkip(int embedding, List<LayerSpec> layers, int i, List<String> problems) {
        LayerSpec layer = layers.get(i);
        int below = i == 0 ? embedding : layers.get(i - 1).outputs();
        if (layer.skip() && below == 0) {
            problems.add("skip() in layer 1: there is no layer below whose output could be added; try embedding(%s)"
                    .formatted(layer.merged()));
        } else if (layer.skip() && below != layer.merged()) {
            problems.add(
                    "skip() in layer %s: it has %s inputs and %s outputs, which cannot be added; make the numbers equal"
                            .formatted(i + 1, below, layer.merged()));
        }
    }

    /**
     * Layers without an embedding, from a state of zeros.
     *
     * @param layers the recurrent layers
     * @return the stack
     */
    public static Stack of(List<LayerSpec> layers) {
        return new Stack(0, layers, false);
    }

    /** The stack as it is when nothing is trained. */
    Stack withoutDropout() {
        List<LayerSpec> plain = layers.stream()
                .map(layer -> layer.withDropout(0).withRecurrentDropout(0))
                .toList();
        return new Stack(embedding, plain, learnedStart, decoder.map(DecoderSpec::withoutDropout));
    }

    /**
     * Whether an output depends on the steps up to its own only, so that a sequence can be read step by step.
     *
     * @return false if a layer is bidirectional, or there is a decoder
     */
    public boolean isCausal() {
        return decoder.isEmpty() && readsForwards();
    }

    /** Whether no layer reads from the end. */
    boolean readsForwards() {
        return layers.stream().noneMatch(LayerSpec::bidirectional);
    }
}
