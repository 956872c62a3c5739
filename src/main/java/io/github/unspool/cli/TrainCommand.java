package io.github.unspool.cli;

import io.github.unspool.Rnn;
import io.github.unspool.data.Series;
import io.github.unspool.data.Text;
import io.github.unspool.data.baseline.Baselines;
import io.github.unspool.data.split.Parts;
import io.github.unspool.runtime.Host;
import io.github.unspool.training.History;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.view.Views;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Trains a network on a text, or on columns of a table. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Train a network on a text, or with --column on a table, and write it to a file.",
            "The first part is for training, the next for validation after each epoch, the rest for a final test.",
            "Ctrl-C ends training early, with the best weights so far."
        })
final class TrainCommand implements Callable<Integer> {
    private static final Logger LOG = Logger.getLogger("io.github.unspool");

    @Spec
    CommandSpec command;

    @Parameters(paramLabel = "FILE", description = "Text in UTF-8 or table in CSV; - for standard input.")
    Path file;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Output file for the model.")
    Path model;

    @Mixin
    OutputOptions output;

    @Option(
            names = "--split",
            split = ",",
            paramLabel = "PART",
            description = "Fractions of the data for training and validation [0.9,0.05 for text, 0.7,0.15 for tables].")
    double[] split;

    @Mixin
    Console console;

    @ArgGroup(validate = false, heading = "Network, named like the methods of Rnn.builder():%n", order = 0)
    NetworkOptions network = new NetworkOptions();

    @ArgGroup(validate = false, heading = "Options for a text:%n", order = 2)
    TextOptions texts = new TextOptions();

    @ArgGroup(validate = false, heading = "Options for a table:%n", order = 3)
    SeriesOptions columns = new SeriesOptions();

    @Mixin
    RowOptions rows;

    @Override
    public Integer call() throws Exception {
        if (console.quiet) {
            LOG.setLevel(Level.WARNING);
        }
        output.check(command.commandLine(), model);
        if (split != null && split.length != 2) {
            throw new ParameterException(
                    command.commandLine(), "--split: there must be two fractions, such as 0.9,0.05");
        }
        if (!columns.isChosen() && file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s is a table; choose the columns to predict, such as --column births".formatted(file));
        }
        Host before = Host.current();
        before.withListener(TrainingListener.class, this::progress).install();
        try {
            return columns.isChosen() ? trainSeries() : trainText();
        } finally {
            before.install();
        }
    }

    private TrainingListener progress() {
        return console.quiet
                ? TrainingListener.NONE
                : new Progress(console.err(), System.console() != null, System::nanoTime);
    }

    private Rnn chain(Supplier<Rnn> options) {
        try {
            Rnn rnn = options.get();
            rnn.trainer();
            return rnn;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }

    private ParseResult given() {
        return command.commandLine().getParseResult();
    }

    private int trainText() throws Exception {
        Rnn rnn = chain(() -> network.forText(given(), !texts.lines));
        double[] shares = split == null ? new double[] {0.9, 0.05} : split;
        Text text = texts.read(Input.file(file));
        Parts.OfSequences<Label> parts = text.split(shares[0], shares[1]);
        say("Sequences.text(Path.of(\"%s\")).%s".formatted(file, text), shares, rnn);
        return StopKey.during(() -> {
            RnnSequenceModel<Label> trained = rnn.train(parts);
            int code = keep(trained.history(), trained::serializeToFile);
            if (code == 0) {
                console.result("test data: " + TextScores.of(trained, parts.test()));
            }
            return code;
        });
    }

    private int trainSeries() throws Exception {
        Rnn rnn = chain(() -> network.forSeries(given()));
        double[] shares = split == null ? new double[] {0.7, 0.15} : split;
        Series series = columns.read(Input.file(file), rows);
        Parts.OfExamples<Regressor> parts = series.split(shares[0], shares[1]);
        say(
                series.toString().replaceFirst("series\\(", "Sequences.series(Path.of(\"%s\"), ".formatted(file)),
                shares,
                rnn);
        return StopKey.during(() -> {
            RnnModel<Regressor> trained = rnn.train(parts);
            int code = keep(trained.history(), trained::serializeToFile);
            if (code == 0) {
                console.result(Baselines.table(series, parts, trained).setName("test data"));
            }
            return code;
        });
    }

    /** Prints the corresponding Java code. */
    private void say(String data, double[] shares, Rnn rnn) {
        console.note("%s.split(%s, %s)%n%s".formatted(data, shares[0], shares[1], rnn));
    }

    /** Writes a model to a file. */
    private interface Writer {
        void write(Path file) throws IOException;
    }

    /** Writes the model, and returns the exit code. */
    private int keep(History history, Writer trained) throws IOException {
        if (history.epochs().list().isEmpty()) {
            console.warn("unspool: no model was written: " + history);
        } else {
            trained.write(model);
            output.write(Views.table(history.epochs()));
            if (output.hasChart()) {
                output.draw(Views.chart(history));
            }
            console.result(history);
        }
        history.diagnosis().findings().forEach(finding -> console.warn("unspool: " + finding));
        return switch (history.ending()) {
            case COMPLETED, EARLY -> 0;
            case STOPPED -> Mistakes.STOPPED;
            case DIVERGED -> Mistakes.DATA;
        };
    }
}
