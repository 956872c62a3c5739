package io.github.unspool.tribuo;

import static io.github.unspool.training.TrainingSettings.EPOCHS;
import static io.github.unspool.training.TrainingSettings.TRUNCATE;
import static io.github.unspool.tribuo.setting.Hyperparameters.CHECKPOINT;
import static io.github.unspool.tribuo.setting.Hyperparameters.CLASS_WEIGHTS;
import static io.github.unspool.tribuo.setting.Hyperparameters.IGNORE_UNKNOWN;
import static io.github.unspool.tribuo.setting.Hyperparameters.LOSS;
import static io.github.unspool.tribuo.setting.Hyperparameters.OPTIMISER;
import static io.github.unspool.tribuo.setting.Hyperparameters.QUIET;
import static io.github.unspool.tribuo.setting.Hyperparameters.SEED;
import static io.github.unspool.tribuo.setting.Hyperparameters.THREADS;
import static io.github.unspool.tribuo.setting.Hyperparameters.VALIDATION;
import static java.util.stream.Collectors.joining;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.unspool.loss.Loss;
import io.github.unspool.math.Randoms;
import io.github.unspool.math.Workers;
import io.github.unspool.network.Initialisation;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Network;
import io.github.unspool.network.Sequence;
import io.github.unspool.network.Targets;
import io.github.unspool.network.Weights;
import io.github.unspool.runtime.Stop;
import io.github.unspool.setting.Setting;
import io.github.unspool.training.Checkpoint;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import io.github.unspool.training.MemoryNeed;
import io.github.unspool.training.RateFinder;
import io.github.unspool.training.RateSearch;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.training.TrainingListeners;
import io.github.unspool.training.TrainingLoop;
import io.github.unspool.training.TrainingSettings;
import io.github.unspool.tribuo.adapter.Census;
import io.github.unspool.tribuo.adapter.Encoder;
import io.github.unspool.tribuo.adapter.Numbered;
import io.github.unspool.tribuo.checkpoint.CheckpointFile;
import io.github.unspool.tribuo.checkpoint.CheckpointFormat;
import io.github.unspool.tribuo.checkpoint.PartialRun;
import io.github.unspool.tribuo.checkpoint.Split;
import io.github.unspool.tribuo.optimiser.Optimisers;
import io.github.unspool.tribuo.optimiser.RnnOptimiser;
import io.github.unspool.tribuo.provenance.SeriesProvenance;
import io.github.unspool.tribuo.setting.Hyperparameters;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tribuo.Trainer;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * What both trainers share: the hyperparameters as OLCUT configures them, the count of runs, and the run itself.
 *
 * <p>Layers and loss are kept as the text of the calls that make them, so that a configuration file reads like a chain.
 */
abstract class BaseTrainer implements Configurable, Provenancable<TrainerProvenance> {
    /** The place of the invocation count among the paths of {@link Randoms}. */
    private static final long INVOCATION = -2;

    /** The place of the choice of validation data. */
    private static final long ASIDE = -3;

    @Config(mandatory = true, description = "The layers from the input upwards, such as hidden(32).gru().dropout(0.2).")
    private List<String> layers = List.of();

    @Config(description = "How many learned numbers each input is first turned into; 0: it is read as it is.")
    private int embedding = 0;

    @Config(
            description =
                    "How much a step of a class counts, for classes that shall not count once; control characters as \\u0009.")
    private Map<String, Double> classWeights = Map.of();

    @Config(mandatory = true, description = "How the gradient changes the weights.")
    private StochasticGradientOptimiser optimiser;

    @Config(description = "Every other setting by the name of its call in a chain, such as epochs: 100.")
    private Map<String, String> settings = Map.of();

    private Hyperparameters parameters;
    private int invocationCount;

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
        names.forEach(name -> problems.add("no setting is called \"%s\"; there are %s"
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
     * All that is chosen, be it by a chain or by a configuration.
     *
     * @return the hyperparameters
     */
    public final Hyperparameters hyperparameters() {
        return parameters;
    }

    /** Who listens to a run when the caller names nobody. A cell that was stopped begins no more runs. */
    final TrainingListener listener() {
        if (Stop.isPressed()) {
            throw new CancellationException("The cell was stopped before this training began.");
        }
        return parameters.get(QUIET) ? TrainingListeners.log() : TrainingListeners.begin();
    }

    /** Between two sequences that are read for one run of many, which has nothing to keep yet. */
    static void checkStop() {
        Stop.check("The run was stopped before it began.");
    }

    /** What training ends with, but for the names of things. */
    record Trained<N extends Encoder<?>>(
            N encoder, List<Sequence> training, Weights weights, History history, ModelProvenance provenance) {}

    /** Data that was read for a run, and by whom. */
    record Prepared<N extends Encoder<?>>(N encoder, Split split) {}

    /** Reads the examples of a run. What they are encoded by comes from those to train on alone. */
    interface Reader<E, N extends Encoder<?>> {
        Prepared<N> read(List<Numbered<E>> training, List<Numbered<E>> validation);
    }

    /** How an encoder reads examples of which each is called by a name and its number. */
    interface Labelling<E> {
        List<Sequence> read(String name, List<Numbered<E>> data, Census census, Runnable each);
    }

    final <E, N extends Encoder<?>> Prepared<N> prepared(
            N encoder,
            Labelling<E> labelling,
            String name,
            List<Numbered<E>> training,
            List<Numbered<E>> validationData,
            String leftOut,
            Runnable each) {
        Census census = Census.ofMeasuring();
        List<Sequence> trained = Encoder.counted(
                labelling.read(name, training, Census.ofTraining(parameters.get(IGNORE_UNKNOWN)), each));
        List<Sequence> measured = labelling.read("validation " + name, validationData, census, each);
        if (!validationData.isEmpty()) {
            census.check("the validation data");
        }
        List<String> findings = new ArrayList<>(encoder.findings(trained));
        findings.addAll(census.smallness("the validation data"));
        findings.addAll(census.findings("the validation data"));
        return new Prepared<>(encoder, new Split(trained, measured, findings, leftOut));
    }

    /** Where the data comes from and what is to be noted about the run. */
    record Origin(Class<?> model, DatasetProvenance data, Map<String, Provenance> run) {

        Origin withValidation(DatasetProvenance validation) {
            Map<String, Provenance> more = new HashMap<>(run);
            more.put(SeriesProvenance.VALIDATION_DATA, validation);
            return new Origin(model, data, more);
        }
    }

    /** Trains on all but the part that is put aside. */
    final <E, N extends Encoder<?>> Trained<N> train(
            Iterable<E> data, Reader<E, N> reader, Origin origin, int count, TrainingListener listener) {
        List<Numbered<E>> all = Numbered.all(data);
        long next = runSeed(count);
        Prepared<N> prepared = split(all, next, reader);
        Network network = network(prepared);
        checkMemory(network, prepared.split, next);
        // Only now: data that is refused is no run.
        Run run = beginRun(count);
        // Another thread may have begun one in between.
        return train(run.seed == next ? prepared : split(all, run.seed, reader), run, origin, listener);
    }

    /** Trains on some data and measures with other. */
    final <N extends Encoder<?>> Trained<N> train(Prepared<N> prepared, Origin origin, TrainingListener listener) {
        checkedNetwork(prepared);
        return train(prepared, beginRun(Trainer.INCREMENT_INVOCATION_COUNT), origin, listener);
    }

    /** Trains for a part of the first run. */
    final <N extends Encoder<?>> PartialRun.End<Trained<N>> train(Prepared<N> prepared, Origin origin, PartialRun leg) {
        Network network = checkedNetwork(prepared);
        Run run = beginRun(0);
        if (leg.begin().length == 0 && leg.until() >= parameters.get(EPOCHS)) {
            Trained<N> whole =
                    train(prepared, network, run, origin, leg.listener(), parameters.get(EPOCHS), Checkpoint.NONE);
            return new PartialRun.End<>(whole, new byte[0]);
        }
        Optimisers.checkResumable(optimiser, "halving");
        CheckpointFormat format = new CheckpointFormat(
                "the paused run", "begin it anew", parameters, network, prepared.split, run.number);
        PartialRun.Memory kept = new PartialRun.Memory(format, leg, parameters.get(EPOCHS));
        Trained<N> trained = train(prepared, network, run, origin, leg.listener(), leg.until(), kept);
        return new PartialRun.End<>(trained, trained.history.ending().isPlanned() ? kept.state() : new byte[0]);
    }

    private Network checkedNetwork(Prepared<?> prepared) {
        if (parameters.get(VALIDATION) > 0) {
            throw new IllegalArgumentException("validation(%s) and validation data: only one of the two can be used"
                    .formatted(parameters.get(VALIDATION)));
        }
        Network network = network(prepared);
        checkMemory(network, prepared.split, runSeed(Trainer.INCREMENT_INVOCATION_COUNT));
        return network;
    }

    /** What the first run needs beside the data, in bytes. */
    final long memoryNeed(Prepared<?> prepared) {
        Split split = prepared.split;
        return new MemoryNeed(network(prepared), split.training(), split.validation(), settings(parameters.get(SEED)))
                .bytes();
    }

    private void checkMemory(Network network, Split split, long runSeed) {
        new MemoryNeed(network, split.training(), split.validation(), settings(runSeed)).check();
    }

    private Network network(Prepared<?> prepared) {
        Encoder<?> encoder = prepared.encoder;
        Loss suitable = encoder.outputs().loss();
        Loss chosen = parameters.get(LOSS) == null ? suitable : parameters.get(LOSS);
        if (chosen.kind() != suitable.kind()) {
            throw new IllegalArgumentException(
                    "%s does not suit outputs of type %s; leave loss(…) out, or choose one such as %s"
                            .formatted(chosen, encoder.outputs().type().getSimpleName(), suitable));
        }
        Targets targets = encoder.kind().targets();
        if (!targets.standInParts() && parameters.get(TRUNCATE) > 0) {
            checkTruncation(prepared.split.training().stream()
                    .mapToInt(Sequence::steps)
                    .max()
                    .orElse(0));
        }
        return new Network(
                encoder.inputs(), parameters.stack(), encoder.outputs().size(), chosen, targets);
    }

    /** The only target stands at the end, and no gradient would come back from it over a cut. */
    private void checkTruncation(int longest) {
        int truncation = parameters.get(TRUNCATE);
        if (truncation < longest) {
            throw new IllegalArgumentException(
                    "truncate(%s): each sequence has its only target at its end, so of %s steps just the last %s or fewer would learn anything; leave truncate(…) out, or make the sequences shorter"
                            .formatted(truncation, longest, truncation));
        }
    }

    /** Puts some examples aside, each equally likely. */
    private <E, N extends Encoder<?>> Prepared<N> split(List<Numbered<E>> all, long runSeed, Reader<E, N> reader) {
        int aside = aside(all.size());
        if (aside == 0) {
            return reader.read(all, List.of());
        }
        List<Numbered<E>> training = new ArrayList<>();
        List<Numbered<E>> others = new ArrayList<>();
        for (int i : Randoms.of(runSeed, ASIDE).permutation(all.size())) {
            (others.size() < aside ? others : training).add(all.get(i));
        }
        return reader.read(training, others);
    }

    private <N extends Encoder<?>> Trained<N> train(
            Prepared<N> prepared, Run run, Origin origin, TrainingListener listener) {
        Network network = network(prepared);
        Path checkpoint = parameters.get(CHECKPOINT);
        int epochs = parameters.get(EPOCHS);
        if (checkpoint == null) {
            return train(prepared, network, run, origin, listener, epochs, Checkpoint.NONE);
        }
        CheckpointFormat format = new CheckpointFormat(
                checkpoint.toString(), CheckpointFile.ADVICE, parameters, network, prepared.split, run.number);
        try (CheckpointFile kept = CheckpointFile.of(checkpoint, format)) {
            return train(prepared, network, run, origin, listener, epochs, kept);
        }
    }

    private <N extends Encoder<?>> Trained<N> train(
            Prepared<N> prepared,
            Network network,
            Run run,
            Origin origin,
            TrainingListener listener,
            int until,
            Checkpoint kept) {
        Split split = prepared.split;
        Weights weights = Initialisation.of(network, run.seed);
        History history = new TrainingLoop(
                        weights,
                        split.training(),
                        split.validation(),
                        settings(run.seed),
                        listener,
                        Workers.of(parameters.get(THREADS)))
                .measure(measure(network))
                .found(split.findings())
                .watch(parameters.watcher())
                .until(until)
                .run(kept);
        ModelProvenance provenance = new ModelProvenance(
                origin.model.getName(), OffsetDateTime.now(), origin.data, run.provenance, origin.run);
        return new Trained<>(
                prepared.encoder,
                split.training(),
                weights.withScale(prepared.encoder.outputs().scale()),
                history.noting(split.note()),
                provenance);
    }

    private Measure measure(Network network) {
        return new Measure(network.loss(), !classWeights.isEmpty());
    }

    /** Looks for a learning rate with the data that the first run would be trained on. No run is counted. */
    final <E> RateSearch findRate(Iterable<E> data, Reader<E, ?> reader) {
        if (!(optimiser instanceof RnnOptimiser ours)) {
            throw new IllegalArgumentException(
                    "findRate: the learning rate of %s cannot be changed from here; choose adam(0.01), sgd(0.1) or"
                                    .formatted(Optimisers.name(optimiser))
                            + " optimiser(new RmsProp(0.001)) for the search");
        }
        long seed = parameters.get(SEED);
        Prepared<?> prepared = split(Numbered.all(data), seed, reader);
        Network network = network(prepared);
        List<Sequence> training = prepared.split.training();
        checkMemory(network, new Split(training, List.of(), List.of(), ""), seed);
        RateSearch search = RateFinder.search(
                Initialisation.of(network, seed),
                training,
                settings(parameters.get(SEED)),
                rate -> ours.withRate(rate).start(),
                Workers.of(parameters.get(THREADS)));
        return new RateSearch(search.rates(), search.losses(), measure(network), search.ending());
    }

    private int aside(int count) {
        double validation = parameters.get(VALIDATION);
        int aside = (int) Math.ceil(validation * count);
        if (aside > 0 && aside == count) {
            throw new IllegalArgumentException(
                    "validation(%s) of %s sequences leaves none to train on".formatted(validation, count));
        }
        return aside;
    }

    private TrainingSettings settings(long runSeed) {
        return new TrainingSettings(
                parameters.settings(),
                () -> Optimisers.start(optimiser),
                runSeed,
                factor -> Optimisers.callWithRate(optimiser, factor));
    }

    /** The number is 1 for the first. */
    private record Run(TrainerProvenance provenance, long seed, int number) {}

    /** The n-th run differs from the first, and is the same whenever it is the n-th. */
    private synchronized Run beginRun(int count) {
        if (count != Trainer.INCREMENT_INVOCATION_COUNT) {
            setInvocationCount(count);
        }
        Run run = new Run(getProvenance(), runSeed(invocationCount), invocationCount + 1);
        invocationCount++;
        return run;
    }

    /** The seed of the n-th run, or of the next. */
    private synchronized long runSeed(int count) {
        int n = count == Trainer.INCREMENT_INVOCATION_COUNT ? invocationCount : count;
        long seed = parameters.get(SEED);
        return n == 0 ? seed : Randoms.of(seed, INVOCATION, n).nextLong();
    }

    /**
     * How many runs there have been.
     *
     * @return the count
     */
    public synchronized int getInvocationCount() {
        return invocationCount;
    }

    /**
     * Makes the next run the n-th.
     *
     * @param count how many runs there have been
     * @throws IllegalArgumentException if it is negative
     */
    public synchronized void setInvocationCount(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("the number of runs cannot be negative: " + count);
        }
        invocationCount = count;
    }

    /** What was chosen, as a chain says it. */
    @Override
    public String toString() {
        return "%s(%s)".formatted(getClass().getSimpleName(), parameters.calls());
    }
}
