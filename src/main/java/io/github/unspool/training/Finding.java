package io.github.unspool.training;

import java.util.List;

/**
 * Something that went wrong in a training run, as facts. {@link Words} say it, and what to try.
 *
 * @param kind what it is
 * @param facts the numbers of this case, in the order that its kind names
 */
public record Finding(Kind kind, List<Object> facts) {

    /** What can be found. */
    public enum Kind {
        /** The loss or the gradient (name) became infinite or NaN. */
        DIVERGED_LOSS,
        /** A weight became infinite or NaN. */
        DIVERGED_WEIGHT,
        /** Relu units that were always 0: how many, of how many, in which layer from 1. */
        DEAD_UNITS,
        /** The gradient of a loss vanishes: after how many steps, of how many. */
        VANISHING_GRADIENT,
        /** The loss rose above where it began: from its minimum, to its end. */
        RISING_LOSS,
        /** The loss fluctuates: by how much, around what. */
        SWINGING_LOSS,
        /** The loss falls slowly and steadily: from, to. */
        CRAWLING_LOSS,
        /** The loss is no better than that of a constant prediction: its end, that loss. */
        GUESSING,
        /** The same, and the prediction does not depend on the input: its end, that loss. */
        CONSTANT_PREDICTION,
        /** The loss no longer falls: its value, since which epoch. */
        PLATEAU,
        /** The validation loss was never below that of a constant prediction: its minimum, that loss. */
        NO_GENERALISATION,
        /** The validation loss rises while the training loss falls: the epoch of its minimum, the minimum, its end. */
        OVERFITTING,
        /** Chunks without a target: how many, of how many, of how many steps. */
        CHUNKS_WITHOUT_TARGET
    }

    /** Puts findings into words, with the calls of whoever started the run. */
    public interface Words {
        /**
         * Describes a finding.
         *
         * @param finding the facts
         * @return a sentence about the facts, and one about what to try
         */
        String of(Finding finding);
    }

    /**
     * Copies the facts.
     *
     * @param kind what it is
     * @param facts the numbers of this case
     */
    public Finding {
        facts = List.copyOf(facts);
    }

    static Finding of(Kind kind, Object... facts) {
        return new Finding(kind, List.of(facts));
    }
}
