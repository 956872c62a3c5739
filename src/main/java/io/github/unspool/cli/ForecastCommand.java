package io.github.unspool.cli;

import io.github.unspool.data.Sequences;
import io.github.unspool.data.Series;
import io.github.unspool.data.baseline.Baselines;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.view.Views;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tribuo.regression.Regressor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** Predicts the rows after the last row of a table. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Predict the rows after the last row of a table. The model file contains the names of its columns.")
final class ForecastCommand implements Callable<Integer> {
    @Spec
    CommandSpec command;

    @Parameters(paramLabel = "FILE", description = "Table in CSV; - for standard input.")
    Path file;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model file written by train.")
    Path model;

    @Mixin
    OutputOptions output;

    @Option(
            names = "--interval",
            paramLabel = "PART",
            description =
                    "Coverage of a prediction interval, such as 0.9, from the errors on the validation data; it holds as long as the series does not change.")
    Double interval;

    @Mixin
    RowOptions rows;

    @Mixin
    Console console;

    @Override
    public Integer call() throws IOException {
        output.check(command.commandLine());
        if (interval != null && !(interval > 0 && interval < 1)) {
            throw new ParameterException(
                    command.commandLine(), "--interval: the coverage must be between 0 and 1, such as 0.9");
        }
        RnnModel<Regressor> trained = RnnModel.load(model, Regressor.class);
        Path table = Input.file(file);
        Series series = rows.of(Sequences.series(table, rows.format::of, trained));
        Table forecast = predict(series, trained);
        console.result(forecast);
        output.write(forecast);
        compare(series, trained);
        if (output.hasChart()) {
            Series first = first(series);
            String column = series.targets().get(0);
            output.draw(Views.chart(first.past(), predict(first, trained), column));
        }
        return 0;
    }

    private Table predict(Series series, RnnModel<Regressor> trained) {
        return interval == null ? series.forecast(trained) : series.forecast(trained, interval);
    }

    /** The first of several series. */
    static Series first(Series series) {
        Table past = series.past();
        return past.columnIndex(series.targets().get(0)) == 1
                ? series
                : series.only(past.column(0).getString(0));
    }

    /** Scores of such forecasts, if the file has test data. */
    private void compare(Series series, RnnModel<Regressor> trained) {
        try {
            Table scores = Baselines.table(series, series.split(trained), trained);
            console.result(scores.setName("forecasts like this on the rows after training and validation"));
        } catch (IllegalArgumentException e) {
            console.note("the quality of this forecast is unknown: "
                    + Mistakes.asOptions(e.getMessage(), command.commandLine().getCommandSpec()));
        }
    }
}
