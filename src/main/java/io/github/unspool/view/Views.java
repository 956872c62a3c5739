package io.github.unspool.view;

import io.github.unspool.Rnn;
import io.github.unspool.data.split.Parts;
import io.github.unspool.data.table.SignificantDigits;
import io.github.unspool.equation.GradientCheck;
import io.github.unspool.file.WholeFile;
import io.github.unspool.inspect.Alignment;
import io.github.unspool.inspect.EmissionLattice;
import io.github.unspool.inspect.GradientFlow;
import io.github.unspool.inspect.LayerTrace;
import io.github.unspool.inspect.Saliency;
import io.github.unspool.inspect.Surprise;
import io.github.unspool.inspect.Trace;
import io.github.unspool.inspect.UnitTrace;
import io.github.unspool.network.Network;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import io.github.unspool.training.RateSearch;
import io.github.unspool.tribuo.output.LabelSequence;
import io.github.unspool.tribuo.output.TokenEvaluation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.complex.Complex;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.IChart;
import org.tribuo.Dataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Classifiable;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.ConfusionMatrix;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import org.tribuo.sequence.SequenceDataset;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Results as charts and tables, to restyle, extend or save. A notebook cell shows the same ones by itself. */
public final class Views {
    private static final int LIKELIEST = 10;

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
        return LossCurve.chart(history.epochs());
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
     * Begins a chart of lines in the style of the others, for numbers of one's own: {@code chart.addSeries("lstm", x, y)}.
     *
     * @param title what it shows
     * @param x what the horizontal axis is, with its unit
     * @param y what the vertical axis is, with its unit
     * @return the chart, without a line yet
     */
    public static XYChart lines(String title, String x, String y) {
        return Charts.lines(title, x, y);
    }

    /**
     * Writes a chart to a file, where no notebook shows it.
     *
     * <pre>{@code
     * Views.save(Views.chart(model.history()), Path.of("loss.png"))
     * }</pre>
     *
     * @param chart any chart, ours or one of XChart's own, or a coloured text
     * @param file the file, a PNG, twice as fine as it is large
     * @throws UncheckedIOException if it cannot be written
     */
    public static void save(IChart chart, Path file) {
        try {
            byte[] picture = Picture.of(List.of(chart)).png();
            WholeFile.write(file, out -> out.write(picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
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
        return SignalMaps.of(trace.layer(layer), LayerTrace.HIDDEN);
    }

    /**
     * One signal of a layer, such as its forget gate: units × steps. Gates go from yellow at 0 to blue at 1; the others
     * from blue below 0 through white to orange above, from −1 to 1 unless a unit went further.
     *
     * @param layer a layer of a trace
     * @param signal such as {@code forget}
     * @return the heat map, what was read along its axis
     * @throws IllegalArgumentException if there is no such signal, or the trace is too long to be seen
     */
    public static HeatMapChart chart(LayerTrace layer, String signal) {
        return SignalMaps.of(layer, signal);
    }

    /**
     * All signals of a layer in small heat maps, to be seen one below the other. Of more than 20 units not each is there.
     *
     * @param layer a layer of a trace
     * @return a heat map for each signal
     * @throws IllegalArgumentException if the trace is too long to be seen
     */
    public static List<HeatMapChart> charts(LayerTrace layer) {
        return SignalMaps.all(layer);
    }

    /**
     * One signal of a few units as lines.
     *
     * @param layer a layer of a trace
     * @param signal such as {@code hidden}
     * @param units at most eight, 0 for the first, which is called unit 1
     * @return the signal by step
     * @throws IllegalArgumentException if there is no such signal or unit, there are too many, or the trace is too long
     */
    public static CategoryChart lines(LayerTrace layer, String signal, int... units) {
        return StepCharts.lines(layer, signal, units);
    }

    /**
     * How much of the gradient of a loss is left after how many steps, on a logarithmic axis; 1 % is dashed. Of a part below
     * a millionth, and of an infinite one, nothing is seen.
     *
     * @param flow a gradient flow
     * @return the part by distance, a line for each layer
     */
    public static XYChart chart(GradientFlow flow) {
        return FlowCharts.byDistance(flow);
    }

    /**
     * How much of the gradient of the last loss is left after how many steps back, on a logarithmic axis, of several networks
     * that read the same.
     *
     * @param flows a gradient flow by the name of its network, at least one
     * @return the part by distance in the top layer, a line for each network; nothing below a millionth is seen
     * @throws IllegalArgumentException if there is none
     */
    public static XYChart lastLoss(Map<String, GradientFlow> flows) {
        return FlowCharts.ofLastLoss(flows);
    }

    /**
     * The norms of one layer's gradients as their powers of ten: a row for each loss, a column for each state. What is
     * smaller than the largest by more than six powers looks alike.
     *
     * @param flow a gradient flow
     * @param layer 0 for the lowest
     * @return the heat map, a triangle unless a layer is bidirectional
     * @throws IllegalArgumentException if there is no such layer, or the sequence is too long to be seen
     */
    public static HeatMapChart chart(GradientFlow flow, int layer) {
        return FlowCharts.triangle(flow, layer);
    }

    /**
     * How strongly an output depends on each step.
     *
     * @param saliency of one output
     * @return the norms of the gradient, by step
     * @throws IllegalArgumentException if the sequence is too long to be seen
     */
    public static CategoryChart chart(Saliency saliency) {
        return StepCharts.norms(saliency);
    }

    /**
     * Contributions to an output: above 0 those for it, below 0 those against it.
     *
     * @param saliency of one output
     * @return gradient times input, by step
     * @throws IllegalArgumentException if the sequence is too long to be seen
     */
    public static CategoryChart contributions(Saliency saliency) {
        return StepCharts.contributions(saliency);
    }

    /**
     * At which steps the labels of a sequence are that was read with CTC.
     *
     * @param lattice what {@code model.ctc().lattice(…)} gives
     * @return the probability of each label, and of the blanks between them, at each step, with dots on the likeliest way
     * @throws IllegalArgumentException if the input is too long to be seen
     */
    public static HeatMapChart chart(EmissionLattice lattice) {
        return LatticeMap.of(lattice);
    }

    /**
     * At which steps the labels of a sequence are that was read with CTC, as a table.
     *
     * @param lattice what {@code model.ctc().lattice(…)} gives
     * @return a row for each label: its first and last step on the likeliest way, and the mean probability of the label there
     */
    public static Table table(EmissionLattice lattice) {
        return LatticeMap.table(lattice);
    }

    /**
     * Where a decoder looked while it wrote.
     *
     * @param alignment what {@code model.decoder().alignment(…)} gives
     * @return the weight of each step that was read, for each step that was written
     * @throws IllegalArgumentException if a sequence is too long to be seen
     */
    public static HeatMapChart chart(Alignment alignment) {
        return AlignmentMap.of(alignment);
    }

    /**
     * Where a decoder looked while it wrote, as a table.
     *
     * @param alignment what {@code model.decoder().alignment(…)} gives
     * @return a row for each step that was written and each that was read, with its weight
     */
    public static Table table(Alignment alignment) {
        return AlignmentMap.table(alignment);
    }

    /**
     * The hidden states as a table.
     *
     * @param trace a sequence that was read
     * @return layer, step, what was read, unit, hidden; a row for each state of a unit
     */
    public static Table table(Trace trace) {
        return TraceTables.of(trace);
    }

    /**
     * What the units of a layer did as a table.
     *
     * @param layer a layer of a trace
     * @return layer, step, what was read, unit, and a column for each signal; a row for each state of a unit
     */
    public static Table table(LayerTrace layer) {
        return TraceTables.of(layer);
    }

    /**
     * The norms of gradients as a table.
     *
     * @param flow a gradient flow
     * @return layer, the step of the loss, the step of the state, both from 1, what was read at them, and the norm
     */
    public static Table table(GradientFlow flow) {
        return TraceTables.of(flow);
    }

    /**
     * What each step mattered as a table.
     *
     * @param saliency of one output
     * @return step, what was read, the norm of the gradient, gradient times input
     */
    public static Table table(Saliency saliency) {
        return TraceTables.of(saliency);
    }

    /**
     * The text that was read, on the colours of what one unit did.
     *
     * @param unit what {@link LayerTrace#unit} gives
     * @return the picture of a text; XChart's {@code BitmapEncoder} saves it
     */
    public static ColouredText text(UnitTrace unit) {
        return ColouredText.of(unit);
    }

    /**
     * The text that was read, on a colour that is the stronger the more it surprised.
     *
     * @param surprise what a model gives
     * @return the picture of a text; XChart's {@code BitmapEncoder} saves it
     */
    public static ColouredText text(Surprise surprise) {
        return ColouredText.of(surprise);
    }

    /**
     * What one unit did as a curve.
     *
     * @param unit what {@link LayerTrace#unit} gives
     * @return its state by step
     * @throws IllegalArgumentException if there are too many steps to be seen
     */
    public static CategoryChart chart(UnitTrace unit) {
        return StepCharts.bars(unit.name(), "state", unit.steps(), unit.values());
    }

    /**
     * The surprises as bars.
     *
     * @param surprise what a model gives
     * @return −log p by step
     * @throws IllegalArgumentException if there are too many steps to be seen
     */
    public static CategoryChart chart(Surprise surprise) {
        return StepCharts.bars("Surprise", "−log p (nats)", surprise.steps(), surprise.nats());
    }

    /**
     * The eigenvalues of a layer's recurrent weights in the complex plane, with the unit circle.
     *
     * @param spectrum what {@link Spectrum#of} gives
     * @return a point for each eigenvalue, each gate in its own colour and with its own mark; the legend has its radius
     */
    public static XYChart chart(Spectrum spectrum) {
        return SpectrumChart.of(spectrum);
    }

    /**
     * The spectral radius of a layer's recurrent weights, by epoch.
     *
     * @param radius what a run was watched with
     * @return a line for each gate, and a dashed one at 1
     * @throws IllegalArgumentException if nothing is recorded yet
     */
    public static XYChart chart(SpectralRadius radius) {
        return SpectrumChart.of(radius);
    }

    /**
     * The spectral radius of a layer's recurrent weights as a table.
     *
     * @param radius what a run was watched with
     * @return the number of each epoch, and the radius of each gate after it
     * @throws IllegalArgumentException if nothing is recorded yet
     */
    public static Table table(SpectralRadius radius) {
        List<SpectralRadius.Radii> radii = radius.byEpoch();
        Table table = Table.create(IntColumn.create(
                "epoch", radii.stream().mapToInt(SpectralRadius.Radii::epoch).toArray()));
        List<String> gates = radii.get(0).gates();
        for (int gate = 0; gate < gates.size(); gate++) {
            DoubleColumn column = DoubleColumn.create(gates.get(gate));
            for (SpectralRadius.Radii each : radii) {
                column.append(each.values().get(gate));
            }
            table.addColumns(format(column, 3));
        }
        return table.setName("spectral radius");
    }

    /**
     * The recurrent weights of a layer: from unit × to unit, the gates side by side, blue below 0, white at 0, orange above.
     *
     * @param spectrum what {@link Spectrum#of} gives
     * @return the heat map
     */
    public static HeatMapChart heatMap(Spectrum spectrum) {
        return WeightsChart.of(spectrum);
    }

    /**
     * The eigenvalues of a layer's recurrent weights as a table.
     *
     * @param spectrum what {@link Spectrum#of} gives
     * @return gate, real part, imaginary part, and how far from 0, the largest of each gate first
     */
    public static Table table(Spectrum spectrum) {
        StringColumn gate = StringColumn.create("gate");
        DoubleColumn real = DoubleColumn.create("real");
        DoubleColumn imaginary = DoubleColumn.create("imaginary");
        DoubleColumn size = DoubleColumn.create("size");
        for (Spectrum.Gate of : spectrum.gates()) {
            for (Complex value : of.eigenvalues()) {
                gate.append(of.name());
                real.append(value.getReal());
                imaginary.append(value.getImaginary());
                size.append(value.abs());
            }
        }
        return Table.create("eigenvalues", gate, format(real, 3), format(imaginary, 3), format(size, 3));
    }

    /**
     * The way of a layer's state in its first two principal components.
     *
     * @param path what {@link StatePath#of} gives
     * @return a line, dark where it is early and light where it is late, or a mark of its label at each step; few steps have
     *     their words
     */
    public static XYChart chart(StatePath path) {
        return PathChart.of(path);
    }

    /**
     * The way of a layer's state as a table.
     *
     * @param path what {@link StatePath#of} gives
     * @return the number of each step, from 1, what was read, its label if there are labels, and both components
     */
    public static Table table(StatePath path) {
        Table table = table("path", path.steps(), "first component", component(path, 0));
        if (!path.labels().isEmpty()) {
            table.insertColumn(2, StringColumn.create("label", path.labels()));
        }
        return table.addColumns(format(DoubleColumn.create("second component", component(path, 1)), 3));
    }

    private static double[] component(StatePath path, int component) {
        return Arrays.stream(path.points())
                .mapToDouble(point -> point[component])
                .toArray();
    }

    /**
     * How often each label was predicted for each true one; of more than 40 labels the most frequent ones.
     *
     * @param matrix such as {@code evaluation.getConfusionMatrix()}
     * @return predicted × true labels with the counts in the cells, on a colour that is the stronger the larger their share of the row, that is of what
     *     is true; so a rare label that is predicted rightly stands out as a frequent one does
     * @throws IllegalArgumentException if nothing was predicted
     */
    public static HeatMapChart chart(ConfusionMatrix<Label> matrix) {
        return ConfusionChart.of(matrix);
    }

    /**
     * The metrics of an evaluation by label.
     *
     * @param matrix such as {@code evaluation.getConfusionMatrix()}
     * @param <T> labels, or sets of them
     * @return how often each label came and was predicted rightly, precision, recall and F1; then a row for all labels
     *     together, which for single labels is the accuracy, and one for their mean
     */
    public static <T extends Classifiable<T>> Table table(ConfusionMatrix<T> matrix) {
        return Evaluations.labels(matrix);
    }

    /**
     * The metrics of an evaluation by output.
     *
     * @param evaluation an evaluation of numbers
     * @return the root of the mean squared error, the mean absolute error, R² and explained variance; of several outputs also
     *     their mean
     */
    public static Table table(RegressionEvaluation evaluation) {
        return Evaluations.numbers(evaluation);
    }

    /**
     * The numbers of an evaluation of sequences of labels, by the length of the target.
     *
     * @param evaluation an evaluation of predicted sequences
     * @return the length in tokens, the number of sequences, the part without an error, the token error rate, the three kinds of
     *     edits and BLEU; then a row for all of them
     */
    public static Table table(TokenEvaluation evaluation) {
        return Evaluations.tokens(evaluation);
    }

    /**
     * Predictions and true values.
     *
     * @param forecast what {@link Forecast#of} gives
     * @return both by step or by date
     */
    public static XYChart chart(Forecast forecast) {
        return ForecastChart.both(forecast);
    }

    /**
     * What a forecast leaves over.
     *
     * @param forecast what {@link Forecast#of} gives
     * @return truth − prediction, by step or by date
     */
    public static XYChart residuals(Forecast forecast) {
        return ForecastChart.residuals(forecast);
    }

    /**
     * What came, and joined to it what is predicted to follow; an interval is a band, quantiles are a fan of bands.
     *
     * <pre>{@code
     * Views.chart(series.past(), series.forecast(model, 0.9))
     * }</pre>
     *
     * @param past what {@code Series.past} gives; of a long one the last rows are shown
     * @param forecast what {@code Series.forecast} gives
     * @return the first target by date, or by row
     * @throws IllegalArgumentException if the forecast is of several series
     */
    public static XYChart chart(Table past, Table forecast) {
        return OutlookChart.of(past, forecast);
    }

    /**
     * What came, and joined to it what is predicted to follow, of one of several targets; an interval is a band, quantiles are
     * a fan of bands.
     *
     * @param past what {@code Series.past} gives
     * @param forecast what {@code Series.forecast} gives
     * @param column the target
     * @return the target by date, or by row
     * @throws IllegalArgumentException if the forecast is of several series, or has no such column of numbers
     */
    public static XYChart chart(Table past, Table forecast, String column) {
        return OutlookChart.of(past, forecast, column);
    }

    /**
     * Columns of a table as lines, over its first column of dates or times, or over the number of the row.
     *
     * @param table such as {@code Csv.read("births.csv")}
     * @param columns at least one column of numbers
     * @return a line for each; it is broken where a value is missing
     * @throws IllegalArgumentException if there is no row or no such column, or it holds no numbers
     */
    public static XYChart chart(Table table, String... columns) {
        return TableChart.of(table, columns);
    }

    /**
     * A column of numbers as a line.
     *
     * @param column such as {@code table.numberColumn("births")}
     * @return its values by row
     * @throws IllegalArgumentException if there is no row
     */
    public static XYChart chart(NumericColumn<?> column) {
        return chart(Table.create(column.name(), column), column.name());
    }

    /**
     * A forecast as a table.
     *
     * @param forecast what {@link Forecast#of} gives
     * @return the number of each step, from 1, or its date, the truth, the prediction and the residual
     */
    public static Table table(Forecast forecast) {
        Table table = Table.create(
                "forecast of " + forecast.name(),
                format(DoubleColumn.create("truth", forecast.truth()), 3),
                format(DoubleColumn.create("prediction", forecast.predicted()), 3),
                format(DoubleColumn.create("residual", forecast.residuals()), 3));
        int[] steps = IntStream.rangeClosed(1, table.rowCount()).toArray();
        return table.insertColumn(
                0,
                forecast.dates().isEmpty()
                        ? IntColumn.create("step", steps)
                        : DateColumn.create("date", forecast.dates()));
    }

    /**
     * The parts of a network.
     *
     * @param network such as {@code model.weights().network()}
     * @return what each part is, how many numbers a step it reads and gives, and how many it learns; the last row is their
     *     sum
     */
    public static Table table(Network network) {
        return NetworkParts.of(network);
    }

    /**
     * The parts of a network that is not trained yet.
     *
     * @param rnn the network
     * @return the same, for D inputs at each step and K outputs, which depend on the data
     * @throws IllegalArgumentException if it has no layer yet
     */
    public static Table table(Rnn rnn) {
        return NetworkParts.of(rnn.hyperparameters().stack());
    }

    /**
     * What is set about the training of a network.
     *
     * @param rnn the network
     * @return each setting and its value; without what was not chosen and does nothing then
     */
    public static Table settings(Rnn rnn) {
        Map<String, String> settings = rnn.hyperparameters().table();
        return Table.create(
                "settings",
                StringColumn.create("setting", settings.keySet().stream()),
                StringColumn.create("value", settings.values().stream()));
    }

    /**
     * A prediction of labels with a bar for each probability, made of letters.
     *
     * @param prediction a prediction
     * @return the table, and for labels with probabilities one more column
     */
    public static Table bars(Prediction<?> prediction) {
        Table table = table(prediction);
        return table.containsColumn("probability") ? Bars.beside(table, "probability") : table;
    }

    /**
     * What one unit did as a table.
     *
     * @param unit what {@link LayerTrace#unit} gives
     * @return the number of each step, from 1, what was read, and the unit's state after it
     */
    public static Table table(UnitTrace unit) {
        return table(unit.name(), unit.steps(), "value", unit.values());
    }

    /**
     * The surprises as a table.
     *
     * @param surprise what a model gives
     * @return the number of each step, from 1, what came, and −log p of it
     */
    public static Table table(Surprise surprise) {
        return table("surprise", surprise.steps(), "nats", surprise.nats());
    }

    private static Table table(String name, List<String> steps, String what, double[] values) {
        return Table.create(
                name,
                IntColumn.create("step", IntStream.rangeClosed(1, steps.size()).toArray()),
                StringColumn.create("read", steps.stream().map(Charts::visible)),
                format(DoubleColumn.create(what, values), 3));
    }

    /**
     * The epochs as a table.
     *
     * @param epochs the epochs of a training run
     * @return epoch, loss, perplexity if the loss is a cross-entropy, gradient norm, and the validation loss if there was
     *     validation data
     */
    public static Table table(History.Epochs epochs) {
        Table table = Table.create("history");
        table.addColumns(IntColumn.create(
                "epoch", epochs.list().stream().mapToInt(Epoch::number).toArray()));
        addColumn(table, epochs, "loss", Html.losses(), Epoch::loss);
        if (epochs.measure().hasPerplexity()) {
            addColumn(table, epochs, "perplexity", Html.decimals(3), Epoch::perplexity);
        }
        addColumn(table, epochs, "gradient norm", Html.losses(), Epoch::gradientNorm);
        if (epochs.isValidated()) {
            addColumn(table, epochs, "validation loss", Html.losses(), Epoch::validationLoss);
        }
        return table;
    }

    /**
     * The gradients of a cell or a loss that is given by its equations, compared with central differences.
     *
     * @param check such as {@code cell.check()}
     * @return variable, derived gradient, central difference, error
     */
    public static Table table(GradientCheck check) {
        Table table = Table.create(
                "gradients",
                StringColumn.create("gradient by", check.rows().stream().map(GradientCheck.Row::variable)));
        table.addColumns(
                column(check, "derived", Html.decimals(6), GradientCheck.Row::derived),
                column(check, "difference", Html.decimals(6), GradientCheck.Row::difference),
                column(check, "error", Html.losses(), GradientCheck.Row::error));
        return table;
    }

    private static DoubleColumn column(
            GradientCheck check, String name, NumberFormat format, ToDoubleFunction<GradientCheck.Row> value) {
        DoubleColumn column = DoubleColumn.create(
                name, check.rows().stream().mapToDouble(value).toArray());
        column.setPrintFormatter(format, "");
        return column;
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
     * A prediction: the most probable labels, or the numbers.
     *
     * @param prediction a prediction of labels, sets or sequences of labels, or numbers
     * @return at most ten labels, the likeliest first, with their probabilities; or each number with its name. The table's
     *     name has the number of features of the example that were ignored, if any
     */
    public static Table table(Prediction<?> prediction) {
        if (prediction.getOutput() instanceof Regressor numbers) {
            return table(numbers, leftOut(prediction));
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
        return Table.create("prediction" + leftOut(prediction), label, format(probability, 3));
    }

    /**
     * Predictions, a row for each.
     *
     * <pre>{@code
     * Views.table(model.predict(parts.test()))
     * }</pre>
     *
     * @param predictions of labels, sets of labels or numbers
     * @return the number of each, its target if any is known, what was predicted, and the probability of a label
     * @throws IllegalArgumentException if there are none
     */
    public static Table table(List<? extends Prediction<?>> predictions) {
        return PredictionTable.of(predictions);
    }

    /**
     * How much data there is. A cell shows also how often each target comes, and the first rows.
     *
     * @param data of which each example is a sequence
     * @return its sequences, steps, features and targets, and up to when a series goes
     */
    public static Table table(Dataset<?> data) {
        return DataTables.sizes(data);
    }

    /**
     * How much data there is. A cell shows also how often each target comes, and the first steps.
     *
     * @param data sequences with a target at each step
     * @return its sequences, steps, features and targets
     */
    public static Table table(SequenceDataset<?> data) {
        return DataTables.sizes(data);
    }

    /**
     * How much data there is in each part of a split. A cell shows also how often each target comes, and the first rows.
     *
     * @param parts what {@code split} gives
     * @return sequences, steps, features and targets of each part, and up to when each part of a series goes
     */
    public static Table table(Parts<?> parts) {
        return DataTables.sizes(parts);
    }

    /**
     * How many features of an example a prediction did not read, as the end of a phrase.
     *
     * @param prediction a prediction
     * @return such as {@code , 1 of 5 features left out}; empty if all were read
     */
    public static String leftOut(Prediction<?> prediction) {
        int read = prediction.getNumActiveFeatures();
        int all = prediction.getExampleSize();
        return read >= all ? "" : ", %s of %s features left out".formatted(all - read, all);
    }

    /** Tribuo gives the score of each label of a set as a set of one. */
    private static Label label(Object score) {
        if (score instanceof LabelSequence sequence) {
            return new Label(sequence.toString(), sequence.score());
        }
        return score instanceof MultiLabel set ? set.getLabelSet().iterator().next() : (Label) score;
    }

    private static Table table(Regressor numbers, String leftOut) {
        StringColumn name = StringColumn.create("output");
        DoubleColumn value = DoubleColumn.create("value");
        for (Regressor.DimensionTuple number : numbers) {
            name.append(number.getName());
            value.append(number.getValue());
        }
        return Table.create("prediction" + leftOut, name, SignificantDigits.show(value));
    }

    private static void addColumn(
            Table table, History.Epochs epochs, String name, NumberFormat format, ToDoubleFunction<Epoch> value) {
        DoubleColumn column = DoubleColumn.create(
                name, epochs.list().stream().mapToDouble(value).toArray());
        column.setPrintFormatter(format, "");
        table.addColumns(column);
    }

    static DoubleColumn format(DoubleColumn column, int digits) {
        column.setPrintFormatter(Html.decimals(digits), "");
        return column;
    }
}
