package io.github.unspool.tribuo.output;

import java.util.Locale;

/**
 * How good the predictions of some sequences are.
 *
 * @param shortest the length of the shortest target, in tokens
 * @param longest the length of the longest target, in tokens
 * @param sequences their number
 * @param exact how many are predicted without an error
 * @param tokens of all targets
 * @param substitutions tokens that were replaced by others
 * @param insertions tokens that stand in predictions only
 * @param deletions tokens that stand in targets only
 * @param bleu from 0 to 1; NaN without tokens. See {@link TokenEvaluation#bleu}
 */
public record TokenScore(
        int shortest,
        int longest,
        int sequences,
        int exact,
        long tokens,
        long substitutions,
        long insertions,
        long deletions,
        double bleu) {

    /**
     * The part of the sequences that are predicted without an error.
     *
     * @return from 0 to 1; NaN without sequences
     */
    public double exactMatch() {
        return (double) exact / sequences;
    }

    /**
     * The edits per token of the targets: the edit distances of all sequences (Levenshtein, 1966), divided by the number of
     * tokens in all targets.
     *
     * @return from 0, above 1 if more is inserted than the targets have; NaN without tokens
     */
    public double tokenErrorRate() {
        return tokens == 0 ? Double.NaN : (double) (substitutions + insertions + deletions) / tokens;
    }

    /** One line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s sequences of %s tokens: %.1f %% exact, token error rate %.3f (%s substitutions, %s insertions, %s deletions), BLEU %.3f",
                sequences,
                tokens,
                100 * exactMatch(),
                tokenErrorRate(),
                substitutions,
                insertions,
                deletions,
                bleu);
    }
}
