package io.github.unspool.network;

import io.github.unspool.loss.Loss;
import io.github.unspool.loss.SquaredErrorInUnits;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import io.github.unspool.runtime.Stop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs a trained network forward over sequences of any length. The memory it needs does not grow with the length, unless
 * the network reads from both ends.
 */
public final class Inference {
    private static final int CHUNK = 256;
    private static final int BATCH = 32;
    private static final String STOPPED = "Stopped during a prediction.";

    private final Weights weights;
    /** Made when a thread finds none, and kept: the weights then lie ready for products. */
    private final Queue<Bptt> idle = new ConcurrentLinkedQueue<>();

    private final Queue<Stepper> idleSteppers = new ConcurrentLinkedQueue<>();

    /**
     * Prepares to read with a network; usable from several threads.
     *
     * @param weights the network, which must no longer change
     */
    public Inference(Weights weights) {
        this.weights = weights;
    }

    /** Is given each step of a sequence in turn. */
    public interface StepConsumer {
        /**
         * One step.
         *
         * @param step 0 for the first
         * @param predictions of the K outputs; a copy
         * @param hidden the states after the step, layer by layer; a copy
         */
        void accept(int step, float[] predictions, float[][] hidden);
    }

    /**
     * Reads one sequence.
     *
     * @param sequence the sequence
     * @param initial the state to begin with, of one sequence
     * @param consumer is given each step
     * @return the state after the last step
     * @throws CancellationException if it was stopped; the interrupt is consumed
     */
    public State read(Sequence sequence, State initial, StepConsumer consumer) {
        Stop.check(STOPPED);
        if (sequence.steps() == 1 && weights.network().stack().isCausal()) {
            return step(sequence.inputs(), initial, consumer);
        }
        Bptt bptt = idle.poll();
        if (bptt == null) {
            bptt = new Bptt(weights, 1, true, Workers.alone());
        }
        try {
            return read(bptt, sequence, initial, consumer);
        } finally {
            idle.add(bptt);
        }
    }

    private State read(Bptt bptt, Sequence sequence, State initial, StepConsumer consumer) {
        int length = chunkLength(weights.network(), sequence);
        State state = initial.copy();
        Chunks.forEach(bptt, List.of(sequence), length, state, (chunk, from) -> {
            Stop.check(STOPPED);
            for (int row = 0; row < chunk.rows(); row++) {
                consumer.accept(from + row, predictions(bptt, weights, row), hidden(bptt, weights, row));
            }
            return true;
        });
        return state;
    }

    /** One step alone takes longer to prepare than to compute, so it goes where all is prepared. */
    private State step(SparseRows inputs, State initial, StepConsumer consumer) {
        Stepper stepper = idleSteppers.poll();
        if (stepper == null) {
            stepper = new Stepper(weights);
        }
        stepper.set(initial);
        inputs.forEach(0, 1, stepper::add);
        float[] predictions = stepper.step().clone();
        float[][] hidden = new float[weights.network().layers().size()][];
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = stepper.hidden(i).clone();
        }
        State after = stepper.state();
        idleSteppers.add(stepper);
        consumer.accept(0, predictions, hidden);
        return after;
    }

    private static int chunkLength(Network network, Sequence longest) {
        return network.stack().isCausal() && !network.loss().isOfSequences() ? CHUNK : longest.steps();
    }

    private static float[] predictions(Bptt bptt, Weights weights, int row) {
        int outputs = weights.network().outputs();
        float[] predictions = Arrays.copyOfRange(bptt.predictions(), row * outputs, (row + 1) * outputs);
        checkFinite(predictions);
        return predictions;
    }

    /**
     * Refuses what is no prediction.
     *
     * @throws IllegalStateException if one of the numbers is not finite
     */
    static void checkFinite(float[] predictions) {
        for (float prediction : predictions) {
            if (!Float.isFinite(prediction)) {
                throw new IllegalStateException(
                        "the network predicts %s: a weight or an input is too large for a float; check the weights, or scale the inputs"
                                .formatted(prediction));
            }
        }
    }

    private static float[][] hidden(Bptt bptt, Weights weights, int row) {
        float[][] hidden = new float[weights.network().layers().size()][];
        for (int i = 0; i < hidden.length; i++) {
            Matrix states = bptt.hidden(i);
            hidden[i] = Arrays.copyOfRange(states.data(), states.row(row), states.row(row + 1));
        }
        return hidden;
    }

    /**
     * The mean loss of a step.
     *
     * @param weights the network
     * @param sequences the data; at least one step whose target is known
     * @param workers the threads
     * @return the mean of the network's loss over the steps, weighted
     * @throws CancellationException if it was stopped; the interrupt is consumed
     */
    public static double loss(Weights weights, List<Sequence> sequences, Workers workers) {
        Bptt bptt = new Bptt(weights, sideBySide(sequences), true, workers);
        return loss(weights, sequences, bptt, weights.network().zeroState(sideBySide(sequences)));
    }

    /**
     * The mean error of a step in the form that can be compared between models, whatever loss they were trained with: of
     * numbers the squared error in their own unit, of anything else {@link Loss#comparable}.
     *
     * @param weights the network and the scale of its outputs
     * @param sequences the data; at least one step whose target is known
     * @param workers the threads
     * @return the mean over the steps, weighted
     * @throws CancellationException if it was stopped; the interrupt is consumed
     */
    public static double error(Weights weights, List<Sequence> sequences, Workers workers) {
        Network network = weights.network();
        boolean areNumbers = network.loss().kind() == Loss.Kind.NUMBERS;
        Loss measure = areNumbers
                ? new SquaredErrorInUnits(weights.scale(), network.loss().isPositive())
                : network.loss().comparable();
        return loss(weights.copyFor(network.withLoss(measure)), sequences, workers);
    }

    /** How many sequences are read side by side. */
    public static int sideBySide(List<Sequence> sequences) {
        return Math.min(sequences.size(), BATCH);
    }

    /** R of the largest batch that {@link #loss} goes through. */
    public static long mostRows(Network network, List<Sequence> sequences) {
        List<Sequence> longest = sequences.stream()
                .sorted(Comparator.comparingInt(Sequence::steps).reversed())
                .limit(BATCH)
                .toList();
        int chunk = chunkLength(network, longest.get(0));
        return longest.stream().mapToLong(s -> Math.min(chunk, s.steps())).sum();
    }

    /** The same with what a training run has already; the state is for at least {@link #sideBySide} sequences. */
    public static double loss(Weights weights, List<Sequence> sequences, Bptt bptt, State state) {
        List<Sequence> sorted = new ArrayList<>(sequences);
        sorted.sort(Comparator.comparingInt(Sequence::steps).reversed());
        double[] sums = new double[2];
        for (int from = 0; from < sorted.size(); from += BATCH) {
            List<Sequence> batch = sorted.subList(from, Math.min(sorted.size(), from + BATCH));
            int length = chunkLength(weights.network(), batch.get(0));
            state.restart(weights.recurrences());
            Chunks.forEach(bptt, batch, length, state, (chunk, at) -> {
                double loss = bptt.loss();
                Stop.check("Stopped while measuring the loss.");
                sums[0] += loss;
                sums[1] += chunk.totalWeight();
                return true;
            });
        }
        return sums[0] / sums[1];
    }
}
