package io.github.unspool.view;

import io.github.unspool.compare.Choice;
import io.github.unspool.compare.Comparison;
import io.github.unspool.compare.RepeatedScores;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The final score of each run against one hyperparameter: a place for each value, or of many numbers an axis. */
final class ScoreChart {
    private static final int WIDE_WORD = 90;
    private static final Color PALE = new Color(0x2E, 0x8B, 0xC0, 235);

    private ScoreChart() {}

    static XYChart of(Comparison comparison, String name) {
        Levels levels = Levels.of(comparison, name);
        XYChart chart = Charts.lines(
                comparison.score() + " by " + Charts.label(name)
                        + (comparison.isHigherBetter() ? ", higher is better" : ", lower is better"),
                Charts.label(name),
                ScoreName.of(comparison),
                Math.max(
                        Charts.WIDTH,
                        levels.areFew() ? WIDE_WORD * levels.choices().size() : 0),
                Charts.HEIGHT);
        chart.getStyler().setYAxisMin((Double) null).setMarkerSize(9);
        addRuns(chart, levels);
        if (levels.areFew()) {
            addMeans(chart, levels);
            stylePlaces(chart, levels.words());
        } else if (levels.areLogSpaced()) {
            chart.getStyler().setXAxisLogarithmic(true).setPlotGridVerticalLinesVisible(false);
        }
        return chart;
    }

    private static void addRuns(XYChart chart, Levels levels) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int place = 0; place < levels.choices().size(); place++) {
            Choice choice = levels.choices().get(place);
            for (double score : levels.scores(choice).values()) {
                x.add(levels.areFew() ? place : choice.number());
                y.add(score);
            }
        }
        scatter(chart, "run", x, y).setMarker(SeriesMarkers.CIRCLE).setMarkerColor(PALE);
    }

    private static void addMeans(XYChart chart, Levels levels) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int place = 0; place < levels.choices().size(); place++) {
            RepeatedScores scores = levels.scores(levels.choices().get(place));
            if (!scores.values().isEmpty()) {
                x.add((double) place);
                y.add(scores.mean());
            }
        }
        XYSeries means = scatter(chart, "mean", x, y);
        means.setMarker(SeriesMarkers.DIAMOND).setMarkerColor(Color.BLACK);
        if (levels.choices().stream().allMatch(Choice::isNumber)) {
            means.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
            means.setLineColor(Color.BLACK).setLineWidth(1);
        }
    }

    private static XYSeries scatter(XYChart chart, String name, List<Double> x, List<Double> y) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        return series;
    }

    /** The values below places that are equally far apart. */
    private static void stylePlaces(XYChart chart, List<String> words) {
        chart.setCustomXAxisTickLabelsFormatter(x ->
                x == Math.rint(x) && x >= 0 && x < words.size() ? Charts.label(words.get((int) Math.rint(x))) : "");
    }
}
