package io.github.unspool.training;

import java.util.List;

/**
 * Receives the progress of training. The methods are called often, on the training thread: take at most a few microseconds,
 * or throttle.
 */
public interface TrainingListener {
    /** Ignores all events. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * Called once, before the first update.
     *
     * @param measure the definition of the losses
     */
    default void began(Measure measure) {}

    /**
     * Called after each update of the weights.
     *
     * @param progress the progress of training
     */
    default void progress(Progress progress) {}

    /**
     * Called after each epoch, and when training resumes from a checkpoint.
     *
     * @param epochs all epochs so far; the list grows during the run, so copy it to keep it
     */
    default void epoch(List<Epoch> epochs) {}

    /**
     * Whether training shall end here, as if it had been interrupted. Called after each update.
     *
     * @return true to end it
     */
    default boolean isEnough() {
        return false;
    }

    /**
     * Called once, when training has ended, for whatever reason.
     *
     * @param history the history of the run
     */
    default void ended(History history) {}

    /**
     * The progress of training.
     *
     * @param epoch the running epoch, 1 for the first
     * @param epochs how many there will be
     * @param fraction how much of the running epoch is done, 0 to 1
     * @param loss the mean loss of the running epoch so far
     * @param updateLoss the mean loss of the last update's sequences, before that update; NaN if they have no target
     */
    record Progress(int epoch, int epochs, double fraction, double loss, double updateLoss) {

        /**
         * The completed fraction of the whole run.
         *
         * @return 0 to 1
         */
        public double total() {
            return (epoch - 1 + fraction) / epochs;
        }
    }
}
