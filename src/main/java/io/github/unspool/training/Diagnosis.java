package io.github.unspool.training;

import io.github.unspool.math.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * What went wrong in a run, in words: what was seen, and what to try, as the calls of a chain. Nothing if all is well.
 *
 * @param findings a few sentences each
 */
public record Diagnosis(List<String> findings) {
    /** All is well. */
    public static final Diagnosis NOTHING = new Diagnosis(List.of());

    /** Curves shorter than this say little. */
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
     * Whether nothing was found.
     *
     * @return true if all is well
     */
    public boolean isHealthy() {
        return findings.isEmpty();
    }

    /** The findings, one a line. */
    @Override
    public String toString() {
        return findings.isEmpty() ? "nothing found" : String.join("\n", findings);
    }

    /** What can be seen of a run when it has ended. */
    static final class Rules {
        private final History.Epochs epochs;
        private final History.Ending ending;
        private final List<Double> losses;
        private final DoubleFunction<String> withRate;
        private final List<String> findings = new ArrayList<>();

        /**
         * Looks at a run.
         *
         * @param epochs how it went
         * @param ending how it ended
         * @param withRate the call that chooses its optimiser with a learning rate so many times as large
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
         * @param dead how many units of each layer of relu cells gave nothing but 0
         * @param reach how far a loss reached back, where it was looked at
         * @param guess what a guess without any input loses
         * @param isConstant whether the same is predicted for whatever is read
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

        /** Nothing that was read has helped. */
        private boolean guessing(double guess, boolean isConstant) {
            double end = mean(lastQuarter(losses));
            // Who still learns may be on the way to better.
            boolean isStill = end > 0.99 * mean(losses.subList(losses.size() / 2, losses.size() * 3 / 4));
            boolean is = isStill && guess > 0 && (end > guess || isConstant && end > 0.9 * guess);
            if (is) {
                find(
                        "The loss ended at %s; always predicting the same, by how often each target occurs, would lose %s:%s nothing of the input is used."
                                + " Try another learning rate, rnn.findRate(data) looks for one, or look whether the inputs are scaled and belong to the targets.",
                        number(end),
                        number(guess),
                        isConstant ? " the network does predict the same for whatever it reads, and" : "");
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
                        "The validation loss was never below %s, and always predicting the same, by how often each target of training occurs, loses %s: what was learned does not hold for the validation data.",
                        number(lowest), number(guess));
            }
        }

        private void diverged(String problem) {
            if (ending == History.Ending.DIVERGED) {
                // The step that breaks a weight is the rate's: Adam's is as long for a clipped gradient as for any
                // other.
                find(
                        "%s: the updates are too large. Try %s.%s.",
                        problem.substring(0, 1).toUpperCase(Locale.ROOT) + problem.substring(1),
                        problem.startsWith("a weight") ? "" : ".clip(1), or ",
                        withRate.apply(0.1));
            }
        }

        /** Some dead units are what relu does; where a quarter of a layer is dead, it lacks what it was given. */
        private void deadUnits(List<DeadUnits> dead) {
            for (DeadUnits layer : dead) {
                if (4 * layer.dead >= layer.units) {
                    find(
                            "%s of the %s relu units of layer %s gave 0 at every step that was looked at, so they learn no more."
                                    + " Try .tanh() in their place, or .%s.",
                            layer.dead, layer.units, layer.number, withRate.apply(0.1));
                }
            }
        }

        /** Some decay is what simple cells do; where most of a sequence is out of reach, there are better ones. */
        private void vanishing(Reach reach) {
            if (4 * reach.steps <= reach.of) {
                find(
                        "The signal of a loss falls below 1 %% after %s of %s steps back, so what came earlier is hardly learned."
                                + " Try .gru() or .lstm().",
                        reach.steps, reach.of);
            }
        }

        /** A network that guesses is where training begins; who ends above that has lost more than he learned. */
        private boolean rising() {
            double end = mean(lastQuarter(losses));
            double lowest = lowest(losses);
            // A tenth, since data that cannot be learned makes a loss go up and down a little.
            boolean is = losses.size() > 2 && end > 1.1 * losses.get(0);
            if (is) {
                find(
                        "The loss rose from %s to %s, above where it began: the learning rate is too high. Try .%s, or .clip(1).",
                        number(lowest), number(end), withRate.apply(0.1));
            }
            return is;
        }

        /**
         * Going up as much as down, and by much: in the second half of a healthy run the loss still falls, or goes up and
         * down by a few percent.
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
                        "The loss goes up and down by %s from epoch to epoch, around %s: the learning rate is too high. Try .%s.",
                        number(swing), number(mean(half)), withRate.apply(0.1));
            }
            return is;
        }

        /** Falling evenly, and hardly: a tenth in the whole run, and in its second half as fast as in its first. */
        private boolean crawling() {
            double first = losses.get(0);
            double middle = losses.get(losses.size() / 2);
            double last = losses.get(losses.size() - 1);
            boolean is = last < first && last > 0.9 * first && middle - last > 0.5 * (first - middle) && isFalling();
            if (is) {
                find(
                        "The loss fell evenly but only from %s to %s: the learning rate is low. Try .%s.",
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
            // Half a percent; what is learned by heart ends near 0 and is no plateau.
            if (losses.size() >= 2 * FEW_EPOCHS && fourth > 0.5 * losses.get(0) && fourth > 0.995 * third) {
                find(
                        "The loss has stayed near %s since epoch %s. Try more units, or another learning rate:"
                                + " rnn.findRate(data) looks for one.",
                        number(fourth), losses.size() / 2);
            }
        }

        /** With patience it was seen in time. */
        private void overfitting() {
            if (!epochs.isValidated() || ending == History.Ending.EARLY) {
                return;
            }
            List<Double> validation =
                    epochs.list().stream().map(Epoch::validationLoss).toList();
            double lowest = lowest(validation);
            int best = validation.indexOf(lowest);
            double now = mean(validation.subList(Math.max(best, validation.size() - 3), validation.size()));
            // A tenth above the lowest is more than one epoch's luck.
            if (now > 1.1 * lowest && losses.get(losses.size() - 1) < losses.get(best)) {
                find(
                        "The validation loss was lowest in epoch %s, %s, and rose to %s while the training loss went on falling: "
                                + "the network learns the data by heart. Try .patience(5), .top().dropout(0.2), or fewer units.",
                        best + 1, number(lowest), number(now));
            }
        }

        private void find(String sentence, Object... details) {
            findings.add(sentence.formatted(details));
        }
    }

    /**
     * Chunks of which nothing is learned.
     *
     * @param truncation the steps of a chunk
     * @param chunks how many hold no target, and how many there are
     * @return what there is to say
     */
    static List<String> ofTruncation(int truncation, int[] chunks) {
        return 4 * chunks[0] <= chunks[1]
                ? List.of()
                : List.of(
                        "%s of the %s chunks that truncate(%s) cuts hold no target, and no gradient comes back over a cut, so their steps learn nothing. Try a larger truncate(…), or leave it out."
                                .formatted(chunks[0], chunks[1], truncation));
    }

    /**
     * Units of a layer that gave 0 at every step.
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
     * After how many steps back less than 1 % of the signal of a loss was left.
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
