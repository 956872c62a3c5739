package io.github.unspool.tribuo.output;

import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;

/** The numbers of a {@link TokenEvaluation}, as its map names them; each is over all sequences together. */
public enum TokenMetric {
    /** The part of the sequences that are predicted without an error. */
    EXACT_MATCH,
    /** The number of edits per token of the targets; it can exceed 1. */
    TOKEN_ERROR_RATE,
    /** The BLEU of the corpus, from 0 to 1. */
    BLEU,
    /** The number of tokens that were replaced by others. */
    SUBSTITUTIONS,
    /** The number of tokens that stand in predictions only. */
    INSERTIONS,
    /** The number of tokens that stand in targets only. */
    DELETIONS;

    /**
     * Its key in the map of an evaluation.
     *
     * @return the key
     */
    public MetricID<LabelSequence> id() {
        return new MetricID<>(MetricTarget.<LabelSequence>microAverageTarget(), name());
    }

    /**
     * Whether a higher value is better.
     *
     * @return true for exact matches and BLEU
     */
    public boolean isHigherBetter() {
        return this == EXACT_MATCH || this == BLEU;
    }
}
