package io.github.unspool.view;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The path of a state as a line, coloured from early to late, or with a mark of its label's colour and shape at each step; of
 * many steps with labels the marks alone.
 */
final class PathChart {
    private static final int WIDTH = 680;
    private static final int HEIGHT = 480;
    private static final int MOST_PIECES = 24;
    /** How many pieces the legend names. */
    private static final int NAMED_PIECES = 4;

    private static final int FEW_STEPS = 40;
    private static final int CROWD = 100;
    private static final double ABOVE = 0.03;
    static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.SQUARE,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_DOWN,
        SeriesMarkers.CROSS,
        SeriesMarkers.PLUS
    };

    private final StatePath path;
    private final XYChart chart;

    private PathChart(StatePath path) {
        this.path = path;
        this.chart = Charts.lines(
                "Path of the states of layer " + path.layer(), axis("first", 0), axis("second", 1), WIDTH, HEIGHT);
    }

    private String axis(String which, int component) {
        return String.format(
                Locale.ROOT, "%s principal component, %.0f%% of the variance", which, 100 * path.variance()[component]);
    }

    static XYChart of(StatePath path) {
        PathChart made = new PathChart(path);
        made.style();
        if (path.labels().isEmpty()) {
            made.addPieces();
        } else {
            if (!made.isCrowded()) {
                made.addLine("path", 0, path.steps().size() - 1, ColourMap.GREY)
                        .setMarker(SeriesMarkers.NONE)
                        .setShowInLegend(false);
            }
            made.addLabels();
        }
        if (path.steps().size() <= FEW_STEPS) {
            made.addWords();
        }
        if (path.labels().isEmpty()) {
            LineChart.describe(made.chart, made.course());
        }
        return made.chart;
    }

    /** Where the state is at a few steps. */
    private String course() {
        int last = path.steps().size() - 1;
        return IntStream.rangeClosed(0, NAMED_PIECES)
                .map(i -> i * last / NAMED_PIECES)
                .distinct()
                .mapToObj(t -> "step %s (%s) at %s, %s"
                        .formatted(
                                t + 1,
                                Charts.label(path.steps().get(t)),
                                Description.number(path.points()[t][0]),
                                Description.number(path.points()[t][1])))
                .collect(Collectors.joining("; "));
    }

    private void style() {
        chart.getStyler()
                .setYAxisMin((Double) null)
                .setYAxisDecimalPattern("0.0")
                .setXAxisDecimalPattern("0.0")
                .setMarkerSize(path.steps().size() <= FEW_STEPS ? 7 : 4)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setLegendLayout(Styler.LegendLayout.Vertical);
        // Sharp edges keep the file of many lines small.
        chart.getStyler().setAntiAlias(!isCrowded() || !path.labels().isEmpty());
        chart.getStyler().setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    }

    /** So many steps that a line between marks would hide them. */
    private boolean isCrowded() {
        return path.steps().size() > CROWD;
    }

    private XYSeries addLine(String name, int from, int to, Color colour) {
        XYSeries line = chart.addSeries(name, component(0, from, to), component(1, from, to));
        line.setLineColor(colour);
        line.setLineWidth(path.steps().size() <= FEW_STEPS ? 2 : 0.75f);
        line.setMarkerColor(colour);
        return line;
    }

    private double[] component(int component, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToDouble(t -> path.points()[t][component])
                .toArray();
    }

    /** Each piece begins where the previous one ended. */
    private void addPieces() {
        int last = path.steps().size() - 1;
        int pieces = Math.max(1, Math.min(MOST_PIECES, last));
        for (int i = 0; i < pieces; i++) {
            int from = i * last / pieces;
            int to = (i + 1) * last / pieces;
            Color colour = ColourMap.TIME.at(pieces == 1 ? 0 : (double) i / (pieces - 1));
            addLine("step %s to %s".formatted(from + 1, to + 1), from, to, colour)
                    .setShowInLegend(isNamed(i, pieces));
        }
    }

    private static boolean isNamed(int piece, int pieces) {
        return pieces <= NAMED_PIECES
                || IntStream.range(0, NAMED_PIECES)
                        .anyMatch(i -> piece == Math.round((float) i * (pieces - 1) / (NAMED_PIECES - 1)));
    }

    /** The most frequent labels; all others are one. */
    private void addLabels() {
        Map<String, Long> counts = path.labels().stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        List<String> labels = counts.keySet().stream()
                .sorted(Comparator.comparing((String label) -> -counts.get(label)))
                .toList();
        int shown = Math.min(labels.size(), ColourMap.KINDS.size());
        List<String> series = new ArrayList<>(List.of("path"));
        series.addAll(labels.subList(0, shown));
        series.add("others");
        List<String> names = Charts.distinct(series);
        for (int i = 0; i < shown; i++) {
            addMarks(names.get(i + 1), List.of(labels.get(i)), ColourMap.KINDS.get(i), MARKERS[i]);
        }
        if (shown < labels.size()) {
            addMarks(names.get(shown + 1), labels.subList(shown, labels.size()), ColourMap.GREY, SeriesMarkers.CIRCLE);
        }
    }

    private void addMarks(String name, List<String> labels, Color colour, Marker marker) {
        double[][] points = IntStream.range(0, path.points().length)
                .filter(t -> labels.contains(path.labels().get(t)))
                .mapToObj(t -> path.points()[t])
                .toArray(double[][]::new);
        XYSeries marks = chart.addSeries(
                name,
                Arrays.stream(points).mapToDouble(point -> point[0]).toArray(),
                Arrays.stream(points).mapToDouble(point -> point[1]).toArray());
        marks.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        marks.setMarker(marker);
        marks.setMarkerColor(colour);
    }

    private void addWords() {
        double[] heights = component(1, 0, path.steps().size() - 1);
        double range = Arrays.stream(heights).max().orElse(0)
                - Arrays.stream(heights).min().orElse(0);
        for (int t = 0; t < heights.length; t++) {
            String word = Charts.label(path.steps().get(t));
            chart.addAnnotation(new AnnotationText(word, path.points()[t][0], heights[t] + ABOVE * range, false));
        }
    }
}
