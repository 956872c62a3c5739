package io.github.unspool.training;

import io.github.unspool.network.Weights;

/** Observes the weights of a training run after each epoch. */
@FunctionalInterface
public interface EpochWatcher {
    /** Does nothing. */
    EpochWatcher NONE = (epoch, weights) -> {};

    /**
     * After an epoch. Called on the training thread, which waits meanwhile.
     *
     * @param epoch how the epoch went
     * @param weights the weights as they are now; training continues to change them, so {@link Weights#copy} them to keep
     *     them, and do not modify them
     */
    void epoch(Epoch epoch, Weights weights);
}
