package io.github.unspool.jupyter;

import io.github.unspool.view.Html;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Draws in the cell in which it was made, again and again in the same places, so seldom that it takes at most one part in
 * 160 of a processor's time, once Java is warm: first after a second, then every three seconds at least.
 *
 * <p>A thread of its own draws and sends, since the thread that computes may be interrupted, and an interrupt that arrives
 * while a message is sent breaks the kernel's connection.
 */
final class Screen {
    static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long INTERVAL_NANOS = Duration.ofMillis(250).toNanos();
    /** While Java warms up a picture may take ten times as long as later, and the user waits for the next. */
    private static final long LONGEST_NANOS = Duration.ofSeconds(3).toNanos();
    /** What is sent has to be taken in too, by other threads and programs; all in all that takes some three times as much. */
    private static final int FRACTION = 160;

    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "unspool-screen");
        thread.setDaemon(true);
        return thread;
    });

    private final Supplier<OutputCell> running;
    private final OutputCell cell;
    private final AtomicBoolean isDrawing = new AtomicBoolean();
    private boolean isFirst = true;
    private volatile long next = System.nanoTime() + FIRST_NANOS;

    /** Of the cell that runs now. */
    Screen(Supplier<OutputCell> running) {
        this.running = running;
        this.cell = running.get();
    }

    /** One output of the cell, which can be shown again in the same place. */
    final class Place {
        private final String id = UUID.randomUUID().toString();
        private boolean isShown;

        /** On the thread that draws. */
        void show(Bundle bundle) {
            (isShown ? cell.update() : cell.display()).accept(id, bundle);
            isShown = true;
        }

        /** Leaves no more than an empty place. */
        void clear() {
            if (isShown) {
                show(Bundle.of(""));
            }
        }
    }

    /** Draws if it is time to, and nothing is being drawn. What is to be drawn is taken now, by the calling thread. */
    void ifDue(Supplier<Runnable> drawing) {
        if (System.nanoTime() - next >= 0 && isDrawing.compareAndSet(false, true)) {
            Runnable draw = drawing.get();
            run(() -> timed(draw));
        }
    }

    private void timed(Runnable draw) {
        long before = processorNanos();
        try {
            draw.run();
        } finally {
            // The first picture of a kernel takes many times as long as those that follow, and shall not hold them up.
            next = System.nanoTime() + (isFirst ? INTERVAL_NANOS : pause(processorNanos() - before));
            isFirst = false;
            isDrawing.set(false);
        }
    }

    /** How long to wait after a picture that took so much of a processor. */
    static long pause(long cost) {
        return Math.min(LONGEST_NANOS, Math.max(INTERVAL_NANOS, FRACTION * cost));
    }

    /** What this thread has used; on a busy machine a picture takes much longer than that, and costs training no more. */
    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Whether the cell is still the one that runs. */
    boolean isOfRunningCell() {
        return running.get().isSame(cell);
    }

    /** Nothing that fails there may cost a model; and who joins it is not disturbed by an interrupt. */
    static CompletableFuture<Void> run(Runnable work) {
        return CompletableFuture.runAsync(work, THREAD).exceptionally(e -> {
            log(e);
            return null;
        });
    }

    private static void log(Throwable e) {
        System.getLogger(Screen.class.getName()).log(System.Logger.Level.WARNING, "the progress cannot be shown", e);
    }

    /** A line with a bar of how much is done, and what stands below it. */
    static Bundle bar(double done, String line, String below) {
        String bar = String.format(Locale.ROOT, "<progress value=\"%.3f\"></progress> ", done);
        return Bundle.of(line).html(bar + Html.escaped(line) + below);
    }

    /** Such as {@code , 1 min 20 s left}. */
    static String left(double seconds) {
        return ", " + time(seconds) + " left";
    }

    private static String time(double seconds) {
        long rounded = Math.max(1, Math.round(seconds));
        if (rounded >= 3600) {
            return "%s h %s min".formatted(rounded / 3600, rounded / 60 % 60);
        }
        return rounded < 60 ? rounded + " s" : "%s min %s s".formatted(rounded / 60, rounded % 60);
    }
}
