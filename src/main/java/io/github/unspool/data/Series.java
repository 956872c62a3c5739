package io.github.unspool.data;

import io.github.unspool.data.csv.CsvFormat;
import io.github.unspool.data.csv.TableFile;
import io.github.unspool.data.series.ClockFeature;
import io.github.unspool.data.series.Forecaster;
import io.github.unspool.data.series.GridStep;
import io.github.unspool.data.series.Panel;
import io.github.unspool.data.series.QuantileForecaster;
import io.github.unspool.data.series.SeriesMaker;
import io.github.unspool.data.series.SeriesPlan;
import io.github.unspool.data.series.SeriesRows;
import io.github.unspool.data.series.SeriesScores;
import io.github.unspool.data.series.SeriesWindows;
import io.github.unspool.data.series.TimeColumns;
import io.github.unspool.data.series.Timeline;
import io.github.unspool.data.split.Parts;
import io.github.unspool.data.table.Call;
import io.github.unspool.data.table.CellKind;
import io.github.unspool.data.table.Columns;
import io.github.unspool.data.table.Gaps;
import io.github.unspool.file.Excerpt;
import io.github.unspool.tribuo.RnnTrainer;
import io.github.unspool.tribuo.provenance.SeriesProvenance;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A builder for examples from a time series. The inputs of each example are the rows of a window; its targets are the rows
 * that follow. Immutable: each method returns a new builder.
 *
 * <pre>{@code
 * var series = Sequences.series(table, "births").time("date").window(28).horizon(7).weekday();
 * var parts  = series.split(0.7, 0.15);
 * var model  = rnn.train(parts);
 * series.forecast(model)
 * }</pre>
 *
 * <p>Examples are Tribuo's, so any trainer of Tribuo can use them. Their features are named {@code t001:births} to
 * {@code t028:births}, with the last row of the window last; their outputs are {@code births+1} to {@code births+7}, one
 * for each step ahead, all predicted at once by one model (the MIMO strategy of Ben Taieb et al., 2012). Inputs are scaled
 * to mean 0 and variance 1 on the training data. Outputs keep the units of the table. Rows are counted from 1.
 */
public final class Series {
    /** The largest window, horizon or stride, so that no sum of such counts overflows. */
    private static final int MOST_ROWS = 100_000;

    private final Table table;
    private final String source;
    /** The hash of the file that the table was read from, or null. */
    private final String sha256;

    private final CsvFormat format;

    private final SeriesPlan plan;

    private Series(Table table, String source, String sha256, CsvFormat format, SeriesPlan plan) {
        this.table = table;
        this.source = source;
        this.sha256 = sha256;
        this.format = format;
        this.plan = plan;
    }

    /** Creates a series from a file. */
    static Series of(TableFile file, String... columns) {
        return of(file.table(), file.source().name(), file.source().sha256(), file.format(), columns);
    }

    /** Creates a series from a table that is not shared; the hash may be null. */
    static Series of(Table table, String source, String sha256, CsvFormat format, String... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException(
                    "series(table): no column to predict; choose some of %s".formatted(table.columnNames()));
        }
        if (table.rowCount() == 0) {
            throw new IllegalArgumentException(source + " has no rows");
        }
        List<String> targets = new ArrayList<>();
        for (String name : columns) {
            Column<?> column = Columns.find(table, name);
            if (column instanceof StringColumn words) {
                throw inTheWay(words, source, CellKind::isNumber, "a number; targets must be numbers");
            }
            if (!(column instanceof NumericColumn)) {
                throw new IllegalArgumentException("column \"%s\" of %s contains %s, but targets must be numbers"
                        .formatted(column.name(), source, Columns.kind(column)));
            }
            targets.add(column.name());
        }
        if (targets.stream().distinct().count() < targets.size()) {
            throw new IllegalArgumentException("series(table, …): a column occurs twice in " + targets);
        }
        return new Series(table, source, sha256, format, new SeriesPlan(List.copyOf(targets)));
    }

    private static IllegalArgumentException inTheWay(
            StringColumn column, String source, Predicate<CellKind> wanted, String what) {
        int row = CellKind.inTheWay(column, wanted);
        return new IllegalArgumentException("%s: row %s of column \"%s\" is \"%s\", which is not %s"
                .formatted(source, row + 1, column.name(), Excerpt.of(column.get(row)), what));
    }

    /** The file format of a model's columns, with the types that it was trained on. */
    static CsvFormat format(Model<Regressor> model) {
        SeriesProvenance trained = SeriesProvenance.of(model.getProvenance().getDatasetProvenance())
                .orElseThrow(Series::notOfASeries);
        if (!trained.format().isEmpty()) {
            return CsvFormat.parse(trained.format());
        }
        CsvFormat format = CsvFormat.INFERRED.number(trained.means().keySet().toArray(String[]::new));
        for (Call call : Call.read(trained.recipe())) {
            for (String name : List.of("inputs", "categories", "knownAhead").contains(call.name())
                    ? call.names()
                    : new String[0]) {
                format = trained.means().containsKey(name) ? format : format.text(name);
            }
        }
        return format;
    }

    /** The series of a model's provenance, with its columns. */
    static Series like(Model<Regressor> model, Function<String[], Series> begin) {
        String recipe = SeriesProvenance.of(model.getProvenance().getDatasetProvenance())
                .orElseThrow(Series::notOfASeries)
                .recipe();
        List<Call> calls = Call.read(recipe);
        Series series = begin.apply(calls.get(0).names());
        for (Call call : calls.subList(1, calls.size())) {
            series = series.with(call);
        }
        if (!series.toString().equals(recipe)) {
            throw new IllegalArgumentException("the model was trained on %s, but only this part of it can be parsed: %s"
                    .formatted(Excerpt.of(recipe), Excerpt.of(series.toString())));
        }
        return series;
    }

    private static IllegalArgumentException notOfASeries() {
        return new IllegalArgumentException(
                "the model was not trained on examples of a series; train it with the training data of split(0.7, 0.15)");
    }

    private Series with(Call call) {
        return switch (call.name()) {
            case "id" -> id(call.only());
            case "time" -> time(call);
            case "every" -> every(GridStep.parse(call.onlyMade()));
            case "businessDays" -> businessDays();
            case "inputs" -> inputs(call.names());
            case "categories" -> categories(call.names());
            case "knownAhead" -> knownAhead(call.names());
            case "window" -> window(call.number());
            case "horizon" -> horizon(call.number());
            case "weekday" -> weekday();
            case "month" -> month();
            case "dayOfYear" -> dayOfYear();
            case "hour" -> hour();
            case "difference" -> difference(call.number());
            case "forwardFill" -> forwardFill();
            case "mask" -> mask();
            default -> this;
        };
    }

    private Series time(Call call) {
        if (call.made().isEmpty()) {
            return timed(ZoneOffset.UTC, call.arguments());
        }
        try {
            return timed(ZoneId.of(call.onlyMade()), call.arguments());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "the model has the unknown time zone \"%s\"".formatted(Excerpt.of(call.onlyMade())), e);
        }
    }

    private Series with(SeriesPlan changed) {
        return new Series(table, source, sha256, format, changed);
    }

    /**
     * Sets the column of times. Times must increase from row to row by a constant step (such as a month), which is checked
     * when data is created.
     *
     * @param column a column of dates, date-times, instants (in UTC), or numbers such as years
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column, or it has another type
     */
    public Series time(String column) {
        return time(column, ZoneOffset.UTC);
    }

    /**
     * Sets the column of times, and the time zone of instants.
     *
     * @param column a column of dates, date-times, instants, or numbers such as years
     * @param zone such as {@code ZoneId.of("Europe/Berlin")}; used for instants only
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column, or it has another type
     */
    public Series time(String column, ZoneId zone) {
        return timed(zone, List.of(column));
    }

    /**
     * Sets several columns that together contain the time: year, month, day, hour, minute and second, in this order, the
     * smaller units optional; or a column of dates, then a column of times of day, or the columns of hour, minute and
     * second.
     *
     * @param first such as {@code year}
     * @param second such as {@code month}
     * @param more such as {@code day} and {@code hour}
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column, or a row has no valid time
     */
    public Series time(String first, String second, String... more) {
        return time(
                ZoneOffset.UTC,
                Stream.concat(Stream.of(first, second), Stream.of(more)).toArray(String[]::new));
    }

    /**
     * Sets several columns that together contain the time, as {@link #time(String, String, String...)}, and their time zone.
     *
     * @param zone such as {@code ZoneId.of("Europe/Berlin")}
     * @param columns such as {@code year}, {@code month}, {@code day} and {@code hour}
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column, or a row has no valid time
     */
    public Series time(ZoneId zone, String... columns) {
        return timed(zone, List.of(columns));
    }

    private Series timed(ZoneId zone, List<String> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("time(): no column; choose the column of times, such as time(\"date\")");
        }
        List<String> names =
                columns.stream().map(name -> Columns.find(table, name).name()).toList();
        Table timed = table;
        Column<?> time = table.column(names.get(0));
        if (time instanceof StringColumn words && !TimeColumns.isPart(words.get(0), names)) {
            throw inTheWay(
                    words,
                    source,
                    kind -> !kind.isNumber(),
                    "a time like the others, has an ambiguous day, or is finer than a millisecond; write 2024-02-29 or 2024-02-29 13:00, or give the pattern with date(\"%1$s\", \"dd/MM/yyyy\") or time(\"%1$s\", \"dd/MM/yyyy HH:mm\")"
                            .formatted(time.name()));
        }
        if (names.size() > 1) {
            time = TimeColumns.combine(table, source, names);
            timed = Table.create(table.name(), table.columns());
            timed = timed.containsColumn(time.name()) ? timed.replaceColumn(time) : timed.addColumns(time);
        } else if (!Timeline.isTime(time)) {
            throw new IllegalArgumentException("column \"%s\" of %s contains %s, not times such as 2024-02-29"
                    .formatted(time.name(), source, Columns.kind(time)));
        }
        String name = time.name();
        return new Series(timed, source, sha256, format, plan.withTime(names, name, zone));
    }

    /**
     * Sets the column that identifies one of several series, such as the store or the sensor. One model then learns from
     * all series and predicts each. No example has rows of two series. Forecasts and {@link #score} have the series in
     * their first column. {@code split} and {@code backtest} cut all series at the same time, and all have one scale. The
     * identity of the series is an input only if {@link #categories} names the column.
     *
     * @param column a column of names or whole numbers
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column
     */
    public Series id(String column) {
        String id = Columns.find(table, column).name();
        return with(plan.withId(id));
    }

    /**
     * Selects one of several series.
     *
     * @param name its value in the column of {@link #id}
     * @return a series with only its rows, for a model of all series, as in {@code series.only("7").forecast(model)}
     * @throws IllegalArgumentException if there is no such series, or {@link #id} was not called
     */
    public Series only(String name) {
        if (plan.id() == null) {
            throw new IllegalArgumentException(
                    "only(\"%s\"): the column of the series is not set; call id(\"store\") before".formatted(name));
        }
        Column<?> ids = table.column(plan.id());
        int[] rows = IntStream.range(0, ids.size())
                .filter(row -> Columns.name(ids, row).equals(name))
                .toArray();
        if (rows.length == 0) {
            throw Columns.missing(
                    "column \"%s\" of %s".formatted(plan.id(), source),
                    ids.asStringColumn().unique().asList(),
                    name);
        }
        return new Series(table.rows(rows), source, sha256, format, plan);
    }

    /**
     * Completes the rows to a regular grid of times, from the first to the last. Rows that are not in the table have
     * missing values, so {@link #forwardFill} or {@link #mask} is required. They are never targets, but count as rows of a
     * window.
     *
     * @param step such as {@code Duration.ofHours(1)}, {@code Period.ofDays(1)} or {@code Period.ofMonths(1)}
     * @return the changed series
     * @throws IllegalArgumentException if it is not positive, or {@link #time} was not called. Times that are not on the
     *     grid are refused when data is created
     */
    public Series every(TemporalAmount step) {
        return every(GridStep.of(step));
    }

    private Series every(GridStep step) {
        needTime(step.toString());
        return with(plan.withStep(step));
    }

    /**
     * Completes the rows to Mondays to Fridays, from the first to the last, as {@link #every}; holidays are rows without
     * values.
     *
     * @return the changed series
     * @throws IllegalArgumentException if {@link #time} was not called
     */
    public Series businessDays() {
        return every(GridStep.BUSINESS_DAYS);
    }

    /**
     * Sorts the rows by time; otherwise rows out of order are refused. Row numbers then refer to the sorted rows.
     *
     * @return the changed series
     * @throws IllegalArgumentException if {@link #time} was not called
     */
    public Series sorted() {
        needTime("sorted()");
        return with(plan.withSorted());
    }

    /**
     * Accepts rows at irregular times; each row is one step. Forecasts then contain the number of the step instead of a time.
     *
     * @return the changed series
     * @throws IllegalArgumentException if {@link #time} was not called
     */
    public Series irregular() {
        needTime("irregular()");
        return with(plan.withIrregular());
    }

    private void needTime(String call) {
        if (plan.time() == null) {
            throw new IllegalArgumentException(call + ": the column of times is not set; call time(\"date\") before");
        }
    }

    /**
     * Adds columns as inputs in all rows of a window. Numbers are scaled; other columns are categories, with one feature
     * for each, such as {@code t003:weather=rain}.
     *
     * @param columns their names; target columns are always inputs
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column, or it is an input already
     */
    public Series inputs(String... columns) {
        List<String> inputs = read("inputs", plan.inputs(), columns);
        return with(plan.withInputs(inputs));
    }

    /**
     * Adds columns as categorical inputs, including columns of numbers, such as codes.
     *
     * @param columns their names
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column, or it is an input already
     */
    public Series categories(String... columns) {
        List<String> categories = read("categories", plan.categories(), columns);
        return with(plan.withCategories(categories));
    }

    /**
     * Adds columns as inputs whose future values are known, such as holidays or a weather forecast. Each step has the value
     * of its row; the last step also has the values of the predicted rows, as {@code t028:holiday+1=yes}. For a forecast,
     * the table must continue after the last target for as many rows as the horizon, with the time and these columns.
     *
     * @param columns their names
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column, or it is an input already
     */
    public Series knownAhead(String... columns) {
        List<String> ahead = read("knownAhead", plan.ahead(), columns);
        return with(plan.withAhead(ahead));
    }

    private List<String> read(String call, List<String> before, String... columns) {
        List<String> read = new ArrayList<>(before);
        for (String name : columns) {
            String input = Columns.find(table, name).name();
            if (read.contains(input)
                    || plan.read().contains(input)
                    || plan.targets().contains(input)) {
                throw new IllegalArgumentException(
                        "%s(\"%s\"): this column is already an input".formatted(call, input));
            }
            read.add(input);
        }
        return List.copyOf(read);
    }

    /**
     * Sets the number of rows in a window.
     *
     * @param rows at least 1
     * @return the changed series
     * @throws IllegalArgumentException if it is not positive, or more than 100,000
     */
    public Series window(int rows) {
        return with(plan.withWindow(positive("window", rows)));
    }

    /**
     * Sets the horizon: how many rows after the window an example predicts, with one output for each. The default is 1.
     *
     * @param rows at least 1
     * @return the changed series
     * @throws IllegalArgumentException if it is not positive, or more than 100,000
     */
    public Series horizon(int rows) {
        return with(plan.withHorizon(positive("horizon", rows)));
    }

    /**
     * Sets the stride: how many rows one window begins after the previous one. The default is 1.
     *
     * @param rows at least 1
     * @return the changed series
     * @throws IllegalArgumentException if it is not positive, or more than 100,000
     */
    public Series stride(int rows) {
        return with(plan.withStride(positive("stride", rows)));
    }

    private static int positive(String call, int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("%s(%s): the number of rows must be at least 1".formatted(call, rows));
        }
        if (rows > MOST_ROWS) {
            throw new IllegalArgumentException(
                    "%s(%s): the number of rows must be at most %s".formatted(call, rows, MOST_ROWS));
        }
        return rows;
    }

    /**
     * Adds the weekday of each row as an input, as one of seven features.
     *
     * @return the changed series
     * @throws IllegalArgumentException if the rows have no dates
     */
    public Series weekday() {
        return clock(ClockFeature.WEEKDAY);
    }

    /**
     * Adds the month of each row as an input, as one of twelve features.
     *
     * @return the changed series
     * @throws IllegalArgumentException if the rows have no dates
     */
    public Series month() {
        return clock(ClockFeature.MONTH);
    }

    /**
     * Adds the day of the year of each row as an input, as sine and cosine.
     *
     * @return the changed series
     * @throws IllegalArgumentException if the rows have no dates
     */
    public Series dayOfYear() {
        return clock(ClockFeature.DAY_OF_YEAR);
    }

    /**
     * Adds the hour of each row as an input, as one of 24 features.
     *
     * @return the changed series
     * @throws IllegalArgumentException if the rows have no times of day
     */
    public Series hour() {
        return clock(ClockFeature.HOUR);
    }

    private Series clock(ClockFeature feature) {
        needTime(feature.toString());
        Column<?> time = table.column(plan.time());
        boolean dates = time instanceof DateColumn;
        if (time instanceof NumericColumn || feature == ClockFeature.HOUR && dates) {
            throw new IllegalArgumentException("%s: column \"%s\" contains %s, which do not include it"
                    .formatted(feature, plan.time(), Columns.kind(time)));
        }
        return with(plan.withClock(feature));
    }

    /**
     * Uses differences between consecutive rows instead of values, as inputs and targets. {@link #predict} and
     * {@link #forecast(Model)} convert predictions back to values.
     *
     * @return the changed series
     */
    public Series difference() {
        return difference(1);
    }

    /**
     * Uses differences to the value a number of rows earlier as inputs; targets are differences to the latest known row
     * that is a multiple of this number earlier. Errors are equal to those of the values; {@link #predict} and
     * {@link #forecast(Model)} convert predictions back to values.
     *
     * @param rows such as 7 for days with a weekly cycle; another call replaces it
     * @return the changed series
     * @throws IllegalArgumentException if it is not positive, or more than 100,000
     */
    public Series difference(int rows) {
        return with(plan.withLag(positive("difference", rows)));
    }

    /**
     * Replaces a missing input by the last value before it; otherwise missing values are refused. Missing values are never
     * targets.
     *
     * @return the changed series
     */
    public Series forwardFill() {
        return with(plan.withGaps(Gaps.FILLED));
    }

    /**
     * Replaces a missing input by the mean and adds a feature such as {@code t003:births missing}; otherwise missing values
     * are refused. Missing values are never targets.
     *
     * @return the changed series
     */
    public Series mask() {
        return with(plan.withGaps(Gaps.MASKED));
    }

    /**
     * Splits the examples by time into three parts. An example belongs to the part that contains all of its targets; its
     * window may contain rows of the previous part. The few examples with targets in two parts are left out.
     *
     * @param training the fraction of the rows for training, such as 0.7; the scale is fitted on them
     * @param validation the fraction of the rows after them for validation, such as 0.15; the rest is test data
     * @return the parts
     * @throws IllegalArgumentException if a part would have no example, or a value is invalid; the message names its row
     */
    public Parts.OfExamples<Regressor> split(double training, double validation) {
        if (!(training > 0 && validation > 0 && training + validation < 1)) {
            throw new IllegalArgumentException(
                    "split(%s, %s): both fractions must be positive, with a sum below 1, such as split(0.7, 0.15)"
                            .formatted(training, validation));
        }
        SeriesMaker maker = maker();
        int count = maker.panel().count();
        // 0.7 + 0.1 is a little less than 0.8 in binary.
        return maker.split(
                (int) Math.floor(training * count + 1e-9),
                (int) Math.floor((training + validation) * count + 1e-9),
                count);
    }

    /**
     * Recreates the split that a model was trained with, on its scale. The test data is all rows after the last validation
     * time of the model, including rows that were added later. The table may begin later than that of training, or contain
     * corrected values; then the first two parts have fewer examples, or none.
     *
     * @param model a model that was trained with a split of this series
     * @return the parts
     * @throws IllegalArgumentException if the model was trained on other data, or there are no later rows
     */
    public Parts.OfExamples<Regressor> split(Model<Regressor> model) {
        SeriesProvenance trained = SeriesProvenance.of(model.getProvenance().getDatasetProvenance())
                .orElseThrow(Series::notOfASeries);
        SeriesProvenance chosen = SeriesProvenance.ofValidation(model.getProvenance())
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "the model was trained without validation data, so it is unknown which rows are test data; train it with rnn.train(parts)"));
        SeriesMaker maker = new Forecaster(maker(), model).maker();
        Panel panel = maker.panel();
        Panel.Border validated = panel.border(chosen);
        if (validated.count() >= panel.count()) {
            throw new IllegalArgumentException(
                    "the model was trained and validated on rows up to %s, and %s ends with %s; add later rows as test data"
                            .formatted(
                                    chosen.lastTime().isEmpty() ? chosen.last() : chosen.lastTime(),
                                    source,
                                    panel.border(panel.count()).last()));
        }
        return maker.split(trained, validated);
    }

    /**
     * Creates examples of all rows, on the scale of all rows, for a final training after all choices are made.
     *
     * @return the examples
     * @throws IllegalArgumentException if there are too few rows, or a value is invalid; the message names its row
     */
    public Dataset<Regressor> all() {
        return maker().all();
    }

    /**
     * Creates folds for a backtest with a rolling origin: the test rows of each fold follow those of the previous one. The
     * validation data is as many rows before the test rows, and the training data is all rows before those.
     *
     * @param folds the number of folds, at least 1
     * @param size the number of test rows in a fold, at least the horizon
     * @return the folds, the earliest first; the last tests on the last rows
     * @throws IllegalArgumentException if a part would have no example, or a value is invalid; the message names its row
     */
    public List<Parts.OfExamples<Regressor>> backtest(int folds, int size) {
        positive("backtest", folds);
        positive("backtest", size);
        return maker().backtest(folds, size);
    }

    /**
     * Trains and tests on each fold of a {@link #backtest(int, int)}.
     *
     * @param folds the number of folds
     * @param size the number of test rows in a fold
     * @param trainer any trainer of Regressor outputs; Unspool's also uses the validation data
     * @return a table of MAE, RMSE and MASE by fold and target column, with their means in the last rows; see {@link #score}
     * @throws IllegalArgumentException if a part would have no example, or a value is invalid; the message names its row
     */
    public Table backtest(int folds, int size, Trainer<Regressor> trainer) {
        SeriesScores scores = new SeriesScores("fold");
        for (Parts.OfExamples<Regressor> parts : backtest(folds, size)) {
            Model<Regressor> model = trainer instanceof RnnTrainer<Regressor> rnn
                    ? rnn.train(parts.training(), parts.validation())
                    : trainer.train(parts.training());
            scores.add(Integer.toString(scores.count() + 1), maker(), model, parts.test());
        }
        return scores.withMeans();
    }

    /**
     * Measures predictions in the unit of the table: the mean absolute error, the root of the mean squared one, and the mean
     * absolute error as a multiple of the error of a naive forecast (the previous value) on the training data (MASE;
     * Hyndman and Koehler, 2006). All steps ahead have the same weight.
     *
     * @param model a model that was trained on this series
     * @param data another part of the same split
     * @return a row for each target column
     * @throws IllegalArgumentException if the windows of the model or of the data differ; the message names the difference
     */
    public Table score(Model<Regressor> model, Dataset<Regressor> data) {
        return new SeriesScores("model", plan.id())
                .add(model.getName(), maker(), model, data)
                .table();
    }

    /**
     * Predicts examples of this series, in the unit of the table: differences are converted back to values, in the
     * predictions and in the outputs of the examples.
     *
     * @param model a model that was trained on this series
     * @param data examples, such as the test data of the same split
     * @return a prediction for each example, which any evaluator of Tribuo takes
     * @throws IllegalArgumentException if the windows of the model or of the data differ; the message names the difference
     */
    public List<Prediction<Regressor>> predict(Model<Regressor> model, Dataset<Regressor> data) {
        return new Forecaster(maker(), model).predict(data);
    }

    /**
     * The dates of the targets of examples.
     *
     * @param data examples of this series
     * @param ahead the step ahead, from 1
     * @return a date for each example, for {@code Forecast.of(series.predict(model, data), "births+1").on(…)}
     * @throws IllegalArgumentException if the rows have no dates
     */
    public List<LocalDate> days(Dataset<Regressor> data, int ahead) {
        needTime("days(…)");
        Panel panel = maker().panel();
        if (!panel.first().timeline().hasClock()) {
            throw new IllegalArgumentException("days(…): column \"%s\" does not contain dates".formatted(plan.time()));
        }
        return Stream.iterate(0, i -> i < data.size(), i -> i + 1)
                .map(data::getExample)
                .map(example -> panel.of(example).timeline().day(SeriesWindows.row(example) + ahead))
                .toList();
    }

    /**
     * The natural period of the rows: a day for steps below a day, a week for days, a year for weeks, months and quarters.
     *
     * @return such as 24 for hours, 48 for half hours, 7 for days, 52 for weeks, 12 for months, 5 for business days; 1 if
     *     rows have no dates, or are irregular
     */
    public int period() {
        return maker().panel().first().timeline().period();
    }

    /**
     * Predicts the rows after the last one.
     *
     * @param model a model that was trained on this series, or on one with the same settings; its scale is applied
     * @return a table of the next times with a column for each target column, in its unit
     * @throws IllegalArgumentException if the model was trained on other windows; the message names the difference
     */
    public Table forecast(Model<Regressor> model) {
        return new Forecaster(maker(), model).future();
    }

    /**
     * Predicts the rows after the last one, with an interval for each step. Its half-width is a quantile of the errors at
     * this step ahead on data that the model was not trained on (split conformal prediction; Lei et al., 2018). The
     * coverage holds as long as future errors are distributed like those; it fails if the series changes.
     *
     * @param model a model that was trained on this series, or on one with the same settings
     * @param calibration such as the validation data, or data that no choice was based on
     * @param coverage the fraction of true values that shall be inside, such as 0.9
     * @return a table of the times, with three columns for each target column: the forecast, {@code low} and {@code high}
     * @throws IllegalArgumentException if there are too few examples for such an interval, or the model was trained on
     *     other windows
     */
    public Table forecast(Model<Regressor> model, Dataset<Regressor> calibration, double coverage) {
        return new Forecaster(maker(), model).future(calibration, coverage);
    }

    /**
     * Predicts the rows after the last one, with an interval from the errors on the validation data, which the model stores.
     *
     * @param model a model that was trained with validation data
     * @param coverage the fraction of true values that shall be inside, such as 0.9
     * @return a table of the times, with three columns for each target column: the forecast, {@code low} and {@code high}
     * @throws IllegalArgumentException if the model has no validation errors, too few of them, or was trained on other
     *     windows
     */
    public Table forecast(Model<Regressor> model, double coverage) {
        return new Forecaster(maker(), model).future(coverage);
    }

    /**
     * Predicts quantiles of the rows after the last one. Those of one step are sorted, as quantiles that were learned apart
     * may cross.
     *
     * @param quantiles models that were trained on this series, or on one with the same settings
     * @return a table of the times, with a column for each target column and level, such as {@code births 0.9}; {@code
     *     Views.chart(series.past(), …)} draws it as a fan
     * @throws IllegalArgumentException if a model was trained on other windows
     */
    public Table forecast(Quantiles quantiles) {
        return quantileForecaster(quantiles).future();
    }

    /**
     * Measures predicted quantiles: the part of the true values that lies at or below each, which should be its level, and the
     * mean pinball loss in the unit of the table. All steps ahead have the same weight.
     *
     * @param quantiles models that were trained on this series
     * @param data another part of the same split
     * @return a row for each target column and level
     * @throws IllegalArgumentException if the windows of a model or of the data differ; the message names the difference
     */
    public Table score(Quantiles quantiles, Dataset<Regressor> data) {
        return quantileForecaster(quantiles).score(data);
    }

    private QuantileForecaster quantileForecaster(Quantiles quantiles) {
        return new QuantileForecaster(maker(), quantiles.levels(), quantiles.models());
    }

    /**
     * The columns to predict.
     *
     * @return their names
     */
    public List<String> targets() {
        return plan.targets();
    }

    /**
     * The rows before a forecast.
     *
     * @return a table of the same form as a forecast: the series, if there are many, the times, and each target
     */
    public Table past() {
        Table all = null;
        for (SeriesRows rows : maker().panel().all()) {
            Table past = rows.past();
            all = all == null ? past : all.append(past);
        }
        return all;
    }

    /**
     * Validates the settings and creates the maker of windows. For internal use.
     *
     * @return the maker of windows
     * @throws IllegalArgumentException if a setting is missing; the message names it
     */
    public SeriesMaker maker() {
        if (plan.window() == 0) {
            throw new IllegalArgumentException("the window is not set; choose one, such as window(28)");
        }
        if (plan.id() != null) {
            needTime("id(\"%s\")".formatted(plan.id()));
        }
        Panel panel = new Panel(table, plan);
        return new SeriesMaker(
                plan,
                panel,
                source,
                sha256 == null ? panel.sha256() : sha256,
                format.of(plan.columns()).toString());
    }

    /** The method calls that create this series, without those that only select or order rows. */
    @Override
    public String toString() {
        return plan.recipe();
    }
}
