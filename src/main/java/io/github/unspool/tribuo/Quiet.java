package io.github.unspool.tribuo;

import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.tribuo.classification.evaluation.ConfusionMetrics;
import org.tribuo.common.sgd.AbstractSGDTrainer;

/**
 * Keeps what Tribuo logs about each training and each metric out of a call. Levels of loggers are shared by all threads, so
 * none is changed: a filter drops what the thread of the call logs.
 */
public final class Quiet {
    private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);

    /** A strong reference, because a logger without one loses its filter. */
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger(ConfusionMetrics.class.getName()), Logger.getLogger(AbstractSGDTrainer.class.getName()));

    static {
        LOGGERS.forEach(logger -> logger.setFilter(new Dropping(logger.getFilter())));
    }

    private Quiet() {}

    /** Another filter also applies. */
    private record Dropping(Filter other) implements Filter {
        @Override
        public boolean isLoggable(LogRecord line) {
            return DEPTH.get() == 0 && (other == null || other.isLoggable(line));
        }
    }

    /**
     * Runs a call.
     *
     * @param call the call
     * @param <V> what it gives
     * @return what it gives
     */
    public static <V> V quietly(Supplier<V> call) {
        DEPTH.set(DEPTH.get() + 1);
        try {
            return call.get();
        } finally {
            DEPTH.set(DEPTH.get() - 1);
        }
    }
}
