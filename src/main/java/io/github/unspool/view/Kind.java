package io.github.unspool.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the best candidates of a comparison are distinguished: by colour and, for colour-blind readers, by dashes.
 *
 * @param name what the colour is called
 * @param colour of the line
 * @param dashes of the line; none for a whole one
 */
record Kind(String name, Color colour, float... dashes) {
    private static final float[][] DASHES = {{}, {9, 5}, {2, 3}, {9, 3, 2, 3}, {16, 4}};
    private static final int SAMPLE_WIDTH = 38;
    private static final int SAMPLE_HEIGHT = 10;

    /** The first for the best. */
    static final List<Kind> ALL = IntStream.range(0, ColourMap.KINDS.size())
            .mapToObj(i -> new Kind(ColourMap.NAMES.get(i), ColourMap.KINDS.get(i), DASHES[i % DASHES.length]))
            .toList();

    BasicStroke stroke() {
        return Charts.stroke(dashes);
    }

    /** A piece of the line. */
    Picture sample() {
        String description = name + (dashes.length == 0 ? " line" : " dashed line");
        return Picture.mark(SAMPLE_WIDTH, SAMPLE_HEIGHT, description, g -> {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
            g.setColor(colour);
            g.setStroke(stroke());
            g.drawLine(2, SAMPLE_HEIGHT / 2, SAMPLE_WIDTH - 2, SAMPLE_HEIGHT / 2);
        });
    }
}
