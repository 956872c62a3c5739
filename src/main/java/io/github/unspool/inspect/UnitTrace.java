package io.github.unspool.inspect;

import java.util.List;
import java.util.Locale;

/**
 * What one hidden unit did while a network read one sequence.
 *
 * @param name which signal of which unit, in words
 * @param steps what was read at each step, in words
 * @param values the signal's number at each step; shared, not copied
 */
public record UnitTrace(String name, List<String> steps, double[] values) {

    /**
     * Copies the words and checks the sizes.
     *
     * @param name which signal of which unit
     * @param steps what was read
     * @param values its number at each step
     * @throws IllegalArgumentException if there is not one state for each step
     */
    public UnitTrace {
        steps = List.copyOf(steps);
        if (values.length != steps.size()) {
            throw new IllegalArgumentException(
                    "%s steps cannot have %s states of a unit".formatted(steps.size(), values.length));
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        for (int t = 0; t < values.length; t++) {
            text.append(String.format(Locale.ROOT, "%n%12s %7.3f", steps.get(t), values[t]));
        }
        return text.toString();
    }
}
