package io.github.unspool.tribuo.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What to do where data holds what cannot be used, and how often it was there: targets of which nothing is known, targets
 * that training did not have, and steps of which training knew no feature. Data to train on is refused; data to measure with
 * is measured without them, and the counts are said. The one place where this is decided.
 */
public final class Census {
    /** Fewer steps without a known feature are what rare words do. */
    private static final double MANY = 0.1;

    /** The mean of fewer losses is mostly chance. */
    private static final int FEW = 20;

    private final boolean isTraining;
    private final boolean ignoresUnknown;
    private int targets;
    private int counted;
    private int unknown;
    private int unseen;
    private int unfit;
    private int steps;
    private int unread;

    private Census(boolean isTraining, boolean ignoresUnknown) {
        this.isTraining = isTraining;
        this.ignoresUnknown = ignoresUnknown;
    }

    public static Census ofTraining(boolean ignoresUnknown) {
        return new Census(true, ignoresUnknown);
    }

    public static Census ofMeasuring() {
        return new Census(false, true);
    }

    /** A target, whatever it is worth. */
    void target() {
        targets++;
    }

    /** A target that can be used, if its weight is not 0. */
    void weigh(float weight) {
        counted += weight > 0 ? 1 : 0;
    }

    void step() {
        steps++;
    }

    /** A target of which nothing is known. */
    void unknown(DataPlace where, String what) {
        if (!ignoresUnknown) {
            throw new IllegalArgumentException(
                    "%s %s; ignoreUnknown() excludes such steps from the loss".formatted(where, what));
        }
        unknown++;
    }

    /** A target that training did not have. */
    void unseen(Supplier<IllegalArgumentException> problem) {
        if (isTraining) {
            throw problem.get();
        }
        unseen++;
    }

    /** A target that needs more steps than its sequence has. */
    void unfit(Supplier<IllegalArgumentException> problem) {
        if (isTraining) {
            throw problem.get();
        }
        unfit++;
    }

    /** A step of which training knew no feature. */
    void unread(Supplier<IllegalArgumentException> problem) {
        if (isTraining) {
            throw problem.get();
        }
        unread++;
    }

    /** Refuses data of which nothing can be used. */
    public void check(String data) {
        if (counted == 0) {
            throw new IllegalArgumentException(
                    "%s: there is nothing to measure; of its %s targets, %s are unknown, %s were not in the training data, %sand %s have the weight 0"
                            .formatted(
                                    data,
                                    targets,
                                    unknown,
                                    unseen,
                                    unfit == 0 ? "" : unfit + " need more steps, ",
                                    targets - unknown - unseen - unfit));
        }
    }

    /** Whether so few targets count that a mean of their losses is mostly chance, as sentences; none if there are enough. */
    public List<String> smallness(String data) {
        return targets == 0 || counted >= FEW
                ? List.of()
                : List.of("With %s %s, %s can hardly distinguish epochs. Use more validation data, or remove patience."
                        .formatted(counted, counted == 1 ? "target" : "targets", data));
    }

    /** What a number that was measured leaves out, as sentences; none if there is nothing to say. */
    public List<String> findings(String data) {
        List<String> findings = new ArrayList<>();
        if (unseen > 0) {
            findings.add(
                    "%s of the %s targets of %s were not in the training data: the loss ignores them, and predictions for them count as wrong."
                            .formatted(unseen, targets, data));
        }
        if (unfit > 0) {
            findings.add("%s of the %s targets of %s need more steps than their inputs have: the loss ignores them."
                    .formatted(unfit, targets, data));
        }
        if (unread > MANY * steps) {
            findings.add(
                    "%s of the %s steps of %s have no feature of the training data, so their inputs are all 0. Use training data with a larger vocabulary."
                            .formatted(unread, steps, data));
        }
        return findings;
    }
}
