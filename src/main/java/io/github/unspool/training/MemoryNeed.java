package io.github.unspool.training;

import static io.github.unspool.training.TrainingSettings.BATCH;
import static io.github.unspool.training.TrainingSettings.TRUNCATE;

import io.github.unspool.network.Inference;
import io.github.unspool.network.Network;
import io.github.unspool.network.Weights;
import io.github.unspool.part.DataRows;
import io.github.unspool.part.Head;
import io.github.unspool.part.Need;
import io.github.unspool.part.Sequence;
import io.github.unspool.runtime.Memory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * How much memory a training run needs in addition to its data, by the formula of docs/memory.md. It is a lower bound, so a
 * run that fits is never refused.
 */
public final class MemoryNeed {
    private final Network network;
    private final List<Sequence> sequences;
    private final List<Sequence> longestFirst;
    private final TrainingSettings settings;
    private final int memories;
    private final double entries;
    private final boolean isRagged;
    private final long measured;

    /**
     * Analyses a planned run.
     *
     * @param network the shape
     * @param sequences the data
     * @param validation data to measure each epoch with; may be empty
     * @param settings how to train
     */
    public MemoryNeed(Network network, List<Sequence> sequences, List<Sequence> validation, TrainingSettings settings) {
        this.network = network;
        this.sequences = sequences;
        this.longestFirst = new ArrayList<>(sequences);
        longestFirst.sort(Comparator.comparingInt(Sequence::steps).reversed());
        this.settings = settings;
        this.memories = settings.optimiser().get().memories();
        this.entries = entries(sequences);
        this.isRagged = sequences.stream()
                        .mapToInt(s -> stepsOfChunk(s, settings.get(TRUNCATE)))
                        .distinct()
                        .count()
                > 1;
        this.measured = validation.isEmpty() ? 0 : Inference.mostRows(network, validation);
    }

    private static double entries(List<Sequence> sequences) {
        long entries = 0;
        long steps = 0;
        for (Sequence sequence : sequences) {
            entries += sequence.inputs().entries();
            steps += sequence.steps();
        }
        return (double) entries / steps;
    }

    /**
     * The memory that the run needs with its settings.
     *
     * @return bytes
     */
    public long bytes() {
        long rows = 0;
        // Later epochs have other batches, that hardly are larger.
        for (List<Sequence> batch : new Batches(sequences, settings).ofEpoch(1)) {
            rows = Math.max(rows, rows(batch, settings.get(TRUNCATE)));
        }
        return bytes(rows, Math.min(settings.get(BATCH), sequences.size()));
    }

    /** R of the first chunk, which is the largest. */
    private static long rows(List<Sequence> batch, int truncation) {
        long rows = 0;
        for (Sequence sequence : batch) {
            rows += stepsOfChunk(sequence, truncation);
        }
        return rows;
    }

    private static int stepsOfChunk(Sequence sequence, int truncation) {
        return truncation == 0 ? sequence.steps() : Math.min(truncation, sequence.steps());
    }

    private long bytes(long rows, long side) {
        long all = Math.max(rows, measured);
        Need need = need();
        if (network.decoder().isPresent()) {
            // Only the first row of each sequence is certain.
            Need steps = network.decoder().get().needOfSteps(new Need.Reading(true, false, true));
            need = need.plus(new Need(0, 0, 0, steps.perSequence() + steps.perRow(), 0));
        }
        double floats = weights() + need.packed() + all * need.perRow() + side * need.perSequence();
        floats += rows * (need.perLearningRow() + perRowOfBatch());
        floats += Math.min(rows, Need.BLOCK) * need.perBlockRow()
                + Head.floats(network.decoder().isPresent() ? side : all, network.outputs(), network.loss());
        return (long) (Float.BYTES * floats);
    }

    private Need need() {
        Need.Reading data = new Need.Reading(true, DataRows.isDense(entries, network.inputs()), isRagged);
        return network.body().need(data).plus(network.output().need(data.above()));
    }

    /** Weights, gradients, the best weights and their candidate, and the optimiser's state. */
    private double weights() {
        double n = Weights.shapes(network).stream()
                .mapToDouble(shape -> (double) shape.rows() * shape.columns())
                .sum();
        return (4.0 + memories) * n;
    }

    /** The batch: two arrays of ints and two of floats. */
    private double perRowOfBatch() {
        return 2 * (entries + 1) + 3;
    }

    /**
     * Refuses a run that does not fit into the memory that the JVM may still allocate. The data must be loaded already.
     *
     * @throws IllegalArgumentException if it does not fit; the message says how much is needed and what would fit
     */
    public void check() {
        long need = bytes();
        long free = Memory.freeFor(need);
        if (need > free) {
            throw new IllegalArgumentException(problem(need, free));
        }
    }

    /** The message for a run that does not fit. */
    String problem(long need, long free) {
        List<String> ways = new ArrayList<>();
        int batch = largest(
                Math.min(settings.get(BATCH), sequences.size()) - 1,
                side -> bytes(rows(longestFirst.subList(0, side), settings.get(TRUNCATE)), side) * Memory.ROOM <= free);
        if (batch > 0) {
            ways.add("batch(" + batch + ")");
        }
        int side = Math.min(settings.get(BATCH), sequences.size());
        int steps = settings.get(TRUNCATE) == 0 ? longestFirst.get(0).steps() : settings.get(TRUNCATE);
        int truncation = network.stack().isCausal() && network.targets().standInParts()
                ? largest(steps - 1, t -> bytes(rows(longestFirst.subList(0, side), t), side) * Memory.ROOM <= free)
                : 0;
        if (truncation > 0) {
            ways.add("truncate(" + truncation + ")");
        }
        ways.add(Memory.larger(need - free));
        return "this run needs %s of memory, but only %s are available to Java; what would fit: %s"
                .formatted(Memory.inWords(need), Memory.inWords(Math.max(0, free)), String.join(", or ", ways));
    }

    private static int largest(int limit, IntPredicate fits) {
        int fitting = 0;
        int tooLarge = limit + 1;
        while (tooLarge - fitting > 1) {
            int middle = (fitting + tooLarge) >>> 1;
            if (fits.test(middle)) {
                fitting = middle;
            } else {
                tooLarge = middle;
            }
        }
        return fitting;
    }
}
