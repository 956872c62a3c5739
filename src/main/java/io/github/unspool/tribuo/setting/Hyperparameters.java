package io.github.unspool.tribuo.setting;

import static java.util.stream.Collectors.joining;

import io.github.unspool.file.Literal;
import io.github.unspool.loss.Loss;
import io.github.unspool.network.DecoderSpec;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Stack;
import io.github.unspool.part.Initial;
import io.github.unspool.setting.Setting;
import io.github.unspool.setting.Setting.Scope;
import io.github.unspool.setting.Settings;
import io.github.unspool.training.EpochWatcher;
import io.github.unspool.training.TrainingSettings;
import io.github.unspool.tribuo.optimiser.Adam;
import io.github.unspool.tribuo.optimiser.Optimisers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tribuo.math.StochasticGradientOptimiser;

/**
 * All that can be chosen about a network and its training. Immutable; each {@code with} gives changed ones, or refuses a
 * value out of range with the name of the call that people write in a chain.
 *
 * @param embedding how many numbers each input is turned into; 0: none
 * @param layers the layers from the input upwards, none if none was added yet
 * @param settings what was chosen of {@link #ALL}
 * @param watcher who looks at the weights after each epoch; it changes no number and is written nowhere
 */
public record Hyperparameters(int embedding, List<LayerSpec> layers, Settings settings, EpochWatcher watcher) {
    /** How input and output weights begin. */
    public static final Setting<Initial> INITIAL = new Setting<>(
            "initial",
            Scope.NUMBERS,
            Initial.Choice.DEFAULT.input(),
            Initial::parse,
            "initial(Initial.%s)"::formatted,
            initial -> !initial.kind().isSquare(),
            "input weights are not square; try initial(Initial.heNormal()), or initialRecurrent(…) for the recurrent weights",
            "Distribution of the first input and output weights, such as heNormal() or uniform(0.1)");

    /** What writes outputs that are sequences; null: nothing. */
    public static final Setting<DecoderSpec> DECODER = new Setting<>(
            "decoder",
            Scope.NUMBERS,
            null,
            DecoderSpec::parse,
            "decoder(d -> d.%s)"::formatted,
            decoder -> true,
            "write one such as decoder(d -> d.embedding(16).hidden(32).gru().attention())",
            "What writes outputs that are sequences, such as embedding(16).hidden(32).gru().attention()");

    /** How recurrent weights begin. */
    public static final Setting<Initial> INITIAL_RECURRENT = new Setting<>(
            "initialRecurrent",
            Scope.NUMBERS,
            Initial.Choice.DEFAULT.recurrent(),
            Initial::parse,
            "initialRecurrent(Initial.%s)"::formatted,
            initial -> true,
            "try initialRecurrent(Initial.orthogonal())",
            "Distribution of the first recurrent weights, such as orthogonal(1) or identity(1)");

    /** Whether the state before the first step is learned. */
    public static final Setting<Boolean> LEARN_START =
            Setting.mark("learnStart", Scope.NUMBERS, "Learned initial state");

    /** The loss; null: the default for the outputs. */
    public static final Setting<Loss> LOSS = new Setting<>(
            "loss",
            Scope.NUMBERS,
            null,
            Loss::parse,
            "loss(%s)"::formatted,
            loss -> true,
            "the loss must not be null; try loss(Loss.huber(1))",
            "Loss that is minimised");

    /** A positive factor for the name of each class that shall not count once. */
    public static final Setting<Map<String, Double>> CLASS_WEIGHTS = new Setting<>(
            "classWeights",
            Scope.NUMBERS,
            Map.of(),
            null,
            Hyperparameters::callOfWeights,
            weights -> weights.values().stream().allMatch(weight -> weight > 0 && Double.isFinite(weight)),
            "the weight of a class must be positive and finite",
            "Weights of classes");

    /** Whether steps whose output is not known are left out of the loss instead of refused. */
    public static final Setting<Boolean> IGNORE_UNKNOWN =
            Setting.mark("ignoreUnknown", Scope.NUMBERS, "Exclusion of steps without a known target from the loss");

    /** How the gradient changes the weights. */
    public static final Setting<StochasticGradientOptimiser> OPTIMISER = new Setting<>(
            "optimiser",
            Scope.NUMBERS,
            new Adam(0.01),
            null,
            Optimisers::call,
            optimiser -> true,
            "choose one, such as adam(0.01)",
            "Optimiser");

    /** The part of the data that epochs are measured with instead of trained on; 0: none. */
    public static final Setting<Double> VALIDATION = Setting.number(
            "validation",
            part -> part > 0 && part < 1,
            "the fraction must be between 0 and 1; try validation(0.1)",
            "Fraction of the data for validation");

    /** Decides the first weights and the order of the data. */
    public static final Setting<Long> SEED = new Setting<>(
            "seed",
            Scope.NUMBERS,
            1L,
            Long::valueOf,
            seed -> "seed(" + seed + (seed == seed.intValue() ? ")" : "L)"),
            seed -> true,
            "the seed must be a whole number; try seed(1)",
            "Seed of the random numbers; the same seed gives the same bits");

    /** How many threads train; 0: as many as there are processors. The weights are the same. */
    public static final Setting<Integer> THREADS = Setting.count(
            "threads",
            Scope.RUN,
            0,
            "the number must be at least 1; remove the call to use all processors",
            "Number of threads");

    /** The file that keeps what a run has reached; null: none. */
    public static final Setting<Path> CHECKPOINT = Setting.file(
            "checkpoint",
            "the file name is missing; try checkpoint(Path.of(\"run.checkpoint\"))",
            "File for the state after each epoch, from which the same command resumes");

    /** Whether nothing is shown while it trains. */
    public static final Setting<Boolean> QUIET = Setting.mark("quiet", Scope.PLACE, "Training without progress output");

    /** All settings, in the order in which they are listed. */
    public static final List<Setting<?>> ALL = Stream.of(
                    List.of(OPTIMISER),
                    TrainingSettings.ALL,
                    List.of(
                            DECODER,
                            VALIDATION,
                            LEARN_START,
                            INITIAL,
                            INITIAL_RECURRENT,
                            LOSS,
                            CLASS_WEIGHTS,
                            IGNORE_UNKNOWN),
                    List.of(THREADS, CHECKPOINT, QUIET, SEED))
            .<Setting<?>>flatMap(List::stream)
            .toList();

    /** No layer yet, and nothing chosen. */
    public static final Hyperparameters DEFAULT = new Hyperparameters(0, List.of(), Settings.NONE, EpochWatcher.NONE);

    private static String callOfWeights(Map<String, Double> weights) {
        return new TreeMap<>(weights)
                .entrySet().stream()
                        .map(entry -> Literal.of(entry.getKey()) + ", " + entry.getValue())
                        .collect(joining(", ", "classWeights(Map.of(", "))"));
    }

    private static void check(boolean condition, String sentence, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(sentence.formatted(value));
        }
    }

    /**
     * Gives the value of a setting.
     *
     * @param setting one of {@link #ALL}
     * @param <T> the type of its values
     * @return the chosen value, or the default
     */
    public <T> T get(Setting<T> setting) {
        return settings.get(setting);
    }

    /**
     * Chooses the value of a setting.
     *
     * @param setting one of {@link #ALL}
     * @param value its value
     * @param <T> the type of its values
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if the value is out of range; the message says what to write instead
     */
    public <T> Hyperparameters with(Setting<T> setting, T value) {
        if (setting == OPTIMISER) {
            Optimisers.check((StochasticGradientOptimiser) value);
        }
        return with(settings.with(setting, value));
    }

    /**
     * Replaces all settings.
     *
     * @param changed the new settings
     * @return the changed hyperparameters
     */
    public Hyperparameters with(Settings changed) {
        return new Hyperparameters(embedding, layers, changed, watcher);
    }

    /**
     * Puts a table of learned numbers below the layers.
     *
     * @param width how many numbers each input is turned into, at least 1
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if the width is not positive
     */
    public Hyperparameters withEmbedding(int width) {
        check(width >= 1, "embedding(%s): the width must be at least 1; try embedding(16)", width);
        return new Hyperparameters(width, layers, settings, watcher);
    }

    /**
     * Adds a layer on top.
     *
     * @param layer the layer
     * @return the changed hyperparameters
     */
    public Hyperparameters withLayer(LayerSpec layer) {
        List<LayerSpec> all = new ArrayList<>(layers);
        all.add(layer);
        return new Hyperparameters(embedding, List.copyOf(all), settings, watcher);
    }

    /**
     * Puts another layer in the place of the topmost.
     *
     * @param layer the layer
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if there is none yet
     */
    public Hyperparameters withTopLayer(LayerSpec layer) {
        topLayer();
        List<LayerSpec> below = layers.subList(0, layers.size() - 1);
        return new Hyperparameters(embedding, below, settings, watcher).withLayer(layer);
    }

    /**
     * The topmost layer.
     *
     * @return the layer
     * @throws IllegalArgumentException if there is none yet
     */
    public LayerSpec topLayer() {
        check(!layers.isEmpty(), "there is no layer yet; add one first, such as hidden(16).tanh()%s", "");
        return layers.get(layers.size() - 1);
    }

    /**
     * Adds an observer of the weights after each epoch.
     *
     * @param who is called after each epoch
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if it is null
     */
    public Hyperparameters withWatcher(EpochWatcher who) {
        check(who != null, "watch(%s): the watcher must not be null; try watch(new SpectralRadius())", who);
        return new Hyperparameters(embedding, layers, settings, who);
    }

    /**
     * The layers and what stands below them.
     *
     * @return the stack
     * @throws IllegalArgumentException if there is no layer, or they do not fit on each other or what else was chosen
     */
    public Stack stack() {
        Stack stack = new Stack(embedding, layers, get(LEARN_START), Optional.ofNullable(get(DECODER)));
        int truncation = get(TrainingSettings.TRUNCATE);
        if (!stack.isCausal() && truncation > 0) {
            throw new IllegalArgumentException(
                    "truncate(%s) and %s exclude each other, because the %s needs the whole sequence; remove one of them"
                            .formatted(
                                    truncation,
                                    stack.decoder().isPresent() ? "decoder(…)" : "bidirectional()",
                                    stack.decoder().isPresent() ? "decoder" : "backward direction"));
        }
        checkOrder(stack);
        return stack;
    }

    /** What breaks the order of sequences that continue each other. */
    private void checkOrder(Stack stack) {
        boolean isStateful = get(TrainingSettings.STATEFUL);
        check(
                !isStateful || stack.isCausal(),
                "stateful() and a layer that reads from the end exclude each other, because its first state belongs to the end of a sequence; remove one of them%s",
                "");
        check(
                !isStateful || !get(TrainingSettings.BUCKET),
                "stateful() and bucket() exclude each other, because bucket() changes the order of the sequences; remove bucket()%s",
                "");
        check(
                !isStateful || get(VALIDATION) == 0,
                "stateful() and validation(%s) exclude each other, because validation chooses sequences at random; use train(data, validation)",
                get(VALIDATION));
    }

    /**
     * How the matrices of the network begin.
     *
     * @return the chosen distributions
     */
    public Initial.Choice initial() {
        return new Initial.Choice(get(INITIAL), get(INITIAL_RECURRENT));
    }

    /**
     * The calls that choose all this.
     *
     * @return such as {@code hidden(4).tanh().epochs(200).seed(42)}; empty if nothing is chosen
     */
    public String calls() {
        String stack = Stream.concat(
                        Stream.of(embedding).filter(width -> width > 0).map("embedding(%s)"::formatted),
                        layers.stream().map(LayerSpec::toString))
                .map(call -> "." + call)
                .collect(joining());
        String all = stack + settings.calls() + (watcher == EpochWatcher.NONE ? "" : ".watch(…)");
        return all.isEmpty() ? "" : all.substring(1);
    }

    /**
     * All settings other than the layers, without those that were not chosen and have no effect.
     *
     * @return the name of each setting and its value
     */
    public Map<String, String> table() {
        Map<String, String> all = new LinkedHashMap<>();
        ALL.stream().filter(this::isAtWork).forEach(setting -> all.put(setting.name(), settings.text(setting)));
        return all;
    }

    /**
     * Whether a setting was chosen, or has an effect by default.
     *
     * @param setting the setting
     * @return false if it has no effect
     */
    public boolean isAtWork(Setting<?> setting) {
        return settings.has(setting)
                || List.of(OPTIMISER, TrainingSettings.EPOCHS, TrainingSettings.BATCH, SEED)
                        .contains(setting);
    }
}
