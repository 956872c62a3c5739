package io.github.unspool.view;

import io.github.unspool.inspect.GradientFlow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;

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
        XYChart chart =
                Charts.lines("Gradient flow by distance", "distance |t − k| (steps)", "part of the signal left");
        int last = flow.steps().size() - 1;
        double[] distances = IntStream.rangeClosed(0, last).asDoubleStream().toArray();
        double lowest = GradientFlow.LEAST;
        double highest = 1;
        for (int layer = 0; layer < flow.norms().length; layer++) {
            double[] parts = flow.byDistance(layer);
            for (int distance = 0; distance <= last; distance++) {
                boolean isShown = parts[distance] >= LOWEST && Double.isFinite(parts[distance]);
                parts[distance] = isShown ? parts[distance] : Double.NaN;
                lowest = isShown ? Math.min(lowest, parts[distance]) : lowest;
                highest = isShown ? Math.max(highest, parts[distance]) : highest;
            }
            chart.addSeries("layer " + (layer + 1), distances, parts);
        }
        Charts.addLevel(chart, "1 %", GradientFlow.LEAST);
        // Whole powers of ten, so that the axis is labelled.
        chart.getStyler()
                .setYAxisLogarithmic(true)
                // Lines at every unit of every decade would hide the curve.
                .setPlotGridHorizontalLinesVisible(false)
                .setYAxisMin(Math.pow(10, Math.floor(Math.log10(lowest))))
                .setYAxisMax(Math.pow(10, Math.ceil(Math.log10(highest))))
                .setXAxisMin(0.0);
        chart.getStyler().setMarkerSize(last < FEW_STEPS ? 5 : 0);
        if (last < FEW_STEPS) {
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
        List<String> words = flow.steps();
        HeatMapChart chart = HeatMaps.of(
                "Gradient flow of layer %s: log₁₀ ‖∂L/∂h‖".formatted(layer + 1),
                HeatMaps.axis(words),
                Charts.distinct(words),
                StepAxis.longest(words),
                Math.max(LOWEST_CELL, Math.min(HIGHEST_CELL, MOST_HEIGHT / steps)),
                powers);
        chart.setXAxisTitle("state h after step k");
        chart.setYAxisTitle("loss L of step t");
        chart.getStyler()
                .setMin(lowest)
                .setMax(highest)
                .setRangeColors(ColourMap.SEQUENTIAL.array())
                .setHeatMapValueDecimalPattern("0.0");
        return chart;
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
