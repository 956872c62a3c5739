package io.github.unspool.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/**
 * Lets Ctrl-C end a training instead of Java: its thread is interrupted, and Java waits until it has written what
 * was learned.
 */
final class StopKey {
    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook;

    private StopKey() {
        Thread training = Thread.currentThread();
        hook = new Thread(() -> stop(training), "unspool-stop");
    }

    /** Trains and writes what was learned, and gives the exit code. */
    static int during(Callable<Integer> training) throws Exception {
        StopKey key = new StopKey();
        Runtime.getRuntime().addShutdownHook(key.hook);
        try {
            return training.call();
        } finally {
            key.release();
        }
    }

    private void stop(Thread training) {
        training.interrupt();
        try {
            written.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void release() {
        written.countDown();
        // The hook runs only when Java is ending, and then it can no longer be taken back.
        if (hook.getState() == Thread.State.NEW) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // Java began to end in this moment, and need not wait any more.
            }
        }
    }
}
