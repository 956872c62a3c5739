package io.github.unspool.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who stands where, by the results on a board. */
final class Ranking {
    private final Plan plan;
    private final Board board;
    private final Score score;
    /** Of splits of the same data, else 0. */
    private final double share;
    /** The highest rung that each candidate has results of, by its number; −1 if it has none. Asked often, so found once. */
    private final List<Integer> reached;
    /** Its results there. */
    private final List<List<Result>> latest;
    /** Who has come here is ranked: the highest rung at which there is somebody to be held against. */
    private final int ranked;

    Ranking(Plan plan, Board board, Score score, double share) {
        this.plan = plan;
        this.board = board;
        this.score = score;
        this.share = share;
        this.reached = plan.candidates().stream().map(this::highestRung).toList();
        this.latest = plan.candidates().stream()
                .map(c -> board.results(c, Math.max(0, reached(c))))
                .toList();
        this.ranked = rankedRung();
    }

    private int rankedRung() {
        long several = Math.min(2, board.networks().size());
        for (int rung = plan.lastRung(); rung > 0; rung--) {
            int at = rung;
            if (board.networks().stream().filter(c -> reached(c) >= at).count() >= several) {
                return rung;
            }
        }
        return 0;
    }

    private int reached(Candidate candidate) {
        return reached.get(candidate.number());
    }

    private List<Result> latest(Candidate candidate) {
        return latest.get(candidate.number());
    }

    private int highestRung(Candidate candidate) {
        for (int rung = plan.lastRung(); rung >= plan.firstRung(candidate); rung--) {
            if (board.isAdmitted(candidate, rung)
                    && !board.results(candidate, rung).isEmpty()) {
                return rung;
            }
        }
        return -1;
    }

    Comparison comparison(String message) {
        List<Candidate> order = new ArrayList<>(plan.candidates());
        order.sort(Comparator.<Candidate>comparingInt(c -> -place(c)).thenComparing((a, b) -> byScore(a, b)));
        List<Standing> standings = new ArrayList<>();
        for (Candidate candidate : order) {
            boolean isRanked =
                    place(candidate) >= ranked && latest(candidate).stream().anyMatch(Result::isSound);
            standings.add(standing(candidate, isRanked ? standings.size() + 1 : 0));
        }
        List<Result> all = board.all();
        return new Comparison(
                standings,
                score.name(),
                score.isHigherBetter(),
                winner(standings),
                all.size(),
                all.stream().mapToDouble(Result::seconds).sum(),
                message);
    }

    /** A rival is ranked with those that are, however far they have come. */
    private int place(Candidate candidate) {
        int rung = reached(candidate);
        return candidate.isRival() && rung >= 0 ? ranked : rung;
    }

    private int byScore(Candidate one, Candidate other) {
        return Board.compare(one, latest(one), other, latest(other), score.isHigherBetter());
    }

    private Standing standing(Candidate candidate, int rank) {
        int rung = reached(candidate);
        List<Result> results = rung < 0 ? List.of() : latest(candidate);
        boolean isStopped = rung >= 0
                && rung < plan.lastRung()
                && board.isComplete(candidate, rung)
                && board.decision(candidate, rung) == Pruning.Decision.STOPPED;
        return new Standing(
                candidate,
                rank,
                rung,
                rung < 0 ? 0 : plan.until(candidate, rung),
                isStopped,
                results.stream().map(r -> r.withSeconds(board.seconds(r))).toList(),
                Sample.of(results).margin(share));
    }

    private Optional<Difference> winner(List<Standing> standings) {
        if (standings.size() < 2 || standings.get(1).rank() == 0) {
            return Optional.empty();
        }
        Standing first = standings.get(0);
        Standing second = standings.get(1);
        List<Double> by = new ArrayList<>();
        for (Result one : first.results()) {
            for (Result other : second.results()) {
                if (one.repeat() == other.repeat() && one.isSound() && other.isSound()) {
                    by.add(score.isHigherBetter() ? one.score() - other.score() : other.score() - one.score());
                }
            }
        }
        return Optional.of(new Difference(first.candidate(), second.candidate(), new Sample(by), share));
    }
}
