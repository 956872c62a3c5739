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

/** The output files of a command other than a model. */
final class OutputOptions {
    private static final Pattern PICTURE = Pattern.compile("(?i).*\\.png");

    @Option(names = "--table", paramLabel = "FILE", description = "Output file for the numbers, as CSV.")
    Path table;

    @Option(names = "--chart", paramLabel = "FILE", description = "Output file for the chart, .png.")
    Path chart;

    /** Refuses files that cannot be written, before any work is done. */
    void check(CommandLine command, Path... more) {
        if (chart != null && !PICTURE.matcher(chart.toString()).matches()) {
            throw new ParameterException(command, "--chart %s: the file name must end in .png".formatted(chart));
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

    /** Only if a chart was requested. */
    void draw(IChart picture) {
        Views.save(picture, chart);
    }
}
