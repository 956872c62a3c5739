package io.github.unspool.data.sample;

import io.github.unspool.file.Excerpt;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.text.TextUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tribuo.classification.Label;

/**
 * Which tokens count; all others are one and the same, the unknown one.
 *
 * @param atLeast how often a token must stand in the training part
 * @param most how many different tokens there may be, besides the unknown one
 */
public record Vocabulary(int atLeast, int most) {
    public static final Vocabulary ALL = new Vocabulary(1, Integer.MAX_VALUE);
    private static final Set<String> MARKS = Set.of(TextUnit.BEGIN, TextUnit.END);
    /** What stands so often is rare in any text. */
    private static final int SELDOM = 2;

    public Vocabulary {
        if (atLeast < 1) {
            throw new IllegalArgumentException(
                    "atLeast(%s): the number must be at least 1; try atLeast(2)".formatted(atLeast));
        }
        if (most < 1) {
            throw new IllegalArgumentException(
                    "most(%s): the number must be at least 1; try most(10000)".formatted(most));
        }
    }

    /** The training part with its rare tokens made unknown. */
    public List<List<String>> train(List<List<String>> training) {
        return equals(ALL) ? training : replace(training, frequent(training));
    }

    private Set<String> frequent(List<List<String>> training) {
        Set<String> frequent = frequent(counts(training));
        frequent.addAll(MARKS);
        return frequent;
    }

    /** The names that count, of all names and how often each stands there. */
    Set<String> frequent(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= atLeast)
                .sorted(Comparator.comparingLong((Map.Entry<String, Long> entry) -> -entry.getValue())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Of the tokens of a text; its marks are none. */
    private static Map<String, Long> counts(List<List<String>> training) {
        return training.stream()
                .flatMap(List::stream)
                .filter(token -> !MARKS.contains(token))
                .collect(Collectors.groupingBy(token -> token, HashMap::new, Collectors.counting()));
    }

    /** What to write so that something counts as unknown, and nearly everything is known. */
    public static String advice(Map<String, Long> counts) {
        long rarest = counts.values().stream().mapToLong(Long::longValue).min().orElse(1);
        long kept = counts.values().stream().filter(count -> count > rarest).count();
        if (kept > 0 && (rarest <= SELDOM || 2 * kept >= counts.size())) {
            return "call atLeast(%s) before split, so that %s of %s are known and all others become %s"
                    .formatted(rarest + 1, kept, counts.size(), TextUnit.UNKNOWN);
        }
        if (counts.size() > 1) {
            return "call most(%s) before split, so that all others become %s"
                    .formatted(counts.size() - 1, TextUnit.UNKNOWN);
        }
        return "use a larger fraction for training";
    }

    /**
     * Another part, as a model of the training part can read it.
     *
     * @throws IllegalArgumentException if it has a token that the training part has not, which has no unknown one either
     */
    public static List<List<String>> apply(String part, List<List<String>> trained, List<List<String>> sequences) {
        Set<String> read = new HashSet<>();
        Set<String> predicted = new HashSet<>();
        for (List<String> tokens : trained) {
            read.addAll(tokens.subList(0, tokens.size() - 1));
            predicted.addAll(tokens.subList(1, tokens.size()));
        }
        boolean hasUnknown = read.contains(TextUnit.UNKNOWN) && predicted.contains(TextUnit.UNKNOWN);
        Set<String> known = new HashSet<>(read);
        known.retainAll(predicted);
        known.addAll(MARKS);
        for (List<String> tokens : hasUnknown ? List.<List<String>>of() : sequences) {
            for (String token : tokens) {
                if (!known.contains(token)) {
                    throw notTrained(part, token, trained);
                }
            }
        }
        return replace(sequences, known);
    }

    /**
     * A text as a model can read it.
     *
     * @throws IllegalArgumentException if it has a token that the model does not know, and the model knows no unknown one
     */
    public static List<List<String>> apply(RnnSequenceModel<Label> model, List<List<String>> sequences) {
        Set<String> known = new HashSet<>(MARKS);
        for (Label label : model.getOutputIDInfo().getDomain()) {
            if (model.getFeatureIDMap().get(label.getLabel()) != null) {
                known.add(label.getLabel());
            }
        }
        if (!known.contains(TextUnit.UNKNOWN)) {
            sequences.stream()
                    .flatMap(List::stream)
                    .filter(token -> !known.contains(token))
                    .findFirst()
                    .ifPresent(Vocabulary::refuse);
        }
        return replace(sequences, known);
    }

    private static void refuse(String token) {
        throw new IllegalArgumentException(
                "the text has \"%s\", which is not in the model's vocabulary; train the model with atLeast(2), so that rare tokens become %s"
                        .formatted(Excerpt.visible(token), TextUnit.UNKNOWN));
    }

    private static IllegalArgumentException notTrained(String part, String token, List<List<String>> trained) {
        return new IllegalArgumentException("split(): the %s has \"%s\", which is not in the training data; %s"
                .formatted(part, Excerpt.visible(token), advice(counts(trained))));
    }

    private static List<List<String>> replace(List<List<String>> sequences, Set<String> known) {
        return sequences.stream()
                .map(tokens -> tokens.stream()
                        .map(token -> known.contains(token) ? token : TextUnit.UNKNOWN)
                        .toList())
                .toList();
    }

    @Override
    public String toString() {
        return (atLeast > 1 ? ".atLeast(" + atLeast + ")" : "")
                + (most < Integer.MAX_VALUE ? ".most(" + most + ")" : "");
    }
}
