package io.github.unspool.curves;

import io.github.unspool.cell.Cells;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table of a task as it stands in docs/learning-curves.md. */
final class CurveTable {
    /** How many updates have to agree to float precision. */
    static final int AGREEING = 10;

    private static final String HEAD = """
            | cell | first 10 updates: median, largest | within 1 % until update | start | middle | end | end of 8 seeds: Unspool | PyTorch | apart |
            |---|---|---|---|---|---|---|---|---|
            """;

    private CurveTable() {}

    static String of(Task task) {
        Curves ours = Curves.ofUnspool(task);
        Curves theirs = Curves.ofPyTorch(task);
        return Cells.all().stream()
                .map(cell -> row(cell.name(), ours, theirs))
                .collect(Collectors.joining("\n", HEAD, "\n"));
    }

    private static String row(String cell, Curves ours, Curves theirs) {
        double[] differences = Curves.seeds()
                .mapToDouble(seed -> difference(ours.first(cell, seed), theirs.first(cell, seed), AGREEING))
                .sorted()
                .toArray();
        return String.format(
                Locale.ROOT,
                "| %s | %.1e, %.1e | %s | %s | %s | %s | %s | %s | %.1f |",
                cell,
                median(differences),
                differences[differences.length - 1],
                until(0.01, ours.means(cell, 1), theirs.means(cell, 1)),
                pair(ours.start(cell, 1), theirs.start(cell, 1)),
                pair(ours.middle(cell, 1), theirs.middle(cell, 1)),
                pair(ours.end(cell, 1), theirs.end(cell, 1)),
                text(ours.ends(cell)),
                text(theirs.ends(cell)),
                apart(ours.ends(cell), theirs.ends(cell)));
    }

    /** The largest difference of the first numbers, relative to the other's. */
    static double difference(double[] ours, double[] theirs, int count) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(ours[i] - theirs[i]) / theirs[i]);
        }
        return largest;
    }

    static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String until(double limit, double[] ours, double[] theirs) {
        for (int i = 0; i < ours.length; i++) {
            if (!(Math.abs(ours[i] - theirs[i]) <= limit * theirs[i])) {
                return Integer.toString(i * Curves.WINDOW);
            }
        }
        return "the end";
    }

    /** How far the means are apart, in standard errors of their difference (Welch's t). */
    static double apart(Curves.Spread ours, Curves.Spread theirs) {
        return Math.abs(ours.mean() - theirs.mean())
                / Math.sqrt(
                        (ours.deviation() * ours.deviation() + theirs.deviation() * theirs.deviation()) / Curves.SEEDS);
    }

    private static String pair(double ours, double theirs) {
        return rounded(ours) + " / " + rounded(theirs);
    }

    private static String text(Curves.Spread spread) {
        return rounded(spread.mean()) + " ± " + rounded(spread.deviation());
    }

    private static String rounded(double x) {
        return new BigDecimal(x).round(new MathContext(3)).toPlainString();
    }
}
