package io.github.unspool.runtime;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Whether a long call shall end because its thread was interrupted or a stop button was pressed. Training checks it after
 * each step of a sequence; methods that read data check it too.
 */
public final class Stop {
    private static volatile BooleanSupplier button = () -> false;

    private Stop() {}

    /**
     * Sets a stop button, which ends calls as an interrupt does.
     *
     * @param isPressed whether the calls of the current thread shall end; asked often
     */
    public static void use(BooleanSupplier isPressed) {
        button = Objects.requireNonNull(isPressed);
    }

    /**
     * Whether the current thread's call shall end.
     *
     * @return true from an interrupt on until it is consumed
     */
    public static boolean isWanted() {
        return Thread.currentThread().isInterrupted() || isPressed();
    }

    /**
     * Whether the button was pressed; unlike an interrupt that is not consumed.
     *
     * @return true if calls of the current thread shall end
     */
    public static boolean isPressed() {
        return button.getAsBoolean();
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
