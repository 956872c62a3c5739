package io.github.unspool.training;

import io.github.unspool.network.Weights;

/**
 * Keeps the best weights of a run. Weights are first a candidate and are judged when a loss that was computed with them is
 * known.
 *
 * <p>Without validation data that is the loss of the following epoch: the loss of an epoch was measured before its last
 * update, which may have broken the weights. So the first epoch judges the weights before training, which are epoch 0. Of
 * equally good weights the first are kept: a tie is no progress.
 */
final class BestWeights {
    private final Weights best;
    private final Weights candidate;
    private int candidateEpoch;
    private boolean hasCandidate;
    private int epoch;
    private double loss = Double.POSITIVE_INFINITY;

    BestWeights(Weights first) {
        best = first.copy();
        candidate = new Weights(first.network());
    }

    void propose(Weights weights, int ofEpoch) {
        candidate.set(weights);
        candidateEpoch = ofEpoch;
        hasCandidate = true;
    }

    /** Judges the candidate, if there is one; a loss that is not finite rejects it. */
    void judge(double lossOfCandidate) {
        judge(lossOfCandidate, lossOfCandidate < loss);
    }

    /** Judges the candidate of the last epoch by the loss of that epoch, which is an upper estimate. */
    void judgeByItsOwn(double lossOfEpoch) {
        judge(lossOfEpoch, lossOfEpoch <= loss);
    }

    private void judge(double lossOfCandidate, boolean isBetter) {
        if (hasCandidate && isBetter && Double.isFinite(lossOfCandidate)) {
            loss = lossOfCandidate;
            epoch = candidateEpoch;
            best.set(candidate);
        }
        hasCandidate = false;
    }

    /** Resumes with the weights that {@link #best} was filled with. */
    void resume(int ofEpoch, double itsLoss) {
        epoch = ofEpoch;
        loss = itsLoss;
    }

    /** The best weights themselves. */
    Weights best() {
        return best;
    }

    /** The loss that the best weights were judged by; infinite if there are none. */
    double loss() {
        return loss;
    }

    /** The initial weights if no weights were judged good. */
    void restore(Weights target) {
        target.set(best);
    }

    /** Which epoch the best weights ended; 0 if there are none. */
    int epoch() {
        return epoch;
    }
}
