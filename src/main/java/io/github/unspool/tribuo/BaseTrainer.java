package io.github.unspool.tribuo;

import static io.github.unspool.tribuo.setting.Hyperparameters.CHECKPOINT;
import static io.github.unspool.tribuo.setting.Hyperparameters.CLASS_WEIGHTS;
import static io.github.unspool.tribuo.setting.Hyperparameters.OPTIMISER;
import static io.github.unspool.tribuo.setting.Hyperparameters.QUIET;
import static java.util.stream.Collectors.joining;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.runtime.Stop;
import io.github.unspool.setting.Setting;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.training.TrainingListeners;
import io.github.unspool.tribuo.optimiser.Optimisers;
import io.github.unspool.tribuo.setting.Hyperparameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.provenance.TrainerProvenance;

/**
 * What both trainers share: the hyperparameters as OLCUT configures them, and the count of {@link TrainingRuns}.
 *
 * <p>Layers and loss are kept as the text of the calls that make them, so that a configuration file reads like a chain.
 */
abstract class BaseTrainer implements Configurable, Provenancable<TrainerProvenance> {
    @Config(mandatory = true, description = "The layers from the input upwards, such as hidden(32).gru().dropout(0.2).")
    private List<String> layers = List.of();

    @Config(description = "Size of the embedding of each input; 0: no embedding.")
    private int embedding = 0;

    @Config(description = "Weights of classes in the loss, other than 1; control characters as \\u0009.")
    private Map<String, Double> classWeights = Map.of();

    @Config(mandatory = true, description = "The optimiser.")
    private StochasticGradientOptimiser optimiser;

    @Config(description = "All other settings by the names of their builder methods, such as epochs: 100.")
    private Map<String, String> settings = Map.of();

    private Hyperparameters parameters;
    private final RunCount runs = new RunCount();

    /** For OLCUT. */
    BaseTrainer() {}

    BaseTrainer(Hyperparameters parameters) {
        this.layers = parameters.layers().stream().map(LayerSpec::toString).toList();
        this.embedding = parameters.embedding();
        this.classWeights = named(parameters.get(CLASS_WEIGHTS), ConfigText::write);
        this.optimiser = parameters.get(OPTIMISER);
        this.settings = new TreeMap<>();
        configured()
                .filter(parameters::isAtWork)
                .forEach(setting -> settings.put(setting.name(), "" + parameters.get(setting)));
        this.parameters = parameters;
        checkAll(List.of());
    }

    private static Map<String, Double> named(Map<String, Double> weights, UnaryOperator<String> names) {
        Map<String, Double> named = new TreeMap<>();
        weights.forEach((name, weight) -> named.put(names.apply(name), weight));
        return named;
    }

    private static Stream<Setting<?>> configured() {
        return Hyperparameters.ALL.stream()
                .filter(setting -> setting.parser() != null && setting.scope() != Setting.Scope.PLACE);
    }

    /** Checks everything, and names all that does not make sense. */
    @Override
    public void postConfig() {
        List<String> problems = new ArrayList<>();
        parameters = Hyperparameters.DEFAULT;
        layers.forEach(layer -> choose(h -> h.withLayer(LayerSpec.parse(layer)), problems));
        choose(h -> embedding == 0 ? h : h.withEmbedding(embedding), problems);
        choose(
                h -> classWeights.isEmpty() ? h : h.with(CLASS_WEIGHTS, named(classWeights, ConfigText::read)),
                problems);
        choose(h -> h.with(OPTIMISER, optimiser), problems);
        Set<String> names = new TreeSet<>(settings.keySet());
        configured()
                .filter(setting -> names.remove(setting.name()))
                .forEach(setting ->
                        choose(h -> h.with(h.settings().withText(setting, settings.get(setting.name()))), problems));
        names.forEach(name -> problems.add("no setting is named \"%s\"; the settings are %s"
                .formatted(name, configured().map(Setting::name).collect(joining(", ")))));
        checkAll(problems);
    }

    private void choose(UnaryOperator<Hyperparameters> choice, List<String> problems) {
        try {
            parameters = choice.apply(parameters);
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
    }

    private void checkAll(List<String> found) {
        List<String> problems = new ArrayList<>(found);
        try {
            parameters.stack();
            if (parameters.get(CHECKPOINT) != null) {
                Optimisers.checkResumable(optimiser, "checkpoint");
            }
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /**
     * All settings, from a builder or a configuration.
     *
     * @return the hyperparameters
     */
    public final Hyperparameters hyperparameters() {
        return parameters;
    }

    /** The default listener of a run. A cell that was stopped begins no more runs. */
    final TrainingListener listener() {
        if (Stop.isPressed()) {
            throw new CancellationException("The cell was stopped before this training run began.");
        }
        return parameters.get(QUIET) ? TrainingListeners.log() : TrainingListeners.begin();
    }

    /** Runs of this trainer, which give a kind of model. */
    final TrainingRuns runs(Class<?> model) {
        return new TrainingRuns(this, model, runs);
    }

    /**
     * How many runs there have been.
     *
     * @return the count
     */
    public int getInvocationCount() {
        return runs.get();
    }

    /**
     * Makes the next run the n-th.
     *
     * @param count how many runs there have been
     * @throws IllegalArgumentException if it is negative
     */
    public void setInvocationCount(int count) {
        runs.set(count);
    }

    /** What was chosen, as a chain says it. */
    @Override
    public String toString() {
        return "%s(%s)".formatted(getClass().getSimpleName(), parameters.calls());
    }
}
