package io.github.unspool.cli;

import io.github.unspool.view.Views;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.knowm.xchart.internal.chartpart.IChart;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tech.tablesaw.api.Table;

/** The files that a command writes besides a model. */
final class OutputOptions {
    private static final Pattern PICTURE = Pattern.compile("(?i).*\\.png");

    @Option(names = "--table", paramLabel = "FILE", description = "Write the numbers to this file, as CSV.")
    Path table;

    @Option(names = "--chart", paramLabel = "FILE", description = "Draw the chart into this file, .png.")
    Path chart;

    /** Refuses files that could not be written, before work is done for them. */
    void check(CommandLine command, Path... more) {
        if (chart != null && !PICTURE.matcher(chart.toString()).matches()) {
            throw new ParameterException(command, "--chart %s: the name of a picture ends in .png".formatted(chart));
        }
        checkWritable(command, table);
        checkWritable(command, chart);
        for (Path file : more) {
            checkWritable(command, file);
        }
    }

    private static void checkWritable(CommandLine command, Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ParameterException(command, "%s: there is no folder %s; make it first".formatted(file, folder));
        }
        if (Files.isDirectory(file) || !Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new ParameterException(command, "%s cannot be written; name another file".formatted(file));
        }
    }

    void write(Table numbers) {
        if (table != null) {
            numbers.write().csv(table.toFile());
        }
    }

    boolean hasChart() {
        return chart != null;
    }

    /** Only where a chart was asked for. */
    void draw(IChart picture) {
        Views.save(picture, chart);
    }
}
