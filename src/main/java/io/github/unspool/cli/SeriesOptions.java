package io.github.unspool.cli;

import io.github.unspool.data.Sequences;
import io.github.unspool.data.Series;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import picocli.CommandLine.Option;

/** Which columns of a table are told, and from what. */
final class SeriesOptions {
    @Option(
            names = "--column",
            paramLabel = "NAME",
            split = ",",
            description = "What to tell: this column of the table, or several.")
    String[] columns = {};

    @Option(names = "--time", paramLabel = "NAME", description = "The column of the times.")
    String time;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "By which clock instants are read, such as Europe/Berlin.")
    ZoneId zone = ZoneOffset.UTC;

    @Option(names = "--inputs", paramLabel = "NAME", split = ",", description = "Further columns to read.")
    String[] inputs = {};

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
        series = time == null ? series : series.time(time, zone);
        series = inputs.length == 0 ? series : series.inputs(inputs);
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
}
