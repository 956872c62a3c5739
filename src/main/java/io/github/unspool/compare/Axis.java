package io.github.unspool.compare;

import io.github.unspool.Rnn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One hyperparameter that a comparison varies: its options, and the networks that it applies to.
 *
 * @param name its name
 * @param options its options, or empty if it has a range
 * @param range maps a number from 0 to less than 1 to an option
 * @param condition whether it applies to a network with the options of all earlier axes
 */
record Axis(String name, List<Option> options, DoubleFunction<Option> range, Predicate<Rnn> condition) {
    /** One option. */
    record Option(Choice choice, UnaryOperator<Rnn> step) {}

    static Axis of(String name, Map<String, UnaryOperator<Rnn>> ways) {
        List<Option> options = new ArrayList<>();
        // The order of a map may be undefined, or differ between JVMs.
        new TreeMap<>(ways).forEach((text, step) -> options.add(new Option(Choice.of(text), step)));
        return of(name, options);
    }

    static <V> Axis of(String name, List<V> values, BiFunction<Rnn, V, Rnn> step) {
        return of(name, values.stream().map(value -> option(value, step)).toList());
    }

    static <V extends Number> Axis of(String name, Range<V> range, BiFunction<Rnn, V, Rnn> step) {
        return new Axis(name, List.of(), place -> option(range.at(place), step), rnn -> true);
    }

    private static Axis of(String name, List<Option> options) {
        if (options.isEmpty()) {
            throw new IllegalArgumentException(
                    "over(\"%s\", …): there are no values; give at least one".formatted(name));
        }
        return new Axis(name, options, place -> options.get((int) (place * options.size())), rnn -> true);
    }

    private static <V> Option option(V value, BiFunction<Rnn, V, Rnn> step) {
        return new Option(Choice.of(value), rnn -> step.apply(rnn, value));
    }

    Axis when(Predicate<Rnn> applies) {
        return new Axis(name, options, range, applies);
    }

    boolean isRange() {
        return options.isEmpty();
    }
}
