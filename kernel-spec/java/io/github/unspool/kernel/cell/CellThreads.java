package io.github.unspool.kernel.cell;

import io.github.unspool.kernel.life.Spare;
import io.github.unspool.kernel.output.Outlet;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the code of cells, one piece at a time, apart from the thread that talks to Jupyter. A piece that is stopped is
 * interrupted and given a moment to end by itself, so that what it returns, a model perhaps, is not lost.
 */
public final class CellThreads {
    /** Somebody who presses stop waits no longer than half a second for code that may never look. */
    private static final long MOMENT_MILLIS = 400;
    /** Our own calls end as soon as they have kept what they learned, but a machine may be busy. */
    private static final long PATIENCE_MILLIS = 5_000;

    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private static final String OURS = "io.github.unspool.";
    private static final String KERNEL = OURS + "kernel.";

    private final ExecutorService threads = Executors.newCachedThreadPool(CellThread::new);
    private CellThread running;
    private CompletableFuture<Object> result;
    private final Duration limit;
    private long deadline = Long.MAX_VALUE;
    private boolean stopped;
    private boolean timedOut;
    private Runnable lookout = () -> {};
    private Outlet cell;

    /** A thread of ours, so that code which evaluates code is known, and output of one that does not end. */
    public static final class CellThread extends Thread {
        private volatile boolean stopped;

        private CellThread(Runnable code) {
            super(null, code, "cell", 0, false);
            setDaemon(true);
        }

        /** Whether its cell was stopped, so that whatever long call comes next ends at once. */
        public boolean isStopped() {
            return stopped;
        }
    }

    /** Thrown for a piece of code that goes on although it was stopped. */
    public static final class StillRunning extends Exception {
        private static final long serialVersionUID = 1;
    }

    /**
     * Threads for cells.
     *
     * @param limit how long one may run, or null for as long as it likes
     */
    public CellThreads(Duration limit) {
        this.limit = limit;
    }

    /**
     * Forgets earlier stops; for the beginning of a cell.
     *
     * @param outlet what its threads print into
     * @param whileWaiting is called now and then by the thread that waits for the cell
     */
    public synchronized void begin(Outlet outlet, Runnable whileWaiting) {
        stopped = false;
        timedOut = false;
        deadline = limit == null ? Long.MAX_VALUE : System.nanoTime() + limit.toNanos();
        cell = outlet;
        lookout = whileWaiting;
    }

    /** Whether the cell was stopped, so that the rest of it shall not run. */
    public synchronized boolean isStopped() {
        return stopped;
    }

    /** Why the cell was stopped. */
    public synchronized CellFailure reasonOfStop() {
        return timedOut ? CellFailure.timedOut(limit) : CellFailure.stopped();
    }

    private synchronized void stopIfTooLong() {
        if (limit != null && !stopped && System.nanoTime() - deadline >= 0) {
            timedOut = true;
            stop();
        }
    }

    /** Stops the cell. */
    synchronized void stop() {
        stopped = true;
        if (cell != null) {
            cell.stop();
        }
        if (running != null) {
            running.stopped = true;
            running.interrupt();
            result.orTimeout(isInCallOfOurs(running) ? PATIENCE_MILLIS : MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean isInCallOfOurs(Thread cell) {
        return Arrays.stream(cell.getStackTrace())
                .map(StackTraceElement::getClassName)
                .anyMatch(name -> name.startsWith(OURS) && !name.startsWith(KERNEL));
    }

    /**
     * Runs code and waits for it.
     *
     * @throws ExecutionException with what the code threw
     * @throws StillRunning if it was stopped and did not end
     */
    public Object run(Callable<?> code) throws ExecutionException, StillRunning, InterruptedException {
        if (Thread.currentThread() instanceof CellThread) {
            return runHere(code);
        }
        Spare.keep();
        CompletableFuture<Object> answer = new CompletableFuture<>();
        threads.execute(() -> runFor(answer, code));
        try {
            return await(answer);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException && abandon(answer)) {
                throw new StillRunning();
            }
            throw e;
        } finally {
            end(answer);
        }
    }

    private Object await(CompletableFuture<Object> answer) throws ExecutionException, InterruptedException {
        while (!answer.isDone()) {
            try {
                waitAndLook(answer);
            } catch (OutOfMemoryError e) {
                // The cell has it all, and will be told so itself.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_LOOKS_MILLIS));
            }
        }
        return answer.get();
    }

    private void waitAndLook(CompletableFuture<Object> answer) throws InterruptedException {
        try {
            answer.get(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            lookout.run();
            stopIfTooLong();
        } catch (ExecutionException e) {
            // For the one who asks for the answer.
            return;
        }
    }

    private static Object runHere(Callable<?> code) throws ExecutionException {
        try {
            return code.call();
        } catch (Throwable e) {
            Spare.releaseAfter(e);
            throw new ExecutionException(e);
        }
    }

    private void runFor(CompletableFuture<Object> answer, Callable<?> code) {
        try {
            begin(answer);
            answer.complete(code.call());
        } catch (Throwable e) {
            Spare.releaseAfter(e);
            answer.completeExceptionally(e);
        } finally {
            Outlet.leave();
        }
    }

    private synchronized void begin(CompletableFuture<Object> answer) throws InterruptedException {
        if (stopped) {
            throw new InterruptedException();
        }
        running = (CellThread) Thread.currentThread();
        // It may have run another cell before.
        running.stopped = false;
        result = answer;
        Outlet.enter(cell);
    }

    private synchronized boolean abandon(CompletableFuture<Object> answer) {
        if (answer != result) {
            return false;
        }
        cell.mute();
        return true;
    }

    private synchronized void end(CompletableFuture<Object> answer) {
        if (answer == result) {
            running = null;
            result = null;
        }
    }
}
