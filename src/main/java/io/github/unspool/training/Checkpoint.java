package io.github.unspool.training;

import io.github.unspool.parameter.Parameter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Stores the state of a training run at its beginning and after each epoch, so that another run with the same settings and
 * data resumes from it and ends with the same bits. Random numbers follow from the seed and a path, so no generator state
 * is stored.
 */
public interface Checkpoint {
    /** Stores nothing. */
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
     * Loads the last stored state.
     *
     * @param numbers arrays to fill with the stored numbers: the weights, the best weights, and the optimiser's state
     * @return the progress of the stored run; empty if nothing is stored, and then the arrays stay unchanged
     * @throws IllegalArgumentException if the stored state is invalid or of another run; the content of the arrays is then
     *     undefined
     */
    Optional<Reached> load(List<Parameter> numbers);

    /**
     * Whether the state after an epoch is to be stored.
     *
     * @param epochs how many were completed, 0 at the beginning
     * @return false if {@link #save} would do nothing
     */
    default boolean keeps(int epochs) {
        return true;
    }

    /**
     * Stores the state after an epoch. The state that was stored before is lost only when this has succeeded.
     *
     * @param reached the progress of the run
     * @param numbers as in {@link #load}; they change after the call
     * @throws IOException if it cannot be stored
     */
    void save(Reached reached, List<Parameter> numbers) throws IOException;

    /**
     * The progress of a run.
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
