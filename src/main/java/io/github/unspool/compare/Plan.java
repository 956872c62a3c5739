package io.github.unspool.compare;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The runs of a comparison.
 *
 * @param candidates those that are compared, in the order of their numbers
 * @param repeats the runs of each
 * @param pruning which of them are stopped early
 */
record Plan(List<Candidate> candidates, List<Repeat> repeats, Pruning pruning) {
    /** The runs of a candidate that come to its end: the repeats of each split, by its number. */
    int fold(int repeat) {
        return repeats.get(repeat).fold();
    }

    /** How many rungs there are, at least 1. */
    int rungs() {
        return pruning.rungs(
                (int) candidates.stream().filter(c -> !c.isCompetitor()).count());
    }

    int lastRung() {
        return rungs() - 1;
    }

    /** After which epoch a candidate has come to a rung. */
    int until(Candidate candidate, int rung) {
        double part = Math.pow(pruning.factor(), rung - lastRung());
        return (int) Math.max(1, Math.ceil(candidate.epochs() * part));
    }

    /** The first rung of a candidate: a competitor is not paused. */
    int firstRung(Candidate candidate) {
        return candidate.isCompetitor() ? lastRung() : 0;
    }

    /** All tasks that there may be, candidate by candidate. */
    Stream<Task.Key> tasks() {
        return candidates.stream()
                .flatMap(candidate -> repeats.stream()
                        .flatMap(repeat -> IntStream.rangeClosed(firstRung(candidate), lastRung())
                                .mapToObj(rung -> new Task.Key(candidate.number(), repeat.number(), rung))));
    }

    /** How many epochs a task has. */
    int epochs(Candidate candidate, int rung) {
        int before = rung > firstRung(candidate) ? until(candidate, rung - 1) : 0;
        return until(candidate, rung) - before;
    }

    /** How many epochs there are to run in all; an estimate where runs are stopped early. */
    double epochs() {
        double epochs = 0;
        for (Candidate candidate : candidates) {
            for (int rung = firstRung(candidate); rung <= lastRung(); rung++) {
                double part = candidate.isCompetitor() ? 1 : Math.pow(pruning.factor(), -rung);
                epochs += part * epochs(candidate, rung) * repeats.size();
            }
        }
        return epochs;
    }
}
