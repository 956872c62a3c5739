package io.github.unspool.network;

import java.util.List;
import java.util.function.Supplier;

/**
 * How to train.
 *
 * @param epochs how often to go through the data
 * @param batchSize how many sequences side by side
 * @param truncation after how many steps gradients are cut (truncated BPTT); the state is carried on. 0: never
 * @param clip the largest Euclidean norm of the gradient, larger ones are scaled down to it; 0: no limit
 * @param patience after how many epochs without a better one training ends, with the best weights; 0: never
 * @param dropout for each layer the part of its output that is left out while training; empty: nothing anywhere
 * @param optimiser makes the run's optimiser
 * @param seed decides the order of the sequences
 */
public record TrainingSettings(
        int epochs,
        int batchSize,
        int truncation,
        double clip,
        int patience,
        List<Double> dropout,
        Supplier<Optimiser> optimiser,
        long seed) {
    /**
     * Copies the list.
     *
     * @param epochs how often to go through the data
     * @param batchSize how many sequences side by side
     * @param truncation after how many steps gradients are cut
     * @param clip the largest norm of the gradient
     * @param patience after how many epochs without a better one training ends
     * @param dropout for each layer the part that is left out
     * @param optimiser makes the run's optimiser
     * @param seed decides the order of the sequences
     */
    public TrainingSettings {
        dropout = List.copyOf(dropout);
    }
}
