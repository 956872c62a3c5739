package io.github.unspool.tribuo;

import io.github.unspool.training.Finding;
import io.github.unspool.tribuo.optimiser.Optimisers;
import java.util.Locale;
import org.tribuo.math.StochasticGradientOptimiser;

/**
 * What went wrong in a run, in words, and which calls of the builder to try.
 *
 * @param optimiser whose learning rate may be wrong
 */
record Advice(StochasticGradientOptimiser optimiser) implements Finding.Words {

    @Override
    public String of(Finding finding) {
        Object[] facts = finding.facts().stream().map(Advice::text).toArray();
        String observation = sentence(finding.kind()).formatted(facts);
        return observation.substring(0, 1).toUpperCase(Locale.ROOT) + observation.substring(1) + " " + remedy(finding);
    }

    /** Counts as they are, losses with four digits. */
    private static Object text(Object fact) {
        return fact instanceof Double number ? String.format(Locale.ROOT, "%.4g", number) : fact;
    }

    private static String sentence(Finding.Kind kind) {
        return switch (kind) {
            case DIVERGED_LOSS, DIVERGED_WEIGHT -> "%s: the updates are too large.";
            case DEAD_UNITS ->
                "%s of the %s relu units of layer %s were 0 at every step that was checked, so they no longer learn.";
            case VANISHING_GRADIENT ->
                "The gradient of a loss falls below 1 %% after %s of %s steps back, so the network hardly learns from earlier steps.";
            case RISING_LOSS -> "The loss rose from %s to %s, above its initial value: the learning rate is too high.";
            case SWINGING_LOSS ->
                "The loss fluctuates by %s from epoch to epoch, around %s: the learning rate is too high.";
            case CRAWLING_LOSS -> "The loss fell steadily, but only from %s to %s: the learning rate is too low.";
            case GUESSING ->
                "The final loss is %s, no better than the loss of a constant prediction by target frequencies, %s: the network makes no use of the input.";
            case CONSTANT_PREDICTION ->
                "The final loss is %s, no better than the loss of a constant prediction by target frequencies, %s: its predictions are the same for every input; the network makes no use of the input.";
            case PLATEAU -> "The loss has stayed near %s since epoch %s.";
            case NO_GENERALISATION ->
                "The validation loss was never below %s, and a constant prediction by the target frequencies of the training data has the loss %s: the network does not generalise to the validation data.";
            case OVERFITTING ->
                "The validation loss reached its minimum in epoch %s, %s, and rose to %s while the training loss kept falling: the network overfits.";
            case CHUNKS_WITHOUT_TARGET ->
                "%s of the %s chunks of truncate(%s) contain no target, and gradients do not cross chunk boundaries, so nothing is learned from these steps.";
        };
    }

    private String remedy(Finding finding) {
        return switch (finding.kind()) {
            case DIVERGED_LOSS -> "Try .clip(1), or ." + withRate(0.1) + ".";
            case RISING_LOSS -> "Try ." + withRate(0.1) + ", or .clip(1).";
            // Clipping does not shorten the updates of Adam, which break a weight.
            case DIVERGED_WEIGHT, SWINGING_LOSS -> "Try ." + withRate(0.1) + ".";
            case DEAD_UNITS -> "Try .tanh() instead, or ." + withRate(0.1) + ".";
            case VANISHING_GRADIENT -> "Try .gru() or .lstm().";
            case CRAWLING_LOSS -> "Try ." + withRate(10) + ".";
            case GUESSING, CONSTANT_PREDICTION ->
                "Try another learning rate (rnn.findRate(data) suggests one), and check that the inputs are scaled and match the targets.";
            case PLATEAU -> "Try more units, or another learning rate; rnn.findRate(data) suggests one.";
            case OVERFITTING -> "Try .patience(5), .top().dropout(0.2), or fewer units.";
            case CHUNKS_WITHOUT_TARGET -> "Try a larger truncate(…), or remove it.";
            case NO_GENERALISATION -> "Try more training data, fewer units, or .patience(5).";
        };
    }

    private String withRate(double factor) {
        return Optimisers.callWithRate(optimiser, factor);
    }
}
