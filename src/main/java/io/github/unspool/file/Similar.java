package io.github.unspool.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

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
        String typed = name.toLowerCase(Locale.ROOT);
        return names.stream()
                .sorted(Comparator.comparingInt(known -> distance(typed, known.toLowerCase(Locale.ROOT))))
                .limit(most)
                .toList();
    }

    /** The smallest number of insertions, deletions and substitutions that turn one text into the other. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
