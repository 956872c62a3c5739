package io.github.unspool.training;

import static io.github.unspool.training.Stopping.PATIENCE;

import io.github.unspool.network.Bptt;
import io.github.unspool.network.Weights;
import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Ends a run: decides which weights remain, and writes its history. */
final class Endings {
    private final Weights weights;
    private final Weights gradients;
    private final List<Sequence> sequences;
    private final TrainingSettings settings;
    private final Bptt bptt;
    private final State state;
    private final BestWeights best;
    private final List<Epoch> epochs;
    private Measure measure;
    private List<String> findings = List.of();
    private Optional<Finding> problem = Optional.empty();

    /**
     * Prepares the end of a run, with what the run uses.
     *
     * @param gradients are no longer needed at the end
     * @param epochs grow while the run continues
     */
    Endings(
            Weights weights,
            Weights gradients,
            List<Sequence> sequences,
            TrainingSettings settings,
            Bptt bptt,
            State state,
            BestWeights best,
            List<Epoch> epochs) {
        this.weights = weights;
        this.gradients = gradients;
        this.sequences = sequences;
        this.settings = settings;
        this.bptt = bptt;
        this.state = state;
        this.best = best;
        this.epochs = epochs;
        this.measure = Measure.of(weights.network().loss());
    }

    Measure measure() {
        return measure;
    }

    void measure(Measure of) {
        measure = of;
    }

    /** What is known about the data before the run. */
    void found(List<String> sentences) {
        findings = List.copyOf(sentences);
    }

    History completed() {
        if (!settings.get(PATIENCE).isChosen()) {
            return ended(History.Ending.COMPLETED, "");
        }
        return withBest(History.Ending.COMPLETED, "");
    }

    History early() {
        return withBest(History.Ending.EARLY, settings.get(PATIENCE).message());
    }

    /** Nothing but the last epoch's loss is known about its weights. */
    History withBest(History.Ending ending, String why) {
        best.judgeByItsOwn(epochs.get(epochs.size() - 1).loss());
        best.restore(weights);
        String sentence = kept() + ".";
        return ended(ending, why.isEmpty() ? "T" + sentence.substring(1) : why + sentence);
    }

    /** The description of the final weights of a run that keeps the best. */
    private String kept() {
        return best.epoch() == 0
                ? "the weights are untrained"
                        + (best.loss() < Double.POSITIVE_INFINITY ? ", since no epoch made them better" : "")
                : "the weights are those of epoch %s, the best".formatted(best.epoch());
    }

    History stopped(RunningEpoch epoch) {
        Thread.interrupted();
        if (epochs.isEmpty()) {
            return ended(History.Ending.STOPPED, "Stopped in epoch 1; the weights are those of its last update.");
        }
        // A part of an epoch is not enough to judge that the weights have become worse.
        double before = epochs.get(epochs.size() - 1).loss();
        best.judgeByItsOwn(Math.min(epoch.meanLoss(before), before));
        best.restore(weights);
        return ended(History.Ending.STOPPED, "Stopped in epoch %s; %s.".formatted(epoch.number(), kept()));
    }

    /** The loss, the gradient or a weight is no longer finite. */
    History diverged(RunningEpoch epoch, Finding finding, double lastNorm) {
        problem = Optional.of(finding);
        best.judge(epoch.meanLoss(Double.POSITIVE_INFINITY));
        best.restore(weights);
        return ended(
                History.Ending.DIVERGED,
                String.format(
                        Locale.ROOT,
                        "In epoch %s %s after an update with gradient norm %.3g; %s.",
                        epoch.number(),
                        finding.facts().get(0),
                        lastNorm,
                        kept()));
    }

    private History ended(History.Ending ending, String message) {
        History.Epochs all = new History.Epochs(epochs, measure);
        return new History(all, ending, message, new Diagnosis(diagnosis(all, ending)));
    }

    private List<String> diagnosis(History.Epochs all, History.Ending ending) {
        Checkup checkup = new Checkup(weights, sequences, settings, bptt);
        List<DeadUnits> dead = checkup.deadUnits(state);
        Optional<Reach> reach = ending.isPlanned() ? checkup.reach(gradients) : Optional.empty();
        boolean isConstant = ending.isPlanned() && checkup.isConstant(state);
        List<Finding> found = new ArrayList<>(
                new DiagnosisRules(all, ending).apply(problem, dead, reach, checkup.guess(), isConstant));
        checkup.chunksWithoutTarget().ifPresent(found::add);
        List<String> sentences =
                new ArrayList<>(found.stream().map(settings.words()::of).toList());
        sentences.addAll(findings);
        return sentences;
    }
}
