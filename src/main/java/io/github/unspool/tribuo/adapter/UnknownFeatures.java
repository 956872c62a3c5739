package io.github.unspool.tribuo.adapter;

import io.github.unspool.file.Excerpt;
import io.github.unspool.file.Similar;
import io.github.unspool.tribuo.text.TextUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.VariableIDInfo;
import org.tribuo.VariableInfo;

/** Handles names that are not in the training data. */
public final class UnknownFeatures {
    private static final int SUGGESTIONS = 3;

    private UnknownFeatures() {}

    static IllegalArgumentException error(String where, String name, ImmutableFeatureMap known) {
        return new IllegalArgumentException("%s%s was not in the training data; the nearest of its %s known words: %s"
                .formatted(where, quoted(name), known.size(), nearest(name, known)));
    }

    private static String nearest(String name, ImmutableFeatureMap known) {
        List<String> names = new ArrayList<>();
        for (VariableInfo info : known) {
            names.add(info.getName());
        }
        Collections.sort(names);
        return Similar.to(name, names, SUGGESTIONS).stream()
                .map(UnknownFeatures::quoted)
                .collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return '"' + Excerpt.visible(name) + '"';
    }

    /** The id of a name, or that of the unknown token if the training data has one. */
    public static int id(String where, String name, ImmutableFeatureMap known) {
        VariableIDInfo info = known.get(name);
        if (info == null) {
            info = known.get(TextUnit.UNKNOWN);
        }
        if (info == null) {
            throw error(where, name, known);
        }
        return info.getID();
    }
}
