package io.github.unspool.view;

import io.github.unspool.compare.Choice;
import io.github.unspool.compare.Comparison;
import io.github.unspool.compare.Standing;
import io.github.unspool.compare.Verdict;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A leaderboard as HTML. What its few styles say is said in words too, since some notebooks take them away. */
final class LeaderboardHtml {
    private final Comparison comparison;
    private final List<String> hyperparameters;
    private final boolean hasRivals;

    private LeaderboardHtml(Comparison comparison) {
        this.comparison = comparison;
        this.hyperparameters = comparison.standings().stream()
                .flatMap(s -> s.candidate().choices().keySet().stream())
                .distinct()
                .toList();
        this.hasRivals = hyperparameters.isEmpty()
                || comparison.standings().stream().anyMatch(s -> s.candidate().isRival());
    }

    /** The first rows, and how many there are. */
    static String table(Comparison comparison, int rows) {
        LeaderboardHtml made = new LeaderboardHtml(comparison);
        int all = comparison.standings().size();
        String cut = all > rows ? Html.paragraph("%s of %s rows".formatted(rows, all)) : "";
        return made.head()
                + comparison.standings().stream().limit(rows).map(made::row).collect(Collectors.joining())
                + " </tbody>\n</table>"
                + cut;
    }

    private String head() {
        List<String> names = new ArrayList<>(List.of("rank", "curve"));
        if (hasRivals) {
            names.add("trainer");
        }
        names.addAll(hyperparameters);
        boolean hasRepeats = comparison.standings().stream()
                .anyMatch(s -> s.scores().values().size() > 1);
        names.add(comparison.score() + (hasRepeats ? " (mean ± sd)" : ""));
        names.addAll(List.of("± (95 %)", "runs", "remark"));
        return "<table>\n <thead>\n  <tr>"
                + names.stream()
                        .map(name -> "<th>" + Html.escaped(name) + "</th>")
                        .collect(Collectors.joining())
                + "</tr>\n </thead>\n <tbody>\n";
    }

    private String row(Standing standing) {
        boolean isBest = standing.rank() == 1
                && comparison.verdict().map(Verdict::isDecided).orElse(false);
        String cells = cells(standing).stream()
                .map(Html::escaped)
                .map(cell -> isBest ? "<b>" + cell + "</b>" : cell)
                .map(cell -> "<td>" + cell + "</td>")
                .collect(Collectors.joining());
        String rank = standing.rank() == 0 ? "–" : isBest ? "<b>1</b>" : "" + standing.rank();
        return "  <tr%s><td>%s</td><td>%s</td>%s</tr>\n"
                .formatted(standing.rank() == 0 ? " style=\"opacity:0.6\"" : "", rank, sample(standing), cells);
    }

    private static String sample(Standing standing) {
        Kind kind = CurveChart.kind(standing);
        return kind == null || standing.curves().isEmpty() ? "" : image(kind.sample(), "line " + standing.rank());
    }

    static String image(Picture picture, String text) {
        return "<img src=\"data:image/png;base64,%s\" width=\"%s\" height=\"%s\" alt=\"%s\">"
                .formatted(Base64.getEncoder().encodeToString(picture.png()), picture.width(), picture.height(), text);
    }

    private List<String> cells(Standing standing) {
        List<String> cells = new ArrayList<>();
        if (hasRivals) {
            cells.add(
                    standing.candidate().choices().isEmpty()
                            ? standing.candidate().name()
                            : "network");
        }
        for (String name : hyperparameters) {
            cells.add(standing.candidate()
                    .choices()
                    .getOrDefault(name, Choice.NONE)
                    .toString());
        }
        boolean hasScore = !standing.scores().values().isEmpty();
        cells.add(hasScore ? standing.scores().toString() : "");
        double margin = standing.margin();
        cells.add(Double.isNaN(margin) ? "" : String.format(Locale.ROOT, "%.2g", margin));
        cells.add(Integer.toString(standing.compared().size()));
        cells.add(remark(standing));
        return cells;
    }

    /** Bold is who is better than all others; among those of which nobody can tell there is no best. */
    private String remark(Standing standing) {
        String remark = standing.remark();
        String place = comparison
                .verdict()
                .filter(verdict -> standing.rank() > 0 && verdict.mayBeBest(standing.candidate()))
                .map(verdict -> verdict.isDecided() ? "best" : "undecided")
                .orElse("");
        return place.isEmpty() || remark.isEmpty() ? place + remark : place + "; " + remark;
    }
}
