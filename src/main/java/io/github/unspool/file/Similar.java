package io.github.unspool.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the names that a mistyped name may have been meant for. */
public final class Similar {
    private Similar() {}

    /**
     * Sorts names by their similarity to a name: by Levenshtein distance without regard to case.
     *
     * @param name the mistyped name
     * @param names the known names
     * @param most how many to return at most
     * @return the most similar names, the most similar first; equally similar ones in the given order
     */
    public static List<String> to(String name, Collection<String> names, int most) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        String typed = name.toLowerCase(Locale.ROOT);
        return names.stream()
                .sorted(Comparator.comparingInt((String n) -> distance.apply(typed, n.toLowerCase(Locale.ROOT))))
                .limit(most)
                .toList();
    }
}
