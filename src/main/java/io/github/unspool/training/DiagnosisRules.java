package io.github.unspool.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The facts about a completed run. */
final class DiagnosisRules {
    /** The minimum number of epochs for rules about curves. */
    private static final int FEW_EPOCHS = 10;

    private final History.Epochs epochs;
    private final History.Ending ending;
    private final List<Double> losses;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Describes a run.
     *
     * @param epochs how it went
     * @param ending how it ended
     */
    DiagnosisRules(History.Epochs epochs, History.Ending ending) {
        this.epochs = epochs;
        this.ending = ending;
        this.losses = epochs.list().stream().map(Epoch::loss).toList();
    }

    /**
     * Applies all rules.
     *
     * @param problem what became infinite or NaN, if anything did
     * @param dead how many units of each layer of relu cells were always 0
     * @param reach how far a loss reached back, if it was measured
     * @param guess the loss of a constant prediction
     * @param isConstant whether the prediction does not depend on the input
     */
    List<Finding> apply(
            Optional<Finding> problem, List<DeadUnits> dead, Optional<Reach> reach, double guess, boolean isConstant) {
        problem.ifPresent(findings::add);
        deadUnits(dead);
        if (ending == History.Ending.DIVERGED || rising()) {
            return findings;
        }
        reach.ifPresent(this::vanishing);
        if (losses.size() >= FEW_EPOCHS) {
            if (!swinging() && !crawling() && !guessing(guess, isConstant)) {
                plateau();
            }
            overfitting();
            neverBetterThanAGuess(guess);
        }
        return findings;
    }

    /** The network is no better than a constant prediction. */
    private boolean guessing(double guess, boolean isConstant) {
        double end = mean(lastQuarter(losses));
        // A run whose loss still falls may become better.
        boolean isStill = end > 0.99 * mean(losses.subList(losses.size() / 2, losses.size() * 3 / 4));
        boolean is = isStill && guess > 0 && (end > guess || isConstant && end > 0.9 * guess);
        if (is) {
            find(isConstant ? Finding.Kind.CONSTANT_PREDICTION : Finding.Kind.GUESSING, end, guess);
        }
        return is;
    }

    private void neverBetterThanAGuess(double guess) {
        double lowest =
                epochs.list().stream().mapToDouble(Epoch::validationLoss).min().orElse(Double.NaN);
        if (epochs.isValidated() && guess > 0 && lowest > guess && mean(lastQuarter(losses)) < guess) {
            find(Finding.Kind.NO_GENERALISATION, lowest, guess);
        }
    }

    /** A few dead units are normal for relu; a quarter of a layer is reported. */
    private void deadUnits(List<DeadUnits> dead) {
        for (DeadUnits layer : dead) {
            if (4 * layer.dead() >= layer.units()) {
                find(Finding.Kind.DEAD_UNITS, layer.dead(), layer.units(), layer.number());
            }
        }
    }

    /** Some decay is normal for simple cells; it is reported if most of a sequence is out of reach. */
    private void vanishing(Reach reach) {
        if (4 * reach.steps() <= reach.of()) {
            find(Finding.Kind.VANISHING_GRADIENT, reach.steps(), reach.of());
        }
    }

    /** Training begins with a network that guesses; a final loss above that means that the network has become worse. */
    private boolean rising() {
        double end = mean(lastQuarter(losses));
        double lowest = lowest(losses);
        // A tenth, because the loss of data that cannot be learned fluctuates a little.
        boolean is = losses.size() > 2 && end > 1.1 * losses.get(0);
        if (is) {
            find(Finding.Kind.RISING_LOSS, lowest, end);
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
            find(Finding.Kind.SWINGING_LOSS, swing, mean(half));
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
            find(Finding.Kind.CRAWLING_LOSS, first, last);
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
            find(Finding.Kind.PLATEAU, fourth, losses.size() / 2);
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
            find(Finding.Kind.OVERFITTING, best + 1, lowest, now);
        }
    }

    private void find(Finding.Kind kind, Object... facts) {
        findings.add(Finding.of(kind, facts));
    }

    private static List<Double> lastQuarter(List<Double> values) {
        return values.subList(values.size() * 3 / 4, values.size());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }

    private static double lowest(List<Double> values) {
        return values.stream().mapToDouble(v -> v).min().orElse(Double.NaN);
    }
}
