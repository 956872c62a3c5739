package io.github.unspool.cli;

import io.github.unspool.data.Series;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is said of a table's rows, whenever it is read. */
final class RowOptions {
    @Option(names = "--sorted", description = "Put the rows into the order of their times, instead of refusing others.")
    boolean sorted;

    @Option(names = "--irregular", description = "Take the rows as steps even where they are not equally far apart.")
    boolean irregular;

    @Mixin
    FormatOptions format;

    Series of(Series series) {
        Series ordered = sorted ? series.sorted() : series;
        return irregular ? ordered.irregular() : ordered;
    }
}
