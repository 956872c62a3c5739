package io.github.unspool.training;

import static io.github.unspool.training.TrainingSettings.BATCH;
import static io.github.unspool.training.TrainingSettings.BUCKET;
import static io.github.unspool.training.TrainingSettings.CLIP;
import static io.github.unspool.training.TrainingSettings.EPOCHS;
import static io.github.unspool.training.TrainingSettings.PATIENCE;
import static io.github.unspool.training.TrainingSettings.TRUNCATE;

import io.github.unspool.math.Randoms;
import io.github.unspool.math.Workers;
import io.github.unspool.network.Bptt;
import io.github.unspool.network.Chunks;
import io.github.unspool.network.DropoutMasks;
import io.github.unspool.network.Inference;
import io.github.unspool.network.Weights;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import io.github.unspool.runtime.Stop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Trains weights on sequences: epochs of shuffled minibatches, each cut into chunks when BPTT is truncated.
 *
 * <p>An interrupt of the thread, or another request to {@link Stop}, ends the run early and is consumed; a loss or gradient
 * that is not finite ends it too. In both cases the weights are the best so far, and the history states what happened and
 * which weights these are.
 */
public final class TrainingLoop {
    /** The shuffles' index among the paths of {@link Randoms}; the weights have the layers' numbers. */
    private static final long SHUFFLE = -1;

    private static final Comparator<Sequence> LONGEST_FIRST =
            Comparator.comparingInt(Sequence::steps).reversed();

    private final Weights weights;
    private final Weights gradients;
    private final List<Sequence> sequences;
    private final List<Sequence> validation;
    private final TrainingSettings settings;
    private final TrainingListener listener;
    private final Optimiser optimiser;
    private final Bptt bptt;
    /** Carried through the chunks of a batch, also when measuring. */
    private final State state;

    private final Workers workers;
    private final DropoutMasks dropout;
    private final long stepsPerEpoch;
    /** The mean weight of the steps with a target, by which the loss of a step is divided. */
    private final double meanWeight;

    private final List<Epoch> epochs = new ArrayList<>();
    private final BestWeights best;
    private double lastNorm = Double.NaN;
    /** The number that is no longer finite. */
    private String problem = "";

    private EpochWatcher watcher = EpochWatcher.NONE;
    private int until = Integer.MAX_VALUE;
    private Measure measure;
    private List<String> findings = List.of();

    /**
     * Prepares a run.
     *
     * @param weights the weights to begin with, changed in place
     * @param sequences the data; at least one sequence
     * @param validation data to measure each epoch with; may be empty
     * @param settings how to train
     * @param listener receives the progress
     */
    public TrainingLoop(
            Weights weights,
            List<Sequence> sequences,
            List<Sequence> validation,
            TrainingSettings settings,
            TrainingListener listener) {
        this(weights, sequences, validation, settings, listener, Workers.alone());
    }

    /**
     * Prepares a run on several threads, which changes nothing but its speed.
     *
     * @param weights the weights to begin with, changed in place
     * @param sequences the data; at least one sequence
     * @param validation data to measure each epoch with; may be empty
     * @param settings how to train
     * @param listener receives the progress
     * @param workers the threads
     */
    public TrainingLoop(
            Weights weights,
            List<Sequence> sequences,
            List<Sequence> validation,
            TrainingSettings settings,
            TrainingListener listener,
            Workers workers) {
        this.workers = workers;
        this.weights = weights;
        this.gradients = new Weights(weights.network());
        this.best = new BestWeights(weights);
        this.sequences = List.copyOf(sequences);
        this.validation = List.copyOf(validation);
        this.settings = settings;
        this.listener = listener;
        this.optimiser = settings.optimiser().get();
        int side = Math.min(settings.get(BATCH), sequences.size());
        this.bptt = new Bptt(weights, side, false, workers);
        this.state = weights.network().zeroState(Math.max(side, Inference.sideBySide(validation)));
        this.dropout = new DropoutMasks(weights.network(), settings.seed());
        this.stepsPerEpoch = sequences.stream().mapToLong(Sequence::steps).sum();
        this.meanWeight = meanWeight(sequences);
        this.measure = Measure.of(weights.network().loss());
    }

    private static double meanWeight(List<Sequence> sequences) {
        double sum = 0;
        long counted = 0;
        for (Sequence sequence : sequences) {
            for (float weight : sequence.weight()) {
                sum += weight;
                counted += weight > 0 ? 1 : 0;
            }
        }
        return counted == 0 ? 1 : sum / counted;
    }

    /**
     * Sets an observer of the weights.
     *
     * @param who is called after each epoch
     * @return this
     */
    public TrainingLoop watch(EpochWatcher who) {
        watcher = who;
        return this;
    }

    /**
     * Pauses the run early. It then ends as if it were complete, and can be resumed from its checkpoint; learning rate
     * schedules still cover all epochs.
     *
     * @param epoch the epoch after which to pause
     * @return this
     */
    public TrainingLoop until(int epoch) {
        until = epoch;
        return this;
    }

    /**
     * Sets the measure of the losses, if more than the network's loss defines it.
     *
     * @param of the definition of the losses
     * @return this
     */
    public TrainingLoop measure(Measure of) {
        measure = of;
        return this;
    }

    /**
     * Adds findings about the data to the diagnosis.
     *
     * @param sentences the findings
     * @return this
     */
    public TrainingLoop found(List<String> sentences) {
        findings = List.copyOf(sentences);
        return this;
    }

    /**
     * Trains.
     *
     * @return the history of the run
     */
    public History run() {
        return run(Checkpoint.NONE);
    }

    /**
     * Resumes a run with the same settings and data from its checkpoint, and stores the state after each epoch; the final
     * weights and history are those of an uninterrupted run.
     *
     * @param checkpoint the store of the state after each epoch
     * @return the history of the run; its ending is STOPPED if the state after an epoch could not be stored
     * @throws IllegalArgumentException if the run cannot be resumed from the stored state, or the optimiser's state cannot
     *     be stored
     * @throws UncheckedIOException if the state cannot be read or stored
     */
    public History run(Checkpoint checkpoint) {
        listener.began(measure);
        History history = train(checkpoint);
        listener.ended(history);
        return history;
    }

    private History train(Checkpoint checkpoint) {
        List<Parameter> numbers = checkpoint == Checkpoint.NONE ? List.of() : numbers();
        checkpoint.load(numbers).ifPresent(this::resume);
        if (validation.isEmpty() && epochs.isEmpty()) {
            best.propose(weights, 0);
        }
        if (!isOver()) {
            // Before the first epoch, so that an unwritable file does not cost an epoch of training.
            try {
                save(checkpoint, numbers);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
        while (!isOver()) {
            RunningEpoch epoch = new RunningEpoch(epochs.size() + 1);
            for (List<Sequence> batch : batches(sequences, settings, epoch.number)) {
                History ending = trainOn(batch, epoch);
                if (ending != null) {
                    return ending;
                }
            }
            if (!Double.isFinite(weights.norm(workers))) {
                return diverged(epoch, "a weight became infinite or NaN");
            }
            try {
                remember(epoch);
            } catch (CancellationException e) {
                return stopped(epoch);
            }
            try {
                save(checkpoint, numbers);
            } catch (IOException e) {
                // A completed run needs no state of its last epoch; the next run repeats it.
                if (!isOver()) {
                    return withBest(
                            History.Ending.STOPPED,
                            "Stopped after epoch %s: %s; ".formatted(epoch.number, e.getMessage()));
                }
            }
        }
        return isPatienceOver() ? endedEarly() : completed();
    }

    private void save(Checkpoint checkpoint, List<Parameter> numbers) throws IOException {
        if (checkpoint.keeps(epochs.size())) {
            checkpoint.save(reached(), numbers);
        }
    }

    private boolean isOver() {
        return epochs.size() >= Math.min(settings.get(EPOCHS), until) || isPatienceOver();
    }

    /** All state of a run, except for a few single numbers. */
    private List<Parameter> numbers() {
        List<Parameter> numbers = new ArrayList<>(weights.parameters());
        numbers.addAll(best.best().parameters());
        numbers.addAll(
                optimiser
                        .memory(weights.parameters())
                        .orElseThrow(
                                () -> new IllegalArgumentException(
                                        "the state of this optimiser cannot be stored in a checkpoint; use an optimiser of the class Optimiser")));
        return numbers;
    }

    private Checkpoint.Reached reached() {
        return new Checkpoint.Reached(epochs, dropout.updates(), lastNorm, best.epoch(), best.loss());
    }

    /** The numbers are filled already. */
    private void resume(Checkpoint.Reached reached) {
        epochs.addAll(reached.epochs());
        listener.epoch(Collections.unmodifiableList(epochs));
        lastNorm = reached.gradientNorm();
        dropout.resume(reached.updates());
        optimiser.resume(reached.updates());
        best.resume(reached.bestEpoch(), reached.bestLoss());
        if (validation.isEmpty() && !epochs.isEmpty()) {
            best.propose(weights, epochs.size());
        }
    }

    /** The batches of an epoch, each sorted longest first. */
    static List<List<Sequence>> batches(List<Sequence> sequences, TrainingSettings settings, int epoch) {
        List<Sequence> order = shuffled(sequences, Randoms.of(settings.seed(), SHUFFLE, epoch));
        if (settings.get(BUCKET)) {
            order.sort(LONGEST_FIRST);
        }
        List<List<Sequence>> batches = new ArrayList<>();
        for (int from = 0; from < order.size(); from += settings.get(BATCH)) {
            List<Sequence> batch =
                    new ArrayList<>(order.subList(from, Math.min(order.size(), from + settings.get(BATCH))));
            batch.sort(LONGEST_FIRST);
            batches.add(batch);
        }
        return settings.get(BUCKET) ? shuffled(batches, Randoms.of(settings.seed(), SHUFFLE, epoch, 1)) : batches;
    }

    private static <E> List<E> shuffled(List<E> things, Randoms random) {
        List<E> shuffled = new ArrayList<>(things.size());
        for (int i : random.permutation(things.size())) {
            shuffled.add(things.get(i));
        }
        return shuffled;
    }

    /**
     * The divisor of the summed loss of an update: the number of its steps times the mean weight of all steps.
     * Divided by its own weights, a batch of one step would not depend on its weight at all.
     */
    private double divisor(Batch part) {
        return part.counted() * meanWeight;
    }

    /** Makes one update for each chunk. Returns the ending if the run cannot continue, otherwise null. */
    private History trainOn(List<Sequence> batch, RunningEpoch epoch) {
        int chunk = settings.get(TRUNCATE) == 0 ? batch.get(0).steps() : settings.get(TRUNCATE);
        state.restart(weights.recurrences());
        AtomicReference<History> ending = new AtomicReference<>();
        Chunks.forEach(bptt, batch, chunk, state, dropout::masks, (part, from) -> {
            ending.set(update(part, from == 0, epoch));
            return ending.get() == null;
        });
        return ending.get();
    }

    private History update(Batch part, boolean isFirst, RunningEpoch epoch) {
        gradients.clear(workers);
        if (!Stop.isWanted()) {
            bptt.backward(part, divisor(part), gradients);
        }
        if (Stop.isWanted()) {
            // Both passes have then ended early, so their results are incomplete.
            return stopped(epoch);
        }
        double loss = bptt.loss();
        if (!Double.isFinite(loss)) {
            return diverged(epoch, "the loss became " + loss);
        }
        if (isFirst && weights.network().stack().learnedStart()) {
            bptt.initialGradient().accumulate(gradients.recurrences());
        }
        double norm = gradients.norm(workers);
        if (!Double.isFinite(norm)) {
            return diverged(epoch, "the gradient became " + norm);
        }
        clip(norm);
        optimiser.step(
                weights.parameters(), gradients.parameters(), epoch.progress().total(), workers);
        lastNorm = norm;
        epoch.add(loss, norm, part);
        listener.progress(epoch.progress());
        return Stop.isWanted() || listener.isEnough() ? stopped(epoch) : null;
    }

    /**
     * Scales down a gradient that is too long.
     *
     * <p>Source: R. Pascanu, T. Mikolov, Y. Bengio, <i>On the difficulty of training recurrent neural networks</i>, ICML
     * 2013, algorithm 1.
     */
    private void clip(double norm) {
        if (settings.get(CLIP) > 0 && norm > settings.get(CLIP)) {
            gradients.scale((float) (settings.get(CLIP) / norm), workers);
        }
    }

    private void remember(RunningEpoch running) {
        Epoch epoch = running.end(validation.isEmpty() ? Double.NaN : Inference.loss(weights, validation, bptt, state));
        epochs.add(epoch);
        listener.epoch(Collections.unmodifiableList(epochs));
        watcher.epoch(epoch, weights);
        if (!validation.isEmpty()) {
            best.propose(weights, epoch.number());
            best.judge(epoch.validationLoss());
        } else {
            best.judge(epoch.loss());
            best.propose(weights, epoch.number());
        }
    }

    private boolean isPatienceOver() {
        boolean isValidated = !validation.isEmpty();
        List<Double> losses = epochs.stream()
                .map(isValidated ? Epoch::validationLoss : Epoch::loss)
                .toList();
        return settings.get(PATIENCE).isOver(losses, isValidated ? 1 : 0);
    }

    private History completed() {
        if (!settings.get(PATIENCE).isChosen()) {
            return ended(History.Ending.COMPLETED, "");
        }
        return withBest(History.Ending.COMPLETED, "");
    }

    private History endedEarly() {
        return withBest(History.Ending.EARLY, settings.get(PATIENCE).message());
    }

    /** Nothing but the last epoch's loss is known about its weights. */
    private History withBest(History.Ending ending, String why) {
        best.judgeByItsOwn(epochs.get(epochs.size() - 1).loss());
        best.restore(weights);
        String sentence = kept() + ".";
        return ended(ending, why.isEmpty() ? "T" + sentence.substring(1) : why + sentence);
    }

    /** The description of the final weights of a run that keeps the best. */
    private String kept() {
        return best.epoch() == 0
                ? "the weights are untrained"
                        + (best.loss() < Double.POSITIVE_INFINITY ? ", since no epoch made them better" : "")
                : "the weights are those of epoch %s, the best".formatted(best.epoch());
    }

    private History stopped(RunningEpoch epoch) {
        Thread.interrupted();
        if (epochs.isEmpty()) {
            return ended(History.Ending.STOPPED, "Stopped in epoch 1; the weights are those of its last update.");
        }
        // A part of an epoch is not enough to judge that the weights have become worse.
        double before = epochs.get(epochs.size() - 1).loss();
        best.judgeByItsOwn(epoch.updates > 0 ? Math.min(epoch.meanLoss(), before) : before);
        best.restore(weights);
        return ended(History.Ending.STOPPED, "Stopped in epoch %s; %s.".formatted(epoch.number, kept()));
    }

    private History diverged(RunningEpoch epoch, String what) {
        problem = what;
        best.judge(epoch.updates > 0 ? epoch.meanLoss() : Double.POSITIVE_INFINITY);
        best.restore(weights);
        return ended(
                History.Ending.DIVERGED,
                String.format(
                        Locale.ROOT,
                        "In epoch %s %s after an update with gradient norm %.3g; %s.",
                        epoch.number,
                        what,
                        lastNorm,
                        kept()));
    }

    private History ended(History.Ending ending, String message) {
        History.Epochs all = new History.Epochs(epochs, measure);
        Diagnosis.Rules rules = new Diagnosis.Rules(all, ending, settings.withRate());
        Checkup checkup = new Checkup(weights, sequences, settings, bptt);
        List<Diagnosis.DeadUnits> dead = checkup.deadUnits(state);
        Optional<Diagnosis.Reach> reach = ending.isPlanned() ? checkup.reach(gradients) : Optional.empty();
        List<String> found = new ArrayList<>(
                rules.apply(problem, dead, reach, checkup.guess(), ending.isPlanned() && checkup.isConstant(state))
                        .findings());
        found.addAll(Diagnosis.ofTruncation(settings.get(TRUNCATE), checkup.chunksWithoutTarget()));
        found.addAll(findings);
        return new History(all, ending, message, new Diagnosis(found));
    }

    /** Accumulates the numbers of an epoch while it runs. */
    private final class RunningEpoch {
        private final int number;
        private double loss;
        private double weight;
        private double updateLoss = Double.NaN;
        private double norms;
        private int updates;
        private long steps;

        RunningEpoch(int number) {
            this.number = number;
        }

        void add(double lossOfPart, double norm, Batch part) {
            double divisor = divisor(part);
            updateLoss = divisor == 0 ? Double.NaN : lossOfPart / divisor;
            loss += lossOfPart;
            weight += part.totalWeight();
            norms += norm;
            updates++;
            steps += part.rows();
        }

        private double meanLoss() {
            return weight == 0 ? 0 : loss / weight;
        }

        TrainingListener.Progress progress() {
            return new TrainingListener.Progress(
                    number, settings.get(EPOCHS), (double) steps / stepsPerEpoch, meanLoss(), updateLoss);
        }

        Epoch end(double validationLoss) {
            return new Epoch(number, meanLoss(), norms / updates, validationLoss);
        }
    }
}
