package io.github.unspool.view;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** A bar for each step of a text, with as many of the words below as there is room for. */
final class StepChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 300;
    private static final int ROOM_FOR_LABEL = 14;

    private StepChart() {}

    static CategoryChart of(String title, String y, List<String> steps, double[] values) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("step")
                .yAxisTitle(y)
                .build();
        chart.getStyler()
                .setXAxisMaxLabelCount(WIDTH / 2 / ROOM_FOR_LABEL)
                .setXAxisLabelRotation(90)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendVisible(false)
                .setSeriesColors(ColourMap.KINDS.toArray(Color[]::new));
        chart.addSeries(y, Charts.distinct(steps), Arrays.stream(values).boxed().toList());
        return chart;
    }
}
