package io.github.unspool.sweep;

import io.github.unspool.Rnn;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * What a comparison has shown, or has shown so far.
 *
 * @param standings the candidates: first those that are ranked, the best first, then the others, by how far they came and then by
 *     score
 * @param score what they are ranked by
 * @param isHigherBetter whether a higher score is a better one
 * @param winner the best against the next; empty if there are no two that are ranked
 * @param done how many runs or parts of runs were made
 * @param seconds how long they took, one after the other
 * @param message what there is to say about the ending, else empty
 */
public record Comparison(
        List<Standing> standings,
        String score,
        boolean isHigherBetter,
        Optional<Difference> winner,
        int done,
        double seconds,
        String message) {
    /**
     * Copies the list.
     *
     * @param standings the candidates
     * @param score what they are ranked by
     * @param isHigherBetter whether a higher score is a better one
     * @param winner the best against the next
     * @param done how many runs or parts of runs were made
     * @param seconds how long they took, one after the other
     * @param message what there is to say about the ending
     */
    public Comparison {
        standings = List.copyOf(standings);
    }

    /**
     * The network that came out best, as a chain that can be trained.
     *
     * @return the chain, with the seed it began with
     * @throws IllegalStateException if no network is ranked
     */
    public Rnn best() {
        return standings.stream()
                .filter(s -> s.rank() > 0 && !s.candidate().isRival())
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("no network has a score" + (message.isEmpty() ? "" : ": " + message)))
                .candidate()
                .rnn();
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
     * Each run on its own.
     *
     * @return a row for each candidate and repeat, with its score, its epochs and how many seconds it took
     */
    public Table runs() {
        return Leaderboard.runs(this);
    }

    /** The leaderboard and what it means. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(table().print());
        winner.ifPresent(difference -> text.append('\n').append(difference));
        return text.append(message.isEmpty() ? "" : "\n" + message).toString();
    }
}
