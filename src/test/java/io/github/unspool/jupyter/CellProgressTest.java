package io.github.unspool.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.unspool.network.Epoch;
import io.github.unspool.network.History;
import io.github.unspool.network.Loss;
import io.github.unspool.network.TrainingListener.Progress;
import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQException;

class CellProgressTest {
    private static final Progress HALF = new Progress(5, 10, 1, 1.23456, 1.5);
    private static final long INTERVAL_MILLIS = 250;

    private final Cell cell = new Cell();
    private final CellProgress progress = new CellProgress(cell);

    /** Remembers what was shown; throws once what it is told to. */
    private static final class Cell extends DisplayStream {
        private final List<Displayed> displays = new ArrayList<>();
        private final List<Displayed> updates = new ArrayList<>();
        private RuntimeException failure;

        @Override
        public void display(DisplayData data) {
            fail();
            displays.add(Displayed.of(data));
        }

        @Override
        public void updateDisplay(DisplayData data) {
            fail();
            updates.add(Displayed.of(data));
        }

        private void fail() {
            if (failure != null) {
                RuntimeException thrown = failure;
                failure = null;
                throw thrown;
            }
        }
    }

    @AfterEach
    void forgetInterrupt() {
        Thread.interrupted();
    }

    private static History history(History.Ending ending, String message) {
        return new History(
                new History.Epochs(
                        List.of(new Epoch(1, 2, 0.5, Double.NaN), new Epoch(2, 1, 0.5, Double.NaN)),
                        Loss.crossEntropy()),
                ending,
                message);
    }

    private static void waitUntilDue() throws InterruptedException {
        Thread.sleep(INTERVAL_MILLIS + 10);
    }

    @Test
    void progress_afterAWhile_isDisplayedOnceAndThenUpdated() throws Exception {
        waitUntilDue();
        progress.progress(HALF);
        assertThat(cell.displays).hasSize(1);
        assertThat(cell.updates).isEmpty();
        Displayed first = cell.displays.get(0);
        assertThat(first.text()).isEqualTo("epoch 5 of 10, loss 1.2346, 1 s left");
        assertThat(first.content("text/html"))
                .isEqualTo("<progress value=\"0.500\"></progress> epoch 5 of 10, loss 1.2346, 1 s left");

        waitUntilDue();
        progress.progress(new Progress(10, 10, 0.5, 0.5, 0.25));
        progress.ended(history(History.Ending.COMPLETED, ""));
        assertThat(cell.displays).hasSize(1);
        assertThat(cell.updates).extracting(Displayed::displayId).containsExactly(first.displayId(), first.displayId());
        assertThat(cell.updates.get(0).text()).startsWith("epoch 10 of 10, loss 0.5000, ");
    }

    @Test
    void progress_flood_isThrottled() throws Exception {
        long start = System.nanoTime();
        waitUntilDue();
        for (int i = 0; i < 1000; i++) {
            progress.progress(HALF);
        }
        long intervals = (System.nanoTime() - start) / 1_000_000 / INTERVAL_MILLIS;
        assertThat((long) cell.displays.size() + cell.updates.size()).isBetween(1L, intervals);
    }

    @Test
    void ended_shortRun_displaysTheResultAlone() {
        progress.progress(HALF);
        progress.ended(history(History.Ending.COMPLETED, ""));
        assertThat(cell.updates).isEmpty();
        assertThat(cell.displays).hasSize(1);
        assertThat(cell.displays.get(0).types()).containsExactly("text/plain");
        assertThat(cell.displays.get(0).text()).isEqualTo("2 epochs, loss 2.0000 → 1.0000.");
    }

    @Test
    void ended_notAsPlanned_warns() {
        progress.ended(history(History.Ending.DIVERGED, "The loss became NaN."));
        progress.ended(history(History.Ending.STOPPED, "Stopped in epoch 3."));
        assertThat(cell.displays.get(0).text()).isEqualTo("⚠ 2 epochs, loss 2.0000 → 1.0000. The loss became NaN.");
        assertThat(cell.updates.get(0).text()).isEqualTo("⚠ 2 epochs, loss 2.0000 → 1.0000. Stopped in epoch 3.");
    }

    @Test
    void progress_interruptedWhileSending_isAnInterruptAgain() throws Exception {
        waitUntilDue();
        cell.failure = new ZMQException(4);
        progress.progress(HALF);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(cell.displays).isEmpty();

        progress.ended(history(History.Ending.STOPPED, "Stopped in epoch 3."));
        assertThat(cell.displays)
                .as("what was not sent is displayed, not updated")
                .hasSize(1);
    }

    @Test
    void progress_otherFailure_isThrown() throws Exception {
        waitUntilDue();
        cell.failure = new IllegalStateException("no front end");
        assertThatIllegalStateException()
                .isThrownBy(() -> progress.progress(HALF))
                .withMessage("no front end");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void twoRuns_haveTheirOwnLines() {
        progress.ended(history(History.Ending.COMPLETED, ""));
        new CellProgress(cell).ended(history(History.Ending.COMPLETED, ""));
        assertThat(cell.displays)
                .extracting(Displayed::displayId)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }
}
