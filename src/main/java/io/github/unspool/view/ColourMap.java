package io.github.unspool.view;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/** Colours for the numbers of a range, by straight lines between stops that stand equally far apart. */
record ColourMap(List<Color> stops) {
    /** The palette of M. Okabe and K. Ito for colour-blind readers (<i>Color universal design</i>, 2008), without its yellow. */
    static final List<Color> KINDS = colours(0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xE69F00, 0x000000);

    /** What has a sign: below 0, 0, above 0. */
    static final ColourMap SIGNED = of(0x0072B2, 0xFFFFFF, 0xD55E00);

    /** From nothing to much; black text can be read on all of it. */
    static final ColourMap TINT = of(0xFFFFFF, 0xC3DCEF, 0x88BADF, 0x4899CE);

    /**
     * What has no sign, dark where there is little: cividis, which is perceptually uniform, also to colour-blind readers.
     *
     * <p>Source: J. R. Nuñez, C. R. Anderton, R. S. Renslow, <i>Optimizing colormaps with consideration for color vision
     * deficiency</i>, PLOS ONE 13 (2018).
     */
    static final ColourMap SEQUENTIAL =
            of(0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173, 0x8A8678, 0xA59C74, 0xC3B369, 0xE1CC55, 0xFEE838);

    /** From early to late, without the lightest, which could not be seen on white. */
    static final ColourMap TIME =
            new ColourMap(SEQUENTIAL.stops().subList(0, SEQUENTIAL.stops().size() - 1));

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
