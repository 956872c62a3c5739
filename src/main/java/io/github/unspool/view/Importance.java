package io.github.unspool.view;

import io.github.unspool.compare.Choice;
import io.github.unspool.compare.Comparison;
import io.github.unspool.compare.LeaderboardRow;
import io.github.unspool.compare.RepeatedScores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which part of the variance of the scores comes from which hyperparameter: the analysis of variance of a complete grid.
 *
 * <p>This is functional ANOVA as F. Hutter, H. Hoos and K. Leyton-Brown use it (<i>An efficient approach for assessing
 * hyperparameter importance</i>, ICML 2014). They fit a forest to runs anywhere in the space and take its variance apart;
 * of a complete grid the runs themselves can be taken apart, so there is nothing to fit.
 */
final class Importance {
    private final List<LeaderboardRow> networks;
    private final double all;
    private final double mean;
    private final Map<String, Double> squares = new LinkedHashMap<>();

    private Importance(List<LeaderboardRow> networks) {
        this.networks = networks;
        this.mean = scores(networks).mean();
        this.all = squares(scores(networks).values().stream());
    }

    /**
     * The parts, 0 to 1, whose sum is 1: of each hyperparameter alone, of two together, of more, and what seeds and folds
     * do.
     */
    static Map<String, Double> of(Comparison comparison) {
        List<String> names = checked(comparison);
        Importance made = new Importance(Levels.ranked(comparison));
        if (made.all == 0) {
            throw new IllegalArgumentException("all runs have the same score, so no hyperparameter is important");
        }
        made.decompose(names);
        Map<String, Double> shares = new LinkedHashMap<>();
        made.squares.forEach((name, square) -> shares.put(name, Math.max(0, square) / made.all));
        return shares;
    }

    /** The names; a grid with gaps has no such parts, since then the mean of a value depends on what else came with it. */
    private static List<String> checked(Comparison comparison) {
        List<LeaderboardRow> networks = comparison.rows().stream()
                .filter(s -> !s.candidate().isCompetitor())
                .toList();
        List<String> names = networks.stream()
                .flatMap(s -> s.candidate().choices().keySet().stream())
                .distinct()
                .toList();
        long cells = names.stream()
                .mapToLong(name -> groups(networks, s -> choice(s, name)).size())
                .reduce(1, (a, b) -> a * b);
        boolean isComplete = networks.size() == cells
                && networks.stream().allMatch(s -> s.rank() > 0 && s.failures() == 0)
                && networks.stream().map(s -> s.results().size()).distinct().count() == 1;
        if (!isComplete || cells < 2) {
            throw new IllegalArgumentException(
                    "importance needs a complete grid in which all runs succeeded: over(…, List) without random, sobol, when, halving and asha; scores(comparison, name) shows other comparisons");
        }
        return names;
    }

    private void decompose(List<String> names) {
        for (String name : names) {
            squares.put(name, between(s -> choice(s, name)));
        }
        if (names.size() > 2) {
            addPairs(names);
        }
        double cells = between(LeaderboardRow::candidate);
        double known = squares.values().stream().mapToDouble(square -> square).sum();
        if (names.size() > 1) {
            squares.put(names.size() == 2 ? String.join(" × ", names) : "more together", cells - known);
        }
        if (networks.get(0).results().size() > 1) {
            squares.put("repeats", all - cells);
        }
    }

    private void addPairs(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                String one = names.get(i);
                String other = names.get(j);
                double both = between(s -> List.of(choice(s, one), choice(s, other)));
                squares.put(one + " × " + other, both - squares.get(one) - squares.get(other));
            }
        }
    }

    /** How far the means of groups are from the mean of all, squared, for each run. */
    private double between(Function<LeaderboardRow, ?> group) {
        return squares(groups(networks, group).values().stream().flatMap(members -> {
            RepeatedScores scores = scores(members);
            double ofGroup = scores.mean();
            return scores.values().stream().map(score -> ofGroup);
        }));
    }

    private double squares(Stream<Double> values) {
        return values.mapToDouble(value -> (value - mean) * (value - mean)).sum();
    }

    private static Choice choice(LeaderboardRow row, String name) {
        return row.candidate().choices().getOrDefault(name, Choice.NONE);
    }

    private static Map<?, List<LeaderboardRow>> groups(List<LeaderboardRow> rows, Function<LeaderboardRow, ?> group) {
        return rows.stream().collect(Collectors.groupingBy(group, LinkedHashMap::new, Collectors.toList()));
    }

    private static RepeatedScores scores(List<LeaderboardRow> rows) {
        List<Double> scores = new ArrayList<>();
        rows.forEach(s -> scores.addAll(s.scores().values()));
        return new RepeatedScores(scores);
    }
}
