package io.github.unspool.network;

import io.github.unspool.cell.Cell;
import io.github.unspool.math.Randoms;
import io.github.unspool.math.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One update of a network, as {@link TrainingLoop} makes it, again and again on the same batch: forward, backpropagation
 * through time, clipping, Adam. The batch is random; its classes cannot be learned but by heart.
 */
public final class TrainStep {
    /** T. */
    public static final int STEPS = 50;
    /** D; none of the inputs is zero. */
    public static final int INPUTS = 64;
    /** K. */
    public static final int CLASSES = 64;

    private static final double RATE = 1e-4;
    private static final double LARGEST_NORM = 1;
    private static final long SEED = 1;
    /** The place of the data among the paths of {@link Randoms}; the weights have 0 and 1. */
    private static final long DATA = 100;

    private final Weights initial;
    private final Weights weights;
    private final Weights gradients;
    private final int sequences;
    private final float[][] x;
    private final int[] y;
    private final Batch batch;
    private final State start;
    private final Workers workers;
    private final Bptt bptt;
    private Optimiser optimiser;

    /**
     * Draws weights and a batch, always the same.
     *
     * @param cell the cell of the one layer
     * @param hidden H
     * @param sequences B
     * @param threads how many share the work
     */
    public TrainStep(Cell cell, int hidden, int sequences, int threads) {
        Network network = Network.classifier(INPUTS, List.of(new LayerSpec(hidden, cell)), CLASSES);
        this.initial = Initialisation.of(network, SEED);
        this.weights = initial.copy();
        this.gradients = new Weights(network);
        this.sequences = sequences;
        this.x = new float[STEPS * sequences][INPUTS];
        this.y = new int[x.length];
        draw();
        this.batch = batch();
        this.start = State.zero(network, sequences);
        this.workers = Workers.of(threads);
        this.bptt = new Bptt(weights, sequences, false, workers);
        restart();
    }

    private void draw() {
        Randoms random = Randoms.of(SEED, DATA);
        for (int row = 0; row < y.length; row++) {
            for (int j = 0; j < INPUTS; j++) {
                x[row][j] = (float) random.normal();
            }
            y[row] = (int) (random.uniform() * CLASSES);
        }
    }

    private Batch batch() {
        List<Sequence> all = new ArrayList<>();
        for (int b = 0; b < sequences; b++) {
            all.add(sequence(b));
        }
        return Batch.of(all, 0, STEPS);
    }

    private Sequence sequence(int b) {
        SparseRows.Builder inputs = new SparseRows.Builder(STEPS);
        SparseRows.Builder targets = new SparseRows.Builder(STEPS);
        float[] weight = new float[STEPS];
        for (int t = 0; t < STEPS; t++) {
            for (int j = 0; j < INPUTS; j++) {
                inputs.add(j, x[t * sequences + b][j]);
            }
            targets.add(y[t * sequences + b], 1);
            inputs.endRow();
            targets.endRow();
            weight[t] = 1;
        }
        return new Sequence(inputs.build(), targets.build(), weight);
    }

    /** Goes back to the weights of the beginning, with an optimiser that remembers nothing. */
    public void restart() {
        weights.set(initial);
        optimiser = Optimiser.adam(Rate.constant(RATE), 0.9, 0.999, 1e-8, 0);
    }

    /**
     * Makes an update.
     *
     * @return the mean loss before it
     */
    public double run() {
        bptt.forward(batch, start);
        gradients.clear(workers);
        bptt.backward(batch, gradients);
        double loss = bptt.loss() / batch.totalWeight();
        double norm = gradients.norm(workers);
        if (norm > LARGEST_NORM) {
            gradients.scale((float) (LARGEST_NORM / norm), workers);
        }
        optimiser.step(weights.parameters(), gradients.parameters(), 0, workers);
        return loss;
    }

    /**
     * Writes what the update begins with: {@code weights.npz}, and step by step {@code x.f32}, T × B × D, and {@code
     * y.i32}, T × B, little-endian.
     *
     * @param folder where to
     */
    public void write(Path folder) {
        ByteBuffer inputs = ByteBuffer.allocate(y.length * INPUTS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer classes = ByteBuffer.allocate(y.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < y.length; row++) {
            for (float value : x[row]) {
                inputs.putFloat(value);
            }
            classes.putInt(y[row]);
        }
        try {
            Files.createDirectories(folder);
            initial.writeNumpy(folder.resolve("weights.npz"));
            Files.write(folder.resolve("x.f32"), inputs.array());
            Files.write(folder.resolve("y.i32"), classes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
