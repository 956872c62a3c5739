package io.github.unspool.math;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Finds out when HotSpot has compiled a kernel of the Vector API. Before, each vector is an object, and the kernel is a
 * hundred times slower than plain loops; so a thread of its own calls the kernel on a small example until that is fast, and
 * meanwhile plain loops are used, which give the same bits. On a JVM where it never becomes fast they are used for good.
 *
 * <p>{@code -Dunspool.vector=always} uses the kernels from the first call on.
 */
public final class WarmUp {
    private static final boolean IS_SKIPPED =
            System.getProperty("unspool.vector", "on").equals("always");
    /** So many calls in a row are fast. */
    private static final int ENOUGH = 50;

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final Executor ASIDE = aside();

    private final Runnable example;
    private final long fastNanos;
    private boolean isAsked;
    private volatile boolean isDone = IS_SKIPPED;

    /**
     * Prepares; nothing runs before the first call of {@link #isDone}.
     *
     * @param example calls the kernel
     * @param fastNanos how long that takes at most when it is compiled; several times less than when it is not
     */
    public WarmUp(Runnable example, long fastNanos) {
        this.example = example;
        this.fastNanos = fastNanos;
    }

    private static Executor aside() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "unspool-warm-up");
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    /**
     * Whether the kernel is fast. The first question begins the warming up.
     *
     * @return false as long as plain loops are better
     */
    public boolean isDone() {
        if (!isDone) {
            begin();
        }
        return isDone;
    }

    private synchronized void begin() {
        if (!isAsked) {
            isAsked = true;
            ASIDE.execute(this::run);
        }
    }

    private void run() {
        long end = System.nanoTime() + LONGEST_NANOS;
        int fast = 0;
        while (fast < ENOUGH && System.nanoTime() < end) {
            long start = System.nanoTime();
            example.run();
            fast = System.nanoTime() - start < fastNanos ? fast + 1 : 0;
        }
        isDone = fast == ENOUGH;
    }
}
