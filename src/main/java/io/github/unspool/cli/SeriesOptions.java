package io.github.unspool.cli;

import io.github.unspool.data.Sequences;
import io.github.unspool.data.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAmount;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** The options of a time series. */
final class SeriesOptions {
    @Option(names = "--column", paramLabel = "NAME", split = ",", description = "Columns to predict.")
    String[] columns = {};

    @Option(
            names = "--id",
            paramLabel = "NAME",
            description = "Column that identifies one of several series, such as the store.")
    String id;

    @Option(
            names = "--time",
            paramLabel = "NAME",
            description =
                    "Column of times; repeatable for separate columns of year, month, day, hour, or of date and time.")
    String[] time = {};

    @Option(
            names = "--every",
            paramLabel = "STEP",
            description =
                    "Step to which missing rows are completed, such as PT1H, P1D or P1M; requires --forward-fill or --mask.")
    String every;

    @Option(
            names = "--business-days",
            description = "Completion of missing rows, Monday to Friday; requires --forward-fill or --mask.")
    boolean businessDays;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of instants, such as Europe/Berlin [UTC].")
    ZoneId zone = ZoneOffset.UTC;

    @Option(names = "--inputs", paramLabel = "NAME", split = ",", description = "Additional input columns.")
    String[] inputs = {};

    @Option(
            names = "--categories",
            paramLabel = "NAME",
            split = ",",
            description = "Additional input columns that are categories, even if they contain numbers.")
    String[] categories = {};

    @Option(
            names = "--known-ahead",
            paramLabel = "NAME",
            split = ",",
            description = "Additional input columns whose future values are known, such as holidays.")
    String[] knownAhead = {};

    @Option(
            names = "--window",
            paramLabel = "ROWS",
            converter = Positive.class,
            description = "Number of rows in a window; required.")
    Integer window;

    @Option(
            names = "--horizon",
            paramLabel = "ROWS",
            converter = Positive.class,
            description = "Number of rows to predict [1].")
    int horizon = 1;

    @Option(
            names = "--stride",
            paramLabel = "ROWS",
            converter = Positive.class,
            description = "Number of rows between the beginnings of two windows [1].")
    int stride = 1;

    @Option(names = "--weekday", description = "Weekday as an additional input.")
    boolean weekday;

    @Option(names = "--month", description = "Month as an additional input.")
    boolean month;

    @Option(names = "--day-of-year", description = "Day of the year as an additional input.")
    boolean dayOfYear;

    @Option(names = "--hour", description = "Hour as an additional input.")
    boolean hour;

    @Option(
            names = "--difference",
            paramLabel = "ROWS",
            converter = Positive.class,
            description =
                    "Number of rows, such as 7, over which differences replace values in inputs and targets; forecasts are values.")
    Integer difference;

    @Option(
            names = "--forward-fill",
            description =
                    "Replacement of a missing input by the value before it; by default missing values are refused.")
    boolean forwardFill;

    @Option(names = "--mask", description = "Replacement of a missing input by the mean and a marker.")
    boolean mask;

    boolean isChosen() {
        return columns.length > 0;
    }

    Series read(Path file, RowOptions rows) {
        Series series = Sequences.series(file, rows.format::of, columns);
        series = ifGiven(id, series, Series::id);
        series = time.length == 0 ? series : series.time(zone, time);
        series = ifGiven(every, series, (s, text) -> s.every(step(text)));
        series = ifGiven(businessDays, series, Series::businessDays);
        series = series.inputs(inputs).categories(categories).knownAhead(knownAhead);
        series = ifGiven(window, series, Series::window).horizon(horizon).stride(stride);
        series = ifGiven(weekday, series, Series::weekday);
        series = ifGiven(month, series, Series::month);
        series = ifGiven(dayOfYear, series, Series::dayOfYear);
        series = ifGiven(hour, series, Series::hour);
        series = ifGiven(difference, series, Series::difference);
        series = ifGiven(forwardFill, series, Series::forwardFill);
        return rows.of(ifGiven(mask, series, Series::mask));
    }

    private static <V> Series ifGiven(V value, Series series, BiFunction<Series, V, Series> call) {
        return value == null ? series : call.apply(series, value);
    }

    private static Series ifGiven(boolean isGiven, Series series, UnaryOperator<Series> call) {
        return isGiven ? call.apply(series) : series;
    }

    private static TemporalAmount step(String every) {
        try {
            return every.contains("T") ? Duration.parse(every) : Period.parse(every);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "--every %s: not a step; use one such as PT1H, PT15M, P1D or P1M".formatted(every), e);
        }
    }
}
