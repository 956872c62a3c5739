package io.github.unspool.training;

import io.github.unspool.math.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Problems of a training run in words: what was observed, and which builder calls to try. Empty if nothing was found.
 *
 * @param findings a few sentences each
 */
public record Diagnosis(List<String> findings) {
    /** No findings. */
    public static final Diagnosis NOTHING = new Diagnosis(List.of());

    /** The minimum number of epochs for rules about curves. */
    private static final int FEW_EPOCHS = 10;

    /**
     * Copies the list.
     *
     * @param findings a few sentences each
     */
    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /**
     * Whether there are no findings.
     *
     * @return true if there are no findings
     */
    public boolean isHealthy() {
        return findings.isEmpty();
    }

    /** The findings, one a line. */
    @Override
    public String toString() {
        return findings.isEmpty() ? "nothing found" : String.join("\n", findings);
    }

    /** The facts about a completed run. */
    static final class Rules {
        private final History.Epochs epochs;
        private final History.Ending ending;
        private final List<Double> losses;
        private final DoubleFunction<String> withRate;
        private final List<String> findings = new ArrayList<>();

        /**
         * Describes a run.
         *
         * @param epochs how it went
         * @param ending how it ended
         * @param withRate the builder call that sets the same optimiser with its learning rate multiplied by the given factor
         */
        Rules(History.Epochs epochs, History.Ending ending, DoubleFunction<String> withRate) {
            this.epochs = epochs;
            this.ending = ending;
            this.losses = epochs.list().stream().map(Epoch::loss).toList();
            this.withRate = withRate;
        }

        /**
         * Applies all rules.
         *
         * @param problem what became infinite or NaN and when, if anything did
         * @param dead how many units of each layer of relu cells were always 0
         * @param reach how far a loss reached back, if it was measured
         * @param guess the loss of a constant prediction
         * @param isConstant whether the prediction does not depend on the input
         */
        Diagnosis apply(String problem, List<DeadUnits> dead, Optional<Reach> reach, double guess, boolean isConstant) {
            diverged(problem);
            deadUnits(dead);
            if (ending == History.Ending.DIVERGED || rising()) {
                return new Diagnosis(findings);
            }
            reach.ifPresent(this::vanishing);
            if (losses.size() >= FEW_EPOCHS) {
                if (!swinging() && !crawling() && !guessing(guess, isConstant)) {
                    plateau();
                }
                overfitting();
                neverBetterThanAGuess(guess);
            }
            return new Diagnosis(findings);
        }

        /** The network is no better than a constant prediction. */
        private boolean guessing(double guess, boolean isConstant) {
            double end = mean(lastQuarter(losses));
            // A run whose loss still falls may become better.
            boolean isStill = end > 0.99 * mean(losses.subList(losses.size() / 2, losses.size() * 3 / 4));
            boolean is = isStill && guess > 0 && (end > guess || isConstant && end > 0.9 * guess);
            if (is) {
                find(
                        "The final loss is %s, no better than the loss of a constant prediction by target frequencies, %s:%s the network makes no use of the input. Try another learning rate (rnn.findRate(data) suggests one), and check that the inputs are scaled and match the targets.",
                        number(end), number(guess), isConstant ? " its predictions are the same for every input;" : "");
            }
            return is;
        }

        private void neverBetterThanAGuess(double guess) {
            double lowest = epochs.list().stream()
                    .mapToDouble(Epoch::validationLoss)
                    .min()
                    .orElse(Double.NaN);
            if (epochs.isValidated() && guess > 0 && lowest > guess && mean(lastQuarter(losses)) < guess) {
                find(
                        "The validation loss was never below %s, and a constant prediction by the target frequencies of the training data has the loss %s: the network does not generalise to the validation data.",
                        number(lowest), number(guess));
            }
        }

        private void diverged(String problem) {
            if (ending == History.Ending.DIVERGED) {
                // An update that breaks a weight is due to the learning rate: clipping does not shorten the updates of
                // Adam.
                find(
                        "%s: the updates are too large. Try %s.%s.",
                        problem.substring(0, 1).toUpperCase(Locale.ROOT) + problem.substring(1),
                        problem.startsWith("a weight") ? "" : ".clip(1), or ",
                        withRate.apply(0.1));
            }
        }

        /** A few dead units are normal for relu; a quarter of a layer is reported. */
        private void deadUnits(List<DeadUnits> dead) {
            for (DeadUnits layer : dead) {
                if (4 * layer.dead >= layer.units) {
                    find(
                            "%s of the %s relu units of layer %s were 0 at every step that was checked, so they no longer learn. Try .tanh() instead, or .%s.",
                            layer.dead, layer.units, layer.number, withRate.apply(0.1));
                }
            }
        }

        /** Some decay is normal for simple cells; it is reported if most of a sequence is out of reach. */
        private void vanishing(Reach reach) {
            if (4 * reach.steps <= reach.of) {
                find(
                        "The gradient of a loss falls below 1 %% after %s of %s steps back, so the network hardly learns from earlier steps. Try .gru() or .lstm().",
                        reach.steps, reach.of);
            }
        }

        /** Training begins with a network that guesses; a final loss above that means that the network has become worse. */
        private boolean rising() {
            double end = mean(lastQuarter(losses));
            double lowest = lowest(losses);
            // A tenth, because the loss of data that cannot be learned fluctuates a little.
            boolean is = losses.size() > 2 && end > 1.1 * losses.get(0);
            if (is) {
                find(
                        "The loss rose from %s to %s, above its initial value: the learning rate is too high. Try .%s, or .clip(1).",
                        number(lowest), number(end), withRate.apply(0.1));
            }
            return is;
        }

        /**
         * The loss rises as much as it falls, and by large amounts. In the second half of a healthy run it still falls, or
         * fluctuates by a few percent.
         */
        private boolean swinging() {
            List<Double> half = losses.subList(losses.size() / 2, losses.size());
            double swing = 0;
            int rises = 0;
            for (int i = 1; i < half.size(); i++) {
                double change = half.get(i) - half.get(i - 1);
                swing += Math.abs(change);
                rises += change > 0 ? 1 : 0;
            }
            swing /= half.size() - 1;
            boolean is = swing > 0.1 * mean(half) && swing > 0.01 * losses.get(0) && 3 * rises >= half.size() - 1;
            if (is) {
                find(
                        "The loss fluctuates by %s from epoch to epoch, around %s: the learning rate is too high. Try .%s.",
                        number(swing), number(mean(half)), withRate.apply(0.1));
            }
            return is;
        }

        /** The loss falls evenly and slowly: by a tenth in the whole run, and as fast in the second half as in the first. */
        private boolean crawling() {
            double first = losses.get(0);
            double middle = losses.get(losses.size() / 2);
            double last = losses.get(losses.size() - 1);
            boolean is = last < first && last > 0.9 * first && middle - last > 0.5 * (first - middle) && isFalling();
            if (is) {
                find(
                        "The loss fell steadily, but only from %s to %s: the learning rate is too low. Try .%s.",
                        number(first), number(last), withRate.apply(10));
            }
            return is;
        }

        /** In nine of ten epochs. */
        private boolean isFalling() {
            int falls = 0;
            for (int i = 1; i < losses.size(); i++) {
                falls += losses.get(i) < losses.get(i - 1) ? 1 : 0;
            }
            return falls >= 0.9 * (losses.size() - 1);
        }

        /** No progress in the second half of the run, at more than half of the loss that it began with. */
        private void plateau() {
            double third = mean(losses.subList(losses.size() / 2, losses.size() * 3 / 4));
            double fourth = mean(lastQuarter(losses));
            // Half a percent; a loss near 0 (the network has memorised the data) is no plateau.
            if (losses.size() >= 2 * FEW_EPOCHS && fourth > 0.5 * losses.get(0) && fourth > 0.995 * third) {
                find(
                        "The loss has stayed near %s since epoch %s. Try more units, or another learning rate; rnn.findRate(data) suggests one.",
                        number(fourth), losses.size() / 2);
            }
        }

        /** Early stopping has already handled it. */
        private void overfitting() {
            if (!epochs.isValidated() || ending == History.Ending.EARLY) {
                return;
            }
            List<Double> validation =
                    epochs.list().stream().map(Epoch::validationLoss).toList();
            double lowest = lowest(validation);
            int best = validation.indexOf(lowest);
            double now = mean(validation.subList(Math.max(best, validation.size() - 3), validation.size()));
            // A tenth above the minimum is more than the noise of one epoch.
            if (now > 1.1 * lowest && losses.get(losses.size() - 1) < losses.get(best)) {
                find(
                        "The validation loss reached its minimum in epoch %s, %s, and rose to %s while the training loss kept falling: the network overfits. Try .patience(5), .top().dropout(0.2), or fewer units.",
                        best + 1, number(lowest), number(now));
            }
        }

        private void find(String sentence, Object... details) {
            findings.add(sentence.formatted(details));
        }
    }

    /**
     * Reports chunks from which nothing is learned.
     *
     * @param truncation the steps of a chunk
     * @param chunks the number of chunks without a target, and of all chunks
     * @return the findings
     */
    static List<String> ofTruncation(int truncation, int[] chunks) {
        return 4 * chunks[0] <= chunks[1]
                ? List.of()
                : List.of(
                        "%s of the %s chunks of truncate(%s) contain no target, and gradients do not cross chunk boundaries, so nothing is learned from these steps. Try a larger truncate(…), or remove it."
                                .formatted(chunks[0], chunks[1], truncation));
    }

    /**
     * Units of a layer that were 0 at every step.
     *
     * @param number of the layer, 1 for the lowest
     * @param dead how many there are
     * @param units all units of the layer
     */
    record DeadUnits(int number, int dead, int units) {

        /** Counts the columns of states, rows × units, that are 0 throughout. */
        static DeadUnits of(int number, Matrix hidden) {
            int dead = 0;
            for (int unit = 0; unit < hidden.columns(); unit++) {
                int row = 0;
                while (row < hidden.rows() && hidden.data()[hidden.row(row) + unit] == 0) {
                    row++;
                }
                dead += row == hidden.rows() ? 1 : 0;
            }
            return new DeadUnits(number, dead, hidden.columns());
        }
    }

    /**
     * The number of steps after which the gradient of a loss is below 1 %.
     *
     * @param steps the smallest such distance
     * @param of how many steps the sequence had
     */
    record Reach(int steps, int of) {}

    private static List<Double> lastQuarter(List<Double> values) {
        return values.subList(values.size() * 3 / 4, values.size());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }

    private static double lowest(List<Double> values) {
        return values.stream().mapToDouble(v -> v).min().orElse(Double.NaN);
    }

    private static String number(double loss) {
        return String.format(Locale.ROOT, "%.4g", loss);
    }
}
