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
import picocli.CommandLine.Option;

/** Which columns of a table are told, and from what. */
final class SeriesOptions {
    @Option(
            names = "--column",
            paramLabel = "NAME",
            split = ",",
            description = "What to tell: this column of the table, or several.")
    String[] columns = {};

    @Option(
            names = "--id",
            paramLabel = "NAME",
            description = "The column that says which of several series a row is of, such as the store.")
    String id;

    @Option(
            names = "--time",
            paramLabel = "NAME",
            description =
                    "The column of the times; given several times, those of year, month, day, hour, or date and time.")
    String[] time = {};

    @Option(
            names = "--every",
            paramLabel = "STEP",
            description = "Complete the rows to this step, such as PT1H, P1D or P1M; say how to fill them.")
    String every;

    @Option(names = "--business-days", description = "Complete the rows to Mondays to Fridays.")
    boolean businessDays;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "By which clock instants are read, such as Europe/Berlin.")
    ZoneId zone = ZoneOffset.UTC;

    @Option(names = "--inputs", paramLabel = "NAME", split = ",", description = "Further columns to read.")
    String[] inputs = {};

    @Option(
            names = "--categories",
            paramLabel = "NAME",
            split = ",",
            description = "Further columns to read as categories, also if they hold numbers.")
    String[] categories = {};

    @Option(
            names = "--known-ahead",
            paramLabel = "NAME",
            split = ",",
            description = "Further columns that are known for the rows to come, such as holidays.")
    String[] knownAhead = {};

    @Option(
            names = "--window",
            paramLabel = "ROWS",
            converter = Positive.class,
            description = "How many rows to read; needed.")
    int window;

    @Option(
            names = "--horizon",
            paramLabel = "ROWS",
            converter = Positive.class,
            description = "How many rows ahead to tell. Else 1.")
    int horizon = 1;

    @Option(
            names = "--stride",
            paramLabel = "ROWS",
            converter = Positive.class,
            description = "How many rows lie between two examples. Else 1.")
    int stride = 1;

    @Option(names = "--weekday", description = "Read the weekday too.")
    boolean weekday;

    @Option(names = "--month", description = "Read the month too.")
    boolean month;

    @Option(names = "--day-of-year", description = "Read the place in the year too.")
    boolean dayOfYear;

    @Option(names = "--hour", description = "Read the hour too.")
    boolean hour;

    @Option(
            names = "--difference",
            paramLabel = "ROWS",
            converter = Positive.class,
            description = "Read and tell changes since so many rows before, such as 7; forecasts are values again.")
    Integer difference;

    @Option(
            names = "--forward-fill",
            description = "Read a missing value as the one before it, instead of refusing it.")
    boolean forwardFill;

    @Option(names = "--mask", description = "Read a missing value as the mean, and that it is missing.")
    boolean mask;

    boolean isChosen() {
        return columns.length > 0;
    }

    Series read(Path file, RowOptions rows) {
        Series series = Sequences.series(file, rows.format::of, columns);
        series = id == null ? series : series.id(id);
        series = time.length == 0 ? series : series.time(zone, time);
        series = every == null ? series : series.every(step());
        series = businessDays ? series.businessDays() : series;
        series = series.inputs(inputs).categories(categories).knownAhead(knownAhead);
        series = window == 0 ? series : series.window(window);
        series = series.horizon(horizon).stride(stride);
        series = weekday ? series.weekday() : series;
        series = month ? series.month() : series;
        series = dayOfYear ? series.dayOfYear() : series;
        series = hour ? series.hour() : series;
        series = difference == null ? series : series.difference(difference);
        series = forwardFill ? series.forwardFill() : series;
        return rows.of(mask ? series.mask() : series);
    }

    private TemporalAmount step() {
        try {
            return every.contains("T") ? Duration.parse(every) : Period.parse(every);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "--every %s: give a step such as PT1H, PT15M, P1D or P1M".formatted(every), e);
        }
    }
}
