package io.github.unspool.compare;

import io.github.unspool.Rnn;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * The results of a comparison, or its results so far.
 *
 * @param rows the candidates: first the ranked ones, the best first, then the others by rung and score
 * @param score the name of the score
 * @param isHigherBetter whether a higher score is a better one
 * @param verdict which candidate is best, as far as the runs show; empty if fewer than two are ranked
 * @param done how many runs or parts of runs were made
 * @param seconds their total time
 * @param message a sentence about the ending, or empty
 */
public record Comparison(
        List<LeaderboardRow> rows,
        String score,
        boolean isHigherBetter,
        Optional<Verdict> verdict,
        int done,
        double seconds,
        String message) {
    /**
     * Copies the list.
     *
     * @param rows the candidates
     * @param score the name of the score
     * @param isHigherBetter whether a higher score is a better one
     * @param verdict which candidate is best, as far as the runs show
     * @param done how many runs or parts of runs were made
     * @param seconds their total time
     * @param message a sentence about the ending
     */
    public Comparison {
        rows = List.copyOf(rows);
    }

    /** While the comparison runs, it shows no verdict, which would tempt users to stop it when chance favours a candidate. */
    Comparison withoutVerdict() {
        return new Comparison(rows, score, isHigherBetter, Optional.empty(), done, seconds, message);
    }

    /**
     * The best network, as a builder that can be trained.
     *
     * @return the builder, with its original seed
     * @throws IllegalStateException if no network is ranked
     */
    public Rnn best() {
        return rows.stream()
                .filter(s -> s.rank() > 0)
                .flatMap(s -> s.candidate().rnn().stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no network has a score" + (message.isEmpty() ? "" : ": " + message)));
    }

    /**
     * The leaderboard.
     *
     * @return a row for each candidate, the best first; the same for any number of threads and on any machine
     */
    public Table table() {
        return Leaderboard.table(this);
    }

    /**
     * The single runs.
     *
     * @return a row for each candidate and repeat, with its score, its epochs and how many seconds it took
     */
    public Table runs() {
        return Leaderboard.runs(this);
    }

    /**
     * The effort that would be needed to decide between the candidates that may be the best.
     *
     * @return such as {@code 8 more seeds would decide it, about 40 s of training}; empty if it is decided or unknown
     */
    public String outlook() {
        int more = verdict.map(Verdict::moreSeeds).orElse(0);
        if (more == 0 || more == Integer.MAX_VALUE) {
            return "";
        }
        double aSeed = rows.stream()
                .filter(s -> verdict.orElseThrow().mayBeBest(s.candidate()))
                .mapToDouble(s -> s.results().stream()
                        .mapToDouble(Result::seconds)
                        .average()
                        .orElse(0))
                .sum();
        return "%s more %s would decide it, about %.0f s of training"
                .formatted(more, more == 1 ? "seed" : "seeds", Math.max(1, more * aSeed));
    }

    /** The leaderboard and what it means. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(table().print());
        verdict.ifPresent(sentence -> text.append('\n').append(sentence));
        return text.append(message.isEmpty() ? "" : "\n" + message).toString();
    }
}
