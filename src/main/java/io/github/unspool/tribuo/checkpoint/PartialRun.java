package io.github.unspool.tribuo.checkpoint;

import io.github.unspool.parameter.Parameter;
import io.github.unspool.training.Checkpoint;
import io.github.unspool.training.TrainingListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a training run, from where it has come to up to some epoch. A run in several legs, made on one machine or on
 * several, ends with the same bits as one that was never paused.
 *
 * @param begin the final state of the previous part; empty at the beginning of a run
 * @param until the epoch after which the run pauses, at least 1; it ends earlier if its settings say so
 * @param listener receives the progress
 */
public record PartialRun(byte[] begin, int until, TrainingListener listener) {

    /**
     * Where a part has ended.
     *
     * @param model the model as it is then
     * @param state what the next part begins with; empty if the run is over
     * @param <M> the kind of model
     */
    public record End<M>(M model, byte[] state) {
        /** The same end with the model as something else. */
        public <N> End<N> map(Function<M, N> change) {
            return new End<>(change.apply(model), state);
        }
    }

    /** Keeps what the part ends with, and not what it goes through. */
    public static final class Memory implements Checkpoint {
        private final CheckpointFormat format;
        private final PartialRun part;
        private final boolean isLast;
        private byte[] state = {};

        public Memory(CheckpointFormat format, PartialRun part, int epochs) {
            this.format = format;
            this.part = part;
            this.isLast = part.until >= epochs;
        }

        @Override
        public Optional<Reached> load(List<Parameter> numbers) {
            if (part.begin.length == 0) {
                return Optional.empty();
            }
            try {
                Reached reached = format.read(new ByteArrayInputStream(part.begin), numbers);
                // A part of no epoch ends where it begins.
                state = keeps(reached.epochs().size()) ? part.begin : state;
                return Optional.of(reached);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean keeps(int epochs) {
            return !isLast && epochs >= part.until;
        }

        @Override
        public void save(Reached reached, List<Parameter> numbers) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            format.write(out, reached, numbers);
            state = out.toByteArray();
        }

        public byte[] state() {
            return state;
        }
    }
}
