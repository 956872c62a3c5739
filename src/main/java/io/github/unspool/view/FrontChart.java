package io.github.unspool.view;

import io.github.unspool.compare.Comparison;
import io.github.unspool.compare.LeaderboardRow;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Quality against cost: candidates for which no other is both better and cheaper form the Pareto front. */
final class FrontChart {
    private FrontChart() {}

    /** One that is ranked. */
    record Point(LeaderboardRow row, double cost, double score, boolean isInFront) {}

    /** The cheapest first. */
    static List<Point> points(Comparison comparison, ToDoubleFunction<LeaderboardRow> cost) {
        List<LeaderboardRow> ranked = comparison.rows().stream()
                .filter(s -> s.rank() > 0)
                .sorted(Comparator.comparingDouble(cost).thenComparing(LeaderboardRow::rank))
                .toList();
        if (ranked.isEmpty()) {
            throw new IllegalArgumentException("no candidate has a score yet");
        }
        List<Point> points = new ArrayList<>();
        double sign = comparison.isHigherBetter() ? -1 : 1;
        double best = Double.POSITIVE_INFINITY;
        for (LeaderboardRow row : ranked) {
            double score = row.scores().mean();
            points.add(new Point(row, cost.applyAsDouble(row), score, sign * score < best));
            best = Math.min(best, sign * score);
        }
        return points;
    }

    static XYChart of(Comparison comparison, String cost, List<Point> points) {
        XYChart chart = Charts.lines(
                comparison.score() + " against " + cost
                        + (comparison.isHigherBetter() ? ", best is above left" : ", best is below left"),
                cost,
                ScoreName.of(comparison),
                Charts.WIDTH + Charts.WIDTH / 4,
                Charts.HEIGHT);
        chart.getStyler()
                .setXAxisMin(0.0)
                .setYAxisMin((Double) null)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setLegendLayout(Styler.LegendLayout.Vertical)
                .setMarkerSize(10);
        List<Point> others = points.stream().filter(p -> !p.isInFront()).toList();
        if (!others.isEmpty()) {
            mark(chart, "not on the front", others, ColourMap.GREY, SeriesMarkers.CIRCLE);
        }
        addFront(chart, points.stream().filter(Point::isInFront).toList());
        return chart;
    }

    /** A dashed line, and the name of each in the legend, because names next to marks would overlap. */
    private static void addFront(XYChart chart, List<Point> front) {
        Charts.addDashed(chart, "Pareto front", costs(front), scores(front))
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(Color.DARK_GRAY);
        int named = Math.min(front.size(), PathChart.MARKERS.length);
        for (int i = 0; i < named; i++) {
            String name = front.get(i).row().candidate().name();
            mark(chart, name, front.subList(i, i + 1), ColourMap.KINDS.get(i), PathChart.MARKERS[i]);
        }
        if (named < front.size()) {
            mark(chart, "more on the front", front.subList(named, front.size()), Color.BLACK, SeriesMarkers.SQUARE);
        }
    }

    private static void mark(XYChart chart, String name, List<Point> points, Color colour, Marker marker) {
        XYSeries series = chart.addSeries(name, costs(points), scores(points));
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(marker).setMarkerColor(colour);
    }

    private static double[] costs(List<Point> points) {
        return points.stream().mapToDouble(Point::cost).toArray();
    }

    private static double[] scores(List<Point> points) {
        return points.stream().mapToDouble(Point::score).toArray();
    }
}
