package io.github.unspool.view;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/** Colours for the numbers of a range, by straight lines between stops that stand equally far apart. */
record ColourMap(List<Color> stops) {
    /**
     * The palette of M. Okabe and K. Ito for colour-blind readers (<i>Color universal design</i>, 2008), without its yellow, and
     * with its lighter colours darkened so far that a line is seen on white and in a dark theme.
     */
    static final List<Color> KINDS = colours(0x0072B2, 0xD55E00, 0x009E73, 0xC0689A, 0x2E8BC0, 0xA87400, 0x000000);

    /** The names of these. */
    static final List<String> NAMES = List.of("blue", "vermilion", "green", "pink", "sky blue", "orange", "black");

    /** What is less important. */
    static final Color GREY = new Color(0x888888);

    /** What has a sign: below 0, 0, above 0. */
    static final ColourMap SIGNED = of(0x0072B2, 0xFFFFFF, 0xD55E00);

    /** What has a sign, behind a text, which can be read on all of it in both themes. */
    static final ColourMap SIGNED_TINT = of(0x6AADD8, 0xFFFFFF, 0xF0985F);

    /** From nothing to much; black text can be read on all of it in both themes. */
    static final ColourMap TINT = of(0xFFFFFF, 0xD2E4F3, 0xA6CBE7, 0x70B0DA);

    /**
     * What has no sign, from yellow to blue: cividis reversed, which is perceptually uniform, also to colour-blind readers. So
     * what is much stands out from a light ground and, turned over, from a dark one.
     *
     * <p>Source: J. R. Nuñez, C. R. Anderton, R. S. Renslow, <i>Optimizing colormaps with consideration for color vision
     * deficiency</i>, PLOS ONE 13 (2018).
     */
    static final ColourMap SEQUENTIAL =
            of(0xFEE838, 0xE1CC55, 0xC3B369, 0xA59C74, 0x8A8678, 0x707173, 0x575D6D, 0x3B496C, 0x123570, 0x00224E);

    /** From early to late, as lines, each of which can be seen in both themes. */
    static final ColourMap TIME = of(0x0072B2, 0x7F5F8F, 0xD55E00);

    private static ColourMap of(int... rgb) {
        return new ColourMap(colours(rgb));
    }

    private static List<Color> colours(int... rgb) {
        return Arrays.stream(rgb).mapToObj(Color::new).toList();
    }

    /** As XChart takes them. */
    Color[] array() {
        return stops.toArray(Color[]::new);
    }

    /** The colour at a part of the range, 0 to 1. */
    Color at(double part) {
        double place = Math.max(0, Math.min(1, part)) * (stops.size() - 1);
        int below = Math.min((int) place, stops.size() - 2);
        Color a = stops.get(below);
        Color b = stops.get(below + 1);
        double t = place - below;
        return new Color(
                mix(a.getRed(), b.getRed(), t), mix(a.getGreen(), b.getGreen(), t), mix(a.getBlue(), b.getBlue(), t));
    }

    private static int mix(int a, int b, double t) {
        return (int) Math.round(a + (b - a) * t);
    }
}
