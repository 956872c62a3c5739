package io.github.unspool.jupyter;

import io.github.unspool.compare.Candidate;
import io.github.unspool.compare.Comparison;
import io.github.unspool.compare.ComparisonListener;
import io.github.unspool.compare.LeaderboardRow;
import io.github.unspool.compare.Result;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import io.github.unspool.view.ComparisonPicture;
import io.github.unspool.view.Html;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Shows in its cell how a comparison goes: a line of text with the best so far below it, and the curves, both drawn again
 * in the same places; at the end a line and a small picture.
 */
final class CellComparison implements ComparisonListener {
    private static final int ROWS = 8;

    /** The comparison whose picture was left last. */
    private static volatile CellComparison latest;

    private final Screen screen;
    private final Screen.Place board;
    private final Screen.Place curves;
    /** By candidate and repeat; what is in it belongs to several threads, which take turns by its lock. */
    private final Map<Candidate, Map<Integer, List<Epoch>>> running = new HashMap<>();

    /** Of the thread that compares. */
    private final TimeLeft left = new TimeLeft();

    private volatile State state;
    private Comparison ended;

    /** What is known, the seconds left, and when that was so. */
    private record State(Comparison comparison, Progress progress, double left, long nanos) {}

    /** Shows a comparison in the cell that runs now. */
    CellComparison(Supplier<OutputCell> cell) {
        this.screen = new Screen(cell);
        this.board = screen.new Place();
        this.curves = screen.new Place();
        Screen.run(CellProgress::warmUp);
    }

    @Override
    public void changed(Comparison soFar, Progress progress) {
        long now = System.nanoTime();
        left.estimate(progress.secondsLeft(), now);
        state = new State(soFar, progress, left.seconds(), now);
        screen.ifDue(this::drawing);
    }

    @Override
    public void epoch(Candidate candidate, int repeat, List<Epoch> epochs) {
        synchronized (running) {
            List<Epoch> known = running.computeIfAbsent(candidate, c -> new TreeMap<>())
                    .computeIfAbsent(repeat, r -> new ArrayList<>());
            known.addAll(epochs.subList(Math.min(known.size(), epochs.size()), epochs.size()));
        }
        if (state != null) {
            screen.ifDue(this::drawing);
        }
    }

    private Runnable drawing() {
        State now = state;
        Map<Candidate, List<List<Epoch>>> lines = lines(now.comparison());
        return () -> {
            board.show(line(now));
            if (!lines.isEmpty()) {
                curves.show(picture(now.comparison(), lines));
            }
        };
    }

    /** The epochs of each repeat, running or done. */
    private Map<Candidate, List<List<Epoch>>> lines(Comparison comparison) {
        Map<Candidate, List<List<Epoch>>> lines = new HashMap<>();
        for (LeaderboardRow row : comparison.rows()) {
            Map<Integer, List<Epoch>> runs = new TreeMap<>();
            for (Result result : row.results()) {
                runs.put(result.repeat(), result.epochs().list());
            }
            synchronized (running) {
                running.getOrDefault(row.candidate(), Map.of())
                        .forEach((repeat, epochs) -> runs.merge(
                                repeat, List.copyOf(epochs), (done, live) -> live.size() > done.size() ? live : done));
            }
            runs.values().removeIf(List::isEmpty);
            if (!runs.isEmpty()) {
                lines.put(row.candidate(), List.copyOf(runs.values()));
            }
        }
        return lines;
    }

    private static Bundle picture(Comparison comparison, Map<Candidate, List<List<Epoch>>> lines) {
        return Renderers.picture("losses by epoch", () -> ComparisonPicture.small(comparison, lines));
    }

    private static Bundle line(State state) {
        Progress progress = state.progress();
        double passed = (System.nanoTime() - state.nanos()) / 1e9;
        String text = "%s of %s runs%s%s"
                .formatted(
                        progress.done(),
                        progress.known(),
                        leading(state.comparison()),
                        Double.isNaN(state.left()) ? "" : Screen.left(state.left() - passed));
        return Screen.bar(
                (double) progress.done() / Math.max(1, progress.known()), text, Html.of(state.comparison(), ROWS));
    }

    private static String leading(Comparison comparison) {
        LeaderboardRow first = comparison.rows().get(0);
        return first.rank() == 0
                ? ""
                : ", leading %s: %s %s".formatted(first.candidate(), comparison.score(), first.scores());
    }

    @Override
    public void ended(Comparison comparison) {
        ended = comparison;
        Map<Candidate, List<List<Epoch>>> lines = new HashMap<>();
        comparison.rows().stream()
                .filter(row -> !row.curves().isEmpty())
                .forEach(row -> lines.put(
                        row.candidate(),
                        row.curves().stream().map(History.Epochs::list).toList()));
        Screen.run(() -> {
                    board.show(end(comparison));
                    if (!lines.isEmpty()) {
                        curves.show(picture(comparison, lines));
                    }
                    latest = this;
                })
                .join();
    }

    /** Of a comparison that was stopped the table stays, since no value may show it. */
    private static Bundle end(Comparison comparison) {
        Bundle lines = Bundle.lines(summary(comparison));
        return comparison.message().isEmpty() ? lines : lines.html(lines.asHtml() + Html.of(comparison, ROWS));
    }

    private static String summary(Comparison comparison) {
        String runs = comparison.done() == 1 ? "1 run" : comparison.done() + " runs";
        return runs + leading(comparison) + "." + (comparison.message().isEmpty() ? "" : "\n⚠ " + comparison.message());
    }

    /** Takes back what was shown of a comparison if it is the value of the same cell, which shows more. */
    static void giveWay(Comparison comparison) {
        CellComparison last = latest;
        if (last != null && last.ended == comparison && last.screen.isOfRunningCell()) {
            latest = null;
            Screen.run(() -> {
                        last.board.clear();
                        last.curves.clear();
                    })
                    .join();
        }
    }
}
