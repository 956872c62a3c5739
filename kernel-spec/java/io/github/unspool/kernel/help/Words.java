package io.github.unspool.kernel.help;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Which of the words that JShell would complete are worth showing. */
public final class Words {
    /** What every object has, and nobody looks for. */
    private static final Set<String> OF_EVERY_OBJECT =
            Set.of("equals", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    private static final Pattern IMPORT = Pattern.compile("\\s*import\\b.*");

    private Words() {}

    /**
     * Leaves out what every object has where nothing of a name was typed yet, and packages where no import is written; unless
     * nothing else is left.
     *
     * @param words what could follow
     * @param before the code up to where the word begins
     * @param typed the letters of it that were typed
     */
    public static List<String> meant(List<String> words, String before, String typed) {
        boolean isMember = before.endsWith(".");
        if (isMember) {
            return typed.isEmpty() ? without(words, word -> OF_EVERY_OBJECT.contains(name(word))) : words;
        }
        String line = before.substring(before.lastIndexOf('\n') + 1);
        return IMPORT.matcher(line).matches() ? words : without(words, word -> word.endsWith("."));
    }

    /** The one of the words that was meant, though another was typed, or null. */
    public static String nearest(List<String> words, String typed) {
        LevenshteinDistance slips = new LevenshteinDistance(Math.max(1, (typed.length() + 1) / 3));
        return words.stream()
                .filter(word -> slips.apply(typed, name(word)) >= 0)
                .min(Comparator.comparing(word -> slips.apply(typed, name(word))))
                .orElse(null);
    }

    private static List<String> without(List<String> words, Predicate<String> noise) {
        List<String> meant = words.stream().filter(noise.negate()).toList();
        return meant.isEmpty() ? words : meant;
    }

    private static String name(String word) {
        int bracket = word.indexOf('(');
        return bracket < 0 ? word : word.substring(0, bracket);
    }
}
