package io.github.unspool.compare;

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
 * @param verdict who is best, as far as the runs tell; empty if there are no two that are ranked
 * @param done how many runs or parts of runs were made
 * @param seconds how long they took, one after the other
 * @param message what there is to say about the ending, else empty
 */
public record Comparison(
        List<Standing> standings,
        String score,
        boolean isHigherBetter,
        Optional<Verdict> verdict,
        int done,
        double seconds,
        String message) {
    /**
     * Copies the list.
     *
     * @param standings the candidates
     * @param score what they are ranked by
     * @param isHigherBetter whether a higher score is a better one
     * @param verdict who is best, as far as the runs tell
     * @param done how many runs or parts of runs were made
     * @param seconds how long they took, one after the other
     * @param message what there is to say about the ending
     */
    public Comparison {
        standings = List.copyOf(standings);
    }

    /** While it runs: nobody shall stop it at the moment when chance speaks for one of them. */
    Comparison withoutVerdict() {
        return new Comparison(standings, score, isHigherBetter, Optional.empty(), done, seconds, message);
    }

    /**
     * The network that came out best, as a chain that can be trained.
     *
     * @return the chain, with the seed it began with
     * @throws IllegalStateException if no network is ranked
     */
    public Rnn best() {
        return standings.stream()
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
     * Each run on its own.
     *
     * @return a row for each candidate and repeat, with its score, its epochs and how many seconds it took
     */
    public Table runs() {
        return Leaderboard.runs(this);
    }

    /**
     * What it would take to decide between those that may be the best, by how long their runs took.
     *
     * @return such as {@code 8 more seeds would settle it, about 40 s}; empty if it is decided, or nobody can tell
     */
    public String outlook() {
        int more = verdict.map(Verdict::moreSeeds).orElse(0);
        if (more == 0 || more == Integer.MAX_VALUE) {
            return "";
        }
        double aSeed = standings.stream()
                .filter(s -> verdict.orElseThrow().mayBeBest(s.candidate()))
                .mapToDouble(s -> s.results().stream()
                        .mapToDouble(Result::seconds)
                        .average()
                        .orElse(0))
                .sum();
        return "%s more %s would settle it, about %.0f s of training"
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
