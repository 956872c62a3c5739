package io.github.unspool.data;

import io.github.unspool.file.Excerpt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tribuo.FeatureMap;
import org.tribuo.VariableInfo;

/** Holds the columns of a table to the kinds that a model learned from: numbers stay numbers, and text stays text. */
final class KnownColumns {
    private final Set<String> names;

    private KnownColumns(Set<String> names) {
        this.names = names;
    }

    /** Those of a model or of data. */
    static KnownColumns of(FeatureMap features) {
        return new KnownColumns(features.keySet().stream()
                .map(name -> name.replaceFirst("^t\\d+:", ""))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /**
     * Checks other data.
     *
     * @throws IllegalArgumentException if a column is of text here and of numbers there, or the other way round
     */
    void check(FeatureMap features) {
        for (VariableInfo feature : features) {
            String name = feature.getName().replaceFirst("^t\\d+:", "");
            int mark = name.indexOf('=');
            String column = mark < 0 ? name : name.substring(0, mark);
            if (mark > 0 && !names.contains(name) && names.contains(column)) {
                throw refused(column, "text such as " + Excerpt.of(name.substring(mark + 1)), "numbers");
            }
            if (mark < 0 && !names.contains(name) && names.stream().anyMatch(known -> known.startsWith(name + "="))) {
                throw refused(column, "numbers", "text");
            }
        }
    }

    private static IllegalArgumentException refused(String column, String here, String there) {
        return new IllegalArgumentException(
                "column \"%s\" holds %s here, and the model learned from %s in it; correct the cells, or say the kind with Csv.read(file, c -> c.%s(\"%s\"))"
                        .formatted(column, here, there, there.equals("text") ? "text" : "number", column));
    }
}
