package io.github.unspool.cli;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.Series;
import io.github.unspool.data.baseline.Baselines;
import io.github.unspool.data.split.Parts;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.provenance.TextProvenance;
import io.github.unspool.view.Forecast;
import io.github.unspool.view.Views;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.protos.core.SequenceModelProto;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.Table;

/** Evaluates a model. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Evaluate a model.",
            "A text is evaluated as a whole, so use one that the model was not trained on. The chart shows the surprisal of its beginning.",
            "Of a table, the rows after those of training and validation are evaluated, including rows that were added later, and compared with baselines. The chart shows the first step ahead."
        })
final class EvaluateCommand implements Callable<Integer> {
    /** The number of tokens that are legible in one picture. */
    private static final int MOST_TO_SHOW = 600;

    @Spec
    CommandSpec command;

    @Parameters(
            paramLabel = "FILE",
            description = "Text in UTF-8 or table in CSV, in the form of the training data; - for standard input.")
    Path file;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model file written by train.")
    Path model;

    @Mixin
    OutputOptions output;

    @Option(
            names = "--season",
            paramLabel = "ROWS",
            converter = Positive.class,
            description =
                    "Period of the seasonal naive forecast, a baseline for tables [by the step: 24 hours, 7 days, 52 weeks, 12 months].")
    Integer season;

    @Mixin
    RowOptions rows;

    @Mixin
    Console console;

    @Override
    public Integer call() throws IOException {
        output.check(command.commandLine());
        if (isOfText(model)) {
            evaluateText(RnnSequenceModel.load(model), Input.file(file));
        } else {
            RnnModel<Regressor> trained = RnnModel.load(model, Regressor.class);
            evaluate(trained, rows.of(Sequences.series(Input.file(file), rows.format::of, trained)));
        }
        return 0;
    }

    private void evaluateText(RnnSequenceModel<Label> trained, Path text) throws IOException {
        SequenceDataset<Label> data = Sequences.text(text).data(trained);
        if (hash(trained.getProvenance().getDatasetProvenance()).equals(hash(data.getProvenance()))) {
            console.warn(
                    "unspool: the model was trained on a part of this text, so its predictions are better than for other texts");
        }
        TextScores scores = TextScores.of(trained, data);
        console.result(scores);
        output.write(scores.table());
        if (output.hasChart()) {
            output.draw(Views.text(trained.surprise(beginning(data.getExample(0)))));
        }
    }

    private static String hash(DatasetProvenance data) {
        return TextProvenance.of(data).map(TextProvenance::sha256).orElse("");
    }

    private static String[] beginning(SequenceExample<Label> sequence) {
        int steps = Math.min(sequence.size(), MOST_TO_SHOW);
        return IntStream.range(0, steps)
                .mapToObj(step -> sequence.get(step).iterator().next().getName())
                .toArray(String[]::new);
    }

    private void evaluate(RnnModel<Regressor> trained, Series series) throws IOException {
        Parts.OfExamples<Regressor> parts = series.split(trained);
        Table scores = Baselines.table(series, season == null ? series.period() : season, parts, trained);
        console.result(scores.setName("rows after those of training and validation"));
        output.write(scores);
        if (output.hasChart()) {
            output.draw(Views.chart(firstStep(trained, ForecastCommand.first(series))));
        }
    }

    private static Forecast firstStep(RnnModel<Regressor> trained, Series series) {
        Dataset<Regressor> test = series.split(trained).test();
        String column = series.targets().get(0);
        Table past = series.past();
        Forecast forecast = Forecast.of(series.predict(trained, test), column + "+1");
        return past.column(past.columnIndex(column) - 1) instanceof DateColumn
                ? forecast.on(series.days(test, 1))
                : forecast;
    }

    /** Tribuo stores the class of a model in its file. */
    private static boolean isOfText(Path model) throws IOException {
        try (InputStream file = Files.newInputStream(model)) {
            // Only the beginning: the weights are large.
            CodedInputStream in = CodedInputStream.newInstance(file);
            int tag = in.readTag();
            while (tag != 0 && WireFormat.getTagFieldNumber(tag) != SequenceModelProto.CLASS_NAME_FIELD_NUMBER) {
                in.skipField(tag);
                tag = in.readTag();
            }
            return tag != 0 && in.readString().equals(RnnSequenceModel.class.getName());
        } catch (InvalidProtocolBufferException e) {
            // Not a model; reading it throws an exception that explains it.
            return false;
        }
    }
}
