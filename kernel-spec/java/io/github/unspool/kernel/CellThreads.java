package io.github.unspool.kernel;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the code of cells, one piece at a time, apart from the thread that talks to Jupyter. A piece that is stopped is
 * interrupted and given a moment to end by itself, so that what it returns, a model perhaps, is not lost.
 */
final class CellThreads {
    /** Somebody who presses stop waits no longer than half a second for code that may never look. */
    private static final long MOMENT_MILLIS = 400;
    /** Our own calls end as soon as they have kept what they learned, but a machine may be busy. */
    private static final long PATIENCE_MILLIS = 5_000;

    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private static final String OURS = "io.github.unspool.";

    private final ExecutorService threads = Executors.newCachedThreadPool(CellThread::new);
    private CellThread running;
    private CompletableFuture<Object> result;
    private boolean stopped;
    private Runnable lookout = () -> {};

    /** A thread of ours, so that code which evaluates code is known, and output of one that does not end. */
    static final class CellThread extends Thread {
        private volatile boolean stopped;
        private volatile boolean abandoned;

        private CellThread(Runnable code) {
            super(code, "cell");
            setDaemon(true);
        }

        /** Whether its cell was stopped, so that whatever long call comes next ends at once. */
        boolean isStopped() {
            return stopped;
        }

        /** Whether it was stopped, did not end, and another cell may be running by now. */
        boolean isAbandoned() {
            return abandoned;
        }
    }

    /** Thrown for a piece of code that goes on although it was stopped. */
    static final class StillRunning extends Exception {
        private static final long serialVersionUID = 1;
    }

    /**
     * Forgets earlier stops; for the beginning of a cell.
     *
     * @param whileWaiting is called now and then by the thread that waits for the cell
     */
    synchronized void begin(Runnable whileWaiting) {
        stopped = false;
        lookout = whileWaiting;
    }

    /** Whether the cell was stopped, so that the rest of it shall not run. */
    synchronized boolean isStopped() {
        return stopped;
    }

    /** Stops the cell. */
    synchronized void stop() {
        stopped = true;
        if (running != null) {
            running.stopped = true;
            running.interrupt();
            result.orTimeout(isInCallOfOurs(running) ? PATIENCE_MILLIS : MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean isInCallOfOurs(Thread cell) {
        String kernel = CellThreads.class.getPackageName() + ".";
        return Arrays.stream(cell.getStackTrace())
                .map(StackTraceElement::getClassName)
                .anyMatch(name -> name.startsWith(OURS) && !name.startsWith(kernel));
    }

    /**
     * Runs code and waits for it.
     *
     * @throws ExecutionException with what the code threw
     * @throws StillRunning if it was stopped and did not end
     */
    Object run(Callable<?> code) throws ExecutionException, StillRunning, InterruptedException {
        if (Thread.currentThread() instanceof CellThread) {
            return runHere(code);
        }
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
        while (true) {
            try {
                return answer.get(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                lookout.run();
            }
        }
    }

    private static Object runHere(Callable<?> code) throws ExecutionException {
        try {
            return code.call();
        } catch (Throwable e) {
            throw new ExecutionException(e);
        }
    }

    private void runFor(CompletableFuture<Object> answer, Callable<?> code) {
        try {
            begin(answer);
            answer.complete(code.call());
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private synchronized void begin(CompletableFuture<Object> answer) throws InterruptedException {
        if (stopped) {
            throw new InterruptedException();
        }
        running = (CellThread) Thread.currentThread();
        // It may have run another cell before.
        running.stopped = false;
        running.abandoned = false;
        result = answer;
    }

    private synchronized boolean abandon(CompletableFuture<Object> answer) {
        if (answer != result) {
            return false;
        }
        running.abandoned = true;
        return true;
    }

    private synchronized void end(CompletableFuture<Object> answer) {
        if (answer == result) {
            running = null;
            result = null;
        }
    }
}
