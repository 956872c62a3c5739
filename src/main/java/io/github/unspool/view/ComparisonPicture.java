package io.github.unspool.view;

import io.github.unspool.compare.Candidate;
import io.github.unspool.compare.Comparison;
import io.github.unspool.training.Epoch;
import java.awt.Font;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;

/** The curves of a comparison as a picture, small while it is running. */
public final class ComparisonPicture {
    /** In bytes: with the leaderboard an output stays below 100 KB. */
    private static final int LARGE = 64_000;

    private static final int WIDTH = 640;
    private static final int HEIGHT = 260;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private ComparisonPicture() {}

    static Picture of(Comparison comparison) {
        XYChart chart = Comparisons.curves(comparison);
        return Picture.within(LARGE, chart, chart.getWidth(), chart.getHeight());
    }

    /**
     * Draws what is known so far.
     *
     * @param comparison the results
     * @param running for each candidate with a running repeat: the epochs of all its repeats
     * @return the picture
     * @throws IllegalArgumentException if there is nothing to draw
     */
    public static Picture small(Comparison comparison, Map<Candidate, List<List<Epoch>>> running) {
        XYChart chart = CurveChart.of(comparison, running);
        chart.getStyler()
                .setAxisTitleFont(FONT)
                .setAxisTickLabelsFont(FONT)
                .setLegendFont(FONT)
                .setLegendPadding(4)
                .setLegendSeriesLineLength(24)
                .setChartTitleFont(FONT)
                .setChartTitlePadding(4)
                .setChartPadding(6);
        return Picture.within(LARGE, chart, WIDTH, HEIGHT);
    }
}
