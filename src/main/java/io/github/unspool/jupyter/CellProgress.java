package io.github.unspool.jupyter;

import io.github.unspool.network.Epoch;
import io.github.unspool.network.History;
import io.github.unspool.network.Loss;
import io.github.unspool.network.TrainingListener;
import io.github.unspool.view.LossCurve;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * Shows in its cell how training goes: a line of text, and below it the loss curve, both drawn again in the same places; at
 * the end what came of it. A run of less than a second shows its end alone.
 *
 * <p>A thread of its own draws and sends, since the training thread may be interrupted, and an interrupt that arrives while
 * a message is sent breaks the kernel's connection. It draws so seldom that it takes at most a fiftieth of the time.
 */
final class CellProgress implements TrainingListener {
    private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long INTERVAL_NANOS = Duration.ofMillis(250).toNanos();
    private static final int FRACTION = 50;

    private static final ExecutorService SCREEN = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "unspool-screen");
        thread.setDaemon(true);
        return thread;
    });
    /** The first picture loads fonts and classes, which goes on beside the first training; of the screen's thread. */
    private static boolean isWarm;

    /** The run whose picture was left last. */
    private static volatile CellProgress latest;

    private final Supplier<Cell> running;
    private final Cell cell;
    private final Place line = new Place();
    private final Place curve = new Place();
    private final Trail trail = new Trail();
    private List<Epoch> epochs = List.of();
    private Loss measure;
    private History ended;
    private long warm;
    private double doneWhenWarm;
    private volatile boolean isDrawing;
    private volatile long next = System.nanoTime() + FIRST_NANOS;

    /** Shows a run in the cell that runs now. */
    CellProgress(Supplier<Cell> running) {
        this.running = running;
        this.cell = running.get();
        onScreen(CellProgress::warmUp);
    }

    private static void warmUp() {
        if (!isWarm) {
            new Drawing(new History.Epochs(List.of(), Loss.crossEntropy()), new double[2], new double[2]).picture();
            isWarm = true;
        }
    }

    /** One output of the cell, which can be shown again in the same place. */
    private final class Place {
        private final String id = UUID.randomUUID().toString();
        private boolean isShown;

        void show(DisplayData data) {
            data.putTransientData(DisplayData.DISPLAY_ID_KEY, id);
            (isShown ? cell.update() : cell.display()).accept(data);
            isShown = true;
        }
    }

    @Override
    public void began(Loss ofRun) {
        measure = ofRun;
    }

    @Override
    public void epoch(List<Epoch> soFar) {
        epochs = soFar;
    }

    @Override
    public void progress(Progress progress) {
        trail.add(progress.epoch() - 1 + progress.fraction(), progress.updateLoss());
        if (!isDrawing && System.nanoTime() - next >= 0) {
            isDrawing = true;
            Drawing drawing = drawing(new History.Epochs(epochs, measure));
            onScreen(() -> redraw(progress, drawing));
        }
    }

    /** What a curve is made of; a copy, since training goes on. */
    private record Drawing(History.Epochs epochs, double[] places, double[] losses) {
        /** One update is no line. */
        boolean isEmpty() {
            return epochs.list().isEmpty() && places.length < 2;
        }

        DisplayData picture() {
            return Renderers.picture("loss curve", () -> LossCurve.of(epochs, places, losses));
        }
    }

    private Drawing drawing(History.Epochs soFar) {
        return new Drawing(soFar, trail.places(), trail.losses());
    }

    private void redraw(Progress progress, Drawing drawing) {
        long begun = System.nanoTime();
        // The first picture of a kernel takes many times as long as those that follow, and shall not hold them up.
        boolean isFirst = !curve.isShown;
        line.show(text(progress, begun));
        if (!drawing.isEmpty()) {
            curve.show(drawing.picture());
        }
        long now = System.nanoTime();
        next = now + (isFirst ? INTERVAL_NANOS : Math.max(INTERVAL_NANOS, FRACTION * (now - begun)));
        isDrawing = false;
    }

    private DisplayData text(Progress progress, long now) {
        String text = String.format(
                Locale.ROOT,
                "epoch %d of %d, loss %.4f%s",
                progress.epoch(),
                progress.epochs(),
                progress.loss(),
                timeLeft(progress.total(), now));
        DisplayData data = new DisplayData(text);
        data.putHTML(String.format(Locale.ROOT, "<progress value=\"%.3f\"></progress> %s", progress.total(), text));
        return data;
    }

    /** By how fast it went since the line was first shown: until then Java was warming up. */
    private String timeLeft(double done, long now) {
        if (warm == 0) {
            warm = now;
            doneWhenWarm = done;
        }
        boolean isKnown = now - warm >= FIRST_NANOS && done > doneWhenWarm;
        return isKnown ? ", " + time((now - warm) / 1e9 * (1 - done) / (done - doneWhenWarm)) + " left" : "";
    }

    private static String time(double seconds) {
        long rounded = Math.max(1, Math.round(seconds));
        if (rounded >= 3600) {
            return "%d h %d min".formatted(rounded / 3600, rounded / 60 % 60);
        }
        return rounded < 60 ? rounded + " s" : "%d min %d s".formatted(rounded / 60, rounded % 60);
    }

    @Override
    public void ended(History history) {
        ended = history;
        Drawing drawing = drawing(history.epochs());
        onScreen(() -> {
                    line.show(new DisplayData(summary(history)));
                    if (!drawing.isEmpty()) {
                        curve.show(drawing.picture());
                        latest = this;
                    }
                })
                .join();
    }

    private static String summary(History history) {
        StringBuilder text = new StringBuilder(history.ending().isPlanned() ? "" : "⚠ ").append(history);
        history.diagnosis().findings().forEach(finding -> text.append("\n⚠ ").append(finding));
        return text.toString();
    }

    /** Takes back the picture of a run if it is the value of the same cell, which shows it larger. */
    static void giveWay(History history) {
        CellProgress last = latest;
        if (last != null && last.ended == history && last.running.get().isSame(last.cell)) {
            latest = null;
            onScreen(() -> last.curve.show(new DisplayData(""))).join();
        }
    }

    /** Nothing that fails there may cost a model; and who joins it is not disturbed by an interrupt. */
    private static CompletableFuture<Void> onScreen(Runnable work) {
        return CompletableFuture.runAsync(work, SCREEN).exceptionally(e -> {
            log(e);
            return null;
        });
    }

    private static void log(Throwable e) {
        System.getLogger(CellProgress.class.getName())
                .log(System.Logger.Level.WARNING, "how training goes cannot be shown", e);
    }
}
