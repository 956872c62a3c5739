package io.github.unspool.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Adds seeds only for the candidates that cannot be distinguished. After the first seeds, and whenever their number has
 * doubled, candidates that are worse than the leader are dropped; the race ends when one is left, or after the last test.
 *
 * <p>Repeated testing finds differences by chance more often, so each test has its share of the level (Bonferroni). Racing
 * is due to O. Maron, A. W. Moore, <i>Hoeffding races: accelerating model selection search for classification and function
 * approximation</i>, NIPS 1993. Not safe for several threads.
 */
final class Race {
    /** So many times the seeds may double, and one look before. */
    static final int LOOKS = 5;

    private final Plan plan;
    private final Board board;
    private final Score score;
    private final int first;
    private final double level;
    /** Who takes part until each look that is decided, and until the next. */
    private final List<Set<Candidate>> rounds = new ArrayList<>();
    /** How many results there were when it was last looked. */
    private int seen = -1;

    /**
     * @param first how many seeds there are until the first look
     * @param level of all looks together
     */
    Race(Plan plan, Board board, Score score, int first, double level) {
        this.plan = plan;
        this.board = board;
        this.score = score;
        this.first = first;
        this.level = level / LOOKS;
        rounds.add(new LinkedHashSet<>(plan.candidates()));
    }

    /** How many seeds there are at most. */
    static int most(int first) {
        return first << (LOOKS - 1);
    }

    private int seedsUntil(int look) {
        return first << look;
    }

    /** Whether a run is needed, as far as it is known. */
    boolean wants(Task task) {
        go();
        int seed = plan.repeats().get(task.repeat()).seed();
        int look = 0;
        while (seed >= seedsUntil(look)) {
            look++;
        }
        return look < rounds.size()
                && (look == 0 || rounds.get(look).size() > 1)
                && rounds.get(look).contains(plan.candidates().get(task.candidate()));
    }

    /** Looks as often as all runs until a look are there; without a new result there is nothing to look for. */
    private void go() {
        if (board.size() == seen) {
            return;
        }
        seen = board.size();
        while (rounds.size() <= LOOKS && isThere(rounds.size() - 1)) {
            Set<Candidate> next = new LinkedHashSet<>(rounds.get(rounds.size() - 1));
            ranking(rounds.size() - 1)
                    .comparison("")
                    .verdict()
                    .ifPresent(verdict -> next.removeIf(c -> !verdict.mayBeBest(c)));
            rounds.add(next);
        }
    }

    private boolean isThere(int look) {
        Set<Candidate> taking = rounds.get(look);
        return (look == 0 || taking.size() > 1)
                && plan.repeats().stream()
                        .filter(r -> r.seed() < seedsUntil(look))
                        .allMatch(r -> taking.stream().allMatch(c -> board.result(c, r, plan.lastRung()) != null));
    }

    /** By the latest look. */
    Ranking ranking() {
        go();
        return ranking(Math.max(0, rounds.size() - 2));
    }

    private Ranking ranking(int look) {
        return new Ranking(plan, board, score, 0, new Ranking.Scope(rounds.get(look), seedsUntil(look), level));
    }
}
