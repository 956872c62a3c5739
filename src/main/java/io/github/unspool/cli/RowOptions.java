package io.github.unspool.cli;

import io.github.unspool.data.Series;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a table's rows. */
final class RowOptions {
    @Option(names = "--sorted", description = "Sorting of the rows by time; by default rows out of order are refused.")
    boolean sorted;

    @Option(names = "--irregular", description = "Acceptance of rows at irregular times; each row is one step.")
    boolean irregular;

    @Mixin
    FormatOptions format;

    Series of(Series series) {
        Series ordered = sorted ? series.sorted() : series;
        return irregular ? ordered.irregular() : ordered;
    }
}
