package io.github.unspool.kernel.cell;

import io.github.unspool.kernel.cell.CellThreads.StillRunning;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutionException;
import jdk.jshell.execution.DirectExecutionControl;

/** Runs what JShell has compiled and keeps what came of it as it is, where JShell itself would have its text. */
final class CellControl extends DirectExecutionControl {
    private final CellLoader loader;
    private final CellThreads threads;
    private Run last;
    private long runs;

    /**
     * What came of a piece of code.
     *
     * @param code what ran
     * @param value what it returned, null if it threw something
     * @param thrown what it threw, or null; {@link StillRunning} if it goes on although it was stopped
     */
    record Run(Method code, Object value, Throwable thrown) {}

    CellControl(CellLoader loader, CellThreads threads) {
        super(loader);
        this.loader = loader;
        this.threads = threads;
    }

    @Override
    protected String invoke(Method code) throws Exception {
        Run run = run(code);
        synchronized (this) {
            last = run;
            runs++;
        }
        if (run.thrown != null) {
            throw new InvocationTargetException(run.thrown);
        }
        return "";
    }

    private Run run(Method code) throws InterruptedException {
        try {
            return new Run(code, threads.run(() -> code.invoke(null)), null);
        } catch (StillRunning e) {
            return new Run(code, null, e);
        } catch (ExecutionException e) {
            // Where memory is full, reflection may have had none to wrap what the code threw.
            boolean isWrapped = e.getCause() instanceof InvocationTargetException;
            return new Run(code, null, isWrapped ? e.getCause().getCause() : e.getCause());
        }
    }

    /** How many pieces of code ran so far. */
    synchronized long runs() {
        return runs;
    }

    /** What came of the piece that ran last; it is not kept. */
    synchronized Run takeLast() {
        Run run = last;
        last = null;
        return run;
    }

    @Override
    public void redefine(ClassBytecodes[] classes) throws ClassInstallException {
        loader.redefine(classes);
    }
}
