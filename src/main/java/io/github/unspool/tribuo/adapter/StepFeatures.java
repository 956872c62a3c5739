package io.github.unspool.tribuo.adapter;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.VariableIDInfo;
import org.tribuo.VariableInfo;

/**
 * Features whose names say at which step they stand, such as {@code t003:temperature}. What stands behind the colon is the
 * input of the network, the same at each step; the number before it is the step, and no part of the vocabulary.
 */
public final class StepFeatures {
    private static final Pattern NAME = Pattern.compile("t(\\d{1,9}):(.+)", Pattern.DOTALL);
    /** More steps are rather a mistake in a name than a series. */
    private static final int LONGEST = 1_000_000;

    /** By the id of the feature. */
    private final int[] step;

    private final int[] input;
    private final Map<String, Integer> inputs;
    private final List<String> inputNames;
    private final int first;
    private final int steps;

    /**
     * Reads the names.
     *
     * @throws IllegalArgumentException if one of them does not name a step
     */
    public StepFeatures(ImmutableFeatureMap features) {
        step = new int[features.size()];
        input = new int[features.size()];
        TreeMap<String, Integer> names = new TreeMap<>();
        int lowest = Integer.MAX_VALUE;
        int last = 0;
        for (VariableInfo info : features) {
            Matcher name = parse(info.getName());
            int at = Integer.parseInt(name.group(1));
            step[((VariableIDInfo) info).getID()] = at;
            lowest = Math.min(lowest, at);
            last = Math.max(last, at);
            names.put(name.group(2), 0);
        }
        first = lowest;
        if (last - first >= LONGEST) {
            throw new IllegalArgumentException("the features name steps from %s to %s; at most %s steps are supported"
                    .formatted(first, last, LONGEST));
        }
        steps = last - first + 1;
        number(names);
        inputs = Map.copyOf(names);
        inputNames = List.copyOf(names.keySet());
        for (VariableInfo info : features) {
            int id = ((VariableIDInfo) info).getID();
            step[id] -= first;
            input[id] = names.get(parse(info.getName()).group(2));
        }
    }

    private static void number(TreeMap<String, Integer> names) {
        int next = 0;
        for (var entry : names.entrySet()) {
            entry.setValue(next++);
        }
    }

    private static Matcher parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "the feature \"%s\" has no step in its name; rename it, such as \"t001:%s\"".formatted(name, name));
        }
        return matcher;
    }

    /** A feature's name without its step. */
    static String nameOf(String feature) {
        return parse(feature).group(2);
    }

    /** The lowest step that a feature names. */
    int first() {
        return first;
    }

    /** T of the longest sequence, from the lowest step that a feature names to the highest. */
    public int steps() {
        return steps;
    }

    /** F, how many features there are. */
    public int count() {
        return step.length;
    }

    /** What an input of the network is called. */
    String name(int input) {
        return inputNames.get(input);
    }

    /** How many different names there are at the steps. */
    public int inputs() {
        return inputs.size();
    }

    /** Whether some step of training had a name. */
    boolean isKnown(String name) {
        return inputs.containsKey(name);
    }

    /** Which input of the network a known name is. */
    public int input(String name) {
        return inputs.get(name);
    }

    /**
     * At which step a feature stands, 0 for the first that any feature of training names, and below 0 before it.
     *
     * @throws IllegalArgumentException if the name does not say it, or a step that is out of reach
     */
    int stepOf(String feature) {
        int at = Integer.parseInt(parse(feature).group(1)) - first;
        if (Math.abs((long) at) >= LONGEST) {
            throw new IllegalArgumentException(
                    "the feature \"%s\" names a step %s after the first; at most %s are supported"
                            .formatted(feature, at, LONGEST));
        }
        return at;
    }

    /** Whether a name says at which step it stands. */
    static boolean namesAStep(String feature) {
        return NAME.matcher(feature).matches();
    }

    /** At which step a feature stands, 0 for the first that any feature names. */
    public int step(int id) {
        return step[id];
    }

    /** Which input of the network a feature is. */
    public int input(int id) {
        return input[id];
    }
}
