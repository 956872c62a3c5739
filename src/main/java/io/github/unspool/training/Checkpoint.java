package io.github.unspool.training;

import io.github.unspool.parameter.Parameter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where a training run keeps what it has reached, at its beginning and after each epoch, so that another run of the same
 * settings and data goes on from there and ends with the same bits. Random numbers come from the seed and a path, so they
 * need not be kept.
 */
public interface Checkpoint {
    /** Keeps nothing. */
    Checkpoint NONE = new Checkpoint() {
        @Override
        public Optional<Reached> load(List<Parameter> numbers) {
            return Optional.empty();
        }

        @Override
        public boolean keeps(int epochs) {
            return false;
        }

        @Override
        public void save(Reached reached, List<Parameter> numbers) {}
    };

    /**
     * Gives back what was kept last.
     *
     * @param numbers are filled with what was kept: the weights, the best weights, and what the optimiser remembers
     * @return how far the run had come; empty if nothing was kept, and then the numbers stay
     * @throws IllegalArgumentException if what was kept is not sound, or of another run; the numbers are of no use then
     */
    Optional<Reached> load(List<Parameter> numbers);

    /**
     * Whether the end of an epoch is to be kept.
     *
     * @param epochs how many were completed, 0 at the beginning
     * @return false if {@link #save} would do nothing
     */
    default boolean keeps(int epochs) {
        return true;
    }

    /**
     * Keeps the end of an epoch. What was kept before is lost only when this has succeeded.
     *
     * @param reached how far the run has come
     * @param numbers as in {@link #load}; they change after the call
     * @throws IOException if it cannot be kept
     */
    void save(Reached reached, List<Parameter> numbers) throws IOException;

    /**
     * How far a run has come.
     *
     * @param epochs those that were completed
     * @param updates how often the weights were changed
     * @param gradientNorm the norm of the last gradient; NaN if there was none
     * @param bestEpoch which epoch ended with the best weights, of those that are judged; 0: none yet
     * @param bestLoss the loss that they were judged by; infinite if there is none yet
     */
    record Reached(List<Epoch> epochs, long updates, double gradientNorm, int bestEpoch, double bestLoss) {
        /**
         * Copies the list.
         *
         * @param epochs those that were completed
         * @param updates how often the weights were changed
         * @param gradientNorm the norm of the last gradient
         * @param bestEpoch which epoch ended with the best weights
         * @param bestLoss the loss that they were judged by
         */
        public Reached {
            epochs = List.copyOf(epochs);
        }
    }
}
