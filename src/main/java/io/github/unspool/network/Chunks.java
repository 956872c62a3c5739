package io.github.unspool.network;

import java.util.List;
import java.util.function.Function;

/** Reads sequences chunk by chunk, the states carried from each chunk to the next. */
final class Chunks {
    private Chunks() {}

    /** What is done with a chunk after its forward pass. */
    interface Action {
        /** Returns whether to go on; {@code from} is the chunk's first step. */
        boolean run(Batch chunk, int from);
    }

    /** As below, without masks. */
    static State forEach(Bptt bptt, List<Sequence> sequences, int length, State initial, Action action) {
        return forEach(bptt, sequences, length, initial, chunk -> bptt.noMasks(), action);
    }

    /**
     * Runs forward over chunks of the sequences.
     *
     * @param bptt runs the chunks
     * @param sequences longest first
     * @param length the steps of a chunk
     * @param initial the states before the first chunk
     * @param masks makes the masks of each chunk
     * @param action is run after each chunk's forward pass
     * @return the states after the last step that was read, of the sequences that have it
     */
    static State forEach(
            Bptt bptt,
            List<Sequence> sequences,
            int length,
            State initial,
            Function<Batch, Masks> masks,
            Action action) {
        int longest = sequences.get(0).steps();
        State state = initial;
        for (int from = 0; from < longest; from += length) {
            Batch chunk = Batch.of(sequences, from, Math.min(longest, from + length));
            bptt.forward(chunk, state, masks.apply(chunk));
            // Before the action, which may go backwards and change the weights; the states themselves stay.
            state = bptt.lastState(chunk);
            if (!action.run(chunk, from)) {
                break;
            }
        }
        return state;
    }
}
