package io.github.unspool.cli;

import io.github.unspool.Rnn;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.setting.Settings;
import io.github.unspool.training.EpochWatcher;
import io.github.unspool.training.TrainingSettings;
import io.github.unspool.tribuo.optimiser.Adam;
import io.github.unspool.tribuo.optimiser.RnnOptimiser;
import io.github.unspool.tribuo.optimiser.Sgd;
import io.github.unspool.tribuo.setting.Hyperparameters;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** The options of the network and its optimiser. */
final class NetworkOptions {
    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            converter = Layers.class,
            description =
                    "Layer, such as \"hidden(64).lstm()\" or \"hidden(32).gru().dropout(0.2)\", also with tanh() or relu(); repeatable, from the input upwards [hidden(128).lstm() for text, hidden(32).gru() for tables].")
    List<LayerSpec> layers;

    @Option(names = "--embedding", paramLabel = "N", description = "Size of an embedding below the first layer.")
    Integer embedding;

    @Option(
            names = "--adam",
            paramLabel = "RATE",
            description = "Learning rate of Adam [0.003 for text, 0.005 for tables].")
    Double adam;

    @Option(
            names = "--sgd",
            paramLabel = "RATE",
            description = "Learning rate of plain gradient descent, instead of Adam.")
    Double sgd;

    /** A layer in the syntax of the builder. */
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

    /**
     * The network for a text.
     *
     * @param given the parsed command line
     * @param isCut whether it is cut into long sequences, with truncated gradients
     */
    Rnn forText(ParseResult given, boolean isCut) {
        Settings presets = isCut ? SettingOptions.TEXT : SettingOptions.TEXT.without(TrainingSettings.TRUNCATE);
        return chain(LayerSpec.parse("hidden(128).lstm()"), given, presets, 0.003);
    }

    /** The network for a table. */
    Rnn forSeries(ParseResult given) {
        return chain(LayerSpec.parse("hidden(32).gru()"), given, SettingOptions.TABLE, 0.005);
    }

    private Rnn chain(LayerSpec otherwise, ParseResult given, Settings presets, double rate) {
        RnnOptimiser optimiser = sgd == null ? new Adam(adam == null ? rate : adam) : new Sgd(sgd);
        Settings before = presets.with(Hyperparameters.OPTIMISER, optimiser).with(Hyperparameters.SEED, 1L);
        Hyperparameters all = new Hyperparameters(0, List.of(), SettingOptions.read(given, before), EpochWatcher.NONE);
        all = embedding == null ? all : all.withEmbedding(embedding);
        for (LayerSpec layer : layers == null ? List.of(otherwise) : layers) {
            all = all.withLayer(layer);
        }
        return Rnn.of(all);
    }
}
