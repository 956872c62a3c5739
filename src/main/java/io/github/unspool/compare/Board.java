package io.github.unspool.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** The results so far and the decisions that follow from them, independent of their order. Not thread-safe. */
final class Board {
    private static final MathContext DIGITS = new MathContext(12);

    private final Plan plan;
    private final boolean isHigherBetter;
    private final Map<Task.Key, Result> results = new HashMap<>();
    /** Decisions are final. */
    private final Map<Task.Key, Pruning.Decision> decisions = new HashMap<>();
    /** Null as long as there is none. */
    private Candidate companion;

    Board(Plan plan, boolean isHigherBetter) {
        this.plan = plan;
        this.isHigherBetter = isHigherBetter;
    }

    void add(Result result) {
        results.put(result.key(), result);
    }

    /** How many results there are. */
    int size() {
        return results.size();
    }

    /** All results, in an order of their own. */
    List<Result> all() {
        return results.values().stream()
                .sorted(Comparator.comparingInt(Result::rung)
                        .thenComparingInt(Result::repeat)
                        .thenComparingInt(Result::candidate))
                .toList();
    }

    /** Of a run that was over at a lower rung that one's. */
    Result result(Candidate candidate, Repeat repeat, int rung) {
        Result result = results.get(new Task.Key(candidate.number(), repeat.number(), rung));
        if (result == null && rung > plan.firstRung(candidate)) {
            Result below = result(candidate, repeat, rung - 1);
            return below != null && below.isOver() ? below : null;
        }
        return result;
    }

    /** How many epochs were run. */
    double epochs() {
        return results.values().stream()
                .mapToDouble(r -> plan.epochs(plan.candidates().get(r.candidate()), r.rung()))
                .sum();
    }

    /** How long a run took until its result, all its parts together. */
    double seconds(Result result) {
        return IntStream.rangeClosed(0, result.rung())
                .mapToObj(rung -> results.get(new Task.Key(result.candidate(), result.repeat(), rung)))
                .filter(Objects::nonNull)
                .mapToDouble(Result::seconds)
                .sum();
    }

    /** The results of a candidate at a rung, in the order of the repeats; those that are not there yet are left out. */
    List<Result> results(Candidate candidate, int rung) {
        return plan.repeats().stream()
                .map(repeat -> result(candidate, repeat, rung))
                .filter(result -> result != null)
                .toList();
    }

    boolean isComplete(Candidate candidate, int rung) {
        return results(candidate, rung).size() == plan.repeats().size();
    }

    /** The networks; competing trainers are never stopped early. */
    List<Candidate> networks() {
        return plan.candidates().stream().filter(c -> !c.isCompetitor()).toList();
    }

    /** The networks that continue to a rung, as far as it is decided. */
    List<Candidate> admitted(int rung) {
        return networks().stream().filter(c -> isAdmitted(c, rung)).toList();
    }

    boolean isAdmitted(Candidate candidate, int rung) {
        return isPromoted(candidate, rung)
                || rung > 0 && isComplete(candidate, rung - 1) && candidate.equals(companion());
    }

    private boolean isPromoted(Candidate candidate, int rung) {
        return rung == plan.firstRung(candidate)
                || rung > 0 && isComplete(candidate, rung - 1) && decision(candidate, rung - 1) == Pruning.Decision.ON;
    }

    /**
     * If only one candidate reaches the end, it cannot be compared with another, so the best of the candidates that were
     * stopped last also continues. Known when all others have ended or were stopped; null before that, and if there is
     * none.
     */
    private Candidate companion() {
        if (companion == null && plan.pruning().mayLeaveOne()) {
            companion = found();
        }
        return companion;
    }

    private Candidate found() {
        List<Candidate> best = new ArrayList<>();
        int highest = -1;
        int finished = 0;
        for (Candidate candidate : networks()) {
            int rung = plan.lastRung();
            while (!isPromoted(candidate, rung)) {
                rung--;
            }
            boolean isAtItsEnd = rung == plan.lastRung();
            if (!isComplete(candidate, rung) || !isAtItsEnd && decision(candidate, rung) != Pruning.Decision.STOPPED) {
                return null;
            }
            finished += isAtItsEnd ? 1 : 0;
            if (!isAtItsEnd && rung >= highest) {
                if (rung > highest) {
                    best.clear();
                }
                highest = rung;
                best.add(candidate);
            }
        }
        int at = highest;
        return finished != 1
                ? null
                : best.stream()
                        .reduce((one, other) -> isBefore(other, one, at) ? other : one)
                        .orElse(null);
    }

    /** The decision about a candidate whose runs have reached a rung. */
    Pruning.Decision decision(Candidate candidate, int rung) {
        Task.Key key = new Task.Key(candidate.number(), -1, rung);
        Pruning.Decision decision = decisions.get(key);
        if (decision == null) {
            decision = plan.pruning().decide(this, candidate, rung);
            if (decision != Pruning.Decision.OPEN) {
                decisions.put(key, decision);
            }
        }
        return decision;
    }

    /** Whether another candidate may still reach a rung from below. */
    boolean isOpenBelow(int rung) {
        return rung > 0
                && (isOpenBelow(rung - 1) || admitted(rung - 1).stream().anyMatch(c -> !isComplete(c, rung - 1)));
    }

    /** Whether a candidate was stopped at a rung below this. */
    boolean isStoppedBelow(Candidate candidate, int rung) {
        for (int below = 0; below < rung; below++) {
            if (!isComplete(candidate, below)) {
                return false;
            }
            if (decision(candidate, below) == Pruning.Decision.STOPPED) {
                return true;
            }
        }
        return false;
    }

    /** Whether a candidate is ranked before another by their results at a rung. */
    boolean isBefore(Candidate one, Candidate other, int rung) {
        return compare(one, results(one, rung), other, results(other, rung), isHigherBetter) < 0;
    }

    /** The better first: candidates without failed runs, then by mean score, then by number. */
    static int compare(
            Candidate one, List<Result> ofOne, Candidate other, List<Result> ofOther, boolean isHigherBetter) {
        int byFailures = Long.compare(failures(ofOne), failures(ofOther));
        int byScore = byFailures != 0
                ? byFailures
                : Double.compare(penalty(ofOne, isHigherBetter), penalty(ofOther, isHigherBetter));
        return byScore != 0 ? byScore : Integer.compare(one.number(), other.number());
    }

    private static long failures(List<Result> results) {
        return results.stream().filter(result -> !result.isSound()).count();
    }

    private static double penalty(List<Result> results, boolean isHigherBetter) {
        double mean = RepeatedScores.of(results).mean();
        return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : rounded(isHigherBetter ? -mean : mean);
    }

    /** Without the last digits, in which means of the same scores differ by the order of their sum. */
    private static double rounded(double mean) {
        return Double.isFinite(mean) ? new BigDecimal(mean).round(DIGITS).doubleValue() : mean;
    }

    /**
     * The tasks that can be begun, the most urgent first: of high rungs, since others wait for them, and of early repeats.
     */
    List<Task> ready(Set<Task.Key> begun) {
        List<Task> tasks = new ArrayList<>();
        for (int rung = plan.lastRung(); rung >= 0; rung--) {
            for (Repeat repeat : plan.repeats()) {
                for (Candidate candidate : plan.candidates()) {
                    if (!begun.contains(new Task.Key(candidate.number(), repeat.number(), rung))
                            && result(candidate, repeat, rung) == null
                            && isAdmitted(candidate, rung)) {
                        tasks.add(task(candidate, repeat, rung));
                    }
                }
            }
        }
        return tasks;
    }

    private Task task(Candidate candidate, Repeat repeat, int rung) {
        Result before = rung == 0 ? null : result(candidate, repeat, rung - 1);
        return new Task(
                candidate.number(),
                repeat.number(),
                rung,
                plan.until(candidate, rung),
                before == null ? new byte[0] : before.state());
    }
}
