package io.github.unspool.part;

/**
 * How many floats a part needs in addition to its parameters and their gradients; docs/memory.md has the formulas.
 *
 * @param packed parameters that lie ready for products
 * @param perRow for each step of each sequence of a batch
 * @param perLearningRow for each row of a batch that is learned from
 * @param perSequence for each sequence of a batch
 * @param perBlockRow for each row of a block of gradients that lie ready for products
 */
public record Need(double packed, double perRow, double perLearningRow, double perSequence, double perBlockRow) {
    /** Rows that go into the gradients of weights together. */
    public static final int BLOCK = Recurrence.BLOCK;

    static final Need NONE = new Need(0, 0, 0, 0, 0);

    /**
     * What a part reads.
     *
     * @param isData whether it reads the data itself, whose gradient is not needed
     * @param isDense whether it is multiplied in full
     * @param isRagged whether sequences of a batch end at different steps
     */
    public record Reading(boolean isData, boolean isDense, boolean isRagged) {
        /** What a part reads that stands on another one. */
        public Reading above() {
            return new Reading(false, true, isRagged);
        }
    }

    public Need plus(Need other) {
        return new Need(
                packed + other.packed,
                perRow + other.perRow,
                perLearningRow + other.perLearningRow,
                perSequence + other.perSequence,
                perBlockRow + other.perBlockRow);
    }
}
