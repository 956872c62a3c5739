package io.github.unspool.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** A comparison as tables. */
final class Leaderboard {
    private Leaderboard() {}

    static Table table(Comparison comparison) {
        IntColumn rank = IntColumn.create("rank");
        DoubleColumn mean = DoubleColumn.create(comparison.score());
        DoubleColumn deviation = DoubleColumn.create("sd");
        DoubleColumn margin = DoubleColumn.create("± (95 %)");
        IntColumn runs = IntColumn.create("runs");
        StringColumn remark = StringColumn.create("remark");
        for (LeaderboardRow row : comparison.rows()) {
            if (row.rank() > 0) {
                rank.append(row.rank());
            } else {
                rank.appendMissing();
            }
            RepeatedScores scores = row.scores();
            mean.append(scores.mean());
            deviation.append(scores.deviation());
            margin.append(row.margin());
            runs.append(row.compared().size());
            remark.append(row.remark());
        }
        Table table = Table.create("leaderboard", rank);
        choices(comparison).forEach(table::addColumns);
        return table.addColumns(rounded(mean), rounded(deviation), rounded(margin), runs, remark);
    }

    static Table runs(Comparison comparison) {
        StringColumn candidate = StringColumn.create("candidate");
        IntColumn repeat = IntColumn.create("repeat");
        IntColumn epochs = IntColumn.create("epochs");
        DoubleColumn score = DoubleColumn.create(comparison.score());
        DoubleColumn seconds = DoubleColumn.create("seconds");
        StringColumn problem = StringColumn.create("problem");
        for (LeaderboardRow row : comparison.rows()) {
            for (Result result : row.results()) {
                candidate.append(row.candidate().name());
                repeat.append(result.repeat() + 1);
                epochs.append(result.epochs().list().size());
                score.append(result.score());
                seconds.append(result.seconds());
                problem.append(result.problem());
            }
        }
        return Table.create("runs", candidate, repeat, epochs, rounded(score), rounded(seconds), problem);
    }

    /** Prints at most four digits of each number; it keeps them all. */
    private static DoubleColumn rounded(DoubleColumn column) {
        column.setPrintFormatter(new NumberColumnFormatter() {
            @Override
            public String format(double value) {
                return Double.isNaN(value) ? "" : Choice.digits(value, Double.toString(value));
            }
        });
        return column;
    }

    /** A column for each hyperparameter, of numbers where all are; and one for the names of others than networks. */
    private static List<Column<?>> choices(Comparison comparison) {
        Set<String> names = new LinkedHashSet<>();
        comparison.rows().forEach(s -> names.addAll(s.candidate().choices().keySet()));
        List<Column<?>> columns = new ArrayList<>();
        if (names.isEmpty()
                || comparison.rows().stream().anyMatch(s -> s.candidate().isCompetitor())) {
            columns.add(texts(comparison, "trainer", c -> c.choices().isEmpty() ? c.name() : "network"));
        }
        for (String name : names) {
            columns.add(column(
                    name,
                    comparison.rows().stream()
                            .map(s -> s.candidate().choices().getOrDefault(name, Choice.NONE))
                            .toList()));
        }
        return columns;
    }

    /** Numbers if there are no words among them. */
    private static Column<?> column(String name, List<Choice> choices) {
        boolean areNumbers = choices.stream().allMatch(c -> c.isNumber() || c.equals(Choice.NONE));
        boolean areWhole = choices.stream().allMatch(c -> c.number() == (int) c.number());
        if (areWhole) {
            return IntColumn.create(
                    name, choices.stream().mapToInt(c -> (int) c.number()).toArray());
        }
        return areNumbers
                ? rounded(DoubleColumn.create(
                        name, choices.stream().mapToDouble(Choice::number).toArray()))
                : StringColumn.create(name, choices.stream().map(Choice::text));
    }

    private static StringColumn texts(Comparison comparison, String name, Function<Candidate, String> text) {
        return StringColumn.create(name, comparison.rows().stream().map(s -> text.apply(s.candidate())));
    }
}
