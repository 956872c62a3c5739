package io.github.unspool.view;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.complex.Complex;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Eigenvalues in the complex plane, with the unit circle. */
final class SpectrumChart {
    private static final int CIRCLE_POINTS = 120;
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.DIAMOND
    };
    private static final int MANY = 32;
    private static final int HEIGHT = 440;
    /** The width of the legend next to a square plot. */
    private static final int LEGEND = 170;

    private SpectrumChart() {}

    static XYChart of(Spectrum spectrum) {
        XYChart chart = Charts.lines(
                "Eigenvalues of the recurrent weights, layer " + spectrum.layer(),
                "real part",
                "imaginary part",
                HEIGHT + LEGEND,
                HEIGHT);
        double radius = spectrum.gates().stream()
                .mapToDouble(Spectrum.Gate::radius)
                .max()
                .orElse(0);
        int units = spectrum.gates().get(0).eigenvalues().size();
        double limit = Math.ceil(5.5 * Math.max(1, radius)) / 5;
        chart.getStyler()
                .setXAxisMin(-limit)
                .setXAxisMax(limit)
                .setYAxisMin(-limit)
                .setYAxisMax(limit)
                .setXAxisDecimalPattern("0.0")
                .setYAxisDecimalPattern("0.0")
                // The same scale along both axes, and so the same labels.
                .setXAxisTickMarkSpacingHint(chart.getStyler().getYAxisTickMarkSpacingHint())
                .setMarkerSize(units > MANY ? 4 : 6)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setLegendLayout(Styler.LegendLayout.Vertical);
        addCircle(chart);
        for (int i = 0; i < spectrum.gates().size(); i++) {
            add(chart, spectrum.gates().get(i), i);
        }
        LineChart.describe(
                chart, spectrum.gates().stream().map(SpectrumChart::description).collect(Collectors.joining("; ")));
        return chart;
    }

    private static String description(Spectrum.Gate gate) {
        long outside =
                gate.eigenvalues().stream().filter(value -> value.abs() > 1).count();
        return String.format(
                Locale.ROOT,
                "%s has %s of %s eigenvalues outside the unit circle, radius %.2f",
                gate.name(),
                outside,
                gate.eigenvalues().size(),
                gate.radius());
    }

    private static void addCircle(XYChart chart) {
        double[] angles = IntStream.rangeClosed(0, CIRCLE_POINTS)
                .mapToDouble(i -> 2 * Math.PI * i / CIRCLE_POINTS)
                .toArray();
        XYSeries circle = chart.addSeries(
                "unit circle",
                IntStream.range(0, angles.length)
                        .mapToDouble(i -> Math.cos(angles[i]))
                        .toArray(),
                IntStream.range(0, angles.length)
                        .mapToDouble(i -> Math.sin(angles[i]))
                        .toArray());
        circle.setMarker(SeriesMarkers.NONE);
        circle.setLineColor(ColourMap.GREY);
        circle.setLineWidth(1);
    }

    private static void add(XYChart chart, Spectrum.Gate gate, int number) {
        XYSeries series = chart.addSeries(
                String.format(Locale.ROOT, "%s, radius %.2f", gate.name(), gate.radius()),
                gate.eigenvalues().stream().mapToDouble(Complex::getReal).toArray(),
                gate.eigenvalues().stream().mapToDouble(Complex::getImaginary).toArray());
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(MARKERS[number % MARKERS.length]);
        series.setMarkerColor(ColourMap.KINDS.get(number % ColourMap.KINDS.size()));
    }

    /** The largest eigenvalue of each gate over a run, compared with 1. */
    static XYChart of(SpectralRadius radius) {
        List<SpectralRadius.Radii> radii = radius.byEpoch();
        XYChart chart = Charts.lines(
                "Spectral radius of the recurrent weights, layer " + (radius.layer() + 1), "epoch", "spectral radius");
        chart.getStyler().setMarkerSize(radii.size() == 1 ? 8 : 0);
        double[] epochs = Charts.ticked(
                radii.stream().mapToDouble(SpectralRadius.Radii::epoch).toArray());
        List<String> gates = radii.get(0).gates();
        for (int gate = 0; gate < gates.size(); gate++) {
            int of = gate;
            double[] values =
                    radii.stream().mapToDouble(each -> each.values().get(of)).toArray();
            chart.addSeries(gates.get(gate), epochs, values);
        }
        Charts.labelWhole(chart);
        chart.getStyler().setXAxisMin(epochs.length > Charts.FEW_EPOCHS ? 0 : epochs[0]);
        Charts.addLevel(chart, "unit circle", 1);
        return chart;
    }
}
