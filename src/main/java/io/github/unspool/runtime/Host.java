package io.github.unspool.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What this process is to its runs: a plain program, or a notebook or command line, which has a stop button, shows the
 * progress, and keeps the latest result. There is one for the whole JVM, and all that applies to the whole JVM is here.
 */
public final class Host {
    /** A program of which nothing is known: no button, no listeners, nothing is kept. */
    public static final Host PLAIN = new Host(() -> false, Map.of(), null);

    private static volatile Host current = PLAIN;

    private final BooleanSupplier button;
    private final Map<Class<?>, Supplier<?>> listeners;
    /** Null if nothing is kept. */
    private final AtomicReference<Object> latest;

    private Host(BooleanSupplier button, Map<Class<?>, Supplier<?>> listeners, AtomicReference<Object> latest) {
        this.button = button;
        this.listeners = Map.copyOf(listeners);
        this.latest = latest;
    }

    /** The host that was installed last, {@link #PLAIN} if none was. */
    public static Host current() {
        return current;
    }

    /** Applies this host to all later calls of the JVM. */
    public void install() {
        current = this;
    }

    /**
     * Adds a stop button, which ends calls as an interrupt does.
     *
     * @param isPressed whether the calls of the current thread shall end; asked often
     */
    public Host withButton(BooleanSupplier isPressed) {
        return new Host(Objects.requireNonNull(isPressed), listeners, latest);
    }

    /**
     * Adds listeners of runs that provide none of their own.
     *
     * @param type the type of listener
     * @param perRun makes the listener of each run
     */
    public <L> Host withListener(Class<L> type, Supplier<? extends L> perRun) {
        Map<Class<?>, Supplier<?>> all = new HashMap<>(listeners);
        all.put(type, perRun);
        return new Host(button, all, latest);
    }

    /** Keeps the latest result, so that it is not lost with the variable that should have held it. */
    public Host keepingLatest() {
        return new Host(button, listeners, new AtomicReference<>());
    }

    boolean isButtonPressed() {
        return button.getAsBoolean();
    }

    /**
     * Makes the listener of a new run.
     *
     * @param type the type of listener
     */
    public <L> Optional<L> listener(Class<L> type) {
        return Optional.ofNullable(listeners.get(type)).map(perRun -> type.cast(perRun.get()));
    }

    /** Keeps a result instead of the one before, if results are kept. */
    public void keep(Object result) {
        if (latest != null) {
            latest.set(result);
        }
    }

    /** The result that was kept last. */
    public Optional<Object> latest() {
        return Optional.ofNullable(latest).map(AtomicReference::get);
    }

    /** Whether results are kept. */
    public boolean keepsLatest() {
        return latest != null;
    }
}
