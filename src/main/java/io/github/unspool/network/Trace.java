package io.github.unspool.network;

import java.util.List;
import java.util.Locale;

/**
 * What the hidden units did while a network read one sequence.
 *
 * @param steps what was read at each step, in words
 * @param hidden the states after each step: layer, step, unit; shared, not copied
 */
public record Trace(List<String> steps, float[][][] hidden) {

    /**
     * Copies the words and checks the sizes.
     *
     * @param steps what was read
     * @param hidden layer, step, unit
     * @throws IllegalArgumentException if a layer has not one state for each step
     */
    public Trace {
        steps = List.copyOf(steps);
        for (float[][] layer : hidden) {
            if (layer.length != steps.size()) {
                throw new IllegalArgumentException(
                        "a trace of %d steps cannot have %d states".formatted(steps.size(), layer.length));
            }
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int layer = 0; layer < hidden.length; layer++) {
            text.append("layer %d, %d units%n".formatted(layer + 1, hidden[layer][0].length));
            for (int t = 0; t < steps.size(); t++) {
                text.append("%12s ".formatted(steps.get(t)));
                for (float h : hidden[layer][t]) {
                    text.append(String.format(Locale.ROOT, "%7.3f", h));
                }
                text.append(System.lineSeparator());
            }
        }
        return text.toString().stripTrailing();
    }
}
