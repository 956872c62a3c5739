package io.github.unspool.tribuo;

import static io.github.unspool.training.TrainingSettings.EPOCHS;
import static io.github.unspool.training.TrainingSettings.STATEFUL;
import static io.github.unspool.training.TrainingSettings.TRUNCATE;
import static io.github.unspool.tribuo.setting.Hyperparameters.CHECKPOINT;
import static io.github.unspool.tribuo.setting.Hyperparameters.CLASS_WEIGHTS;
import static io.github.unspool.tribuo.setting.Hyperparameters.IGNORE_UNKNOWN;
import static io.github.unspool.tribuo.setting.Hyperparameters.LOSS;
import static io.github.unspool.tribuo.setting.Hyperparameters.OPTIMISER;
import static io.github.unspool.tribuo.setting.Hyperparameters.SEED;
import static io.github.unspool.tribuo.setting.Hyperparameters.THREADS;
import static io.github.unspool.tribuo.setting.Hyperparameters.VALIDATION;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.unspool.loss.Loss;
import io.github.unspool.math.Randoms;
import io.github.unspool.math.Workers;
import io.github.unspool.network.Initialisation;
import io.github.unspool.network.Network;
import io.github.unspool.network.Targets;
import io.github.unspool.network.Weights;
import io.github.unspool.part.Sequence;
import io.github.unspool.runtime.Stop;
import io.github.unspool.training.Checkpoint;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import io.github.unspool.training.MemoryNeed;
import io.github.unspool.training.RateFinder;
import io.github.unspool.training.RateSearch;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.training.TrainingLoop;
import io.github.unspool.training.TrainingSettings;
import io.github.unspool.tribuo.adapter.Census;
import io.github.unspool.tribuo.adapter.DataAdapter;
import io.github.unspool.tribuo.adapter.Encoder;
import io.github.unspool.tribuo.adapter.Numbered;
import io.github.unspool.tribuo.adapter.Outputs;
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
import java.util.stream.DoubleStream;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;

/**
 * All that a trainer does, whatever kind of data it is for: reads the data, puts a part aside, holds the run to the memory
 * there is, trains and says where the numbers come from.
 */
final class TrainingRuns {
    /** The place of the choice of validation data among the paths of {@link Randoms}. */
    private static final long ASIDE = -3;

    private final BaseTrainer trainer;
    private final Class<?> model;
    private final Hyperparameters parameters;
    private final StochasticGradientOptimiser optimiser;
    private final RunCount runs;

    /** Runs that give a kind of model. */
    TrainingRuns(BaseTrainer trainer, Class<?> model, RunCount runs) {
        this.trainer = trainer;
        this.model = model;
        this.parameters = trainer.hyperparameters();
        this.optimiser = parameters.get(OPTIMISER);
        this.runs = runs;
    }

    /** What a run gives. */
    record Trained<E, T extends Output<T>>(TrainedNetwork<E, T> network, ModelProvenance provenance) {}

    /** Data that was read for a run, and by what. */
    private record Prepared<E, T extends Output<T>>(Encoder<E, T> encoder, Split split, Start<E, T> start) {}

    /** Where the data comes from and what is to be noted about the run. */
    private record Origin(DatasetProvenance data, Map<String, Provenance> run) {}

    /** Trains on all but the part that is put aside. */
    <E, T extends Output<T>> Trained<E, T> train(
            DataAdapter<E, T> data, Map<String, Provenance> notes, int count, TrainingListener listener) {
        return train(data, Start.fresh(), notes, count, listener);
    }

    /** Continues from a model, on all but the part that is put aside. */
    <E, T extends Output<T>> Trained<E, T> train(DataAdapter<E, T> data, Start<E, T> start) {
        return train(data, start, Map.of(), Trainer.INCREMENT_INVOCATION_COUNT, trainer.listener());
    }

    private <E, T extends Output<T>> Trained<E, T> train(
            DataAdapter<E, T> data,
            Start<E, T> start,
            Map<String, Provenance> notes,
            int count,
            TrainingListener listener) {
        checkSize(data);
        Origin origin = new Origin(data.provenance(), start.notes(notes));
        List<Numbered<E>> all = data.numbered();
        long next = runs.seed(count, seed());
        Prepared<E, T> prepared = split(data, start, all, next);
        Network network = network(prepared);
        checkMemory(network, prepared.split, next);
        // Only now: data that is refused is no run.
        RunCount.Run run = begin(count);
        // Another thread may have begun one in between.
        return train(run.seed() == next ? prepared : split(data, start, all, run.seed()), run, origin, listener);
    }

    /** Trains on some data and measures with other. */
    <E, T extends Output<T>> Trained<E, T> train(
            DataAdapter<E, T> data, DataAdapter<E, T> validation, Start<E, T> start) {
        Prepared<E, T> prepared = prepared(data, validation, start, () -> {});
        // Only now: data that is refused shows nothing.
        TrainingListener listener = trainer.listener();
        checkedNetwork(prepared);
        RunCount.Run run = begin(Trainer.INCREMENT_INVOCATION_COUNT);
        return train(prepared, run, origin(data, validation, start), listener);
    }

    /** Trains for a part of the first run. */
    <E, T extends Output<T>> PartialRun.End<Trained<E, T>> train(
            DataAdapter<E, T> data, DataAdapter<E, T> validation, PartialRun part) {
        Prepared<E, T> prepared = prepared(data, validation, Start.fresh(), TrainingRuns::checkStop);
        Network network = checkedNetwork(prepared);
        Origin origin = origin(data, validation, Start.fresh());
        RunCount.Run run = begin(0);
        int epochs = parameters.get(EPOCHS);
        if (part.begin().length == 0 && part.until() >= epochs) {
            Trained<E, T> whole = train(prepared, network, run, origin, part.listener(), epochs, Checkpoint.NONE);
            return new PartialRun.End<>(whole, new byte[0]);
        }
        Optimisers.checkResumable(optimiser, "halving");
        CheckpointFormat format = new CheckpointFormat(
                "the paused run", "start it again", parameters, network, prepared.split, "", run.number());
        PartialRun.Memory kept = new PartialRun.Memory(format, part, epochs);
        Trained<E, T> trained = train(prepared, network, run, origin, part.listener(), part.until(), kept);
        boolean isPlanned = trained.network().history().ending().isPlanned();
        return new PartialRun.End<>(trained, isPlanned ? kept.state() : new byte[0]);
    }

    /** What the first run needs in addition to the data, in bytes. */
    <E, T extends Output<T>> long memoryNeed(DataAdapter<E, T> data, DataAdapter<E, T> validation) {
        Prepared<E, T> prepared = prepared(data, validation, Start.fresh(), TrainingRuns::checkStop);
        return need(network(prepared), prepared.split, seed()).bytes();
    }

    /** Looks for a learning rate with the data that the first run would be trained on. No run is counted. */
    <E, T extends Output<T>> RateSearch findRate(DataAdapter<E, T> data) {
        checkSize(data);
        if (!(optimiser instanceof RnnOptimiser ours)) {
            throw new IllegalArgumentException(
                    "findRate: the learning rate of %s cannot be changed; use adam(0.01), sgd(0.1) or"
                                    .formatted(Optimisers.name(optimiser))
                            + " optimiser(new RmsProp(0.001)) for the search");
        }
        long seed = seed();
        Prepared<E, T> prepared = split(data, Start.fresh(), data.numbered(), seed);
        Network network = network(prepared);
        List<Sequence> training = prepared.split.training();
        checkMemory(network, new Split(training, List.of(), List.of(), ""), seed);
        RateSearch search = RateFinder.search(
                Initialisation.of(network, parameters.initial(), seed),
                training,
                settings(seed),
                rate -> ours.withRate(rate).start(),
                Workers.of(parameters.get(THREADS)));
        return new RateSearch(search.rates(), search.losses(), measure(network), search.ending());
    }

    /** Between two sequences that are read for one run of many, which has nothing to keep yet. */
    private static void checkStop() {
        Stop.check("The run was stopped before it began.");
    }

    private static void checkSize(DataAdapter<?, ?> data) {
        if (data.size() == 0) {
            throw new IllegalArgumentException("no data: the data set has no %s%s"
                    .formatted(data.kind().noun(), data.kind().advice()));
        }
    }

    private static Origin origin(DataAdapter<?, ?> data, DataAdapter<?, ?> validation, Start<?, ?> start) {
        Map<String, Provenance> notes = new HashMap<>();
        notes.put(SeriesProvenance.VALIDATION_DATA, validation.provenance());
        return new Origin(data.provenance(), start.notes(notes));
    }

    private <E, T extends Output<T>> Prepared<E, T> prepared(
            DataAdapter<E, T> data, DataAdapter<E, T> validation, Start<E, T> start, Runnable each) {
        if (validation.size() == 0) {
            throw new IllegalArgumentException("the validation data has no %s; add some, or call train(data)"
                    .formatted(data.kind().noun()));
        }
        checkSize(data);
        return read(data, start, data.numbered(), validation.numbered(), each);
    }

    /** Puts some examples aside, each equally likely. */
    private <E, T extends Output<T>> Prepared<E, T> split(
            DataAdapter<E, T> data, Start<E, T> start, List<Numbered<E>> all, long runSeed) {
        int aside = aside(all.size());
        if (aside == 0) {
            return read(data, start, all, List.of(), () -> {});
        }
        List<Numbered<E>> training = new ArrayList<>();
        List<Numbered<E>> others = new ArrayList<>();
        for (int i : Randoms.of(runSeed, ASIDE).permutation(all.size())) {
            (others.size() < aside ? others : training).add(all.get(i));
        }
        return read(data, start, training, others, () -> {});
    }

    private int aside(int count) {
        double validation = parameters.get(VALIDATION);
        int aside = (int) Math.ceil(validation * count);
        if (aside > 0 && aside == count) {
            throw new IllegalArgumentException(
                    "validation(%s) of %s sequences leaves none for training".formatted(validation, count));
        }
        return aside;
    }

    /** Reads the examples of a run. What they are encoded by comes from those to train on alone. */
    private <E, T extends Output<T>> Prepared<E, T> read(
            DataAdapter<E, T> data,
            Start<E, T> start,
            List<Numbered<E>> training,
            List<Numbered<E>> validation,
            Runnable each) {
        Encoder<E, T> plain = start.encoder(data, training, parameters.get(CLASS_WEIGHTS), isPositive());
        Outputs<T> outputs = plain.outputs().forLoss(parameters.get(LOSS));
        Encoder<E, T> encoder = outputs == plain.outputs() ? plain : plain.with(outputs);
        String leftOut = encoder.leftOut(
                "validation data", validation.stream().map(Numbered::example).toList());
        Census census = Census.ofMeasuring();
        List<Sequence> trained = Encoder.counted(
                encoder.labelled("", training, Census.ofTraining(parameters.get(IGNORE_UNKNOWN)), each));
        List<Sequence> measured = encoder.labelled("validation ", validation, census, each);
        if (!validation.isEmpty()) {
            census.check("the validation data");
        }
        // Targets around a mean are of a model that continues with another kind of loss, which is refused below.
        if (isPositive() && DoubleStream.of(encoder.outputs().scale().means()).allMatch(mean -> mean == 0)) {
            checkPositive(data.kind().noun(), training, trained);
            checkPositive("validation " + data.kind().noun(), validation, measured);
        }
        List<String> findings = new ArrayList<>(encoder.findings(trained));
        findings.addAll(census.smallness("the validation data"));
        findings.addAll(census.findings("the validation data"));
        return new Prepared<>(encoder, new Split(trained, measured, findings, leftOut), start);
    }

    /** Also where the scale was known before the data: validation data, and data that training continues with. */
    private static void checkPositive(String what, List<? extends Numbered<?>> data, List<Sequence> sequences) {
        for (int i = 0; i < sequences.size(); i++) {
            Numbered<?> one = data.get(i);
            Sequence sequence = sequences.get(i);
            sequence.targets().forEach(0, sequence.steps(), (output, target) -> {
                if (target < 0) {
                    throw new IllegalArgumentException(
                            "%s %s has a negative target, but predictions of this loss are above 0; choose another loss, such as Loss.squaredError()"
                                    .formatted(what, one.number()));
                }
            });
        }
    }

    private boolean isPositive() {
        return parameters.get(LOSS) != null && parameters.get(LOSS).isPositive();
    }

    private Network checkedNetwork(Prepared<?, ?> prepared) {
        if (parameters.get(VALIDATION) > 0) {
            throw new IllegalArgumentException("validation(%s) and validation data: only one of the two can be used"
                    .formatted(parameters.get(VALIDATION)));
        }
        Network network = network(prepared);
        checkMemory(network, prepared.split, runs.seed(Trainer.INCREMENT_INVOCATION_COUNT, seed()));
        return network;
    }

    private void checkMemory(Network network, Split split, long runSeed) {
        need(network, split, runSeed).check();
    }

    private MemoryNeed need(Network network, Split split, long runSeed) {
        return new MemoryNeed(network, split.training(), split.validation(), settings(runSeed));
    }

    private Network network(Prepared<?, ?> prepared) {
        Encoder<?, ?> encoder = prepared.encoder;
        Loss suitable = encoder.outputs().loss();
        Loss chosen = parameters.get(LOSS) == null ? suitable : parameters.get(LOSS);
        if (chosen.kind() != suitable.kind()) {
            throw new IllegalArgumentException(
                    "%s does not fit outputs of type %s; remove loss(…), or choose one such as %s"
                            .formatted(chosen, encoder.outputs().type().getSimpleName(), suitable));
        }
        Targets targets = encoder.targets();
        if (!targets.standInParts() && parameters.get(TRUNCATE) > 0) {
            checkTruncation(prepared.split.training().stream()
                    .mapToInt(Sequence::steps)
                    .max()
                    .orElse(0));
        }
        if (!targets.standInParts() && parameters.get(STATEFUL)) {
            throw new IllegalArgumentException(
                    "stateful() needs sequences with an output at each step, but each example of this data is a whole sequence; remove stateful()");
        }
        return new Network(
                encoder.inputs(), parameters.stack(), encoder.outputs().size(), chosen, targets);
    }

    /** The only target stands at the end, and no gradient would come back from it over a cut. */
    private void checkTruncation(int longest) {
        int truncation = parameters.get(TRUNCATE);
        if (truncation < longest) {
            throw new IllegalArgumentException(
                    "truncate(%s): each sequence has its only target at its end, so of %s steps only the last %s or fewer would contribute to learning; remove truncate(…), or use shorter sequences"
                            .formatted(truncation, longest, truncation));
        }
    }

    private <E, T extends Output<T>> Trained<E, T> train(
            Prepared<E, T> prepared, RunCount.Run run, Origin origin, TrainingListener listener) {
        Network network = network(prepared);
        Path checkpoint = parameters.get(CHECKPOINT);
        int epochs = parameters.get(EPOCHS);
        if (checkpoint == null) {
            return train(prepared, network, run, origin, listener, epochs, Checkpoint.NONE);
        }
        CheckpointFormat format = new CheckpointFormat(
                checkpoint.toString(),
                CheckpointFile.ADVICE,
                parameters,
                network,
                prepared.split,
                prepared.start.identity(),
                run.number());
        try (CheckpointFile kept = CheckpointFile.of(checkpoint, format)) {
            return train(prepared, network, run, origin, listener, epochs, kept);
        }
    }

    private <E, T extends Output<T>> Trained<E, T> train(
            Prepared<E, T> prepared,
            Network network,
            RunCount.Run run,
            Origin origin,
            TrainingListener listener,
            int until,
            Checkpoint kept) {
        Split split = prepared.split;
        Weights weights = prepared.start.weights(network, prepared.encoder, parameters.initial(), run.seed());
        History history = new TrainingLoop(
                        weights,
                        split.training(),
                        split.validation(),
                        settings(run.seed()),
                        listener,
                        Workers.of(parameters.get(THREADS)))
                .measure(measure(network))
                .found(split.findings())
                .watch(parameters.watcher())
                .until(until)
                .run(kept);
        ModelProvenance provenance =
                new ModelProvenance(model.getName(), OffsetDateTime.now(), origin.data, run.provenance(), origin.run);
        int shortest = split.training().stream().mapToInt(Sequence::steps).min().orElseThrow();
        Encoder<E, T> encoder = prepared.encoder;
        return new Trained<>(
                new TrainedNetwork<>(
                        encoder, weights.withScale(encoder.outputs().scale()), history.noting(split.note()), shortest),
                provenance);
    }

    private Measure measure(Network network) {
        return new Measure(network.loss(), !parameters.get(CLASS_WEIGHTS).isEmpty());
    }

    private long seed() {
        return parameters.get(SEED);
    }

    private RunCount.Run begin(int count) {
        return runs.begin(count, seed(), trainer::getProvenance);
    }

    private TrainingSettings settings(long runSeed) {
        return new TrainingSettings(
                parameters.settings(), () -> Optimisers.start(optimiser), runSeed, new Advice(optimiser));
    }
}
