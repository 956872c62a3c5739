package io.github.unspool.compare;

import io.github.unspool.training.History;
import java.util.List;

/**
 * A row of the leaderboard: one candidate with its results.
 *
 * @param candidate the candidate
 * @param rank 1 for the best; 0 if it is not ranked, because it was stopped early or has no score yet
 * @param rung the highest rung it has results of, from 0; −1 if it has none
 * @param epochs how many epochs runs have at that rung, unless they ended earlier
 * @param isStopped whether it was stopped early
 * @param results its results at that rung, in the order of the repeats
 * @param compared the results that its score is computed from: for ranked candidates, the repeats that all of them have
 *     completed
 * @param margin half the width of the mean's interval of 95 % confidence; NaN if fewer than two runs succeeded
 */
public record LeaderboardRow(
        Candidate candidate,
        int rank,
        int rung,
        int epochs,
        boolean isStopped,
        List<Result> results,
        List<Result> compared,
        double margin) {
    /**
     * Copies the list.
     *
     * @param candidate the candidate
     * @param rank 1 for the best
     * @param rung the highest rung it has results of
     * @param epochs how many epochs runs have at that rung
     * @param isStopped whether it was stopped early
     * @param results its results at that rung
     * @param compared the results that its score is computed from
     * @param margin half the width of the mean's interval of 95 % confidence
     */
    public LeaderboardRow {
        results = List.copyOf(results);
        compared = List.copyOf(compared);
    }

    /**
     * The scores of the successful runs that are compared.
     *
     * @return their sample, which may be empty
     */
    public RepeatedScores scores() {
        return RepeatedScores.of(compared);
    }

    /**
     * The number of runs that diverged or failed.
     *
     * @return their number
     */
    public int failures() {
        return (int) results.stream().filter(result -> !result.isSound()).count();
    }

    /**
     * A remark, such as why the candidate is not ranked.
     *
     * @return such as {@code stopped after 10 epochs}, or empty
     */
    public String remark() {
        if (rung < 0) {
            return "not run";
        }
        String problem = results.stream()
                .filter(result -> !result.isSound())
                .map(Result::problem)
                .findFirst()
                .map(first -> "%s of %s: %s".formatted(failures(), results.size(), first))
                .orElse("");
        String stopped = isStopped ? stopped() : "";
        if (stopped.isEmpty() || failures() == results.size()) {
            return problem;
        }
        return problem.isEmpty() ? stopped : stopped + "; " + problem;
    }

    /** Of a whole run, or after whole runs. */
    private String stopped() {
        return epochs < candidate.epochs()
                ? "stopped after %s %s".formatted(epochs, epochs == 1 ? "epoch" : "epochs")
                : "dropped after %s %s".formatted(results.size(), results.size() == 1 ? "run" : "runs");
    }

    /** Such as {@code 1. gru, rate 0.01: 0.902 ± 0.008}. */
    @Override
    public String toString() {
        String score = scores().values().isEmpty() ? "no score" : scores().toString();
        String remark = remark();
        return "%s %s: %s%s"
                .formatted(rank == 0 ? "–" : rank + ".", candidate, score, remark.isEmpty() ? "" : " (" + remark + ")");
    }

    /**
     * The curves of the runs.
     *
     * @return their epochs, in the order of the repeats; without those that have none
     */
    public List<History.Epochs> curves() {
        return results.stream()
                .map(Result::epochs)
                .filter(epochs -> !epochs.list().isEmpty())
                .toList();
    }
}
