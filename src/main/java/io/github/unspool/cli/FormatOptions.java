package io.github.unspool.cli;

import io.github.unspool.data.csv.CsvFormat;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of a CSV file. */
final class FormatOptions {
    @Option(names = "--missing", paramLabel = "CELL", description = "Mark of a missing value, such as ?; repeatable.")
    String[] missing = {};

    @Option(names = "--text", paramLabel = "NAME", description = "Column of text, such as codes; repeatable.")
    String[] text = {};

    @Option(names = "--number", paramLabel = "NAME", description = "Column of numbers; repeatable.")
    String[] number = {};

    @Option(names = "--decimal", paramLabel = "MARK", description = "Decimal mark of numbers, . or , [inferred].")
    Character decimal;

    @Option(
            names = "--date",
            paramLabel = "NAME=PATTERN",
            description = "Column of dates and their pattern, such as day=dd.MM.yy; repeatable.")
    Map<String, String> dates = Map.of();

    @Option(names = "--skip", paramLabel = "LINES", description = "Number of lines before the column names [0].")
    int skip;

    CsvFormat of(CsvFormat inferred) {
        CsvFormat format = inferred.missing(missing).text(text).number(number).skip(skip);
        for (var date : dates.entrySet()) {
            format = format.date(date.getKey(), date.getValue());
        }
        return decimal == null ? format : format.decimal(decimal);
    }
}
