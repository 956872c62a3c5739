package io.github.unspool.network;

import io.github.unspool.part.Batch;
import io.github.unspool.part.Masks;
import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import java.util.List;
import java.util.function.Function;

/** Reads sequences chunk by chunk, one state carried from each chunk to the next. */
public final class Chunks {
    private Chunks() {}

    /** What is done with a chunk after its forward pass. */
    public interface Action {
        /** Returns whether to continue; {@code from} is the chunk's first step. */
        boolean run(Batch chunk, int from);
    }

    /** As below, without masks. */
    public static void forEach(Bptt bptt, List<Sequence> sequences, int length, State state, Action action) {
        forEach(bptt, sequences, length, state, chunk -> bptt.noMasks(), action);
    }

    /**
     * Runs forward over chunks of the sequences.
     *
     * @param bptt runs the chunks
     * @param sequences longest first
     * @param length the steps of a chunk
     * @param state the states before the first chunk, which become those after the last step of each sequence that was read
     * @param masks makes the masks of each chunk
     * @param action is run after each chunk's forward pass
     */
    public static void forEach(
            Bptt bptt, List<Sequence> sequences, int length, State state, Function<Batch, Masks> masks, Action action) {
        int longest = sequences.get(0).steps();
        for (int from = 0; from < longest; from += length) {
            Batch chunk = Batch.of(sequences, from, Math.min(longest, from + length));
            bptt.forward(chunk, state, masks.apply(chunk));
            // The chunk has its own copy of what it began with.
            bptt.copyLastState(chunk, state);
            if (!action.run(chunk, from)) {
                break;
            }
        }
    }
}
