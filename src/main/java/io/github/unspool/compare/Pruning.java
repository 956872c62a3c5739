package io.github.unspool.compare;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides which candidates continue after a rung. A decision depends on the scores and on the candidates' numbers, never on
 * the order in which they finish, so it is the same for any number of threads.
 */
sealed interface Pruning {
    /** The decision about a candidate at a rung. */
    enum Decision {
        /** Other candidates have to reach the rung first. */
        OPEN,
        /** It continues. */
        ON,
        /** It is stopped. */
        STOPPED
    }

    /** How many rungs there are, the last of which is the end of a run. */
    int rungs(int candidates);

    /** How much longer the way to a rung is than to the one below. */
    int factor();

    /** Whether it may be that one candidate alone comes to the end. */
    default boolean mayLeaveOne() {
        return false;
    }

    /** What is decided about a candidate whose runs have all come to this rung, which is not the last. */
    Decision decide(Board board, Candidate candidate, int rung);

    /** All run to the end. */
    record None() implements Pruning {
        @Override
        public int rungs(int candidates) {
            return 1;
        }

        @Override
        public int factor() {
            return 1;
        }

        @Override
        public Decision decide(Board board, Candidate candidate, int rung) {
            return Decision.ON;
        }
    }

    /**
     * Successive halving: when all candidates have reached a rung, the best fraction continues.
     *
     * <p>Source: K. Jamieson, A. Talwalkar, <i>Non-stochastic best arm identification and hyperparameter optimization</i>,
     * AISTATS 2016.
     */
    record Halving(int factor) implements Pruning {
        @Override
        public int rungs(int candidates) {
            return ladder(candidates, factor);
        }

        @Override
        public Decision decide(Board board, Candidate candidate, int rung) {
            List<Candidate> here = board.admitted(rung);
            if (board.isOpenBelow(rung) || !here.stream().allMatch(c -> board.isComplete(c, rung))) {
                return Decision.OPEN;
            }
            return isAmongBest(board, candidate, here, rung, factor);
        }
    }

    /**
     * ASHA: a candidate continues if it is among the best fraction of those with lower numbers that have reached the rung,
     * without waiting for the others.
     *
     * <p>Source: L. Li et al., <i>A system for massively parallel hyperparameter tuning</i>, MLSys 2020. There a candidate
     * is compared with those that reached the rung earlier; here with those with lower numbers, so that the outcome is
     * deterministic.
     */
    record Asha(int factor) implements Pruning {
        @Override
        public boolean mayLeaveOne() {
            return true;
        }

        @Override
        public int rungs(int candidates) {
            return ladder(candidates, factor);
        }

        @Override
        public Decision decide(Board board, Candidate candidate, int rung) {
            List<Candidate> before =
                    board.networks().subList(0, board.networks().indexOf(candidate) + 1);
            for (Candidate other : before) {
                if (!board.isStoppedBelow(other, rung) && !board.isComplete(other, rung)) {
                    return Decision.OPEN;
                }
            }
            List<Candidate> here =
                    before.stream().filter(c -> board.isComplete(c, rung)).toList();
            return isAmongBest(board, candidate, here, rung, factor);
        }
    }

    private static Decision isAmongBest(Board board, Candidate candidate, List<Candidate> here, int rung, int factor) {
        int places = (here.size() + factor - 1) / factor;
        int place = (int) here.stream()
                .filter(other -> board.isBefore(other, candidate, rung))
                .count();
        return place < places ? Decision.ON : Decision.STOPPED;
    }

    /** The number of rungs is such that at least two candidates reach the last. */
    private static int ladder(int candidates, int factor) {
        return 1
                + (int) IntStream.iterate(candidates, n -> n > factor, n -> (n + factor - 1) / factor)
                        .count();
    }
}
