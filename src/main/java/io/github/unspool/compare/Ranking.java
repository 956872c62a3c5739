package io.github.unspool.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Ranks the candidates of a board. Only comparable scores are compared: those at the same rung, over the repeats that all
 * candidates have completed.
 */
final class Ranking {
    private final Plan plan;
    private final Board board;
    private final Score score;
    /** Of splits of the same data, else 0. */
    private final double share;

    private final Scope scope;
    /** The highest rung that each candidate has results of, by its number; −1 if it has none. Asked often, so found once. */
    private final List<Integer> reached;
    /** The highest rung at which there are candidates to compare with. */
    private final int rung;
    /** The repeats that all have made that are compared. */
    private final Set<Integer> common;
    /** Those that are compared. */
    private final Set<Candidate> compared;

    /**
     * What is compared.
     *
     * @param candidates those that may be
     * @param seeds how many seeds, the first ones
     * @param level of the test
     */
    record Scope(Set<Candidate> candidates, int seeds, double level) {}

    Ranking(Plan plan, Board board, Score score, double share) {
        this(plan, board, score, share, new Scope(Set.copyOf(plan.candidates()), Integer.MAX_VALUE, Compare.LEVEL));
    }

    Ranking(Plan plan, Board board, Score score, double share, Scope scope) {
        this.plan = plan;
        this.board = board;
        this.score = score;
        this.share = share;
        this.scope = scope;
        this.reached = plan.candidates().stream().map(this::highestRung).toList();
        this.rung = comparedRung();
        this.compared = plan.candidates().stream()
                .filter(scope.candidates::contains)
                .filter(c -> isFinished(c) ? isLast() : reached(c) >= rung)
                .filter(c -> !here(c).isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        this.common = commonRepeats();
    }

    private boolean isLast() {
        return rung == plan.lastRung();
    }

    /** A competing trainer has only the last rung, so it is compared there. */
    private static boolean isFinished(Candidate candidate) {
        return candidate.isCompetitor();
    }

    private int comparedRung() {
        long several = Math.min(2, board.networks().size());
        for (int at = plan.lastRung(); at > 0; at--) {
            int least = at;
            if (board.networks().stream().filter(c -> reached(c) >= least).count() >= several) {
                return at;
            }
        }
        return 0;
    }

    /** The repeats that all have completed; if there are none, the candidate with the fewest is left out. */
    private Set<Integer> commonRepeats() {
        while (true) {
            Set<Integer> repeats = plan.repeats().stream()
                    .filter(r -> r.seed() < scope.seeds)
                    .map(Repeat::number)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            compared.forEach(
                    c -> repeats.retainAll(here(c).stream().map(Result::repeat).collect(Collectors.toSet())));
            if (!repeats.isEmpty() || compared.isEmpty()) {
                return repeats;
            }
            int fewest = compared.stream().mapToInt(c -> here(c).size()).min().orElseThrow();
            compared.removeIf(c -> here(c).size() == fewest);
        }
    }

    private int reached(Candidate candidate) {
        return reached.get(candidate.number());
    }

    private int highestRung(Candidate candidate) {
        for (int at = plan.lastRung(); at >= plan.firstRung(candidate); at--) {
            if (board.isAdmitted(candidate, at) && !board.results(candidate, at).isEmpty()) {
                return at;
            }
        }
        return -1;
    }

    /** The results that are compared are those of the same rung, also of who has come further. */
    private int rungOf(Candidate candidate) {
        return isFinished(candidate) ? reached(candidate) : Math.min(rung, reached(candidate));
    }

    private List<Result> here(Candidate candidate) {
        int at = rungOf(candidate);
        return at < 0 ? List.of() : board.results(candidate, at);
    }

    private List<Result> comparedResults(Candidate candidate) {
        return compared.contains(candidate)
                ? here(candidate).stream()
                        .filter(r -> common.contains(r.repeat()))
                        .toList()
                : here(candidate);
    }

    Comparison comparison(String message) {
        List<Candidate> order = new ArrayList<>(plan.candidates());
        order.sort(Comparator.<Candidate>comparingInt(c -> compared.contains(c) ? 0 : 1)
                .thenComparing(c -> -rungOf(c))
                .thenComparing(this::byScore));
        List<LeaderboardRow> rows = new ArrayList<>();
        for (Candidate candidate : order) {
            boolean isRanked = compared.contains(candidate)
                    && comparedResults(candidate).stream().anyMatch(Result::isSound);
            rows.add(row(candidate, isRanked ? rows.size() + 1 : 0));
        }
        List<Result> all = board.all();
        return new Comparison(
                rows,
                score.name(),
                score.isHigherBetter(),
                verdict(rows),
                all.size(),
                all.stream().mapToDouble(Result::seconds).sum(),
                message);
    }

    private int byScore(Candidate one, Candidate other) {
        return Board.compare(one, comparedResults(one), other, comparedResults(other), score.isHigherBetter());
    }

    private LeaderboardRow row(Candidate candidate, int rank) {
        int at = rungOf(candidate);
        boolean isStopped = at >= 0 && (!scope.candidates.contains(candidate) || isStopped(candidate, at));
        return new LeaderboardRow(
                candidate,
                rank,
                at,
                at < 0 ? 0 : plan.until(candidate, at),
                isStopped,
                timed(here(candidate)),
                timed(comparedResults(candidate)),
                sample(comparedResults(candidate).stream()
                                .filter(Result::isSound)
                                .toList())
                        .margin(share));
    }

    private boolean isStopped(Candidate candidate, int at) {
        return at < plan.lastRung()
                && board.isComplete(candidate, at)
                && !board.isAdmitted(candidate, at + 1)
                && board.decision(candidate, at) == Pruning.Decision.STOPPED;
    }

    private List<Result> timed(List<Result> results) {
        return results.stream().map(r -> r.withSeconds(board.seconds(r))).toList();
    }

    private RepeatedScores sample(List<Result> results) {
        TreeMap<Integer, Double> scores = new TreeMap<>();
        results.forEach(r -> scores.put(r.repeat(), r.score()));
        return independent(scores);
    }

    /**
     * Runs on the same split differ by their seed alone, so where there are several splits a split is one number: its mean.
     */
    private RepeatedScores independent(TreeMap<Integer, Double> byRepeat) {
        if (share == 0) {
            return new RepeatedScores(List.copyOf(byRepeat.values()));
        }
        return new RepeatedScores(List.copyOf(byRepeat.entrySet().stream()
                .collect(Collectors.groupingBy(
                        e -> plan.fold(e.getKey()), TreeMap::new, Collectors.averagingDouble(e -> e.getValue())))
                .values()));
    }

    private Optional<Verdict> verdict(List<LeaderboardRow> rows) {
        List<LeaderboardRow> ranked = rows.stream().filter(s -> s.rank() > 0).toList();
        if (ranked.size() < 2) {
            return Optional.empty();
        }
        LeaderboardRow leader = ranked.get(0);
        List<Difference> differences = ranked.stream()
                .skip(1)
                .map(other -> difference(leader, other, ranked.size() - 1))
                .toList();
        int epochs = isLast() ? 0 : plan.until(leader.candidate(), rung);
        return Optional.of(new Verdict(differences, epochs, scope.level));
    }

    private Difference difference(LeaderboardRow leader, LeaderboardRow other, int comparisons) {
        TreeMap<Integer, Double> by = new TreeMap<>();
        for (Result one : leader.compared()) {
            for (Result its : other.compared()) {
                if (one.repeat() == its.repeat() && one.isSound() && its.isSound()) {
                    by.put(
                            one.repeat(),
                            score.isHigherBetter() ? one.score() - its.score() : its.score() - one.score());
                }
            }
        }
        return new Difference(leader.candidate(), other.candidate(), independent(by), share, comparisons);
    }
}
