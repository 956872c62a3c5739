package io.github.unspool.training;

import static io.github.unspool.training.TrainingSettings.CLIP;
import static io.github.unspool.training.TrainingSettings.EPOCHS;
import static io.github.unspool.training.TrainingSettings.TRUNCATE;

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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
    private final Weights weights;
    private final Weights gradients;
    /** The parameters that are trained, and the gradients of these and of the others. */
    private final List<Parameter> trained;

    private final List<Parameter> trainedGradients;
    private final List<Parameter> frozenGradients;
    private final Regulariser regulariser;
    private final Batches batches;
    private final List<Sequence> validation;
    private final TrainingSettings settings;
    private final TrainingListener listener;
    private final Optimiser optimiser;
    private final Bptt bptt;
    /** Carried through the chunks of a batch, also when measuring. */
    private final State state;

    private final Workers workers;
    private final DropoutMasks dropout;
    private final List<Epoch> epochs = new ArrayList<>();
    private final BestWeights best;
    private final Stopping stopping;
    private final Endings endings;
    private double lastNorm = Double.NaN;
    private EpochWatcher watcher = EpochWatcher.NONE;
    private int until = Integer.MAX_VALUE;

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
        Frozen frozen = settings.get(Frozen.FREEZE);
        frozen.check(weights);
        this.trained = weights.parameters().stream()
                .filter(parameter -> !frozen.contains(parameter))
                .toList();
        this.trainedGradients = gradients.parameters().stream()
                .filter(parameter -> !frozen.contains(parameter))
                .toList();
        this.frozenGradients =
                gradients.parameters().stream().filter(frozen::contains).toList();
        this.regulariser = new Regulariser(settings, workers);
        this.best = new BestWeights(weights);
        this.batches = new Batches(sequences, settings);
        this.validation = List.copyOf(validation);
        this.settings = settings;
        this.listener = listener;
        this.optimiser = settings.optimiser().get();
        int side = batches.largest();
        this.bptt = new Bptt(weights, side, false, workers);
        this.state = weights.network().zeroState(Math.max(side, Inference.sideBySide(validation)));
        this.dropout = new DropoutMasks(weights.network(), settings.seed());
        this.stopping = new Stopping(settings, !validation.isEmpty());
        this.endings = new Endings(weights, gradients, List.copyOf(sequences), settings, bptt, state, best, epochs);
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
        endings.measure(of);
        return this;
    }

    /**
     * Adds findings about the data to the diagnosis.
     *
     * @param sentences the findings
     * @return this
     */
    public TrainingLoop found(List<String> sentences) {
        endings.found(sentences);
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
        listener.began(endings.measure());
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
            RunningEpoch epoch = new RunningEpoch(epochs.size() + 1, settings.get(EPOCHS), batches);
            scaleRate();
            int number = 0;
            for (List<Sequence> batch : batches.ofEpoch(epoch.number())) {
                History ending = trainOn(batch, number++, epoch);
                if (ending != null) {
                    return ending;
                }
            }
            if (!Double.isFinite(weights.norm(workers))) {
                return diverged(epoch, Finding.Kind.DIVERGED_WEIGHT, "a weight became infinite or NaN");
            }
            try {
                remember(epoch);
            } catch (CancellationException e) {
                return endings.stopped(epoch);
            }
            try {
                save(checkpoint, numbers);
            } catch (IOException e) {
                // A completed run needs no state of its last epoch; the next run repeats it.
                if (!isOver()) {
                    return endings.withBest(
                            History.Ending.STOPPED,
                            "Stopped after epoch %s: %s; ".formatted(epoch.number(), e.getMessage()));
                }
            }
        }
        return stopping.isEarly(epochs) ? endings.early() : endings.completed();
    }

    private void scaleRate() {
        Plateau plateau = settings.get(Plateau.LOWER_RATE);
        if (plateau.isChosen()) {
            optimiser.scaleRate(plateau.factorAfter(stopping.losses(epochs)));
        }
    }

    private void save(Checkpoint checkpoint, List<Parameter> numbers) throws IOException {
        if (checkpoint.keeps(epochs.size())) {
            checkpoint.save(reached(), numbers);
        }
    }

    private boolean isOver() {
        return stopping.isOver(epochs, until);
    }

    /** All state of a run, except for a few single numbers. */
    private List<Parameter> numbers() {
        List<Parameter> numbers = new ArrayList<>(weights.parameters());
        numbers.addAll(best.best().parameters());
        numbers.addAll(
                optimiser
                        .memory(trained)
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

    /** Makes one update for each chunk. Returns the ending if the run cannot continue, otherwise null. */
    private History trainOn(List<Sequence> batch, int number, RunningEpoch epoch) {
        int chunk = settings.get(TRUNCATE) == 0 ? batch.get(0).steps() : settings.get(TRUNCATE);
        boolean isFresh = !batches.carry(number, state);
        if (isFresh) {
            state.restart(weights.recurrences());
        }
        AtomicReference<History> ending = new AtomicReference<>();
        Chunks.forEach(bptt, batch, chunk, state, dropout::masks, (part, from) -> {
            ending.set(update(part, isFresh && from == 0, epoch));
            return ending.get() == null;
        });
        return ending.get();
    }

    private History update(Batch part, boolean isFirst, RunningEpoch epoch) {
        gradients.clear(workers);
        if (!Stop.isWanted()) {
            bptt.backward(part, batches.divisor(part), gradients);
        }
        if (Stop.isWanted()) {
            // Both passes have then ended early, so their results are incomplete.
            return endings.stopped(epoch);
        }
        double loss = bptt.loss();
        if (!Double.isFinite(loss)) {
            return diverged(epoch, Finding.Kind.DIVERGED_LOSS, "the loss became " + loss);
        }
        if (isFirst && weights.network().stack().learnedStart()) {
            bptt.initialGradient().accumulate(gradients.recurrences());
        }
        frozenGradients.forEach(gradient -> Arrays.fill(gradient.values(), 0));
        regulariser.apply(trained, trainedGradients);
        double norm = gradients.norm(workers);
        if (!Double.isFinite(norm)) {
            return diverged(epoch, Finding.Kind.DIVERGED_LOSS, "the gradient became " + norm);
        }
        clip(norm);
        optimiser.step(trained, trainedGradients, epoch.progress().total(), workers);
        regulariser.constrain(trained);
        lastNorm = norm;
        epoch.add(loss, norm, part);
        listener.progress(epoch.progress());
        return Stop.isWanted() || listener.isEnough() ? endings.stopped(epoch) : null;
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

    private History diverged(RunningEpoch epoch, Finding.Kind kind, String what) {
        return endings.diverged(epoch, Finding.of(kind, what), lastNorm);
    }
}
