package io.github.unspool.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.ConfusionMatrix;

/**
 * How often each label was predicted for each true one, with the counts in the cells where they fit. The colour is the share of
 * those that are truly so, which shows rare labels too.
 */
final class ConfusionChart {
    private static final int MOST_LABELS = 40;
    private static final int MARGIN_X = 190;
    private static final int MARGIN_Y = 110;
    private static final int SIDE = 520;
    private static final int LARGEST_CELL = 48;
    private static final int ROOM_FOR_COUNT = 24;
    private static final int CHARACTER = 8;
    private static final int LONGEST_NAME = 16;

    private ConfusionChart() {}

    static HeatMapChart of(ConfusionMatrix<Label> matrix) {
        List<Label> labels = labels(matrix);
        int all = matrix.observed().size();
        List<String> names =
                labels.stream().map(label -> name(label.getLabel())).toList();
        int longest = CHARACTER * names.stream().mapToInt(String::length).max().orElse(1);
        int cell = Math.min(LARGEST_CELL, SIDE / labels.size());
        boolean upright = longest > cell;
        CountChart chart = new CountChart(
                new HeatMapChartBuilder()
                        .width(MARGIN_X + longest + Math.max(SIDE / 4, cell * labels.size()))
                        .height(MARGIN_Y + (upright ? longest : 0) + Math.max(SIDE / 5, cell * labels.size()))
                        .title(
                                labels.size() == all
                                        ? "Predicted and true labels"
                                        : "The %s most frequent of %s labels".formatted(labels.size(), all))
                        .xAxisTitle("predicted (number; colour: share of the row)")
                        .yAxisTitle("true"),
                matrix,
                labels);
        chart.addSeries("share", Charts.distinct(names), reversed(Charts.distinct(names)), chart.shares());
        style(chart);
        chart.getStyler().setXAxisLabelRotation(upright ? 90 : 0);
        chart.getStyler().setShowValue(cell >= ROOM_FOR_COUNT);
        return chart;
    }

    /** Those that occur, in their order; of many the most frequent ones. */
    private static List<Label> labels(ConfusionMatrix<Label> matrix) {
        Set<Label> observed = matrix.observed();
        if (observed.isEmpty()) {
            throw new IllegalArgumentException("there are no predictions to show");
        }
        List<Label> frequent = observed.stream()
                .sorted(Comparator.<Label>comparingDouble(label -> -matrix.support(label))
                        .thenComparing(Label::getLabel))
                .limit(MOST_LABELS)
                .toList();
        return observed.stream()
                .filter(frequent::contains)
                .sorted(Comparator.comparing(Label::getLabel))
                .toList();
    }

    private static String name(String label) {
        return label.length() > LONGEST_NAME ? label.substring(0, LONGEST_NAME - 1) + "…" : label;
    }

    /** The first label on top. */
    private static List<String> reversed(List<String> names) {
        List<String> reversed = new ArrayList<>(names);
        Collections.reverse(reversed);
        return reversed;
    }

    private static void style(HeatMapChart chart) {
        chart.getStyler().setMin(0).setMax(1);
        chart.getStyler().setRangeColors(ColourMap.TINT.array());
        chart.getStyler().setHeatMapValueDecimalPattern("0 %");
        chart.getStyler().setAxisTicksMarksVisible(false);
        chart.getStyler().setXAxisTickMarkSpacingHint(1);
        chart.getStyler().setYAxisTickMarkSpacingHint(1);
    }

    /** Counts on the colours of their shares of a row. */
    private static final class CountChart extends CellChart {
        private final ConfusionMatrix<Label> matrix;
        private final List<Label> labels;

        CountChart(HeatMapChartBuilder builder, ConfusionMatrix<Label> matrix, List<Label> labels) {
            super(builder);
            this.matrix = matrix;
            this.labels = labels;
        }

        /** What never happened stays white. */
        List<Number[]> shares() {
            List<Number[]> shares = new ArrayList<>();
            for (int predicted = 0; predicted < labels.size(); predicted++) {
                for (int truth = 0; truth < labels.size(); truth++) {
                    double count = count(predicted, truth);
                    if (count > 0) {
                        double share = count / matrix.support(labels.get(truth));
                        shares.add(new Number[] {predicted, labels.size() - 1 - truth, share});
                    }
                }
            }
            return shares;
        }

        private double count(int predicted, int truth) {
            return matrix.confusion(labels.get(predicted), labels.get(truth));
        }

        @Override
        String text(Number... cell) {
            int truth = labels.size() - 1 - cell[1].intValue();
            return Long.toString(Math.round(count(cell[0].intValue(), truth)));
        }

        /** How many are right, and what is mistaken most often. */
        @Override
        public String description() {
            double right = 0;
            double all = 0;
            double most = 0;
            String mistake = "";
            for (int truth = 0; truth < labels.size(); truth++) {
                all += matrix.support(labels.get(truth));
                right += count(truth, truth);
                for (int predicted = 0; predicted < labels.size(); predicted++) {
                    if (predicted != truth && count(predicted, truth) > most) {
                        most = count(predicted, truth);
                        mistake = "; most often mistaken: %s for %s, %s times"
                                .formatted(
                                        Charts.label(labels.get(truth).getLabel()),
                                        Charts.label(labels.get(predicted).getLabel()),
                                        Description.number(most));
                    }
                }
            }
            return "%s of %s right among %s labels%s"
                    .formatted(Description.number(right), Description.number(all), labels.size(), mistake);
        }
    }
}
