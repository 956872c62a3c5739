package io.github.unspool.view;

import io.github.unspool.compare.Candidate;
import io.github.unspool.compare.Comparison;
import io.github.unspool.compare.LeaderboardRow;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The losses of all candidates by epoch: the best in colours, each with a band, the others thin and grey. */
final class CurveChart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 340;
    private static final int LONGEST_NAME = 34;
    private static final int PALE = 36;
    /** The rest is above: the first epochs of a loss that falls by much would leave no room for what follows. */
    private static final double SHOWN = 0.97;

    /** One line. */
    private record Line(String name, Kind kind, Curve curve, boolean isStopped) {
        boolean isColoured() {
            return kind != null;
        }
    }

    private final List<Line> lines;
    private final XYChart chart;

    private CurveChart(List<Line> lines, String measure) {
        this.lines = lines;
        this.chart = Charts.lines("Loss by epoch, mean ± sd of the repeats", "epoch", measure, WIDTH, HEIGHT);
    }

    /**
     * Draws what is known.
     *
     * @param running the epochs of running repeats, and of those that are complete
     */
    static XYChart of(Comparison comparison, Map<Candidate, List<List<Epoch>>> running) {
        List<Line> lines = lines(comparison, running);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("no epoch was completed, so there is no curve");
        }
        CurveChart made = new CurveChart(lines, measure(comparison, running));
        made.style();
        made.addOthers();
        lines.stream().filter(Line::isColoured).forEach(made::addBand);
        lines.stream().filter(Line::isColoured).forEach(made::addLine);
        return made.chart;
    }

    private static List<Line> lines(Comparison comparison, Map<Candidate, List<List<Epoch>>> running) {
        List<Line> lines = new ArrayList<>();
        for (LeaderboardRow row : comparison.rows()) {
            Curve curve = Curve.of(running.getOrDefault(row.candidate(), Curve.lists(row.curves())));
            if (!curve.isEmpty()) {
                lines.add(new Line(name(row), kind(row), curve, row.isStopped()));
            }
        }
        return lines;
    }

    private static String name(LeaderboardRow row) {
        String name =
                (row.rank() > 0 ? row.rank() + ". " : "") + row.candidate().name();
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME - 1) + "…" : name;
    }

    /** Null for those that are grey. */
    static Kind kind(LeaderboardRow row) {
        boolean isColoured = row.rank() > 0
                && row.rank() <= Kind.ALL.size()
                && !row.candidate().isCompetitor();
        return isColoured ? Kind.ALL.get(row.rank() - 1) : null;
    }

    private static String measure(Comparison comparison, Map<Candidate, List<List<Epoch>>> running) {
        List<History.Epochs> known =
                comparison.rows().stream().flatMap(s -> s.curves().stream()).toList();
        boolean isValidated = known.isEmpty()
                ? running.values().stream()
                        .flatMap(List::stream)
                        .flatMap(List::stream)
                        .anyMatch(Epoch::isValidated)
                : known.get(0).isValidated();
        List<String> titles = known.stream()
                .map(History.Epochs::measure)
                .map(Measure::title)
                .distinct()
                .toList();
        return (isValidated ? "validation loss" : "training loss")
                + (titles.size() > 1
                        ? " (not comparable: each has its own)"
                        : titles.isEmpty() ? "" : " (" + titles.get(0) + ")");
    }

    private void style() {
        double[] means = lines.stream()
                .filter(line -> line.isColoured() || lines.stream().noneMatch(Line::isColoured))
                .flatMapToDouble(line -> DoubleStream.concat(
                        Arrays.stream(line.curve().means(-1)),
                        Arrays.stream(line.curve().means(1))))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double last = lines.stream()
                .mapToInt(line -> line.curve().epochs()[line.curve().epochs().length - 1])
                .max()
                .orElse(1);
        if (means.length > 0 && means[0] < means[means.length - 1]) {
            double highest = means[(int) (SHOWN * (means.length - 1))];
            double room = (highest - means[0]) / 20;
            chart.getStyler().setYAxisMin(means[0] - room).setYAxisMax(highest + room);
        } else {
            chart.getStyler().setYAxisMin((Double) null);
        }
        chart.getStyler()
                .setXAxisMin(last > Charts.FEW_EPOCHS ? 0.0 : Math.min(1, last - 1))
                .setXAxisMax(last)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setLegendLayout(Styler.LegendLayout.Vertical)
                .setMarkerSize(last == 1 ? 8 : 6);
        Charts.labelWhole(chart);
    }

    private XYSeries add(String name, double[] x, double[] y) {
        XYSeries series = chart.addSeries(name, x, y);
        // A single point has no line to be seen by.
        series.setMarker(x.length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        return series;
    }

    private void addOthers() {
        List<Line> others = lines.stream().filter(line -> !line.isColoured()).toList();
        for (int i = 0; i < others.size(); i++) {
            Curve curve = others.get(i).curve();
            String name =
                    i > 0 ? "other " + i : others.size() == 1 ? others.get(0).name() : others.size() + " others";
            XYSeries series = add(name, curve.numbers(), curve.means());
            series.setLineColor(ColourMap.GREY);
            series.setMarkerColor(ColourMap.GREY);
            series.setLineWidth(1);
            series.setShowInLegend(i == 0);
        }
        addEnds(others.stream().filter(Line::isStopped).map(Line::curve).toList());
    }

    private void addEnds(List<Curve> stopped) {
        if (!stopped.isEmpty()) {
            XYSeries ends = chart.addSeries(
                    "stopped early",
                    stopped.stream().mapToDouble(c -> last(c.numbers())).toArray(),
                    stopped.stream().mapToDouble(c -> last(c.means())).toArray());
            ends.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            ends.setMarker(SeriesMarkers.CROSS).setMarkerColor(ColourMap.GREY);
        }
    }

    private static double last(double... values) {
        return values[values.length - 1];
    }

    private void addBand(Line line) {
        Curve curve = line.curve();
        if (curve.samples().stream().noneMatch(sample -> sample.values().size() > 1)) {
            return;
        }
        double[] x = curve.numbers();
        XYSeries band = add("band of " + line.name(), around(x, x), around(curve.means(1), curve.means(-1)));
        Color colour = line.kind().colour();
        band.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        band.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), PALE));
        band.setLineColor(new Color(0, true));
        band.setShowInLegend(false);
    }

    /** One way there and the other one back. */
    private static double[] around(double[] there, double[] back) {
        int n = there.length;
        double[] both = Arrays.copyOf(there, 2 * n);
        for (int i = 0; i < n; i++) {
            both[n + i] = back[n - 1 - i];
        }
        return both;
    }

    private void addLine(Line line) {
        XYSeries series = add(line.name(), line.curve().numbers(), line.curve().means());
        series.setLineColor(line.kind().colour());
        series.setMarkerColor(line.kind().colour());
        series.setLineStyle(line.kind().stroke());
    }
}
