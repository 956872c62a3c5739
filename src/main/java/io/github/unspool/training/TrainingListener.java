package io.github.unspool.training;

import java.util.List;

/** Is told how training goes. Called on the training thread, often: at most a few microseconds, or throttle. */
public interface TrainingListener {
    /** Listens to nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * Once, before the first update.
     *
     * @param measure what the losses are
     */
    default void began(Measure measure) {}

    /**
     * After each update of the weights.
     *
     * @param progress where training stands
     */
    default void progress(Progress progress) {}

    /**
     * After each epoch, and when training goes on from a checkpoint.
     *
     * @param epochs all epochs so far; grows with the run, so it is to be copied if it is kept
     */
    default void epoch(List<Epoch> epochs) {}

    /**
     * Whether training shall end here, as if it was interrupted. Asked after each update.
     *
     * @return true to end it
     */
    default boolean isEnough() {
        return false;
    }

    /**
     * Once, when training has ended, for whatever reason.
     *
     * @param history how it went
     */
    default void ended(History history) {}

    /**
     * Where training stands.
     *
     * @param epoch the running epoch, 1 for the first
     * @param epochs how many there will be
     * @param fraction how much of the running epoch is done, 0 to 1
     * @param loss the mean loss of the running epoch so far
     * @param updateLoss the mean loss of what the last update was made of, before it; NaN if nothing in it counts
     */
    record Progress(int epoch, int epochs, double fraction, double loss, double updateLoss) {

        /**
         * How much of the whole run is done.
         *
         * @return 0 to 1
         */
        public double total() {
            return (epoch - 1 + fraction) / epochs;
        }
    }
}
