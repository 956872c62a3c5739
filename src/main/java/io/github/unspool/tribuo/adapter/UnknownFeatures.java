package io.github.unspool.tribuo.adapter;

import io.github.unspool.file.Excerpt;
import io.github.unspool.tribuo.text.TextUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.VariableIDInfo;
import org.tribuo.VariableInfo;

/** Says that a name was never seen in training, and which known names it may have been meant for. */
public final class UnknownFeatures {
    private static final int SUGGESTIONS = 3;

    private UnknownFeatures() {}

    static IllegalArgumentException error(String where, String name, ImmutableFeatureMap known) {
        return new IllegalArgumentException("%s%s was not in the training data; the nearest of its %s known words: %s"
                .formatted(where, quoted(name), known.size(), nearest(name, known)));
    }

    private static String nearest(String name, ImmutableFeatureMap known) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        List<String> names = new ArrayList<>();
        for (VariableInfo info : known) {
            names.add(info.getName());
        }
        return names.stream()
                .sorted(Comparator.comparingInt(
                                (String n) -> distance.apply(name.toLowerCase(Locale.ROOT), n.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SUGGESTIONS)
                .map(UnknownFeatures::quoted)
                .collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return '"' + Excerpt.visible(name) + '"';
    }

    /** Where training knew a feature for what is not in the vocabulary, an unknown name is that one. */
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
