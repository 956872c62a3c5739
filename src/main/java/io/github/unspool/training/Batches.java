package io.github.unspool.training;

import static io.github.unspool.training.TrainingSettings.BATCH;
import static io.github.unspool.training.TrainingSettings.BUCKET;
import static io.github.unspool.training.TrainingSettings.STATEFUL;

import io.github.unspool.math.Randoms;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The data of a run in the order in which it is learned from. */
final class Batches {
    /** The shuffles' index among the paths of {@link Randoms}; the weights have the layers' numbers. */
    private static final long SHUFFLE = -1;

    private static final Comparator<Sequence> LONGEST_FIRST =
            Comparator.comparingInt(Sequence::steps).reversed();

    private final List<Sequence> sequences;
    private final TrainingSettings settings;
    /** The mean weight of the steps with a target, by which the loss of a step is divided. */
    private final double meanWeight;

    Batches(List<Sequence> sequences, TrainingSettings settings) {
        this.sequences = List.copyOf(sequences);
        this.settings = settings;
        this.meanWeight = meanWeight(sequences);
    }

    private static double meanWeight(List<Sequence> sequences) {
        double sum = 0;
        long counted = 0;
        for (Sequence sequence : sequences) {
            for (float weight : sequence.predicted().weight()) {
                sum += weight;
                counted += weight > 0 ? 1 : 0;
            }
        }
        return counted == 0 ? 1 : sum / counted;
    }

    /** The steps of an epoch. */
    long steps() {
        return sequences.stream().mapToLong(Sequence::steps).sum();
    }

    /** The number of sequences in the largest batch. */
    int largest() {
        return Math.min(settings.get(BATCH), sequences.size());
    }

    private Stretches stretches() {
        return new Stretches(sequences, largest());
    }

    /**
     * The states that a batch begins with, from those after the batch before it.
     *
     * @param batch its number in the epoch, 0 for the first
     * @param state becomes that of its rows
     * @return false if nothing is carried to this batch, so its rows begin afresh
     */
    boolean carry(int batch, State state) {
        if (batch == 0 || !settings.get(STATEFUL)) {
            return false;
        }
        stretches().carry(batch, state);
        return true;
    }

    /** The batches of an epoch, each sorted longest first. */
    List<List<Sequence>> ofEpoch(int epoch) {
        if (settings.get(STATEFUL)) {
            return stretches().batches();
        }
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
    double divisor(Batch part) {
        return part.counted() * meanWeight;
    }
}
