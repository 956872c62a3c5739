package io.github.unspool.view;

import java.util.List;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * An axis with a place for each step of a sequence and its word below; upright where words would touch each other.
 *
 * @param words what was read
 * @param place how wide a step is, in pixels
 * @param upright whether words stand upright
 */
record StepAxis(List<String> words, int place, boolean upright) {
    /** Labels closer than this would touch. */
    static final int ROOM_FOR_LABEL = 14;

    private static final int MOST_STEPS = 250;
    private static final int CHARACTER = 8;
    private static final int WIDEST = 1000;
    /** A step is at least so wide; where that is no room for a word, only some of them are there. */
    private static final int NARROWEST = 4;

    /**
     * Decides how wide steps are.
     *
     * @param words what was read
     * @param width how wide the axis is at least
     * @throws IllegalArgumentException if they are too many
     */
    static StepAxis of(List<String> words, int width) {
        if (words.size() > MOST_STEPS) {
            throw new IllegalArgumentException(
                    "%s steps are too many for a chart; trace at most %s".formatted(words.size(), MOST_STEPS));
        }
        int level = Math.max(longest(words) + CHARACTER, width / words.size());
        boolean upright = level * words.size() > WIDEST;
        return new StepAxis(words, upright ? Math.max(NARROWEST, WIDEST / words.size()) : level, upright);
    }

    /** How wide the widest word is, about. */
    static int longest(List<String> words) {
        return CHARACTER
                * words.stream()
                        .map(Charts::label)
                        .mapToInt(String::length)
                        .max()
                        .orElse(1);
    }

    int width() {
        return place * words.size();
    }

    /** How much room the words take below the axis. */
    int height() {
        return upright ? longest(words) : ROOM_FOR_LABEL;
    }

    /** XChart identifies positions by their names, so repeated words get different names. */
    List<String> names() {
        return Charts.distinct(words);
    }

    void style(AxesChartStyler styler) {
        styler.setXAxisTickMarkSpacingHint(ROOM_FOR_LABEL);
        styler.setXAxisLabelRotation(upright ? 90 : 0);
    }
}
