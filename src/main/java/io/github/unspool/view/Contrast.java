package io.github.unspool.view;

import java.awt.Color;
import java.util.List;

/**
 * How well two colours can be distinguished.
 *
 * <p>Source: W3C, <i>Web Content Accessibility Guidelines 2.2</i> (2023), relative luminance, contrast ratio, and the success
 * criteria 1.4.3 and 1.4.11.
 */
final class Contrast {
    /** The least for text. */
    static final double TEXT = 4.5;
    /** The least for lines and marks. */
    static final double MARK = 3;

    private Contrast() {}

    /** From 1 for equal colours to 21 for black and white. */
    static double of(Color a, Color b) {
        double lighter = Math.max(luminance(a), luminance(b));
        double darker = Math.min(luminance(a), luminance(b));
        return (lighter + 0.05) / (darker + 0.05);
    }

    /** The smaller of the contrasts in the light and in the dark theme. */
    static double inBothThemes(Color a, Color b) {
        return Math.min(of(a, b), of(DarkTheme.of(a), DarkTheme.of(b)));
    }

    /** Black or white, whichever is read better on a ground. */
    static Color textOn(Color ground) {
        return inBothThemes(Color.BLACK, ground) >= inBothThemes(Color.WHITE, ground) ? Color.BLACK : Color.WHITE;
    }

    /** A ground on which a text can be read in both themes: the same, or a lighter one where neither black nor white can. */
    static Color readable(Color ground) {
        Color lighter = ground;
        for (int i = 1; inBothThemes(textOn(lighter), lighter) < TEXT; i++) {
            lighter = new ColourMap(List.of(ground, Color.WHITE)).at(i / 32.0);
        }
        return lighter;
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
