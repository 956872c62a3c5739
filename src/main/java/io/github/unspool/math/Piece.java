package io.github.unspool.math;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** One piece of work for several threads. Each takes the next part as long as there is one. */
final class Piece {
    /** So often the caller looks whether all is done before it lets other threads run. */
    private static final int PATIENCE = 2_000;

    private final int parts;
    private final IntConsumer part;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile RuntimeException exception;
    private volatile Error error;

    Piece(int parts, IntConsumer part) {
        this.parts = parts;
        this.part = part;
    }

    /** Whether all parts have been started, so that no helper is needed any more. */
    boolean isBegun() {
        return next.get() >= parts;
    }

    /** Does parts until there is none left to begin. */
    void help() {
        for (int i = next.getAndIncrement(); i < parts; i = next.getAndIncrement()) {
            try {
                part.accept(i);
            } catch (RuntimeException e) {
                exception = e;
            } catch (Error e) {
                error = e;
            } finally {
                done.incrementAndGet();
            }
        }
    }

    /** Waits for the parts that others have begun, and throws what a part has thrown. */
    void await() {
        for (int looks = 0; done.get() < parts; looks++) {
            if (looks < PATIENCE) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        if (error != null) {
            throw error;
        }
        if (exception != null) {
            throw exception;
        }
    }
}
