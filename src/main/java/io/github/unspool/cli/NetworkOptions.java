package io.github.unspool.cli;

import io.github.unspool.Rnn;
import io.github.unspool.network.LayerSpec;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The words of the chain. What is not said is left to the chain, but for what its user says beforehand. */
final class NetworkOptions {
    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            converter = Layers.class,
            description = "Such as \"hidden(64).lstm()\", \"hidden(32).gru().dropout(0.2)\", also tanh() and relu();"
                    + " once for each layer, from the input upwards. Else hidden(128).lstm() for a text,"
                    + " hidden(32).gru() for a table.")
    List<LayerSpec> layers;

    @Option(names = "--embedding", paramLabel = "N", description = "Turn each word into N learned numbers first.")
    Integer embedding;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often to go through the data. Else 10 for a text, 30.")
    Integer epochs;

    @Option(
            names = "--adam",
            paramLabel = "RATE",
            description = "Train with Adam and this learning rate. Else 0.003 for a text, 0.005.")
    Double adam;

    @Option(names = "--sgd", paramLabel = "RATE", description = "Train with plain gradient descent.")
    Double sgd;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "How many sequences are trained on side by side. Else 64.")
    Integer batch;

    @Option(
            names = "--truncate",
            paramLabel = "STEPS",
            description = "Cut gradients after so many steps. Else 50 for a text, never for lines and tables.")
    Integer truncate;

    @Option(names = "--clip", paramLabel = "NORM", description = "Scale larger gradients down. Else 5 for a text, 1.")
    Double clip;

    @Option(
            names = "--patience",
            paramLabel = "EPOCHS",
            description = "End when the validation loss was not lower for so long, with the best weights.")
    Integer patience;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Decides the first weights and the order of the data; the same seed gives the same bits. Else 1.")
    Long seed;

    @Option(names = "--threads", paramLabel = "N", description = "How many threads train. Else one for each processor.")
    Integer threads;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Keep what was learned after each epoch; the same command goes on from there.")
    Path checkpoint;

    /** A layer as in the chain. */
    static final class Layers implements ITypeConverter<LayerSpec> {
        @Override
        public LayerSpec convert(String text) {
            try {
                return LayerSpec.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    Rnn forText(boolean isCut) {
        Rnn rnn = stack(LayerSpec.parse("hidden(128).lstm()"));
        rnn = rnn.epochs(or(epochs, 10)).batch(or(batch, 64));
        if (isCut || truncate != null) {
            rnn = rnn.truncate(or(truncate, 50));
        }
        return rest(rnn.clip(or(clip, 5.0)), 0.003);
    }

    Rnn forSeries() {
        Rnn rnn = stack(LayerSpec.parse("hidden(32).gru()"));
        rnn = rnn.epochs(or(epochs, 30)).batch(or(batch, 64));
        rnn = truncate == null ? rnn : rnn.truncate(truncate);
        return rest(rnn.clip(or(clip, 1.0)), 0.005);
    }

    private static <T> T or(T said, T otherwise) {
        return said == null ? otherwise : said;
    }

    private Rnn stack(LayerSpec otherwise) {
        Rnn rnn = embedding == null ? Rnn.builder() : Rnn.builder().embedding(embedding);
        for (LayerSpec layer : layers == null ? List.of(otherwise) : layers) {
            rnn = with(rnn, layer);
        }
        return rnn;
    }

    private static Rnn with(Rnn below, LayerSpec layer) {
        Rnn.Layer hidden = below.hidden(layer.units());
        Rnn rnn = switch (layer.cell().name()) {
            case "tanh" -> hidden.tanh();
            case "relu" -> hidden.relu();
            case "gru" -> hidden.gru();
            case "lstm" -> hidden.lstm();
            default ->
                throw new IllegalArgumentException(
                        "--layer %s: the command line has no cell of that name; use tanh, relu, gru or lstm"
                                .formatted(layer));
        };
        rnn = layer.bidirectional() ? rnn.bidirectional() : rnn;
        rnn = layer.skip() ? rnn.skip() : rnn;
        rnn = layer.dropout() > 0 ? rnn.dropout(layer.dropout()) : rnn;
        return layer.recurrentDropout() > 0 ? rnn.recurrentDropout(layer.recurrentDropout()) : rnn;
    }

    private Rnn rest(Rnn rnn, double rate) {
        rnn = sgd == null ? rnn.adam(or(adam, rate)) : rnn.sgd(sgd);
        rnn = patience == null ? rnn : rnn.patience(patience);
        rnn = threads == null ? rnn : rnn.threads(threads);
        rnn = checkpoint == null ? rnn : rnn.checkpoint(checkpoint);
        return rnn.seed(or(seed, 1L));
    }
}
