package io.github.unspool.network;

import io.github.unspool.cell.Attention;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A decoder as it is written in a chain, such as {@code embedding(32).hidden(128).gru().attention()}: that text is its {@link
 * #toString}, and {@link #parse} reads it again.
 *
 * @param embedding how many numbers each output is turned into before it is read; 0: no such table
 * @param layers the recurrent layers, at least one, which read forwards
 * @param attention how the decoder looks at the encoded steps; empty if it reads nothing but the state after the last
 */
public record DecoderSpec(int embedding, List<LayerSpec> layers, Optional<Attention> attention) {
    private static final int LONGEST_TEXT = 10_000;
    private static final Pattern EMBEDDING = Pattern.compile("embedding\\((\\d{1,9})\\)\\.");
    private static final Pattern ATTENTION =
            Pattern.compile("\\.attention\\((?:Attention\\.(DOT|GENERAL|ADDITIVE))?\\)$");

    /**
     * Checks the layers.
     *
     * @param embedding the width of the embedding, or 0
     * @param layers the recurrent layers
     * @param attention how it looks at the encoded steps
     * @throws IllegalArgumentException if there is no layer, or one cannot stand in a decoder; the message says which
     */
    public DecoderSpec {
        layers = List.copyOf(layers);
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).bidirectional()) {
                throw new IllegalArgumentException(
                        "decoder(…): layer %s is bidirectional(), but a decoder cannot read what it has not written yet; remove the call"
                                .formatted(i + 1));
            }
        }
        // The same rules as for any other stack.
        try {
            new Stack(embedding, layers, false);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("decoder(…): " + e.getMessage(), e);
        }
    }

    /**
     * Reads the text that {@link #toString} gives.
     *
     * @param text such as {@code embedding(32).hidden(128).gru().attention()}
     * @return the decoder
     * @throws IllegalArgumentException if the text says something else
     */
    public static DecoderSpec parse(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("a decoder's text of %s characters".formatted(text.length()));
        }
        String rest = text;
        int embedding = 0;
        Matcher table = EMBEDDING.matcher(rest);
        if (table.lookingAt()) {
            embedding = Integer.parseInt(table.group(1));
            rest = rest.substring(table.end());
        }
        Optional<Attention> attention = Optional.empty();
        Matcher attends = ATTENTION.matcher(rest);
        if (attends.find()) {
            attention = Optional.of(attends.group(1) == null ? Attention.GENERAL : Attention.valueOf(attends.group(1)));
            rest = rest.substring(0, attends.start());
        }
        List<LayerSpec> layers = new ArrayList<>();
        for (String layer : rest.split("\\.(?=hidden\\()")) {
            layers.add(LayerSpec.parse(layer));
        }
        return new DecoderSpec(embedding, layers, attention);
    }

    /** The decoder as it is when nothing is trained. */
    public DecoderSpec withoutDropout() {
        return new DecoderSpec(
                embedding, new Stack(embedding, layers, false).withoutDropout().layers(), attention);
    }

    /** What the network's description says of it. */
    String describe() {
        return "decoder: " + (embedding > 0 ? "embedding " + embedding + " → " : "")
                + layers.stream()
                        .map(layer -> layer.units() + " " + layer.cell().name())
                        .collect(Collectors.joining(" → "))
                + attention.map(score -> " with " + score + " attention").orElse("");
    }

    /** The calls that make it. */
    @Override
    public String toString() {
        Stream<String> calls = Stream.of(
                        Stream.of(embedding).filter(width -> width > 0).map("embedding(%s)"::formatted),
                        layers.stream().map(LayerSpec::toString),
                        attention.stream()
                                .map(score -> score == Attention.GENERAL
                                        ? "attention()"
                                        : "attention(Attention.%s)".formatted(score.name())))
                .flatMap(call -> call);
        return calls.collect(Collectors.joining("."));
    }
}
