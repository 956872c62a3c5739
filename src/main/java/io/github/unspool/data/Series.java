package io.github.unspool.data;

import io.github.unspool.data.csv.CsvFormat;
import io.github.unspool.data.csv.TableFile;
import io.github.unspool.data.series.ClockFeature;
import io.github.unspool.data.series.Forecaster;
import io.github.unspool.data.series.GridStep;
import io.github.unspool.data.series.Panel;
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
import java.util.function.Consumer;
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
 * Rows of numbers in the order of time, and how examples are cut from them: each reads a window of rows and tells the rows
 * that follow. Immutable: each call gives a new value.
 *
 * <pre>{@code
 * var series = Sequences.series(table, "births").time("date").window(28).horizon(7).weekday();
 * var parts  = series.split(0.7, 0.15);
 * var model  = rnn.train(parts);
 * series.forecast(model)
 * }</pre>
 *
 * <p>An example is Tribuo's, so any of its trainers can take it. Its features are called {@code t001:births} to
 * {@code t028:births}, the last row read being the highest; its outputs {@code births+1} to {@code births+7}, one for each
 * step ahead, all told at once by one model (the MIMO strategy of Ben Taieb et al., 2012). The inputs are brought to mean 0
 * and variance 1 of the training part alone. The outputs stay in the user's units. Rows are counted from 1 in all that is
 * said.
 */
public final class Series {
    /** A step of a window, or ahead, has names and numbers of its own; no sum of such counts overflows. */
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

    /** Begins with a file. */
    static Series of(TableFile file, String... columns) {
        return of(file.table(), file.source().name(), file.source().sha256(), file.format(), columns);
    }

    /** Begins with a table that nobody else changes; the hash may be null. */
    static Series of(Table table, String source, String sha256, CsvFormat format, String... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException(
                    "series(table): say which column to tell; there are %s".formatted(table.columnNames()));
        }
        if (table.rowCount() == 0) {
            throw new IllegalArgumentException(source + " has no rows");
        }
        List<String> targets = new ArrayList<>();
        for (String name : columns) {
            Column<?> column = Columns.find(table, name);
            if (column instanceof StringColumn words) {
                throw inTheWay(words, source, CellKind::isNumber, "a number; only numbers can be told");
            }
            if (!(column instanceof NumericColumn)) {
                throw new IllegalArgumentException("column \"%s\" of %s holds %s, not numbers; only numbers can be told"
                        .formatted(column.name(), source, Columns.kind(column)));
            }
            targets.add(column.name());
        }
        if (targets.stream().distinct().count() < targets.size()) {
            throw new IllegalArgumentException("series(table, …): a column is named twice in " + targets);
        }
        return new Series(table, source, sha256, format, new SeriesPlan(List.copyOf(targets)));
    }

    private static IllegalArgumentException inTheWay(
            StringColumn column, String source, Predicate<CellKind> wanted, String what) {
        int row = CellKind.inTheWay(column, wanted);
        return new IllegalArgumentException("%s: row %s of column \"%s\" is \"%s\", which is not %s"
                .formatted(source, row + 1, column.name(), Excerpt.of(column.get(row)), what));
    }

    /** How a model's columns are to be read from a file: of the kinds that it was trained on. */
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

    /** The series of a model's provenance, begun with its columns. */
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
            throw new IllegalArgumentException("the model was trained on %s, and what can be read of that is %s"
                    .formatted(Excerpt.of(recipe), Excerpt.of(series.toString())));
        }
        return series;
    }

    private static IllegalArgumentException notOfASeries() {
        return new IllegalArgumentException(
                "the model was not trained on examples of a series; train it on a part of split(0.7, 0.15)");
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
                    "the model says the time zone \"%s\", which is not known".formatted(Excerpt.of(call.onlyMade())),
                    e);
        }
    }

    private Series with(Consumer<SeriesPlan> change) {
        return new Series(table, source, sha256, format, plan.with(change));
    }

    /**
     * Says which column holds the time. Times must rise from row to row, and by the same step (whole months count as
     * one), which is checked when data is made.
     *
     * @param column of dates, date-times, instants (read by the clock of UTC), or numbers such as years
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column, or it holds something else
     */
    public Series time(String column) {
        return time(column, ZoneOffset.UTC);
    }

    /**
     * Says which column holds the time, and by which clock instants are read.
     *
     * @param column of dates, date-times, instants, or numbers such as years
     * @param zone such as {@code ZoneId.of("Europe/Berlin")}; matters to instants only
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column, or it holds something else
     */
    public Series time(String column, ZoneId zone) {
        return timed(zone, List.of(column));
    }

    /**
     * Says which columns together hold the time: those of year, month, day, hour, minute and second, in this order and as many
     * as there are; or one of dates, and then that of the time of day, or those of hour, minute and second.
     *
     * @param first such as {@code year}
     * @param second such as {@code month}
     * @param more such as {@code day} and {@code hour}
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column, or a row has no such time
     */
    public Series time(String first, String second, String... more) {
        return time(
                ZoneOffset.UTC,
                Stream.concat(Stream.of(first, second), Stream.of(more)).toArray(String[]::new));
    }

    /**
     * Says which columns together hold the time, as {@link #time(String, String, String...)}, and by which clock.
     *
     * @param zone such as {@code ZoneId.of("Europe/Berlin")}
     * @param columns such as {@code year}, {@code month}, {@code day} and {@code hour}
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column, or a row has no such time
     */
    public Series time(ZoneId zone, String... columns) {
        return timed(zone, List.of(columns));
    }

    private Series timed(ZoneId zone, List<String> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("time(): say which column holds the time, such as time(\"date\")");
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
                    "a time like the others, leaves open which is the day, or is finer than a millisecond; write 2024-02-29 or 2024-02-29 13:00, or say the form with date(\"%1$s\", \"dd/MM/yyyy\") or time(\"%1$s\", \"dd/MM/yyyy HH:mm\")"
                            .formatted(time.name()));
        }
        if (names.size() > 1) {
            time = TimeColumns.combine(table, source, names);
            timed = Table.create(table.name(), table.columns());
            timed = timed.containsColumn(time.name()) ? timed.replaceColumn(time) : timed.addColumns(time);
        } else if (!Timeline.isTime(time)) {
            throw new IllegalArgumentException("column \"%s\" of %s holds %s, not times such as 2024-02-29"
                    .formatted(time.name(), source, Columns.kind(time)));
        }
        String name = time.name();
        return new Series(timed, source, sha256, format, plan.with(p -> {
            p.times = names;
            p.time = name;
            p.zone = zone;
        }));
    }

    /**
     * Says which column holds the series that a row is of, such as the store or the sensor. One model then learns from all and
     * predicts each. No window reads or predicts rows of two series. Forecasts and {@link #score} have the series in their first
     * columns. {@code split} and {@code backtest} cut all series at the same time, and all are on one scale. The model reads which series it
     * is only if {@link #categories} says so.
     *
     * @param column of names or whole numbers
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column
     */
    public Series id(String column) {
        String id = Columns.find(table, column).name();
        return with(p -> p.id = id);
    }

    /**
     * One of many series.
     *
     * @param name what stands for it in the column of {@link #id}
     * @return a series of its rows only, for a model of all, as in {@code series.only("7").forecast(model)}
     * @throws IllegalArgumentException if there is no such series, or no column says which a row is of
     */
    public Series only(String name) {
        if (plan.id == null) {
            throw new IllegalArgumentException(
                    "only(\"%s\"): say before which column holds the series, with id(\"store\")".formatted(name));
        }
        Column<?> ids = table.column(plan.id);
        int[] rows = IntStream.range(0, ids.size())
                .filter(row -> Columns.name(ids, row).equals(name))
                .toArray();
        if (rows.length == 0) {
            throw Columns.missing(
                    "column \"%s\" of %s".formatted(plan.id, source),
                    ids.asStringColumn().unique().asList(),
                    name);
        }
        return new Series(table.rows(rows), source, sha256, format, plan);
    }

    /**
     * Completes the rows to a regular grid of times, from the first to the last. The rows that are not in the table have no
     * values: say {@link #forwardFill} or {@link #mask}. They are never targets, and count as rows of a window.
     *
     * @param step such as {@code Duration.ofHours(1)}, {@code Period.ofDays(1)} or {@code Period.ofMonths(1)}
     * @return the changed series
     * @throws IllegalArgumentException if it is not positive, or no time was said. Times that are not on the grid are refused
     *     when data is made
     */
    public Series every(TemporalAmount step) {
        return every(GridStep.of(step));
    }

    private Series every(GridStep step) {
        needTime(step.toString());
        return with(p -> p.step = step);
    }

    /**
     * Completes the rows to Mondays to Fridays, from the first to the last, as {@link #every}; holidays are rows without values.
     *
     * @return the changed series
     * @throws IllegalArgumentException if no time was said
     */
    public Series businessDays() {
        return every(GridStep.BUSINESS_DAYS);
    }

    /**
     * Puts the rows into the order of their times, instead of refusing rows that are not. Rows are then counted in that
     * order.
     *
     * @return the changed series
     * @throws IllegalArgumentException if no time was said
     */
    public Series sorted() {
        needTime("sorted()");
        return with(p -> p.sorted = true);
    }

    /**
     * Takes the rows as steps even where their times are not the same step apart, such as days of business. Forecasts
     * then count steps instead of naming times.
     *
     * @return the changed series
     * @throws IllegalArgumentException if no time was said
     */
    public Series irregular() {
        needTime("irregular()");
        return with(p -> p.irregular = true);
    }

    private void needTime(String call) {
        if (plan.time == null) {
            throw new IllegalArgumentException(call + ": say before which column holds the time, with time(\"date\")");
        }
    }

    /**
     * Lets a window read further columns, up to the last row that it reads. Numbers are scaled; any other column is taken
     * as categories, which become a feature each, such as {@code t003:weather=rain}.
     *
     * @param columns their names; those to tell are read anyway
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column, or it is read already
     */
    public Series inputs(String... columns) {
        List<String> inputs = read("inputs", plan.inputs, columns);
        return with(p -> p.inputs = inputs);
    }

    /**
     * Lets a window read further columns as categories, also those of numbers, such as codes.
     *
     * @param columns their names
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column, or it is read already
     */
    public Series categories(String... columns) {
        List<String> categories = read("categories", plan.categories, columns);
        return with(p -> p.categories = categories);
    }

    /**
     * Lets a window read further columns that are known for the future, such as holidays or a weather forecast. Each step reads
     * its own value; the last also those of the predicted rows, as {@code t028:holiday+1=yes}. For a forecast the table has as many
     * rows as the horizon behind the last with a target, with time and these columns.
     *
     * @param columns their names
     * @return the changed series
     * @throws IllegalArgumentException if there is no such column, or it is read already
     */
    public Series knownAhead(String... columns) {
        List<String> ahead = read("knownAhead", plan.ahead, columns);
        return with(p -> p.ahead = ahead);
    }

    private List<String> read(String call, List<String> before, String... columns) {
        List<String> read = new ArrayList<>(before);
        for (String name : columns) {
            String input = Columns.find(table, name).name();
            if (read.contains(input) || plan.read().contains(input) || plan.targets.contains(input)) {
                throw new IllegalArgumentException("%s(\"%s\"): that column is read already".formatted(call, input));
            }
            read.add(input);
        }
        return List.copyOf(read);
    }

    /**
     * How many rows an example reads.
     *
     * @param rows at least 1
     * @return the changed series
     * @throws IllegalArgumentException if it is not positive, or more than 100,000
     */
    public Series window(int rows) {
        return with(p -> p.window = positive("window", rows));
    }

    /**
     * How many rows ahead an example tells, each by an output of its own; 1 if it is not said.
     *
     * @param rows at least 1
     * @return the changed series
     * @throws IllegalArgumentException if it is not positive, or more than 100,000
     */
    public Series horizon(int rows) {
        return with(p -> p.horizon = positive("horizon", rows));
    }

    /**
     * How many rows lie between the ends of two examples; 1 if it is not said.
     *
     * @param rows at least 1
     * @return the changed series
     * @throws IllegalArgumentException if it is not positive, or more than 100,000
     */
    public Series stride(int rows) {
        return with(p -> p.stride = positive("stride", rows));
    }

    private static int positive(String call, int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("%s(%s): give at least 1 row".formatted(call, rows));
        }
        if (rows > MOST_ROWS) {
            throw new IllegalArgumentException(
                    "%s(%s): at most %s rows are counted; give fewer".formatted(call, rows, MOST_ROWS));
        }
        return rows;
    }

    /**
     * Adds the weekday of each row that is read, as one of seven features.
     *
     * @return the changed series
     * @throws IllegalArgumentException if the rows have no dates
     */
    public Series weekday() {
        return clock(ClockFeature.WEEKDAY);
    }

    /**
     * Adds the month of each row that is read, as one of twelve features.
     *
     * @return the changed series
     * @throws IllegalArgumentException if the rows have no dates
     */
    public Series month() {
        return clock(ClockFeature.MONTH);
    }

    /**
     * Adds the place of each row that is read on the circle of the year, as its sine and cosine.
     *
     * @return the changed series
     * @throws IllegalArgumentException if the rows have no dates
     */
    public Series dayOfYear() {
        return clock(ClockFeature.DAY_OF_YEAR);
    }

    /**
     * Adds the hour of each row that is read, as one of 24 features.
     *
     * @return the changed series
     * @throws IllegalArgumentException if the rows have no times of day
     */
    public Series hour() {
        return clock(ClockFeature.HOUR);
    }

    private Series clock(ClockFeature feature) {
        needTime(feature.toString());
        Column<?> time = table.column(plan.time);
        boolean dates = time instanceof DateColumn;
        if (time instanceof NumericColumn || feature == ClockFeature.HOUR && dates) {
            throw new IllegalArgumentException("%s: column \"%s\" holds %s, which do not say it"
                    .formatted(feature, plan.time, Columns.kind(time)));
        }
        return with(p -> p.clock.add(feature));
    }

    /**
     * Reads and tells changes from row to row instead of values. {@link #predict} and {@link #forecast(Model)} undo it.
     *
     * @return the changed series
     */
    public Series difference() {
        return difference(1);
    }

    /**
     * Reads changes since some rows before, and tells changes since the latest known row that is a multiple of it before.
     * Errors are the same as those of the values; {@link #predict} and {@link #forecast(Model)} add what was known.
     *
     * @param rows such as 7 for days with a weekly cycle; a further call replaces the former
     * @return the changed series
     * @throws IllegalArgumentException if it is not positive, or more than 100,000
     */
    public Series difference(int rows) {
        return with(p -> p.lag = positive("difference", rows));
    }

    /**
     * Reads a missing value as the last one before it, instead of refusing it. Missing values are never told.
     *
     * @return the changed series
     */
    public Series forwardFill() {
        return with(p -> p.gaps = Gaps.FILLED);
    }

    /**
     * Reads a missing value as the mean, beside a feature such as {@code t003:births missing}, instead of refusing it.
     * Missing values are never told.
     *
     * @return the changed series
     */
    public Series mask() {
        return with(p -> p.gaps = Gaps.MASKED);
    }

    /**
     * Makes examples in three parts by time. An example belongs to the part that all rows it tells are in; it may read
     * rows of the part before, and the few that tell rows of two parts are left out.
     *
     * @param training the part of the rows that is trained on, such as 0.7; the scale is fitted on it alone
     * @param validation the part of the rows after it, such as 0.15; the rest is for the test
     * @return the parts
     * @throws IllegalArgumentException if a part would have no example, or a value cannot be used; the message says where
     */
    public Parts.OfExamples<Regressor> split(double training, double validation) {
        if (!(training > 0 && validation > 0 && training + validation < 1)) {
            throw new IllegalArgumentException(
                    "split(%s, %s): give two parts of the whole that leave a third, such as split(0.7, 0.15)"
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
     * Makes the parts that a model was trained with again, on its scale. The test part is all that comes after the last time
     * that the model was validated with, also rows that were added since. The table may begin later than that of training, or
     * have corrected values: then the first two parts are what is left of them, or empty.
     *
     * @param model trained on the training part of a split of this series
     * @return the parts
     * @throws IllegalArgumentException if the model was trained on something else, or no row comes after
     */
    public Parts.OfExamples<Regressor> split(Model<Regressor> model) {
        SeriesProvenance trained = SeriesProvenance.of(model.getProvenance().getDatasetProvenance())
                .orElseThrow(Series::notOfASeries);
        SeriesProvenance chosen = SeriesProvenance.ofValidation(model.getProvenance())
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "the model was trained without validation data, so nothing says which rows come after; train it with rnn.train(parts)"));
        SeriesMaker maker = new Forecaster(maker(), model).maker();
        Panel panel = maker.panel();
        Panel.Border validated = panel.border(chosen);
        if (validated.count() >= panel.count()) {
            throw new IllegalArgumentException(
                    "the model was trained and validated on rows up to %s, and %s ends with %s; it takes rows after them to test by"
                            .formatted(
                                    chosen.lastTime().isEmpty() ? chosen.last() : chosen.lastTime(),
                                    source,
                                    panel.border(panel.count()).last()));
        }
        return maker.split(trained, validated);
    }

    /**
     * Makes examples of all rows, on the scale of all rows. For a last training when everything is chosen.
     *
     * @return the examples
     * @throws IllegalArgumentException if there are too few rows, or a value cannot be used; the message says where
     */
    public Dataset<Regressor> all() {
        return maker().all();
    }

    /**
     * Makes folds for a backtest with a rolling origin: each tests on the rows after those of the fold before, and trains on
     * all rows from the first to those that validate, which are as many as those of a test.
     *
     * @param folds how many tests, at least 1
     * @param size how many rows each test tells, at least as many as the horizon
     * @return the folds, the earliest first; the last tests on the last rows
     * @throws IllegalArgumentException if a part would have no example, or a value cannot be used; the message says where
     */
    public List<Parts.OfExamples<Regressor>> backtest(int folds, int size) {
        positive("backtest", folds);
        positive("backtest", size);
        return maker().backtest(folds, size);
    }

    /**
     * Trains and tests on each fold of a {@link #backtest(int, int)}.
     *
     * @param folds how many tests
     * @param size how many rows each test tells
     * @param trainer any that tells numbers; ours also gets the validation part
     * @return a table of MAE, RMSE and MASE by fold and column told, and their means last; see {@link #score}
     * @throws IllegalArgumentException if a part would have no example, or a value cannot be used; the message says where
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
     * absolute error as a multiple of what telling the value of the row before would have cost on the rows trained on (MASE;
     * Hyndman and Koehler, 2006). All steps ahead count alike.
     *
     * @param model trained on a part of this series
     * @param data another part of the same split
     * @return a row for each column told
     * @throws IllegalArgumentException if the model or the data were made from other windows; the message says how
     */
    public Table score(Model<Regressor> model, Dataset<Regressor> data) {
        return new SeriesScores("model", plan.id)
                .add(model.getName(), maker(), model, data)
                .table();
    }

    /**
     * Predicts for examples of this series, in the unit of the table: differences are undone, in the predictions and in
     * the outputs of their examples.
     *
     * @param model trained on the training part
     * @param data such as the test part of the same split
     * @return a prediction for each example, which any evaluator of Tribuo takes
     * @throws IllegalArgumentException if the model or the data were made from other windows; the message says how
     */
    public List<Prediction<Regressor>> predict(Model<Regressor> model, Dataset<Regressor> data) {
        return new Forecaster(maker(), model).predict(data);
    }

    /**
     * The days that examples tell.
     *
     * @param data examples of this series
     * @param ahead which of the steps that are told, from 1
     * @return a date for each example, for {@code Forecast.of(series.predict(model, data), "births+1").on(…)}
     * @throws IllegalArgumentException if the rows have no dates
     */
    public List<LocalDate> days(Dataset<Regressor> data, int ahead) {
        needTime("days(…)");
        Panel panel = maker().panel();
        if (!panel.first().timeline().hasClock()) {
            throw new IllegalArgumentException("days(…): column \"%s\" holds no dates".formatted(plan.time));
        }
        return Stream.iterate(0, i -> i < data.size(), i -> i + 1)
                .map(data::getExample)
                .map(example -> panel.of(example).timeline().day(SeriesWindows.row(example) + ahead))
                .toList();
    }

    /**
     * How many rows the season has that the step between them suggests: a day for steps below a day, a week for days, a year
     * for weeks, months and quarters.
     *
     * @return such as 24 for hours, 48 for half hours, 7 for days, 52 for weeks, 12 for months, 5 for business days; 1 if rows have no dates, or are irregular
     */
    public int period() {
        return maker().panel().first().timeline().period();
    }

    /**
     * Tells what follows the last row.
     *
     * @param model trained on this series, or one with the same calls; it brings its scale along
     * @return a table of the times that follow and a column for each column told, in its unit
     * @throws IllegalArgumentException if the model was trained on other windows; the message says which
     */
    public Table forecast(Model<Regressor> model) {
        return new Forecaster(maker(), model).future();
    }

    /**
     * Tells what follows the last row, with an interval for each step. Its half-width is a quantile of the errors on data
     * that the model was not trained on, for each step ahead its own (split conformal prediction; Lei et al., 2018). It
     * holds as often as it says where the future errs like that data; a series that changes its ways breaks that.
     *
     * @param model trained on this series, or one with the same calls
     * @param calibration such as the validation part, or a part that nothing was chosen by
     * @param coverage how often the truth shall lie inside, such as 0.9
     * @return a table of the times, and for each column told three: itself, {@code low} and {@code high}
     * @throws IllegalArgumentException if there are too few examples for such an interval, or the model was trained on
     *     other windows
     */
    public Table forecast(Model<Regressor> model, Dataset<Regressor> calibration, double coverage) {
        return new Forecaster(maker(), model).future(calibration, coverage);
    }

    /**
     * Tells what follows the last row, with an interval by the errors that the model made on its validation data, which it
     * remembers.
     *
     * @param model trained with validation data
     * @param coverage how often the truth shall lie inside, such as 0.9
     * @return a table of the times, and for each column told three: itself, {@code low} and {@code high}
     * @throws IllegalArgumentException if the model has no validation errors, too few of them, or was trained on other windows
     */
    public Table forecast(Model<Regressor> model, double coverage) {
        return new Forecaster(maker(), model).future(coverage);
    }

    /**
     * The columns to predict.
     *
     * @return their names
     */
    public List<String> targets() {
        return plan.targets;
    }

    /**
     * The rows that a forecast follows.
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
     * Checks the calls so far and makes what cuts the table into windows. For the engine.
     *
     * @return the maker of windows
     * @throws IllegalArgumentException if a call is missing; the message says which
     */
    public SeriesMaker maker() {
        if (plan.window == 0) {
            throw new IllegalArgumentException("say how many rows an example reads, such as window(28)");
        }
        if (plan.id != null) {
            needTime("id(\"%s\")".formatted(plan.id));
        }
        Panel panel = new Panel(table, plan);
        return new SeriesMaker(
                plan,
                panel,
                source,
                sha256 == null ? panel.sha256() : sha256,
                format.of(plan.columns()).toString());
    }

    /** The calls that give this series, but for those that only choose or order rows. */
    @Override
    public String toString() {
        return plan.recipe();
    }
}
