package io.github.unspool.view;

import io.github.unspool.inspect.GradientFlow;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How much of the gradient is left over the steps, in powers of ten. */
final class FlowCharts {
    /** Less than this part is below the chart. */
    private static final double LOWEST = 1e-6;
    /** Smaller norms than the largest by more powers of ten than this look the same. */
    private static final int DECADES = 6;

    private static final int FEW_STEPS = 20;
    private static final int HIGHEST_CELL = 32;
    private static final int LOWEST_CELL = 2;
    private static final int MOST_HEIGHT = 480;

    private FlowCharts() {}

    /** A line for each layer. */
    static XYChart byDistance(GradientFlow flow) {
        Map<String, double[]> lines = new LinkedHashMap<>();
        for (int layer = 0; layer < flow.norms().length; layer++) {
            lines.put("layer " + (layer + 1), flow.byDistance(layer));
        }
        XYChart chart =
                lines("Gradient flow by distance", "distance |t − k| (steps)", "part of the signal left", lines);
        XYSeries first = chart.getSeriesCollection().iterator().next();
        double last = first.getXData()[first.getXData().length - 1];
        Charts.addDashed(
                        chart,
                        "1 %",
                        new double[] {0, Math.min(last, chart.getStyler().getXAxisMax())},
                        new double[] {GradientFlow.LEAST, GradientFlow.LEAST})
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(ColourMap.GREY);
        return chart;
    }

    /** A line for the top layer of each network. */
    static XYChart ofLastLoss(Map<String, GradientFlow> flows) {
        if (flows.isEmpty()) {
            throw new IllegalArgumentException("there is no gradient flow to draw; put at least one into the map");
        }
        Map<String, double[]> lines = new LinkedHashMap<>();
        flows.forEach((name, flow) -> lines.put(name, flow.ofLastLoss(flow.norms().length - 1)));
        return lines("What comes back from the last loss", "steps back", "part of the gradient left", lines);
    }

    /** Parts of a signal from each distance on, on a logarithmic axis of whole powers of ten, so that it is labelled. */
    private static XYChart lines(String title, String x, String y, Map<String, double[]> lines) {
        XYChart chart = Charts.lines(title, x, y);
        double lowest = GradientFlow.LEAST;
        double highest = 1;
        // The axis ends a little after the last distance from which something is seen.
        int shown = 1;
        for (Map.Entry<String, double[]> line : lines.entrySet()) {
            double[] parts = line.getValue().clone();
            for (int distance = 0; distance < parts.length; distance++) {
                boolean isShown = parts[distance] >= LOWEST && Double.isFinite(parts[distance]);
                parts[distance] = isShown ? parts[distance] : Double.NaN;
                lowest = isShown ? Math.min(lowest, parts[distance]) : lowest;
                highest = isShown ? Math.max(highest, parts[distance]) : highest;
                shown = isShown ? Math.max(shown, Math.min(parts.length - 1, distance + 1)) : shown;
            }
            chart.addSeries(
                    line.getKey(),
                    IntStream.range(0, parts.length).asDoubleStream().toArray(),
                    parts);
        }
        chart.getStyler()
                .setYAxisLogarithmic(true)
                // Lines at every unit of every decade would hide the curve.
                .setPlotGridHorizontalLinesVisible(false)
                .setYAxisMin(Math.pow(10, Math.floor(Math.log10(lowest))))
                .setYAxisMax(Math.pow(10, Math.ceil(Math.log10(highest))))
                .setXAxisMin(0.0)
                .setXAxisMax((double) shown);
        chart.getStyler().setMarkerSize(shown < FEW_STEPS ? 5 : 0);
        if (shown < FEW_STEPS) {
            Charts.labelWhole(chart);
        }
        return chart;
    }

    /** A row for each loss, a column for each state. */
    static HeatMapChart triangle(GradientFlow flow, int layer) {
        int steps = flow.byDistance(layer).length;
        double[][] norms = flow.norms()[layer];
        // Zero is added so that no scale ends at −0.
        double highest = Math.ceil(Math.log10(largest(norms))) + 0.0;
        double lowest = highest - DECADES;
        double[][] powers = new double[steps][steps];
        for (int k = 0; k < steps; k++) {
            for (int t = 0; t < steps; t++) {
                powers[k][t] =
                        k < norms[t].length ? Math.max(lowest, Math.min(highest, Math.log10(norms[t][k]))) : Double.NaN;
            }
        }
        List<String> states = numbered(flow.steps(), flow.steps());
        List<String> losses = numbered(flow.steps(), flow.targets());
        HeatMapChart chart = HeatMaps.of(
                "Gradient flow of layer %s: log₁₀ ‖∂L/∂h‖".formatted(layer + 1),
                HeatMaps.axis(states),
                losses,
                StepAxis.longest(losses),
                Math.max(LOWEST_CELL, Math.min(HIGHEST_CELL, MOST_HEIGHT / steps)),
                powers);
        chart.setXAxisTitle("state h after step k, and what it read");
        chart.setYAxisTitle(flow.targets().isEmpty() ? "loss L of step t" : "loss L of step t, and its target");
        chart.getStyler()
                .setMin(lowest)
                .setMax(highest)
                .setRangeColors(ColourMap.SEQUENTIAL.array())
                .setHeatMapValueDecimalPattern("0.0");
        return chart;
    }

    /** The number of each step, and a word. */
    private static List<String> numbered(List<String> steps, List<String> words) {
        return IntStream.range(0, steps.size())
                .mapToObj(i -> (i + 1) + (words.isEmpty() ? "" : " " + Charts.label(words.get(i))))
                .toList();
    }

    /** The largest that is finite; 1 if there is none but 0. */
    private static double largest(double[][] norms) {
        return Arrays.stream(norms)
                .flatMapToDouble(Arrays::stream)
                .filter(norm -> norm > 0 && Double.isFinite(norm))
                .max()
                .orElse(1);
    }
}
