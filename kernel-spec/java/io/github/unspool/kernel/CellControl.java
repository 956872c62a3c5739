package io.github.unspool.kernel;

import io.github.unspool.kernel.CellThreads.StillRunning;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import jdk.jshell.execution.DirectExecutionControl;
import org.dflib.jjava.jupyter.telemetry.TelemetryCollector;

/** Runs what JShell has compiled and keeps the values as they are, where JShell itself would have their text. */
final class CellControl extends DirectExecutionControl {
    /** Says, where JShell wants the name of an exception's class, that the code goes on although it was stopped. */
    static final String STILL_RUNNING = "still running";

    private final CellThreads threads;
    private final Map<String, Object> values = new HashMap<>();
    private TelemetryCollector<?> stopwatch = TelemetryCollector.DO_NOTHING;
    private long runs;

    CellControl(CellLoader loader, CellThreads threads) {
        super(loader);
        this.threads = threads;
    }

    /** Returns the name under which {@link #take} gives the value. */
    @Override
    protected String invoke(Method code) throws Exception {
        try {
            return keep(threads.run(() -> timed(code, stopwatch)));
        } catch (StillRunning e) {
            throw new UserException(null, STILL_RUNNING, e.getStackTrace());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof InvocationTargetException thrown ? thrown : e;
        }
    }

    private static <T> Object timed(Method code, TelemetryCollector<T> stopwatch) throws ReflectiveOperationException {
        T start = stopwatch.measurementStart();
        try {
            return code.invoke(null);
        } finally {
            stopwatch.measurementEnd(start);
        }
    }

    void startStopwatch(TelemetryCollector<?> collector) {
        stopwatch = collector;
    }

    void endStopwatch() {
        stopwatch.stop();
        stopwatch = TelemetryCollector.DO_NOTHING;
    }

    private synchronized String keep(Object value) {
        String name = "value " + runs++;
        values.put(name, value);
        return name;
    }

    /** Gives a value away, or null if there is none of this name. */
    synchronized Object take(String name) {
        return values.remove(name);
    }
}
