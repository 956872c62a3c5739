package io.github.unspool.jupyter;

import io.github.unspool.network.History;
import io.github.unspool.network.TrainingListener;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** One line of a cell that is rewritten while training runs: epoch, loss, time left; at the end what came of it. */
final class CellProgress implements TrainingListener {
    private static final long INTERVAL = Duration.ofMillis(250).toNanos();

    private final DisplayStream display;
    private final String id = UUID.randomUUID().toString();
    private final long start = System.nanoTime();
    private long next = start + INTERVAL;
    private boolean shown;

    CellProgress(DisplayStream display) {
        this.display = display;
    }

    @Override
    public void progress(Progress progress) {
        long now = System.nanoTime();
        if (now >= next) {
            next = now + INTERVAL;
            double elapsed = (now - start) / 1e9;
            double left = elapsed * (1 - progress.total()) / progress.total();
            String text = String.format(
                    Locale.ROOT,
                    "epoch %d of %d, loss %.4f, %s left",
                    progress.epoch(),
                    progress.epochs(),
                    progress.loss(),
                    time(left));
            show(text, String.format(Locale.ROOT, "<progress value=\"%.3f\"></progress> %s", progress.total(), text));
        }
    }

    private static String time(double seconds) {
        long rounded = Math.max(1, Math.round(seconds));
        return rounded < 60 ? rounded + " s" : "%d min %d s".formatted(rounded / 60, rounded % 60);
    }

    @Override
    public void ended(History history) {
        String warning = history.ending().isPlanned() ? "" : "⚠ ";
        show(warning + history, null);
    }

    /** An interrupt that arrives while a message is sent is swallowed by the kernel's socket; it is raised again here. */
    private void show(String text, String html) {
        DisplayData data = new DisplayData(text);
        if (html != null) {
            data.putHTML(html);
        }
        data.putTransientData(DisplayData.DISPLAY_ID_KEY, id);
        try {
            if (shown) {
                display.updateDisplay(data);
            } else {
                display.display(data);
                shown = true;
            }
        } catch (RuntimeException e) {
            if (!e.getClass().getSimpleName().equals("ZMQException")) {
                throw e;
            }
            Thread.currentThread().interrupt();
        }
    }
}
