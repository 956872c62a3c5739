package io.github.unspool.jupyter;

import io.github.unspool.file.Digits;
import io.github.unspool.loss.Loss;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.view.LossCurve;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Shows in its cell how training goes: a line of text, and below it the loss curve, both drawn again in the same places; at
 * the end what came of it. A run of less than a second shows its end alone.
 */
final class CellProgress implements TrainingListener {
    /** The first picture loads fonts and classes, which runs during the first training; of the screen's thread. */
    private static boolean isWarm;

    /** The run whose picture was left last. */
    private static volatile CellProgress latest;

    private final Screen screen;
    private final Screen.Place line;
    private final Screen.Place curve;
    private final Trail trail = new Trail();
    private final TimeLeft left = new TimeLeft();
    private List<Epoch> epochs = List.of();
    private Measure measure;
    private History ended;
    private long warm;
    private double doneWhenWarm;

    /** Shows a run in the cell that runs now. */
    CellProgress(Supplier<OutputCell> running) {
        this.screen = new Screen(running);
        this.line = screen.new Place();
        this.curve = screen.new Place();
        Screen.run(CellProgress::warmUp);
    }

    static void warmUp() {
        if (!isWarm) {
            new Drawing(new History.Epochs(List.of(), Measure.of(Loss.crossEntropy())), new double[2], new double[2])
                    .picture();
            isWarm = true;
        }
    }

    @Override
    public void began(Measure ofRun) {
        measure = ofRun;
    }

    @Override
    public void epoch(List<Epoch> soFar) {
        epochs = soFar;
    }

    @Override
    public void progress(Progress progress) {
        trail.add(progress.epoch() - 1 + progress.fraction(), progress.updateLoss());
        screen.ifDue(() -> {
            Drawing drawing = drawing(new History.Epochs(epochs, measure));
            return () -> redraw(progress, drawing);
        });
    }

    /** What a curve is made of; a copy, because training continues. */
    private record Drawing(History.Epochs epochs, double[] places, double[] losses) {
        /** One update is no line. */
        boolean isEmpty() {
            return epochs.list().isEmpty() && places.length < 2;
        }

        Bundle picture() {
            return Renderers.picture("loss curve", () -> LossCurve.of(epochs, places, losses));
        }
    }

    private Drawing drawing(History.Epochs soFar) {
        return new Drawing(soFar, trail.places(), trail.losses());
    }

    private void redraw(Progress progress, Drawing drawing) {
        line.show(text(progress, System.nanoTime()));
        if (!drawing.isEmpty()) {
            curve.show(drawing.picture());
        }
    }

    private Bundle text(Progress progress, long now) {
        String text = String.format(
                Locale.ROOT,
                "epoch %s of %s, loss %s%s",
                progress.epoch(),
                progress.epochs(),
                Digits.ofLoss(progress.loss()),
                timeLeft(progress.total(), now));
        return Screen.bar(progress.total(), text, "");
    }

    /** By how fast it went since the line was first shown: until then Java was warming up. */
    private String timeLeft(double done, long now) {
        if (warm == 0) {
            warm = now;
            doneWhenWarm = done;
        }
        boolean isKnown = now - warm >= Screen.FIRST_NANOS && done > doneWhenWarm;
        if (!isKnown) {
            return "";
        }
        double seconds = (now - warm) / 1e9 * (1 - done) / (done - doneWhenWarm);
        left.estimate(seconds, now);
        return left.words(now);
    }

    @Override
    public void ended(History history) {
        ended = history;
        Drawing drawing = drawing(history.epochs());
        Screen.run(() -> {
                    line.show(Bundle.lines(summary(history)));
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
        if (last != null && last.ended == history && last.screen.isOfRunningCell()) {
            latest = null;
            Screen.run(last.curve::clear).join();
        }
    }
}
