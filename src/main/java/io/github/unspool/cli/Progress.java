package io.github.unspool.cli;

import io.github.unspool.file.Digits;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import io.github.unspool.training.TrainingListener;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The progress of training in one line: a terminal overwrites it; elsewhere there is a new line every few seconds. */
final class Progress implements TrainingListener {
    private static final long ON_A_TERMINAL = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long ELSEWHERE = TimeUnit.SECONDS.toNanos(5);
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean isTerminal;
    private final LongSupplier clock;
    private final long begun;
    private long shown;
    private double validationLoss = Double.NaN;

    /** The clock is in nanoseconds. */
    Progress(PrintWriter err, boolean isTerminal, LongSupplier clock) {
        this.err = err;
        this.isTerminal = isTerminal;
        this.clock = clock;
        this.begun = clock.getAsLong();
        this.shown = begun;
    }

    @Override
    public void epoch(List<Epoch> epochs) {
        validationLoss = epochs.get(epochs.size() - 1).validationLoss();
    }

    @Override
    public void progress(TrainingListener.Progress progress) {
        long now = clock.getAsLong();
        if (now - shown >= (isTerminal ? ON_A_TERMINAL : ELSEWHERE)) {
            shown = now;
            show(line(progress, now));
        }
    }

    private void show(String line) {
        if (isTerminal) {
            err.print(CLEAR_LINE + line);
            err.flush();
        } else {
            err.println(line);
        }
    }

    private String line(TrainingListener.Progress progress, long now) {
        String validated = Double.isNaN(validationLoss) ? "" : ", validation loss " + Digits.ofLoss(validationLoss);
        return String.format(
                Locale.ROOT,
                "epoch %s of %s, loss %s%s, %s left",
                progress.epoch(),
                progress.epochs(),
                Digits.ofLoss(progress.loss()),
                validated,
                time((now - begun) / 1e9 * (1 / progress.total() - 1)));
    }

    private static String time(double seconds) {
        long rounded = Math.round(seconds);
        return rounded < 3600
                ? String.format(Locale.ROOT, "%s:%02d", rounded / 60, rounded % 60)
                : String.format(Locale.ROOT, "%s:%02d:%02d", rounded / 3600, rounded / 60 % 60, rounded % 60);
    }

    @Override
    public void ended(History history) {
        if (isTerminal && shown > begun) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }
}
