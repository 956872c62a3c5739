package io.github.unspool.view;

import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import java.awt.Font;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A small loss curve of a run that may still be going on. */
public final class LossCurve {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 240;
    private static final int MOST_POINTS = 240;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private LossCurve() {}

    /**
     * Draws what is known so far: the losses of the epochs and, while they are few, those of the updates behind them.
     *
     * @param epochs how it went so far
     * @param places how many epochs were done when an update or several were made, such as 2.5; rising
     * @param losses their mean loss; as many numbers as places
     * @return the picture
     * @throws IllegalArgumentException if there is nothing to draw
     */
    public static Picture of(History.Epochs epochs, double[] places, double[] losses) {
        List<Epoch> list = epochs.list();
        if (list.isEmpty() && places.length == 0) {
            throw new IllegalArgumentException("no update was made, so there is no curve");
        }
        XYChart chart = small(epochs.measure());
        if (!list.isEmpty()) {
            chart.addSeries("training loss", numbers(list), values(list, Epoch::loss));
        }
        if (epochs.isValidated()) {
            Charts.addDashed(chart, "validation loss", numbers(list), values(list, Epoch::validationLoss));
        }
        if (list.size() < Charts.FEW_EPOCHS && places.length > 0) {
            var updates = chart.addSeries("updates", places, losses);
            updates.setMarker(SeriesMarkers.NONE);
            updates.setLineColor(Charts.SKY).setLineWidth(1);
        }
        double end = places.length == 0 ? list.size() : Math.max(list.size(), places[places.length - 1]);
        // Within the first epoch there would be no number on the axis.
        chart.getStyler().setXAxisMax(Math.max(1, end));
        // A single point has no line to be seen by.
        chart.getStyler().setMarkerSize(list.size() == 1 ? 8 : 0);
        return Picture.of(chart, WIDTH, HEIGHT);
    }

    /** The title describes the y axis, which leaves more room for the curve. */
    private static XYChart small(Measure measure) {
        XYChart chart = Charts.lines("Loss (" + measure.title() + ")", "epoch", "");
        chart.getStyler()
                .setXAxisMin(0.0)
                .setXAxisDecimalPattern("0.#")
                .setAxisTitleFont(FONT)
                .setAxisTickLabelsFont(FONT)
                .setLegendPosition(Styler.LegendPosition.InsideNE)
                .setLegendLayout(Styler.LegendLayout.Vertical)
                .setLegendFont(FONT)
                .setLegendPadding(4)
                .setLegendSeriesLineLength(16)
                .setChartTitleFont(FONT)
                .setChartTitlePadding(4)
                .setChartPadding(6);
        return chart;
    }

    private static double[] numbers(List<Epoch> epochs) {
        return Charts.ticked(values(epochs, Epoch::number));
    }

    /** Of many epochs some, and always the first and the last. */
    private static double[] values(List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
        int last = epochs.size() - 1;
        int points = Math.min(MOST_POINTS, epochs.size());
        return IntStream.range(0, points)
                .map(i -> points == 1 ? 0 : (int) ((long) last * i / (points - 1)))
                .mapToObj(epochs::get)
                .mapToDouble(value)
                .toArray();
    }
}
