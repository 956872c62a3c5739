package io.github.unspool.training;

import io.github.unspool.part.Batch;

/** Accumulates the numbers of an epoch while it runs. */
final class RunningEpoch {
    private final int number;
    private final int epochs;
    private final Batches batches;
    private final long all;
    private double loss;
    private double weight;
    private double updateLoss = Double.NaN;
    private double norms;
    private int updates;
    private long steps;

    RunningEpoch(int number, int epochs, Batches batches) {
        this.number = number;
        this.epochs = epochs;
        this.batches = batches;
        this.all = batches.steps();
    }

    void add(double lossOfPart, double norm, Batch part) {
        double divisor = batches.divisor(part);
        updateLoss = divisor == 0 ? Double.NaN : lossOfPart / divisor;
        loss += lossOfPart;
        weight += part.totalWeight();
        norms += norm;
        updates++;
        steps += part.rows();
    }

    int number() {
        return number;
    }

    /** The mean loss of the updates so far, or otherwise a loss if there was none. */
    double meanLoss(double otherwise) {
        return updates > 0 ? meanLoss() : otherwise;
    }

    private double meanLoss() {
        return weight == 0 ? 0 : loss / weight;
    }

    TrainingListener.Progress progress() {
        return new TrainingListener.Progress(number, epochs, (double) steps / all, meanLoss(), updateLoss);
    }

    Epoch end(double validationLoss) {
        return new Epoch(number, meanLoss(), norms / updates, validationLoss);
    }
}
