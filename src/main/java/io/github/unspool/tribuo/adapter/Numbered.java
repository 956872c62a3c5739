package io.github.unspool.tribuo.adapter;

import java.util.ArrayList;
import java.util.List;

/**
 * An example and its place in the data that it came from, which messages name.
 *
 * @param number 1 for the first
 * @param example the example
 * @param <E> of one output, or a sequence of them
 */
public record Numbered<E>(int number, E example) {
    public static <E> List<Numbered<E>> all(Iterable<E> data) {
        List<Numbered<E>> all = new ArrayList<>();
        data.forEach(example -> all.add(new Numbered<>(all.size() + 1, example)));
        return all;
    }
}
