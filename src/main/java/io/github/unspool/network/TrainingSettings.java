package io.github.unspool.network;

import java.util.function.DoubleFunction;
import java.util.function.Supplier;

/**
 * How to train.
 *
 * @param epochs how often to go through the data
 * @param batchSize how many sequences side by side
 * @param bucketed whether a batch is made of sequences of similar lengths; which batch comes when stays random
 * @param truncation after how many steps gradients are cut (truncated BPTT); the state is carried on. 0: never
 * @param clip the largest Euclidean norm of the gradient, larger ones are scaled down to it; 0: no limit
 * @param patience after how many epochs without a better one training ends, with the best weights
 * @param optimiser makes the run's optimiser
 * @param seed decides the order of the sequences
 * @param withRate the call that chooses an optimiser whose learning rate is so many times as large, for advice
 */
public record TrainingSettings(
        int epochs,
        int batchSize,
        boolean bucketed,
        int truncation,
        double clip,
        Patience patience,
        Supplier<Optimiser> optimiser,
        long seed,
        DoubleFunction<String> withRate) {

    /**
     * Settings whose optimiser has no name.
     *
     * @param epochs how often to go through the data
     * @param batchSize how many sequences side by side
     * @param bucketed whether a batch is made of sequences of similar lengths
     * @param truncation after how many steps gradients are cut; 0: never
     * @param clip the largest Euclidean norm of the gradient; 0: no limit
     * @param patience after how many epochs without a better one training ends; 0: never
     * @param optimiser makes the run's optimiser
     * @param seed decides the order of the sequences
     */
    public TrainingSettings(
            int epochs,
            int batchSize,
            boolean bucketed,
            int truncation,
            double clip,
            int patience,
            Supplier<Optimiser> optimiser,
            long seed) {
        this(
                epochs,
                batchSize,
                bucketed,
                truncation,
                clip,
                new Patience(patience, 0),
                optimiser,
                seed,
                factor -> factor < 1 ? "adam(0.001)" : "adam(0.03)");
    }
}
