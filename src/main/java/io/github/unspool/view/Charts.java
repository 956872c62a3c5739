package io.github.unspool.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How our charts look: an opaque white ground, so that they can be read in a dark notebook too; colours of M. Okabe and K.
 * Ito's palette for colour-blind readers (<i>Color universal design</i>, 2008), and lines that also differ in their dashes.
 */
final class Charts {
    private static final Color BLUE = new Color(0, 114, 178);
    private static final Color VERMILION = new Color(213, 94, 0);
    private static final Color GREEN = new Color(0, 158, 115);
    private static final Color PURPLE = new Color(204, 121, 167);
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int CELL_HEIGHT = 28;
    private static final int CELL_WIDTH = 24;
    private static final int HIGHEST = 900;
    private static final int WIDEST = 1200;
    /** Up to so many cells have room for their numbers, which then tell what the colours tell. */
    private static final int CELLS_WITH_NUMBERS = 96;

    private Charts() {}

    static XYChart lines(String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        onWhite(chart.getStyler());
        chart.getStyler()
                .setSeriesColors(new Color[] {BLUE, VERMILION, GREEN, PURPLE})
                .setSeriesLines(new BasicStroke[] {stroke(), stroke(8, 5), stroke(2, 4), stroke(10, 4, 2, 4)})
                .setSeriesMarkers(new Marker[] {SeriesMarkers.CIRCLE})
                .setLegendPosition(Styler.LegendPosition.InsideNE);
        return chart;
    }

    private static void onWhite(Styler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setLegendBorderColor(Color.LIGHT_GRAY);
    }

    private static BasicStroke stroke(float... dashes) {
        return new BasicStroke(
                2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes.length == 0 ? null : dashes, 0);
    }

    static HeatMapChart heatMap(String title, List<String> steps, float[][] states) {
        int units = states[0].length;
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(Math.min(WIDEST, Math.max(WIDTH, 160 + CELL_WIDTH * steps.size())))
                .height(Math.min(HIGHEST, 140 + CELL_HEIGHT * Math.max(4, units)))
                .title(title)
                .xAxisTitle("step")
                .yAxisTitle("unit")
                .build();
        onWhite(chart.getStyler());
        double limit = Math.max(1, farthest(states));
        chart.getStyler().setRangeColors(new Color[] {BLUE, Color.WHITE, VERMILION});
        chart.getStyler().setMin(-limit).setMax(limit);
        chart.getStyler().setShowValue(steps.size() * units <= CELLS_WITH_NUMBERS);
        chart.getStyler().setHeatMapDecimalValueFormatter(value -> String.format(Locale.ROOT, "%.2f", value));
        chart.getStyler().setGradientColorColumnHeight(Math.min(200, CELL_HEIGHT * Math.max(4, units)));
        chart.getStyler().setXAxisLabelRotation(steps.size() > 12 ? 90 : 0);
        chart.addSeries("state", distinct(steps), unitNames(units), cells(states));
        return chart;
    }

    private static double farthest(float[][] states) {
        double farthest = 0;
        for (float[] state : states) {
            for (float h : state) {
                farthest = Math.max(farthest, Math.abs(h));
            }
        }
        return farthest;
    }

    /** XChart tells columns apart by their names, so the same word read twice needs two. */
    private static List<String> distinct(List<String> steps) {
        List<String> names = new ArrayList<>();
        for (String step : steps) {
            String name = step.isBlank() ? "␣" : step;
            // A zero-width space is another name to XChart and nothing to the eye.
            while (names.contains(name)) {
                name += "\u200b";
            }
            names.add(name);
        }
        return names;
    }

    /** The first unit on top. */
    private static List<String> unitNames(int units) {
        List<String> names = new ArrayList<>(
                IntStream.rangeClosed(1, units).mapToObj(Integer::toString).toList());
        Collections.reverse(names);
        return names;
    }

    private static List<Number[]> cells(float[][] states) {
        List<Number[]> cells = new ArrayList<>();
        for (int t = 0; t < states.length; t++) {
            int units = states[t].length;
            for (int unit = 0; unit < units; unit++) {
                cells.add(new Number[] {t, units - 1 - unit, states[t][unit]});
            }
        }
        return cells;
    }
}
