package io.github.unspool.training;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** The listener of a training run if the caller does not provide one: a log by default, the cell in a notebook. */
public final class TrainingListeners {
    private static volatile Supplier<TrainingListener> source = LogListener::new;

    private TrainingListeners() {}

    /**
     * Sets the listeners of later runs.
     *
     * @param perRun makes the listener of each run
     */
    public static void use(Supplier<TrainingListener> perRun) {
        source = Objects.requireNonNull(perRun);
    }

    /**
     * Makes the listener of a new run.
     *
     * @return the listener
     */
    public static TrainingListener begin() {
        return source.get();
    }

    /**
     * Makes a listener that shows nothing, and logs a warning if something went wrong.
     *
     * @return the listener
     */
    public static TrainingListener log() {
        return new LogListener();
    }

    /** Logs nothing unless something went wrong. */
    private static final class LogListener implements TrainingListener {
        private static final Logger LOG = Logger.getLogger(TrainingLoop.class.getName());

        @Override
        public void ended(History history) {
            if (!history.ending().isPlanned()) {
                LOG.warning(history.message());
            }
            for (String finding : history.diagnosis().findings()) {
                LOG.warning(finding);
            }
        }
    }
}
