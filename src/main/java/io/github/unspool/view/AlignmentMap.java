package io.github.unspool.view;

import io.github.unspool.inspect.Alignment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Where a decoder looked: what it wrote from above, what it read along. */
final class AlignmentMap {
    private static final int CELL = 26;
    private static final int LABEL = 8;
    private static final int DIGITS = 4;

    private AlignmentMap() {}

    static HeatMapChart of(Alignment alignment) {
        List<String> written = new ArrayList<>();
        int longest = 0;
        for (String step : alignment.written()) {
            String name = Charts.visible(step);
            written.add(name);
            longest = Math.max(longest, name.length());
        }
        double[][] columns = new double[alignment.read().size()][written.size()];
        for (int t = 0; t < columns.length; t++) {
            for (int u = 0; u < written.size(); u++) {
                columns[t][u] = alignment.weights()[u][t];
            }
        }
        HeatMapChart chart = HeatMaps.of(
                builder -> new LookChart(builder, alignment),
                "Where the decoder looked",
                HeatMaps.axis(alignment.read()),
                Charts.distinct(written),
                longest * LABEL,
                CELL,
                columns);
        chart.setXAxisTitle("step that was read");
        chart.setYAxisTitle("step that was written");
        chart.getStyler()
                .setMin(0)
                .setMax(1)
                .setRangeColors(ColourMap.SEQUENTIAL.array())
                .setHeatMapValueDecimalPattern("0.00");
        return chart;
    }

    /** Knows where each step looked most. */
    private static final class LookChart extends CellChart {
        private final Alignment alignment;

        LookChart(HeatMapChartBuilder builder, Alignment alignment) {
            super(builder);
            this.alignment = alignment;
        }

        @Override
        public String description() {
            return IntStream.range(0, alignment.written().size())
                    .mapToObj(u -> "%s most at %s (step %s)"
                            .formatted(
                                    alignment.written().get(u),
                                    alignment.read().get(alignment.strongest(u)),
                                    alignment.strongest(u) + 1))
                    .collect(Collectors.joining(", "));
        }
    }

    static Table table(Alignment alignment) {
        IntColumn step = IntColumn.create("step");
        StringColumn written = StringColumn.create("written");
        IntColumn from = IntColumn.create("looked at step");
        StringColumn read = StringColumn.create("read there");
        DoubleColumn weight = DoubleColumn.create("weight");
        for (int u = 0; u < alignment.written().size(); u++) {
            for (int t = 0; t < alignment.read().size(); t++) {
                step.append(u + 1);
                written.append(Charts.visible(alignment.written().get(u)));
                from.append(t + 1);
                read.append(Charts.visible(alignment.read().get(t)));
                weight.append(alignment.weights()[u][t]);
            }
        }
        return Table.create("alignment", step, written, from, read, Views.format(weight, DIGITS));
    }
}
