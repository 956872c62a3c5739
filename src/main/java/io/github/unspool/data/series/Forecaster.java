package io.github.unspool.data.series;

import io.github.unspool.data.table.Columns;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.provenance.SeriesProvenance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.ImmutableRegressionInfo;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** A model and the rows that it predicts, with what it needs of them checked. */
public final class Forecaster {
    private final SeriesMaker maker;
    private final SeriesPlan plan;
    private final Panel panel;
    private final Model<Regressor> model;
    private final SeriesProvenance trained;

    public Forecaster(SeriesMaker maker, Model<Regressor> model) {
        this.maker = maker;
        this.plan = maker.plan();
        this.panel = maker.panel();
        this.model = model;
        this.trained = SeriesProvenance.of(model.getProvenance().getDatasetProvenance())
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "the model was not trained on examples of a series; train it with the training data of split(0.7, 0.15)"));
        if (!trained.recipe().equals(plan.recipe())) {
            throw new IllegalArgumentException("the model was trained on %s, but this series is %s; make the same calls"
                    .formatted(trained.recipe(), plan.recipe()));
        }
        checkKinds();
    }

    /** Columns are numbers where they were in training, and categories where they were those. */
    private void checkKinds() {
        Set<String> numbers = panel.first().numbers().keySet();
        for (String name : trained.means().keySet()) {
            if (!numbers.contains(name)) {
                throw new IllegalArgumentException(
                        "the model was trained on numbers in column \"%s\", but %s contains text there; correct the cell that is not a number, or call missing(\"?\") if it marks a missing value"
                                .formatted(name, maker.source()));
            }
        }
        for (String name : numbers) {
            if (!trained.means().containsKey(name)) {
                throw new IllegalArgumentException(
                        "the model was trained on text in column \"%s\", but %s contains numbers there; read the column with text(\"%s\")"
                                .formatted(name, maker.source(), name));
            }
        }
    }

    public SeriesMaker maker() {
        return maker;
    }

    public List<Prediction<Regressor>> predict(Dataset<Regressor> data) {
        checkSame(data);
        return model.predict(data).stream().map(this::undone).toList();
    }

    private void checkSame(Dataset<Regressor> data) {
        SeriesProvenance made = SeriesProvenance.of(data.getProvenance())
                .filter(series -> series.sha256().equals(maker.sha256())
                        && series.recipe().equals(plan.recipe()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the data was not created by this series; use a part of its split(0.7, 0.15)"));
        if (!made.means().equals(trained.means()) || !made.deviations().equals(trained.deviations())) {
            throw new IllegalArgumentException(
                    "the data is scaled by rows 1 to %s, but the model was trained on the scale of rows 1 to %s; use parts of the same split"
                            .formatted(made.fitted(), trained.fitted()));
        }
    }

    private Prediction<Regressor> undone(Prediction<Regressor> prediction) {
        Example<Regressor> example = prediction.getExample();
        SeriesRows rows = panel.of(example);
        int row = SeriesWindows.row(example);
        Regressor truth = undone(rows, example.getOutput(), row);
        Example<Regressor> undone = new ArrayExample<>(truth, example, example.getWeight());
        example.getMetadata().forEach(undone::setMetadataValue);
        return new Prediction<>(undone(rows, prediction.getOutput(), row), prediction.getNumActiveFeatures(), undone);
    }

    /** Adds what differences were counted from. */
    private Regressor undone(SeriesRows rows, Regressor predicted, int row) {
        String[] names = predicted.getNames();
        double[] values = predicted.getValues().clone();
        for (int i = 0; i < names.length; i++) {
            int plus = names[i].lastIndexOf('+');
            int ahead = Integer.parseInt(names[i].substring(plus + 1));
            values[i] += rows.base(plan.targets().indexOf(names[i].substring(0, plus)), row, ahead);
        }
        return new Regressor(names, values);
    }

    static double value(Regressor predicted, String target, int ahead) {
        return predicted.getDimension(target + "+" + ahead).orElseThrow().getValue();
    }

    /** Prediction minus truth at each step ahead. */
    static DoubleStream errors(Prediction<Regressor> prediction, String target, int horizon) {
        return IntStream.rangeClosed(1, horizon)
                .mapToDouble(ahead -> value(prediction.getOutput(), target, ahead)
                        - value(prediction.getExample().getOutput(), target, ahead));
    }

    /** How many rows of each series the scale was fitted on. */
    Panel.Border fitted() {
        return panel.border(trained);
    }

    public Table future() {
        return future((table, predicted) -> {
            for (String target : plan.targets()) {
                table.addColumns(column(target, target, predicted, new double[plan.horizon()]));
            }
        });
    }

    /** Adds the predictions of one series to its rows of a table. */
    private interface Columned {
        void add(Table table, Regressor predicted);
    }

    /** The times that follow each series, with its name if it has one, and the predictions of them. */
    private Table future(Columned columned) {
        Table all = null;
        for (SeriesRows rows : panel.all()) {
            Regressor predicted = predicted(rows);
            Table table = rows.times("forecast", rows.count(), plan.horizon());
            columned.add(table, predicted);
            all = all == null ? table : all.append(table);
        }
        return all;
    }

    public Table future(double coverage) {
        double[][] errors = model instanceof RnnModel<Regressor> rnn ? rnn.validationErrors() : new double[0][];
        if (errors.length == 0) {
            throw new IllegalArgumentException(
                    "the model has no validation errors for an interval; train it with rnn.train(parts)");
        }
        return future((target, ahead) -> errors[id(target + "+" + ahead)], coverage);
    }

    private int id(String output) {
        return ((ImmutableRegressionInfo) model.getOutputIDInfo()).getID(new Regressor(output, 0));
    }

    public Table future(Dataset<Regressor> calibration, double coverage) {
        List<Prediction<Regressor>> predictions = predict(calibration);
        return future((target, ahead) -> errors(predictions, target, ahead), coverage);
    }

    /** The sizes of errors of each output, in ascending order. */
    private interface Errors {
        double[] of(String target, int ahead);
    }

    private Table future(Errors errors, double coverage) {
        Map<String, double[]> widths = new HashMap<>();
        for (String target : plan.targets()) {
            double[] width = new double[plan.horizon()];
            for (int h = 0; h < plan.horizon(); h++) {
                double[] sorted = errors.of(target, h + 1);
                width[h] = sorted[rank(sorted.length, coverage) - 1];
            }
            widths.put(target, width);
        }
        return future((table, predicted) -> {
            for (String target : plan.targets()) {
                double[] width = widths.get(target);
                double[] minus = DoubleStream.of(width).map(w -> -w).toArray();
                table.addColumns(
                        column(target, target, predicted, new double[plan.horizon()]),
                        column(target + " low", target, predicted, minus),
                        column(target + " high", target, predicted, width));
            }
        });
    }

    private DoubleColumn column(String name, String target, Regressor predicted, double[] added) {
        DoubleColumn column = Columns.numbers(name);
        for (int h = 0; h < added.length; h++) {
            column.append(value(predicted, target, h + 1) + added[h]);
        }
        return column;
    }

    private Regressor predicted(SeriesRows rows) {
        int last = rows.count() - 1;
        String of = rows.name() == null ? "" : " of %s \"%s\"".formatted(plan.id(), rows.name());
        if (last < SeriesWindows.first(plan)) {
            throw new IllegalArgumentException("a forecast with %s needs %s rows, but there are only %s%s"
                    .formatted(plan.recipe(), SeriesWindows.first(plan) + 1, rows.count(), of));
        }
        if (!plan.ahead().isEmpty() && rows.ahead() < plan.horizon()) {
            throw new IllegalArgumentException(
                    "a forecast with %s needs %s in the %s rows after the last value of %s, but there are only %s%s; add rows with their time, %s, and no value of %s"
                            .formatted(
                                    plan.recipe(),
                                    String.join(", ", plan.ahead()),
                                    plan.horizon(),
                                    String.join(", ", plan.targets()),
                                    rows.ahead(),
                                    of,
                                    String.join(", ", plan.ahead()),
                                    String.join(", ", plan.targets())));
        }
        var windows = new SeriesWindows(plan, panel, trained.means(), trained.deviations());
        Example<Regressor> example = windows.example(rows, last, SeriesWindows.NUMBERS.getUnknownOutput());
        Regressor predicted = undone(rows, model.predict(example).getOutput(), last);
        if (DoubleStream.of(predicted.getValues()).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException(
                    "a value that the differences of the forecast refer to is missing in the last %s%s; use forwardFill() instead of mask()"
                            .formatted(plan.lag(), of));
        }
        return predicted;
    }

    private static double[] errors(List<Prediction<Regressor>> predictions, String target, int ahead) {
        return predictions.stream()
                .mapToDouble(p -> Math.abs(value(p.getOutput(), target, ahead)
                        - value(p.getExample().getOutput(), target, ahead)))
                .sorted()
                .toArray();
    }

    /** The smallest width that holds the truth so often is the error of this rank, ⌈(n + 1) · coverage⌉ of n. */
    static int rank(int errors, double coverage) {
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException(
                    "a coverage of %s: it must be between 0 and 1, such as 0.9".formatted(coverage));
        }
        int rank = (int) Math.ceil((errors + 1) * coverage - 1e-9);
        if (rank > errors) {
            throw new IllegalArgumentException(
                    "an interval with the coverage %s needs at least %s validation errors, but there are only %s"
                            .formatted(coverage, (int) Math.ceil(coverage / (1 - coverage) - 1e-9), errors));
        }
        return rank;
    }
}
