package io.github.unspool.view;

import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The loss curve of a run, small if that may still be going on. */
public final class LossCurve {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 280;
    private static final int MOST_POINTS = 240;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    /** Where the lowest loss is above this part of the highest, an axis from 0 would leave no room for the curve. */
    private static final double FLAT = 0.5;

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
        boolean hasUpdates = list.size() < Charts.FEW_EPOCHS && places.length > 0;
        XYChart chart = hasUpdates ? chart(epochs, places, losses) : chart(epochs, new double[0]);
        double end = places.length == 0 ? list.size() : Math.max(list.size(), places[places.length - 1]);
        // Within the first epoch there would be no number on the axis.
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(Math.max(1, end)).setXAxisDecimalPattern("0.#");
        chart.getStyler()
                .setAxisTitleFont(FONT.deriveFont(Font.BOLD))
                .setAxisTickLabelsFont(FONT.deriveFont(Font.BOLD))
                .setLegendFont(FONT)
                .setLegendPadding(4)
                .setChartTitleFont(FONT.deriveFont(Font.BOLD))
                .setChartTitlePadding(4)
                .setChartPadding(6);
        return Picture.of(chart, WIDTH, HEIGHT);
    }

    /** Of a run that has ended. */
    static XYChart chart(History.Epochs epochs) {
        XYChart chart = chart(epochs, new double[0]);
        Charts.labelWhole(chart);
        chart.getStyler().setXAxisMin(epochs.list().size() > Charts.FEW_EPOCHS ? 0.0 : 1.0);
        return chart;
    }

    /** Losses of updates, if any, behind those of epochs; of many epochs some. */
    private static XYChart chart(History.Epochs epochs, double[] places, double... losses) {
        List<Epoch> list = some(epochs.list());
        double[] numbers = Charts.ticked(values(list, Epoch::number));
        double[] training = values(list, Epoch::loss);
        double[] validation = epochs.isValidated() ? values(list, Epoch::validationLoss) : new double[0];
        XYChart chart = Charts.lines(
                "Loss by epoch", "epoch", "loss (" + epochs.measure().title() + ")");
        if (places.length > 0) {
            chart.addSeries("updates", places, losses)
                    .setMarker(SeriesMarkers.NONE)
                    .setLineColor(ColourMap.GREY)
                    .setLineWidth(1);
        }
        if (!list.isEmpty()) {
            colour(chart.addSeries("training loss", numbers, training), Charts.BLUE);
        }
        if (validation.length > 0) {
            colour(Charts.addDashed(chart, "validation loss", numbers, validation), Charts.VERMILION);
        }
        // A single point has no line to be seen by.
        chart.getStyler().setMarkerSize(list.size() == 1 ? 8 : 0);
        fit(chart, training, validation, losses);
        return chart;
    }

    private static void colour(XYSeries line, Color colour) {
        line.setLineColor(colour);
        line.setMarkerColor(colour);
    }

    /** Begins the axis at 0 only if the curve comes near it. */
    private static void fit(XYChart chart, double[]... values) {
        double[] known = Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .toArray();
        double low = DoubleStream.of(known).min().orElse(0);
        double high = DoubleStream.of(known).max().orElse(0);
        if (low < 0 || low > FLAT * high && low < high) {
            chart.getStyler().setYAxisMin((Double) null);
        }
    }

    /** Always the first and the last. */
    private static List<Epoch> some(List<Epoch> epochs) {
        int last = epochs.size() - 1;
        int points = Math.min(MOST_POINTS, epochs.size());
        return IntStream.range(0, points)
                .map(i -> points == 1 ? 0 : (int) ((long) last * i / (points - 1)))
                .mapToObj(epochs::get)
                .toList();
    }

    private static double[] values(List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
        return epochs.stream().mapToDouble(value).toArray();
    }
}
