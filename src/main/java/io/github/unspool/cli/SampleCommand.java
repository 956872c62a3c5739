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

/** Generates text with a model. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Generate text with a model that was trained on a text. The same seed generates the same text.")
final class SampleCommand implements Callable<Integer> {
    @Spec
    CommandSpec command;

    @Parameters(paramLabel = "MODEL", description = "Model file written by train.")
    Path model;

    @Option(
            names = "--start",
            paramLabel = "TEXT",
            description = "Beginning of the text; required unless the model was trained with --lines.")
    String start = "";

    @Option(
            names = "--length",
            paramLabel = "N",
            converter = Positive.class,
            description = "Number of characters or words to add [500].")
    int length = 500;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "Temperature: below 1 more predictable, above 1 more varied [1].")
    double temperature = 1;

    @Option(
            names = "--top-k",
            paramLabel = "N",
            converter = Positive.class,
            description = "Number of most probable tokens to draw from [all].")
    Integer topK;

    @Option(
            names = "--nucleus",
            paramLabel = "P",
            description = "Total probability of the most probable tokens to draw from (nucleus sampling) [1].")
    Double nucleus;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the random numbers [1].")
    long seed = 1;

    @Override
    public Integer call() throws IOException {
        RnnSequenceModel<Label> writer = RnnSequenceModel.load(model);
        Sampler sampler = sampler(writer.text().sampler().seed(seed));
        boolean begins = TextProvenance.of(writer.getProvenance().getDatasetProvenance())
                .map(TextProvenance::marks)
                .orElse(false);
        if (start.isEmpty() && !begins) {
            throw new ParameterException(
                    command.commandLine(), "--start is required for this model, such as --start \"The \"");
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
