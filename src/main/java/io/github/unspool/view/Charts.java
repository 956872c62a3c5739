package io.github.unspool.view;

import io.github.unspool.training.RateSearch;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How our charts look: a white ground, which {@link DarkTheme} turns over; colours for colour-blind readers, and dashes where
 * lines are of different kinds.
 */
final class Charts {
    static final Color BLUE = ColourMap.KINDS.get(0);
    static final Color VERMILION = ColourMap.KINDS.get(1);

    private static final int LONGEST_LABEL = 40;
    static final int WIDTH = 640;
    static final int HEIGHT = 360;
    /** With so few epochs each has its label, and one wants to see what happens within them. */
    static final int FEW_EPOCHS = 12;

    private static final double OFF = 1e-3;

    private Charts() {}

    static XYChart lines(String title, String x, String y) {
        return lines(title, x, y, WIDTH, HEIGHT);
    }

    static XYChart lines(String title, String x, String y, int width, int height) {
        XYChart chart = new LineChart(new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y));
        onWhite(chart.getStyler());
        chart.getStyler()
                .setSeriesColors(ColourMap.KINDS.toArray(Color[]::new))
                .setSeriesLines(new BasicStroke[] {stroke()})
                .setSeriesMarkers(new Marker[] {SeriesMarkers.CIRCLE})
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal);
        chart.getStyler().setYAxisMin(0.0);
        return chart;
    }

    /** Losses by learning rate, cut where they have grown too large to let the rest be seen. */
    static XYChart rates(RateSearch search) {
        XYChart chart = lines(
                "Loss by learning rate",
                "learning rate",
                "loss (" + search.measure().title() + ")");
        double[] rates = numbers(search.rates());
        double[] smoothed = numbers(search.smoothed());
        double highest = smoothed[0] > 0 ? 1.5 * smoothed[0] : 1;
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setPlotGridVerticalLinesVisible(false)
                .setYAxisMax(highest)
                // A single point has no line to be seen by.
                .setMarkerSize(rates.length == 1 ? 8 : 0)
                .setSeriesColors(new Color[] {ColourMap.GREY, BLUE, VERMILION});
        addUpTo(chart, "loss of each update", rates, numbers(search.losses()), highest)
                .setLineWidth(1);
        addUpTo(chart, "smoothed", rates, smoothed, highest);
        if (search.hasSuggestion()) {
            double rate = search.suggestion();
            addDashed(chart, "suggestion: " + rate, new double[] {rate, rate}, new double[] {0, highest});
        }
        return chart;
    }

    private static double[] numbers(List<Double> list) {
        return list.stream().mapToDouble(number -> number).toArray();
    }

    /** A line with gaps where it would leave the chart. */
    private static XYSeries addUpTo(XYChart chart, String name, double[] x, double[] y, double highest) {
        double[] shown =
                Arrays.stream(y).map(v -> v <= highest ? v : Double.NaN).toArray();
        return chart.addSeries(name, x, shown);
    }

    /** Labels whole numbers on the x axis, and nothing between them. */
    static void labelWhole(XYChart chart) {
        chart.setCustomXAxisTickLabelsFormatter(x -> x == Math.rint(x) ? Long.toString(Math.round(x)) : "");
    }

    /**
     * The numbers of epochs. XChart puts ticks at values that are equally far apart, be they 13, 26, 39, else at round
     * numbers; so of many the first is a little off.
     */
    static double[] ticked(double... epochs) {
        if (epochs.length > FEW_EPOCHS) {
            epochs[0] += OFF;
        }
        return epochs;
    }

    static void onWhite(Styler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setLegendBorderColor(Color.LIGHT_GRAY);
    }

    static BasicStroke stroke(float... dashes) {
        return new BasicStroke(
                2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes.length == 0 ? null : dashes, 0);
    }

    /** A dashed level that other lines are compared with. */
    static void addLevel(XYChart chart, String name, double y) {
        double[] x = chart.getSeriesCollection().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the chart has no line yet; add one before a level"))
                .getXData();
        // Of a single point the level is seen on both sides.
        double beside = x.length == 1 ? 0.5 : 0;
        addDashed(chart, name, new double[] {x[0] - beside, x[x.length - 1] + beside}, new double[] {y, y})
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(ColourMap.GREY);
    }

    static XYSeries addDashed(XYChart chart, String name, double[] x, double[] y) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineStyle(stroke(8, 5));
        return series;
    }

    /** What would not be seen on an axis or in a table gets a sign. */
    static String visible(String step) {
        return step.isBlank() ? step.replace(' ', '␣').replace('\n', '⏎').replace('\t', '⇥') : step;
    }

    /** As it is visible on an axis: a long one is cut, for which there is no room and which would take minutes to draw. */
    static String label(String step) {
        String visible = visible(step);
        return visible.codePointCount(0, visible.length()) <= LONGEST_LABEL
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
    }

    /** XChart identifies columns by their names, so repeated words get different names. */
    static List<String> distinct(List<String> steps) {
        Map<String, Integer> seen = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (String step : steps) {
            String label = label(step);
            int before = seen.merge(label, 1, Integer::sum) - 1;
            // A zero-width space is another name to XChart and nothing to the eye.
            names.add(label + "\u200b".repeat(before));
        }
        return names;
    }
}
