package io.github.unspool.jupyter;

import static io.github.unspool.view.Contests.candidate;
import static io.github.unspool.view.Contests.comparison;
import static io.github.unspool.view.Contests.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.compare.Candidate;
import io.github.unspool.compare.Comparison;
import io.github.unspool.compare.ComparisonListener.Progress;
import io.github.unspool.compare.LeaderboardRow;
import io.github.unspool.training.Epoch;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.junit.jupiter.api.Test;

class CellComparisonTest {
    private static final long FIRST_MILLIS = 1000;
    private static final long LONGEST_WAIT_MILLIS = 20_000;
    private static final Candidate GRU = candidate(0, "gru", 0.1);
    private static final Candidate TANH = candidate(1, "tanh", 0.1);
    private static final LeaderboardRow WAITING =
            new LeaderboardRow(TANH, 0, -1, 0, false, List.of(), List.of(), Double.NaN);
    private static final Progress FIRST = new Progress(1, 2, 45, Double.NaN);
    private static final Epoch EPOCH = new Epoch(1, 2, 0.5, Double.NaN);

    private final FakeCell cell = new FakeCell();
    private final CellComparison live = new CellComparison(() -> cell.it);

    private static Comparison first() {
        return comparison(row(GRU, 1, 3, 0.312), WAITING);
    }

    private void waitUntilShown(int count) throws InterruptedException {
        long begun = System.nanoTime();
        while (cell.count() < count && System.nanoTime() - begun < LONGEST_WAIT_MILLIS * 1_000_000) {
            Thread.sleep(5);
        }
        assertThat(cell.count()).isGreaterThanOrEqualTo(count);
    }

    @Test
    void changed_afterASecond_showsTheBestAndTheCurvesAndThenShowsThemAgain() throws Exception {
        live.changed(first(), FIRST);
        assertThat(cell.count()).isZero();
        Thread.sleep(FIRST_MILLIS);
        live.changed(first(), FIRST);
        waitUntilShown(2);
        live.ended(first());

        assertThat(cell.displays).hasSize(2);
        Displayed board = cell.displays.get(0);
        assertThat(board.text()).isEqualTo("1 of 45 runs, leading gru, rate 0.1: validation loss 0.3120");
        assertThat(board.content("text/html"))
                .startsWith("<progress value=\"0.022\"></progress> " + board.text() + "<table>")
                .doesNotContain("tanh");
        assertThat(cell.displays.get(1).metadata("image/png", "width")).isEqualTo(640);
        assertThat(cell.updates)
                .extracting(Displayed::displayId)
                .containsExactly(
                        cell.displays.get(0).displayId(), cell.displays.get(1).displayId());
        assertThat(cell.updates.get(0).content("text/html")).doesNotContain("<table>");
        assertThat(cell.updates.get(0).text()).isEqualTo("1 run, leading gru, rate 0.1: validation loss 0.3120.");
    }

    @Test
    void changed_whenItIsKnown_tellsTheTimeLeft() throws Exception {
        live.changed(first(), new Progress(1, 2, 45, 81.4));
        Thread.sleep(FIRST_MILLIS);
        live.changed(first(), new Progress(1, 2, 45, 80.4));
        waitUntilShown(1);
        assertThat(cell.displays.get(0).text()).endsWith("validation loss 0.3120, 1 min 20 s left");
    }

    @Test
    void epoch_ofARunThatGoesOn_isDrawn() throws Exception {
        live.changed(comparison(WAITING), new Progress(0, 2, 45, Double.NaN));
        Thread.sleep(FIRST_MILLIS);
        live.epoch(TANH, 0, List.of(EPOCH));
        waitUntilShown(2);
        assertThat(cell.displays.get(0).text()).isEqualTo("0 of 45 runs");
        assertThat(cell.displays.get(1).types()).contains("image/png");
    }

    @Test
    void ended_whenItWasStopped_saysSo() {
        Comparison all = first();
        live.ended(new Comparison(
                all.rows(), all.score(), false, all.verdict(), 7, 1, "Stopped; these are the results until then."));
        assertThat(cell.displays.get(0).text())
                .isEqualTo("7 runs, leading gru, rate 0.1: validation loss 0.3120.\n"
                        + "⚠ Stopped; these are the results until then.");
        assertThat(cell.displays.get(0).content("text/html"))
                .startsWith("<div>7 runs, leading gru")
                .contains("<table>", "<td>0.3120</td>")
                .as("what has no result")
                .doesNotContain("tanh");
    }

    @Test
    void ended_onAThreadThatIsInterrupted_isSentByAnother() {
        Thread.currentThread().interrupt();
        live.ended(first());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(cell.displays).hasSize(2);
        assertThat(cell.interrupted).isFalse();
    }

    @Test
    void render_inTheSameCell_takesBackWhatWasShown() {
        Comparison comparison = first();
        live.ended(comparison);
        Renderer renderer = new Renderer();
        JJavaKernel.register(renderer);
        renderer.render(first());
        assertThat(cell.updates).as("another comparison").isEmpty();
        Displayed shown = Displayed.of(renderer.render(comparison));
        assertThat(cell.updates).extracting(Displayed::text).containsExactly("", "");
        assertThat(shown.types()).containsExactlyInAnyOrder("text/plain", "text/html");
        assertThat(shown.text()).contains("leaderboard").contains("0.312");
        assertThat(shown.content("text/html")).startsWith("<table>").contains("<td>0.3120</td>");
        renderer.render(comparison);
        assertThat(cell.updates).as("once").hasSize(2);
    }
}
