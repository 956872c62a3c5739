package io.github.unspool.view;

import io.github.unspool.network.Epoch;
import io.github.unspool.network.History;
import io.github.unspool.network.Parameter;
import io.github.unspool.network.RateSearch;
import io.github.unspool.network.Trace;
import io.github.unspool.network.Weights;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Results as charts and tables, to restyle, extend or save. A notebook cell shows the same ones by itself. */
public final class Views {
    private static final int LIKELIEST = 10;
    private static final int FEW_EPOCHS = 12;

    private Views() {}

    /**
     * The loss curve; the validation loss is dashed.
     *
     * @param history a training run
     * @return the mean loss of a step, by epoch
     * @throws IllegalArgumentException if no epoch was completed
     */
    public static XYChart chart(History history) {
        List<Epoch> epochs = history.epochs().list();
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException("no epoch was completed, so there is no curve. " + history.message());
        }
        XYChart chart = Charts.lines(
                "Loss by epoch", "epoch", "loss (" + history.epochs().measure().title() + ")");
        chart.addSeries(
                "training loss",
                epochs.stream().mapToDouble(Epoch::number).toArray(),
                epochs.stream().mapToDouble(Epoch::loss).toArray());
        if (history.epochs().isValidated()) {
            Charts.addDashed(
                    chart,
                    "validation loss",
                    epochs.stream().mapToDouble(Epoch::number).toArray(),
                    epochs.stream().mapToDouble(Epoch::validationLoss).toArray());
        }
        // A single point has no line to be seen by.
        chart.getStyler().setMarkerSize(epochs.size() == 1 ? 8 : 0);
        Charts.labelUpTo(chart, epochs.size());
        chart.getStyler().setXAxisMin(epochs.size() > FEW_EPOCHS ? 0.0 : 1.0);
        return chart;
    }

    /**
     * The losses of a search for a learning rate, each and smoothed, over rates on a logarithmic axis; the suggestion is
     * dashed. Losses far above the first are not shown.
     *
     * @param search a search
     * @return the mean loss of a step, by learning rate
     * @throws IllegalArgumentException if no update was made
     */
    public static XYChart chart(RateSearch search) {
        if (search.losses().isEmpty()) {
            throw new IllegalArgumentException("there is no curve; " + search);
        }
        return Charts.rates(search);
    }

    /**
     * Draws a dashed level across a chart of lines, to compare a curve with a baseline.
     *
     * @param chart a chart that has a line
     * @param name what the level is
     * @param y where it is
     * @return the same chart
     */
    public static XYChart withLevel(XYChart chart, String name, double y) {
        Charts.addLevel(chart, name, y);
        return chart;
    }

    /**
     * What the units of a layer did: units × steps, blue below 0, white at 0, orange above, the scale fixed from −1 to 1
     * unless a unit went further.
     *
     * @param trace a sequence that was read
     * @param layer 0 for the lowest
     * @return the heat map, what was read along its axis
     * @throws IllegalArgumentException if there is no such layer, or the trace is too long to be seen
     */
    public static HeatMapChart chart(Trace trace, int layer) {
        if (layer < 0 || layer >= trace.hidden().length) {
            throw new IllegalArgumentException(
                    "layer %d of a trace of %d: the lowest is layer 0".formatted(layer, trace.hidden().length));
        }
        return Charts.heatMap("Hidden units of layer " + (layer + 1), trace.steps(), trace.hidden()[layer]);
    }

    /**
     * The epochs as a table.
     *
     * @param epochs the epochs of a training run
     * @return epoch, loss, perplexity if the loss is a cross-entropy, gradient norm, and the validation loss if there was validation data
     */
    public static Table table(History.Epochs epochs) {
        Table table = Table.create("history");
        table.addColumns(IntColumn.create(
                "epoch", epochs.list().stream().mapToInt(Epoch::number).toArray()));
        addColumn(table, epochs, "loss", 4, Epoch::loss);
        if (epochs.hasPerplexity()) {
            addColumn(table, epochs, "perplexity", 3, Epoch::perplexity);
        }
        addColumn(table, epochs, "gradient norm", 4, Epoch::gradientNorm);
        if (epochs.isValidated()) {
            addColumn(table, epochs, "validation loss", 4, Epoch::validationLoss);
        }
        return table;
    }

    /**
     * The shapes of a network's weights.
     *
     * @param weights the weights
     * @return parameter, shape (inputs × outputs), numbers; the last row is their sum
     */
    public static Table table(Weights weights) {
        StringColumn name = StringColumn.create("parameter");
        StringColumn shape = StringColumn.create("shape");
        LongColumn numbers = LongColumn.create("numbers");
        for (Parameter parameter : weights.parameters()) {
            name.append(parameter.shape().name());
            shape.append(parameter.shape().toString());
            numbers.append(parameter.shape().size());
        }
        name.append("all");
        shape.append("");
        numbers.append(weights.count());
        return Table.create("weights", name, shape, numbers);
    }

    /**
     * What a prediction says: the likeliest labels, or the numbers.
     *
     * @param prediction a prediction of labels, sets of labels or numbers
     * @return at most ten labels, the likeliest first, with their probabilities; or each number with its name
     */
    public static Table table(Prediction<?> prediction) {
        if (prediction.getOutput() instanceof Regressor numbers) {
            return table(numbers);
        }
        StringColumn label = StringColumn.create("label");
        DoubleColumn probability = DoubleColumn.create(prediction.hasProbabilities() ? "probability" : "score");
        prediction.getOutputScores().values().stream()
                .map(Views::label)
                .sorted(Comparator.comparingDouble(Label::getScore).reversed().thenComparing(Label::getLabel))
                .limit(LIKELIEST)
                .forEach(score -> {
                    label.append(Charts.visible(score.getLabel()));
                    probability.append(score.getScore());
                });
        return Table.create("prediction", label, format(probability, 3));
    }

    /** Tribuo gives the score of each label of a set as a set of one. */
    private static Label label(Object score) {
        return score instanceof MultiLabel set ? set.getLabelSet().iterator().next() : (Label) score;
    }

    private static Table table(Regressor numbers) {
        StringColumn name = StringColumn.create("output");
        DoubleColumn value = DoubleColumn.create("value");
        for (Regressor.DimensionTuple number : numbers) {
            name.append(number.getName());
            value.append(number.getValue());
        }
        return Table.create("prediction", name, format(value, 3));
    }

    private static void addColumn(
            Table table, History.Epochs epochs, String name, int digits, ToDoubleFunction<Epoch> value) {
        double[] values = epochs.list().stream().mapToDouble(value).toArray();
        table.addColumns(format(DoubleColumn.create(name, values), digits));
    }

    private static DoubleColumn format(DoubleColumn column, int digits) {
        column.setPrintFormatter(Html.decimals(digits), "");
        return column;
    }
}
