package io.github.unspool.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.loss.Loss;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import io.github.unspool.training.TrainingListener.Progress;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CellProgressTest {
    private static final long FIRST_MILLIS = 1000;
    private static final long LONGEST_WAIT_MILLIS = 20_000;
    private static final Epoch ONE = new Epoch(1, 2, 0.5, Double.NaN);
    private static final Epoch TWO = new Epoch(2, 1, 0.5, Double.NaN);
    private static final Progress HALF = new Progress(5, 10, 0.0, 1.23456, 1.2);

    private final FakeCell cell = new FakeCell();
    private final CellProgress progress = begun(cell);

    private static CellProgress begun(FakeCell cell) {
        CellProgress progress = new CellProgress(() -> cell.it);
        progress.began(Measure.of(Loss.crossEntropy()));
        return progress;
    }

    @AfterEach
    void forgetInterrupt() {
        Thread.interrupted();
    }

    private static History history(History.Ending ending, String message, Epoch... epochs) {
        return new History(new History.Epochs(List.of(epochs), Measure.of(Loss.crossEntropy())), ending, message);
    }

    private static History completed() {
        return history(History.Ending.COMPLETED, "", ONE, TWO);
    }

    /** Goes on training until so much was shown. */
    private void trainUntilShown(int count) throws InterruptedException {
        long begun = System.nanoTime();
        while (cell.count() < count && System.nanoTime() - begun < LONGEST_WAIT_MILLIS * 1_000_000) {
            progress.progress(HALF);
            Thread.sleep(5);
        }
        assertThat(cell.count()).isGreaterThanOrEqualTo(count);
    }

    @Test
    void progress_afterASecond_showsALineAndTheCurveAndThenShowsThemAgain() throws Exception {
        progress.epoch(List.of(ONE, TWO));
        Thread.sleep(FIRST_MILLIS);
        trainUntilShown(4);
        progress.ended(completed());

        assertThat(cell.displays).hasSize(2);
        Displayed line = cell.displays.get(0);
        assertThat(line.text()).isEqualTo("epoch 5 of 10, loss 1.2346");
        assertThat(line.content("text/html")).isEqualTo("<progress value=\"0.400\"></progress> " + line.text());
        Displayed curve = cell.displays.get(1);
        assertThat(curve.types()).isEqualTo(Set.of("text/plain", "text/html", "image/png"));
        assertThat(curve.metadata("image/png", "width")).isEqualTo(480);
        assertThat(cell.updates)
                .extracting(Displayed::displayId)
                .startsWith(line.displayId(), curve.displayId())
                .endsWith(line.displayId(), curve.displayId());
        Displayed end = cell.updates.get(cell.updates.size() - 2);
        assertThat(end.text()).isEqualTo("2 epochs, loss 2.0000 → 1.0000.");
        assertThat(end.content("text/html")).isEqualTo("<div>2 epochs, loss 2.0000 → 1.0000.</div>");
    }

    @Test
    void progress_beforeAnEpochIsDone_drawsTheUpdates() throws Exception {
        Thread.sleep(FIRST_MILLIS);
        // The line, then the line again and the curve, since one update is no curve.
        trainUntilShown(3);
        assertThat(cell.displays.get(1).types()).contains("image/png");
    }

    @Test
    void ended_shortRun_showsTheEndAlone() {
        for (int i = 0; i < 1000; i++) {
            progress.progress(HALF);
        }
        progress.ended(completed());
        assertThat(cell.updates).isEmpty();
        assertThat(cell.displays).hasSize(2);
        assertThat(cell.displays.get(0).text()).isEqualTo("2 epochs, loss 2.0000 → 1.0000.");
        assertThat(cell.displays.get(1).types()).contains("image/png");
    }

    @Test
    void ended_sameRunTwice_leavesTheSamePicture() {
        progress.progress(HALF);
        progress.ended(completed());
        FakeCell other = new FakeCell();
        CellProgress again = begun(other);
        again.progress(HALF);
        again.ended(completed());
        assertThat(other.displays.get(1).content("image/png"))
                .isEqualTo(cell.displays.get(1).content("image/png"));
        assertThat(other.displays)
                .extracting(Displayed::displayId)
                .doesNotContainAnyElementsOf(
                        cell.displays.stream().map(Displayed::displayId).toList());
    }

    @Test
    void ended_withoutAnUpdate_leavesALineOnly() {
        progress.ended(history(History.Ending.STOPPED, "Stopped in epoch 1."));
        assertThat(cell.displays).hasSize(1);
        assertThat(cell.displays.get(0).text()).isEqualTo("⚠ no epoch was completed. Stopped in epoch 1.");
    }

    @Test
    void ended_onAThreadThatIsInterrupted_isShownAndSentByAnother() {
        Thread.currentThread().interrupt();
        progress.ended(completed());
        assertThat(Thread.interrupted()).as("it is still to be seen").isTrue();
        assertThat(cell.displays).hasSize(2);
        assertThat(cell.interrupted).isFalse();
    }

    @Test
    void ended_withNobodyToShowItTo_keepsTheModel() {
        Logger logger = Logger.getLogger(Screen.class.getName());
        logger.setLevel(Level.OFF);
        cell.failure = new IllegalStateException("no front end");
        progress.ended(completed());
        logger.setLevel(null);
        assertThat(cell.displays).isEmpty();
    }

    @Test
    void giveWay_inTheSameCell_takesThePictureBack() {
        History history = completed();
        progress.ended(history);
        CellProgress.giveWay(completed());
        assertThat(cell.updates).as("another run's history").isEmpty();
        CellProgress.giveWay(history);
        CellProgress.giveWay(history);
        assertThat(cell.updates).hasSize(1);
        assertThat(cell.updates.get(0).displayId())
                .isEqualTo(cell.displays.get(1).displayId());
        assertThat(cell.updates.get(0).types()).containsExactly("text/plain");
    }

    @Test
    void giveWay_inALaterCell_leavesThePicture() {
        FakeCell later = new FakeCell();
        OutputCell[] running = {cell.it};
        CellProgress run = new CellProgress(() -> running[0]);
        History history = completed();
        run.ended(history);
        running[0] = later.it;
        CellProgress.giveWay(history);
        assertThat(cell.updates).isEmpty();
        assertThat(later.count()).isZero();
    }
}
