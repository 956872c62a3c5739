package io.github.unspool.view;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** A chart of lines with a description of its own, for what the numbers of its lines do not show. */
final class LineChart extends XYChart implements Description.Described {
    private String words = "";

    LineChart(XYChartBuilder builder) {
        super(builder);
    }

    /** Says what is to be seen. */
    static void describe(XYChart chart, String words) {
        ((LineChart) chart).words = words;
    }

    @Override
    public String description() {
        return words.isEmpty() ? Description.lines(this) : words;
    }
}
