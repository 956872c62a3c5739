package io.github.unspool.cli;

import io.github.unspool.file.WholeFile;
import io.github.unspool.view.Views;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
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
        try {
            WholeFile.check(file);
        } catch (IOException e) {
            throw new ParameterException(command, e.getMessage(), e);
        }
    }

    void write(Table numbers) throws IOException {
        if (table != null) {
            StringWriter csv = new StringWriter();
            numbers.write().csv(csv);
            WholeFile.write(table, out -> out.write(csv.toString().getBytes(StandardCharsets.UTF_8)));
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
