package io.github.unspool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.training.Epoch;
import io.github.unspool.training.TrainingListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter err = new StringWriter();
    private long now;

    private String after(boolean isTerminal, double... seconds) {
        Progress progress = new Progress(new PrintWriter(err), isTerminal, () -> now);
        progress.epoch(List.of(new Epoch(1, 2.5, 1, 2.25)));
        for (double second : seconds) {
            now = (long) (second * TimeUnit.SECONDS.toNanos(1));
            progress.progress(new TrainingListener.Progress(2, 4, 0, 1.5, 1.5));
        }
        progress.ended(null);
        return err.toString();
    }

    @Test
    void onATerminal_theLineIsWrittenAgainInItsPlaceAndTakenAwayInTheEnd() {
        assertThat(after(true, 0.1, 0.2, 0.3, 60))
                .isEqualTo("\r\u001b[Kepoch 2 of 4, loss 1.5000, validation loss 2.2500, 0:01 left"
                        + "\r\u001b[Kepoch 2 of 4, loss 1.5000, validation loss 2.2500, 3:00 left\r\u001b[K");
    }

    @Test
    void elsewhere_thereIsALineEveryFewSeconds() {
        assertThat(after(false, 1, 4, 5, 9, 3600))
                .isEqualToIgnoringNewLines("epoch 2 of 4, loss 1.5000, validation loss 2.2500, 0:15 left"
                        + "epoch 2 of 4, loss 1.5000, validation loss 2.2500, 3:00:00 left");
    }

    @Test
    void aShortRun_showsNothing() {
        assertThat(after(true, 0.1)).isEmpty();
    }
}
