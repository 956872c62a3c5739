package io.github.unspool.view;

import java.awt.Color;

/**
 * How a picture on a white ground follows a dark theme: its page turns it over with a filter of CSS, without drawing it again.
 * White becomes JupyterLab's dark ground, black nearly white, and each hue stays what it is.
 *
 * <p>Source of the matrix and of the order of both steps: W3C, <i>Filter Effects Module Level 1</i> (2018), {@code invert} and
 * {@code hue-rotate}.
 */
final class DarkTheme {
    /** The class of our pictures, so that those of others stay as they are. */
    static final String CLASS = "unspool-picture";

    /** Of each channel, the invert filter leaves {@code AMOUNT - (2·AMOUNT - 1)·c}. White becomes #111. */
    private static final double AMOUNT = 0.933;

    /** What marks a page as dark in JupyterLab and nbconvert, VS Code, Colab, and most sites made from notebooks. */
    private static final String[] MARKS = {
        "body[data-jp-theme-light=false]", "body.vscode-dark", "html[theme=dark]", "html[data-theme=dark]"
    };

    /** For the end of each output with a picture. Where a page drops styles, pictures stay light. */
    static final String STYLE = "<style>" + String.join(" ." + CLASS + ",", MARKS) + " ." + CLASS + "{filter:invert("
            + AMOUNT + ") hue-rotate(180deg)}</style>";

    private static final double[][] HALF_TURN = {{-0.574, 1.43, 0.144}, {0.426, 0.43, 0.144}, {0.426, 1.43, -0.856}};

    private DarkTheme() {}

    /** What a colour becomes. */
    static Color of(Color colour) {
        double[] c = {turned(colour.getRed()), turned(colour.getGreen()), turned(colour.getBlue())};
        return new Color(channel(HALF_TURN[0], c), channel(HALF_TURN[1], c), channel(HALF_TURN[2], c));
    }

    private static double turned(int channel) {
        return AMOUNT - (2 * AMOUNT - 1) * channel / 255;
    }

    private static float channel(double[] row, double... c) {
        return (float) Math.max(0, Math.min(1, row[0] * c[0] + row[1] * c[1] + row[2] * c[2]));
    }
}
