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
 * One hyperparameter: what it can be, and for which networks.
 *
 * @param name its name
 * @param options what it can be, or empty if that is a range
 * @param range gives an option for a place from 0 to less than 1
 * @param condition whether it applies to a network on which those before it were chosen
 */
record Axis(String name, List<Option> options, DoubleFunction<Option> range, Predicate<Rnn> condition) {
    /** One thing it can be. */
    record Option(Choice choice, UnaryOperator<Rnn> step) {}

    static Axis of(String name, Map<String, UnaryOperator<Rnn>> ways) {
        List<Option> options = new ArrayList<>();
        // A map tells no order, or another one in each JVM.
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
                    "over(\"%s\", …): there is nothing to try; give at least one value".formatted(name));
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
