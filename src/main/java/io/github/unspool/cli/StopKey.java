package io.github.unspool.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/**
 * Makes Ctrl-C end training instead of Java: its thread is interrupted, and Java waits until the model has been written.
 */
final class StopKey {
    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook;

    private StopKey() {
        Thread training = Thread.currentThread();
        hook = new Thread(() -> stop(training), "unspool-stop");
    }

    /** Trains, writes the model, and returns the exit code. */
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
        // The hook is running, so it can no longer be removed.
        if (hook.getState() == Thread.State.NEW) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // Java has just begun to end, and need not wait.
            }
        }
    }
}
