package io.github.unspool.network;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import io.github.unspool.loss.Loss;
import io.github.unspool.math.Randoms;
import io.github.unspool.math.Workers;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.training.TrainingLoop;
import io.github.unspool.training.TrainingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Updates of a network, as {@link TrainingLoop} makes them, on some random batches in turn: forward, backpropagation
 * through time, clipping, Adam.
 */
public final class Updates {
    /** Words of a language, inputs and classes alike. */
    public static final int WORDS = 10_000;

    /** T of the points that are compared. */
    public static final int STEPS = 50;

    /** D and K where inputs are dense. */
    public static final int WIDTH = 64;

    private static final int TEXT_UNITS = 128;
    private static final int TEXT_STEPS = 35;
    private static final int SEQUENCES = 32;
    private static final int RAGGED_UNITS = 64;
    private static final int SHORTEST = 5;
    private static final int LONGEST = 100;
    private static final int BATCHES = 8;
    private static final double RATE = 1e-4;
    private static final double LARGEST_NORM = 1;
    private static final long SEED = 1;
    /** The place of the data among the paths of {@link Randoms}; the weights have 0 and 1. */
    private static final long DATA = 100;

    private final List<RandomBatch> data;
    private final List<Batch> batches;
    private final Weights initial;
    private final Weights weights;
    private final Weights gradients;
    private final State start;
    private final Workers workers;
    private final Bptt bptt;
    private Optimiser optimiser;
    private int next;

    private Updates(Network network, List<RandomBatch> data, int threads) {
        this.data = data;
        this.batches = data.stream().map(RandomBatch::batch).toList();
        this.initial = Initialisation.of(network, SEED);
        this.weights = initial.copy();
        this.gradients = new Weights(network);
        int sequences = data.get(0).lengths().length;
        this.start = network.zeroState(sequences);
        this.workers = Workers.of(threads);
        this.bptt = new Bptt(weights, sequences, false, workers);
        restart();
    }

    /**
     * An LSTM of 128 units that predicts the next of 10,000 words: 32 sequences of 35 steps.
     *
     * @param embedding M, or 0: the layer reads one-hot inputs
     * @param threads how many the engine may use
     * @return the updates
     */
    public static Updates text(int embedding, int threads) {
        Stack stack = new Stack(embedding, List.of(new LayerSpec(TEXT_UNITS, Cells.LSTM)), false);
        List<RandomBatch> data = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            data.add(RandomBatch.text(RandomBatch.even(SEQUENCES, TEXT_STEPS), WORDS, Randoms.of(SEED, DATA, i)));
        }
        return new Updates(new Network(WORDS, stack, WORDS, Loss.crossEntropy(), Targets.EACH_STEP), data, threads);
    }

    /**
     * 64 units over 32 sequences of 5 to 100 steps, with 64 dense inputs and 64 classes.
     *
     * @param cell the cell of the one layer
     * @param threads how many the engine may use
     * @return the updates
     */
    public static Updates ragged(Cell cell, int threads) {
        List<RandomBatch> data = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            Randoms random = Randoms.of(SEED, DATA, i);
            int[] lengths = RandomBatch.ragged(SEQUENCES, SHORTEST, LONGEST, random);
            data.add(RandomBatch.dense(lengths, WIDTH, WIDTH, random));
        }
        return new Updates(network(cell, RAGGED_UNITS), data, threads);
    }

    /**
     * One layer over sequences of the same length, with 64 dense inputs and 64 classes; always the same batch.
     *
     * @param cell the cell of the one layer
     * @param hidden H
     * @param sequences B
     * @param steps T
     * @param threads how many the engine may use
     * @return the updates
     */
    public static Updates even(Cell cell, int hidden, int sequences, int steps, int threads) {
        return new Updates(network(cell, hidden), List.of(evenBatch(sequences, steps)), threads);
    }

    private static RandomBatch evenBatch(int sequences, int steps) {
        return RandomBatch.dense(RandomBatch.even(sequences, steps), WIDTH, WIDTH, Randoms.of(SEED, DATA));
    }

    private static Network network(Cell cell, int hidden) {
        return Network.classifier(WIDTH, List.of(new LayerSpec(hidden, cell)), WIDTH);
    }

    /**
     * An epoch of {@link TrainingLoop} over sequences of the same length, in batches of 32, ready to be run; each run begins
     * with the same weights.
     *
     * @param cell the cell of the one layer
     * @param hidden H
     * @param sequences how many there are in all
     * @param steps T
     * @return the epoch
     */
    public static Runnable epoch(Cell cell, int hidden, int sequences, int steps) {
        Network network = network(cell, hidden);
        List<Sequence> all = evenBatch(sequences, steps).sequences();
        Weights initial = Initialisation.of(network, SEED);
        TrainingSettings settings =
                new TrainingSettings(1, SEQUENCES, false, 0, LARGEST_NORM, 0, Updates::optimiser, SEED);
        return () -> new TrainingLoop(initial.copy(), all, List.of(), settings, TrainingListener.NONE).run();
    }

    private static Optimiser optimiser() {
        return Optimiser.adam(Rate.constant(RATE), 0.9, 0.999, 1e-8, 0);
    }

    /** Goes back to the weights of the beginning and the first batch, with an optimiser that remembers nothing. */
    public void restart() {
        weights.set(initial);
        optimiser = optimiser();
        next = 0;
    }

    /**
     * Makes an update on the next batch; after the last comes the first.
     *
     * @return the mean loss before it
     */
    public double run() {
        Batch batch = batches.get(next);
        next = (next + 1) % batches.size();
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
     * Writes what the updates begin with: {@code weights.npz}, and batch after batch {@code lengths.i32}, the longest first,
     * {@code classes.i32}, and the inputs, {@code words.i32} or {@code x.f32}. Rows stand step by step; at each step those
     * sequences have one that are long enough. All is little-endian.
     *
     * @param folder where to
     */
    public void write(Path folder) {
        boolean isText = weights.network().inputs() == WORDS;
        try {
            Files.createDirectories(folder);
            initial.writeNumpy(folder.resolve("weights.npz"));
            write(folder.resolve("lengths.i32"), data.stream().map(RandomBatch::lengths));
            write(folder.resolve("classes.i32"), data.stream().map(RandomBatch::classes));
            ByteBuffer inputs =
                    buffer(data.stream().mapToInt(RandomBatch::inputBytes).sum());
            data.forEach(batch -> batch.putInputs(inputs));
            Files.write(folder.resolve(isText ? "words.i32" : "x.f32"), inputs.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, Stream<int[]> numbers) throws IOException {
        int[] all = numbers.flatMapToInt(Arrays::stream).toArray();
        ByteBuffer bytes = buffer(all.length * Integer.BYTES);
        for (int number : all) {
            bytes.putInt(number);
        }
        Files.write(file, bytes.array());
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
