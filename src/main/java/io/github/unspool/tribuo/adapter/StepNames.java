package io.github.unspool.tribuo.adapter;

import java.util.Locale;

/** Names of features that say at which step they stand. */
public final class StepNames {
    private StepNames() {}

    /**
     * The name of a feature at a step.
     *
     * @param step 1 for the first, as a rule
     * @param feature its name without the step
     * @return such as {@code t003:temperature}
     */
    public static String of(int step, String feature) {
        return String.format(Locale.ROOT, "t%03d:%s", step, feature);
    }
}
