package io.github.unspool.cli;

import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.Sampler;
import io.github.unspool.tribuo.provenance.TextProvenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tribuo.classification.Label;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a model of a text write. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Let a model that was trained on a text write. The same seed writes the same text.")
final class SampleCommand implements Callable<Integer> {
    @Spec
    CommandSpec command;

    @Parameters(paramLabel = "MODEL", description = "The file that train wrote.")
    Path model;

    @Option(
            names = "--start",
            paramLabel = "TEXT",
            description = "What to begin with. Needed unless the model was trained by --lines.")
    String start = "";

    @Option(
            names = "--length",
            paramLabel = "N",
            converter = Positive.class,
            description = "How many characters or words to add. Else 500.")
    int length = 500;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "Less than 1 is more careful, more is bolder. Else 1.")
    double temperature = 1;

    @Option(
            names = "--top-k",
            paramLabel = "N",
            converter = Positive.class,
            description = "Draw from the N likeliest only.")
    Integer topK;

    @Option(
            names = "--nucleus",
            paramLabel = "P",
            description = "Draw from the fewest that together have this probability.")
    Double nucleus;

    @Option(names = "--seed", paramLabel = "N", description = "Chooses other draws. Else 1.")
    long seed = 1;

    @Override
    public Integer call() throws IOException {
        RnnSequenceModel<Label> writer = RnnSequenceModel.load(model);
        Sampler sampler = sampler(writer.text().sampler().seed(seed));
        boolean begins = TextProvenance.of(writer.getProvenance().getDatasetProvenance())
                .map(TextProvenance::marks)
                .orElse(false);
        if (start.isEmpty() && !begins) {
            throw new ParameterException(command.commandLine(), "say what to begin with, such as --start \"The \"");
        }
        command.commandLine().getOut().println(sampler.write(start, length));
        return 0;
    }

    private Sampler sampler(Sampler plain) {
        try {
            Sampler sampler = plain.temperature(temperature);
            sampler = topK == null ? sampler : sampler.topK(topK);
            return nucleus == null ? sampler : sampler.nucleus(nucleus);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }
}
