package io.github.unspool.training;

import io.github.unspool.runtime.Host;
import java.util.logging.Logger;

/** The listener of a training run if the caller does not provide one: a log by default, the cell in a notebook. */
public final class TrainingListeners {
    private TrainingListeners() {}

    /**
     * Makes the listener of a new run.
     *
     * @return the listener
     */
    public static TrainingListener begin() {
        return Host.current().listener(TrainingListener.class).orElseGet(TrainingListeners::log);
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
