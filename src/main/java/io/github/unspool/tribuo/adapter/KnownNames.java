package io.github.unspool.tribuo.adapter;

import io.github.unspool.tribuo.text.TextUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.tribuo.Feature;

/**
 * How a model reads names that training may not have seen: the one rule for networks and baselines. A known name is
 * itself. Of the categories of a column, such as {@code font=plain}, an unknown one is {@code font=<unknown>} if training had
 * that. A step of which nothing is known is {@code <unknown>} if training had that. Anything else is left out, as Tribuo does.
 */
public final class KnownNames {
    private KnownNames() {}

    /**
     * The name of an unknown category.
     *
     * @param column what the category is of
     * @return such as {@code font=<unknown>}
     */
    public static String unknownOf(String column) {
        return column + "=" + TextUnit.UNKNOWN;
    }

    /**
     * The name by which a name is read.
     *
     * @param name of a feature, without its step
     * @param isKnown whether training saw a name
     * @return a known name; null if there is none
     */
    public static String read(String name, Predicate<String> isKnown) {
        if (isKnown.test(name)) {
            return name;
        }
        int equals = name.indexOf('=');
        String category = equals < 0 ? null : unknownOf(name.substring(0, equals));
        return category != null && isKnown.test(category) ? category : null;
    }

    /**
     * What is read of a step.
     *
     * @param features of the step, by names without it
     * @param isKnown whether training saw a name
     * @return features of known names; none if nothing is known and no name stands for that
     */
    public static List<Feature> step(Iterable<Feature> features, Predicate<String> isKnown) {
        List<Feature> read = new ArrayList<>();
        boolean isEmpty = true;
        for (Feature feature : features) {
            isEmpty = false;
            String name = read(feature.getName(), isKnown);
            if (name != null) {
                read.add(name.equals(feature.getName()) ? feature : new Feature(name, feature.getValue()));
            }
        }
        if (read.isEmpty() && !isEmpty && isKnown.test(TextUnit.UNKNOWN)) {
            read.add(new Feature(TextUnit.UNKNOWN, 1));
        }
        return read;
    }
}
