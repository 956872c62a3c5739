package io.github.unspool.view;

import io.github.unspool.compare.Choice;
import io.github.unspool.compare.Comparison;
import io.github.unspool.compare.LeaderboardRow;
import io.github.unspool.compare.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A leaderboard as HTML. Everything that styles show is also in words, because some viewers strip styles. */
final class LeaderboardHtml {
    private final Comparison comparison;
    private final List<String> hyperparameters;
    private final boolean hasCompetitors;

    private LeaderboardHtml(Comparison comparison) {
        this.comparison = comparison;
        this.hyperparameters = comparison.rows().stream()
                .flatMap(s -> s.candidate().choices().keySet().stream())
                .distinct()
                .toList();
        this.hasCompetitors = hyperparameters.isEmpty()
                || comparison.rows().stream().anyMatch(s -> s.candidate().isCompetitor());
    }

    /** The first rows, and how many there are. */
    static String table(Comparison comparison, int rows) {
        LeaderboardHtml made = new LeaderboardHtml(comparison);
        int all = comparison.rows().size();
        String cut = all > rows ? Html.paragraph("%s of %s rows".formatted(rows, all)) : "";
        return made.head()
                + comparison.rows().stream().limit(rows).map(made::row).collect(Collectors.joining())
                + " </tbody>\n</table>"
                + DarkTheme.STYLE
                + cut;
    }

    private String head() {
        List<String> names = new ArrayList<>(List.of("rank", "curve"));
        if (hasCompetitors) {
            names.add("trainer");
        }
        names.addAll(hyperparameters);
        boolean hasRepeats =
                comparison.rows().stream().anyMatch(s -> s.scores().values().size() > 1);
        names.add(ScoreName.of(comparison) + (hasRepeats ? ", mean ± sd" : ""));
        names.addAll(List.of("± (95 %)", "runs", "remark"));
        return "<table>\n <thead>\n  <tr>"
                + names.stream()
                        .map(name -> "<th>" + Html.escaped(name) + "</th>")
                        .collect(Collectors.joining())
                + "</tr>\n </thead>\n <tbody>\n";
    }

    private String row(LeaderboardRow row) {
        boolean isBest =
                row.rank() == 1 && comparison.verdict().map(Verdict::isDecided).orElse(false);
        String cells = cells(row).stream()
                .map(Html::escaped)
                .map(cell -> isBest ? "<b>" + cell + "</b>" : cell)
                .map(cell -> "<td>" + cell + "</td>")
                .collect(Collectors.joining());
        String rank = row.rank() == 0 ? "–" : isBest ? "<b>1</b>" : "" + row.rank();
        return "  <tr%s><td>%s</td><td>%s</td>%s</tr>\n"
                .formatted(row.rank() == 0 ? " style=\"opacity:0.7\"" : "", rank, sample(row), cells);
    }

    private static String sample(LeaderboardRow row) {
        Kind kind = CurveChart.kind(row);
        return kind == null || row.curves().isEmpty() ? "" : kind.sample().image();
    }

    private List<String> cells(LeaderboardRow row) {
        List<String> cells = new ArrayList<>();
        if (hasCompetitors) {
            cells.add(row.candidate().choices().isEmpty() ? row.candidate().name() : "network");
        }
        for (String name : hyperparameters) {
            cells.add(row.candidate().choices().getOrDefault(name, Choice.NONE).toString());
        }
        boolean hasScore = !row.scores().values().isEmpty();
        cells.add(hasScore ? row.scores().toString() : "");
        double margin = row.margin();
        cells.add(Double.isNaN(margin) ? "" : String.format(Locale.ROOT, "%.2g", margin));
        cells.add(Integer.toString(row.compared().size()));
        cells.add(remark(row));
        return cells;
    }

    /** The best candidate is bold if it is better than all others; if that is undecided, none is. */
    private String remark(LeaderboardRow row) {
        String remark = row.remark();
        String place = comparison
                .verdict()
                .filter(verdict -> row.rank() > 0 && verdict.mayBeBest(row.candidate()))
                .map(verdict -> verdict.isDecided() ? "best" : "undecided")
                .orElse("");
        return place.isEmpty() || remark.isEmpty() ? place + remark : place + "; " + remark;
    }
}
