package io.github.unspool.view;

import io.github.unspool.sweep.Comparison;
import io.github.unspool.sweep.Standing;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Quality against what it costs: those for which nobody is both better and cheaper are the Pareto front. */
final class FrontChart {
    private static final double ABOVE = 0.035;
    private static final int FONT_SIZE = 11;

    private FrontChart() {}

    /** One that is ranked. */
    record Point(Standing standing, double cost, double score, boolean isInFront) {}

    /** The cheapest first. */
    static List<Point> points(Comparison comparison, ToDoubleFunction<Standing> cost) {
        List<Standing> ranked = comparison.standings().stream()
                .filter(s -> s.rank() > 0)
                .sorted(Comparator.comparingDouble(cost).thenComparing(Standing::rank))
                .toList();
        if (ranked.isEmpty()) {
            throw new IllegalArgumentException("nobody has a score yet");
        }
        List<Point> points = new ArrayList<>();
        double sign = comparison.isHigherBetter() ? -1 : 1;
        double best = Double.POSITIVE_INFINITY;
        for (Standing standing : ranked) {
            double score = standing.scores().mean();
            points.add(new Point(standing, cost.applyAsDouble(standing), score, sign * score < best));
            best = Math.min(best, sign * score);
        }
        return points;
    }

    static XYChart of(Comparison comparison, String cost, List<Point> points) {
        XYChart chart = Charts.lines(
                comparison.score() + " against " + cost
                        + (comparison.isHigherBetter() ? ", best is above left" : ", best is below left"),
                cost,
                comparison.score(),
                Charts.WIDTH + Charts.WIDTH / 4,
                Charts.HEIGHT);
        List<Point> front = points.stream().filter(Point::isInFront).toList();
        List<Point> others = points.stream().filter(p -> !p.isInFront()).toList();
        if (!others.isEmpty()) {
            add(chart, "others", others, Color.GRAY, SeriesMarkers.CIRCLE)
                    .setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        }
        add(chart, "nobody is both better and cheaper", front, Charts.VERMILION, SeriesMarkers.DIAMOND)
                .setLineStyle(Charts.stroke(9, 5));
        double highest = points.stream().mapToDouble(Point::score).max().orElse(0);
        double lowest = points.stream().mapToDouble(Point::score).min().orElse(0);
        double most = points.get(points.size() - 1).cost();
        double room = ABOVE * (highest > lowest ? highest - lowest : 1);
        // Names are written to the right of the marks.
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(most * 1.25);
        chart.getStyler().setYAxisMin(lowest - 2 * room).setYAxisMax(highest + 2 * room);
        chart.getStyler().setMarkerSize(9);
        chart.getStyler().setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE));
        for (Point point : front) {
            String name = point.standing().candidate().name();
            chart.addAnnotation(new AnnotationText(
                    name, point.cost() + most * 0.004 * (name.length() + 4), point.score() + room, false));
        }
        return chart;
    }

    private static XYSeries add(XYChart chart, String name, List<Point> points, Color colour, Marker marker) {
        XYSeries series = chart.addSeries(
                name,
                points.stream().mapToDouble(Point::cost).toArray(),
                points.stream().mapToDouble(Point::score).toArray());
        series.setMarker(marker).setMarkerColor(colour);
        series.setLineColor(colour);
        return series;
    }
}
