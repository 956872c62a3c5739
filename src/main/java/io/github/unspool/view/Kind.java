package io.github.unspool.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the best candidates of a comparison are distinguished: by colour and, for colour-blind readers, by dashes.
 *
 * @param colour of the line
 * @param dashes of the line; none for a whole one
 */
record Kind(Color colour, float... dashes) {
    private static final float[][] DASHES = {{}, {9, 5}, {2, 3}, {9, 3, 2, 3}};
    private static final int SAMPLE_WIDTH = 38;
    private static final int SAMPLE_HEIGHT = 10;

    /** The first for the best. */
    static final List<Kind> ALL = IntStream.range(0, ColourMap.KINDS.size())
            .mapToObj(i -> new Kind(ColourMap.KINDS.get(i), DASHES[i % DASHES.length]))
            .toList();

    BasicStroke stroke() {
        return Charts.stroke(dashes);
    }

    /** A piece of the line, on white as in the chart. */
    Picture sample() {
        return Picture.of(SAMPLE_WIDTH, SAMPLE_HEIGHT, g -> {
            g.setColor(colour);
            g.setStroke(stroke());
            g.drawLine(2, SAMPLE_HEIGHT / 2, SAMPLE_WIDTH - 2, SAMPLE_HEIGHT / 2);
        });
    }
}
