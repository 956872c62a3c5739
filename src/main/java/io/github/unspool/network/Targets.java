package io.github.unspool.network;

/** Which steps of a sequence have a target. */
public enum Targets {
    /** Each step has its own, such as the next word or a tag. */
    EACH_STEP("a step", "", "") {
        @Override
        public int of(int step, int steps) {
            return step;
        }

        @Override
        public boolean standInParts() {
            return true;
        }
    },
    /**
     * Only the last step has one, such as the language of a name. A bidirectional layer on top then gives each direction's state
     * after as many steps of its own, so at the last step that after the whole sequence.
     */
    LAST_STEP("a sequence", ", one output a sequence", ", once for each sequence") {
        @Override
        public int of(int step, int steps) {
            return steps - 1;
        }

        @Override
        public boolean standInParts() {
            return false;
        }
    },
    /** The labels of a target are spread over all steps, blanks between them, by CTC. */
    ALIGNED("a sequence", ", labels and blanks", ", a label or a blank at each step") {
        @Override
        public int of(int step, int steps) {
            return step;
        }

        @Override
        public boolean standInParts() {
            return false;
        }
    },
    /** A decoder writes a sequence of its own length after it has read the whole. */
    DECODED("a step of the decoder", ", written by a decoder", ", for each step of the decoder") {
        @Override
        public int of(int step, int steps) {
            return step;
        }

        @Override
        public boolean standInParts() {
            return false;
        }
    };

    private final String unit;
    private final String note;
    private final String caption;

    Targets(String unit, String note, String caption) {
        this.unit = unit;
        this.note = note;
        this.caption = caption;
    }

    /** At which step the target stands that is compared with the output of a step; of the last one if the sequence ended there. */
    public abstract int of(int step, int steps);

    /** Whether any part of a sequence has targets, so that a sequence may be cut. */
    public abstract boolean standInParts();

    /** Whether what the topmost layer gives is read at each step; otherwise at the last only. */
    boolean readEachStep() {
        return this != LAST_STEP;
    }

    /** How much of the data one output belongs to, such as {@code a step}. */
    public String unit() {
        return unit;
    }

    /** What a network's description adds; empty for each step. */
    String note() {
        return note;
    }

    /** What the description of a network's output adds; empty for each step. */
    public String caption() {
        return caption;
    }
}
