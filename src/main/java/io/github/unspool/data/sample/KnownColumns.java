package io.github.unspool.data.sample;

import io.github.unspool.file.Excerpt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.tribuo.FeatureMap;

/** Holds the columns of a table to the kinds that a model learned from: numbers stay numbers, and text stays text. */
public final class KnownColumns {
    private final Set<String> names;

    private KnownColumns(Set<String> names) {
        this.names = names;
    }

    /** Those of a model or of data. */
    public static KnownColumns of(FeatureMap features) {
        return new KnownColumns(
                features.keySet().stream().map(KnownColumns::nameOf).collect(Collectors.toCollection(TreeSet::new)));
    }

    /**
     * Checks other data.
     *
     * @param unknowns what stands for a name that is rare, as {@link Rare} says: which differs for columns of text, numbers
     *     and tokens
     * @throws IllegalArgumentException if a column is of text here and of numbers there, or the other way round
     */
    public void check(FeatureMap features, UnaryOperator<String> unknowns) {
        for (String feature : features.keySet()) {
            String name = nameOf(feature);
            String unknown = unknowns.apply(name);
            if (unknown == null
                    && !names.contains(name)
                    && names.stream().anyMatch(known -> known.startsWith(name + "="))) {
                throw refused(name, "numbers", "text");
            }
            // The unknown token of a text is of no column.
            int mark = unknown == null ? -1 : unknown.lastIndexOf('=');
            if (mark > 0 && !names.contains(name) && names.contains(unknown.substring(0, mark))) {
                throw refused(
                        unknown.substring(0, mark), "text such as " + Excerpt.of(name.substring(mark + 1)), "numbers");
            }
        }
    }

    private static String nameOf(String feature) {
        return feature.replaceFirst("^t\\d+:", "");
    }

    private static IllegalArgumentException refused(String column, String here, String there) {
        return new IllegalArgumentException(
                "column \"%s\" contains %s, but the model was trained on %s in it; correct the cells, or set the type with Csv.read(file, c -> c.%s(\"%s\"))"
                        .formatted(column, here, there, there.equals("text") ? "text" : "number", column));
    }
}
