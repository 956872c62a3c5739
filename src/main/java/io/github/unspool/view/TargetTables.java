package io.github.unspool.view;

import io.github.unspool.data.table.SignificantDigits;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The targets of data: how often each label, or between which ends each number. */
final class TargetTables {
    private static final MathContext DIGITS = new MathContext(4);

    private TargetTables() {}

    /** Of the parts of data, by their names; of numbers the first part alone. */
    static Table of(Map<String, List<Output<?>>> parts) {
        List<Output<?>> first = parts.values().iterator().next();
        boolean areNumbers = !first.isEmpty() && first.stream().allMatch(Regressor.class::isInstance);
        return areNumbers ? numbers(first) : labels(parts);
    }

    private static Table labels(Map<String, List<Output<?>>> parts) {
        List<Map<String, Integer>> counts = new ArrayList<>();
        parts.values().forEach(targets -> counts.add(counts(targets)));
        TreeSet<String> names = new TreeSet<>();
        counts.forEach(count -> names.addAll(count.keySet()));
        List<String> order = names.stream()
                .sorted(Comparator.comparing((String name) -> -counts.get(0).getOrDefault(name, 0)))
                .toList();
        Table table = Table.create(
                "targets", StringColumn.create("label", order.stream().map(Charts::visible)));
        int part = 0;
        for (String name : parts.keySet()) {
            Map<String, Integer> count = counts.get(part++);
            table.addColumns(IntColumn.create(
                    name,
                    order.stream()
                            .mapToInt(label -> count.getOrDefault(label, 0))
                            .toArray()));
        }
        return table;
    }

    private static Map<String, Integer> counts(List<Output<?>> targets) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Output<?> target : targets) {
            if (target instanceof MultiLabel set) {
                set.getNameSet().forEach(name -> counts.merge(name, 1, Integer::sum));
            } else {
                counts.merge(target instanceof Label label ? label.getLabel() : target.toString(), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static Table numbers(List<Output<?>> targets) {
        Map<String, DoubleSummaryStatistics> all = new TreeMap<>();
        for (Output<?> target : targets) {
            for (Regressor.DimensionTuple number : (Regressor) target) {
                all.computeIfAbsent(number.getName(), name -> new DoubleSummaryStatistics())
                        .accept(number.getValue());
            }
        }
        StringColumn name = StringColumn.create("target");
        DoubleColumn lowest = DoubleColumn.create("lowest");
        DoubleColumn mean = DoubleColumn.create("mean");
        DoubleColumn highest = DoubleColumn.create("highest");
        all.forEach((target, numbers) -> {
            name.append(target);
            lowest.append(numbers.getMin());
            mean.append(numbers.getAverage());
            highest.append(numbers.getMax());
        });
        return Table.create(
                "targets",
                name,
                SignificantDigits.show(lowest),
                SignificantDigits.show(mean),
                SignificantDigits.show(highest));
    }

    /** A target or a prediction in words. */
    static String text(Output<?> output) {
        if (output instanceof Label label) {
            return Charts.visible(label.getLabel());
        }
        if (output instanceof MultiLabel set) {
            return String.join(", ", new TreeSet<>(set.getNameSet()));
        }
        if (output instanceof Regressor numbers) {
            return StreamSupport.stream(numbers.spliterator(), false)
                    .map(number -> number.getName() + "=" + number(number.getValue()))
                    .collect(Collectors.joining(" "));
        }
        return output.toString();
    }

    /** With four significant digits. */
    static String number(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value, DIGITS).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }
}
