package io.github.unspool.runtime;

import java.util.concurrent.CancellationException;

/**
 * Whether a long call shall end because its thread was interrupted or a stop button was pressed. Training checks it after
 * each step of a sequence; methods that read data check it too.
 */
public final class Stop {
    private Stop() {}

    /**
     * Whether the current thread's call shall end.
     *
     * @return true from an interrupt on until it is consumed
     */
    public static boolean isWanted() {
        return Thread.currentThread().isInterrupted() || isPressed();
    }

    /**
     * Whether the host's stop button was pressed; unlike an interrupt that is not consumed.
     *
     * @return true if calls of the current thread shall end
     */
    public static boolean isPressed() {
        return Host.current().isButtonPressed();
    }

    /**
     * Cancels a call that has no partial result, and consumes the interrupt.
     *
     * @param sentence the message, which names what was stopped
     * @throws CancellationException if it shall end
     */
    public static void check(String sentence) {
        if (isWanted()) {
            Thread.interrupted();
            throw new CancellationException(sentence);
        }
    }
}
