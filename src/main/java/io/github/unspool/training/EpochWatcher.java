package io.github.unspool.training;

import io.github.unspool.network.Weights;

/** Looks at the weights of a training run after each epoch. */
@FunctionalInterface
public interface EpochWatcher {
    /** Looks at nothing. */
    EpochWatcher NONE = (epoch, weights) -> {};

    /**
     * After an epoch. Called on the training thread, which waits meanwhile.
     *
     * @param epoch how the epoch went
     * @param weights the weights as they are now; they go on changing, so {@link Weights#copy} what is to be kept, and
     *     change nothing
     */
    void epoch(Epoch epoch, Weights weights);
}
