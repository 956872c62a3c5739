package io.github.unspool.view;

import io.github.unspool.compare.Choice;
import io.github.unspool.compare.Comparison;
import io.github.unspool.compare.LeaderboardRow;
import io.github.unspool.compare.RepeatedScores;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What a hyperparameter was in a comparison, among the networks that are ranked: numbers from low to high, words as they
 * came.
 *
 * @param name the hyperparameter
 * @param choices its values
 * @param rows those that are ranked
 */
record Levels(String name, List<Choice> choices, List<LeaderboardRow> rows) {
    /** With more values an axis has numbers instead of a place for each. */
    private static final int FEW = 12;

    static Levels of(Comparison comparison, String name) {
        List<LeaderboardRow> ranked = ranked(comparison);
        List<String> known = ranked.stream()
                .flatMap(s -> s.candidate().choices().keySet().stream())
                .distinct()
                .toList();
        if (!known.contains(name)) {
            throw new IllegalArgumentException("%s: this hyperparameter was not varied; there %s"
                    .formatted(
                            name,
                            known.isEmpty()
                                    ? "is none"
                                    : (known.size() == 1 ? "is " : "are ") + String.join(", ", known)));
        }
        List<Choice> choices = ranked.stream()
                .sorted(Comparator.comparingInt(s -> s.candidate().number()))
                .map(s -> s.candidate().choices().get(name))
                .distinct()
                // Words keep their order, since all of them are as NaN is to another.
                .sorted(Comparator.comparingDouble(Choice::number))
                .toList();
        return new Levels(name, choices, ranked);
    }

    /** The networks that are ranked; a score of one that was stopped is not one of the end. */
    static List<LeaderboardRow> ranked(Comparison comparison) {
        return comparison.rows().stream()
                .filter(s -> s.rank() > 0 && !s.candidate().isCompetitor())
                .toList();
    }

    List<String> words() {
        return choices.stream().map(Choice::toString).toList();
    }

    boolean areFew() {
        return choices.size() <= FEW || choices.stream().anyMatch(choice -> !choice.isNumber());
    }

    /** Whether the logarithms of the numbers are spread more evenly than the numbers are. */
    boolean areLogSpaced() {
        double[] numbers = choices.stream().mapToDouble(Choice::number).toArray();
        double lowest = numbers[0];
        double highest = numbers[numbers.length - 1];
        return lowest > 0
                && unevenness(IntStream.range(0, numbers.length)
                                .mapToDouble(i -> Math.log(numbers[i] / lowest) / Math.log(highest / lowest))
                                .toArray())
                        < unevenness(IntStream.range(0, numbers.length)
                                .mapToDouble(i -> (numbers[i] - lowest) / (highest - lowest))
                                .toArray());
    }

    /** How far numbers from 0 to 1 are from places that are equally far apart. */
    private static double unevenness(double... places) {
        return IntStream.range(0, places.length)
                .mapToDouble(i -> Math.abs(places[i] - (double) i / (places.length - 1)))
                .max()
                .orElse(0);
    }

    /** The scores of all runs of those that are so, whatever their other hyperparameters are. */
    RepeatedScores scores(Predicate<LeaderboardRow> are) {
        return new RepeatedScores(rows.stream()
                .filter(are)
                .flatMap(s -> s.scores().values().stream())
                .toList());
    }

    RepeatedScores scores(Choice choice) {
        return scores(row -> has(row, choice));
    }

    boolean has(LeaderboardRow row, Choice choice) {
        return choice.equals(row.candidate().choices().get(name));
    }
}
