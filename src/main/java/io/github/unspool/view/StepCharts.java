package io.github.unspool.view;

import io.github.unspool.inspect.LayerTrace;
import io.github.unspool.inspect.Saliency;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Numbers by step, with the tokens along the axis: lines for sequences of values, bars for separate values. */
final class StepCharts {
    private static final int HEIGHT = 300;
    private static final int MARGIN_X = 90;
    private static final double SMALL = 1e-3;
    /** The number of colours of lines; as many more lines are dashed. */
    private static final int COLOURS = 4;

    private static final int MOST_LINES = 2 * COLOURS;

    private StepCharts() {}

    static CategoryChart lines(LayerTrace layer, String signal, int... units) {
        float[][] values = layer.signal(signal);
        List<String> names = layer.units();
        if (units.length == 0 || units.length > MOST_LINES) {
            throw new IllegalArgumentException(
                    "%s units are too many or too few for lines; choose 1 to %s, such as lines(layer, \"%s\", 0, 1)"
                            .formatted(units.length, MOST_LINES, signal));
        }
        CategoryChart chart = chart(SignalMaps.title(layer, signal), layer.steps(), signal);
        chart.getStyler()
                .setOverlapped(true)
                .setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Line)
                .setSeriesMarkers(new Marker[] {SeriesMarkers.CIRCLE})
                .setMarkerSize(4);
        for (int i = 0; i < units.length; i++) {
            int unit = units[i];
            if (unit < 0 || unit >= names.size()) {
                throw new IllegalArgumentException("unit %s of a layer of %s: the first is unit 0, the last %s"
                        .formatted(unit, names.size(), names.size() - 1));
            }
            double[] line = IntStream.range(0, values.length)
                    .mapToDouble(t -> values[t][unit])
                    .toArray();
            BasicStroke stroke = i < COLOURS ? Charts.stroke() : Charts.stroke(8, 5);
            chart.addSeries(
                            "unit " + names.get(unit),
                            StepAxis.of(layer.steps(), 1).names(),
                            Arrays.stream(line).boxed().toList())
                    .setLineStyle(stroke);
        }
        return chart;
    }

    /** A number of each step. */
    static CategoryChart bars(String title, String y, List<String> steps, double... values) {
        CategoryChart chart = chart(title, steps, y);
        chart.getStyler().setLegendVisible(false);
        addBars(chart, y, steps, values);
        return chart;
    }

    /** How strongly the output would change with each step. */
    static CategoryChart norms(Saliency saliency) {
        String output = Charts.label(saliency.output());
        CategoryChart chart = bars(
                "What " + (saliency.isLogProbability() ? "log p(" + output + ")" : output) + " depends on",
                "‖gradient‖ (" + (saliency.isLogProbability() ? "nats " : "") + "per unit of input)",
                saliency.steps(),
                saliency.norms());
        chart.getStyler().setYAxisDecimalPattern(digits(saliency.norms()));
        return chart;
    }

    /** What each step speaks for or against, in the colours of a heat map. */
    static CategoryChart contributions(Saliency saliency) {
        CategoryChart chart = chart(
                "Contributions for " + Charts.label(saliency.output()) + ", and against",
                saliency.steps(),
                "gradient × input" + (saliency.isLogProbability() ? " (nats)" : ""));
        chart.getStyler().setOverlapped(true).setSeriesColors(new Color[] {Charts.VERMILION, Charts.BLUE});
        double[] contributions = saliency.contributions();
        chart.getStyler().setYAxisDecimalPattern(digits(contributions));
        addBars(
                chart,
                "for",
                saliency.steps(),
                Arrays.stream(contributions).map(c -> Math.max(c, 0)).toArray());
        addBars(
                chart,
                "against",
                saliency.steps(),
                Arrays.stream(contributions).map(c -> Math.min(c, 0)).toArray());
        return chart;
    }

    /** What is small would have no digits left. */
    private static String digits(double... values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0) < SMALL ? "0.0E0" : "0.####";
    }

    private static void addBars(CategoryChart chart, String name, List<String> steps, double... values) {
        chart.addSeries(
                name,
                StepAxis.of(steps, 1).names(),
                Arrays.stream(values).boxed().toList());
    }

    private static CategoryChart chart(String title, List<String> words, String y) {
        StepAxis steps = StepAxis.of(words, Charts.WIDTH - MARGIN_X);
        CategoryChart chart = new CategoryChartBuilder()
                .width(MARGIN_X + steps.width())
                .height(HEIGHT + steps.height())
                .title(title)
                .xAxisTitle("step")
                .yAxisTitle(y)
                .build();
        Charts.onWhite(chart.getStyler());
        chart.getStyler().setSeriesColors(Arrays.copyOf(ColourMap.KINDS.toArray(Color[]::new), COLOURS));
        chart.getStyler()
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal);
        steps.style(chart.getStyler());
        return chart;
    }
}
