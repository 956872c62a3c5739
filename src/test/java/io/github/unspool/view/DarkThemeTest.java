package io.github.unspool.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that is drawn can be seen on white, and in a dark theme. */
class DarkThemeTest {
    /** The ground of cells in JupyterLab's dark theme. */
    private static final Color DARK = new Color(0x111111);

    @Test
    void of_greys_areTurnedOver() {
        assertThat(DarkTheme.of(Color.WHITE)).isEqualTo(DARK);
        assertThat(DarkTheme.of(Color.BLACK)).isEqualTo(new Color(0xEEEEEE));
    }

    /** As Chromium draws them. */
    @Test
    void of_colours_keepTheirHue() {
        for (Color colour : ColourMap.KINDS.subList(0, 6)) {
            float before = hue(colour);
            assertThat(hue(DarkTheme.of(colour))).as(colour.toString()).isCloseTo(before, within(0.06f));
        }
    }

    private static float hue(Color colour) {
        return Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null)[0];
    }

    @Test
    void contrast_isThatOfTheGuidelines() {
        assertThat(Contrast.of(Color.BLACK, Color.WHITE)).isEqualTo(21);
        assertThat(Contrast.of(Color.WHITE, new Color(0x767676))).isCloseTo(4.54, within(0.005));
        assertThat(Contrast.of(Color.BLACK, new Color(0x0072B2))).isCloseTo(4.05, within(0.005));
    }

    @Test
    void lines_areSeenInBothThemes() {
        Stream.concat(ColourMap.KINDS.stream(), Stream.of(ColourMap.GREY)).forEach(colour -> {
            assertThat(Contrast.inBothThemes(colour, Color.WHITE))
                    .as(colour.toString())
                    .isGreaterThan(Contrast.MARK);
        });
    }

    static List<ColourMap> maps() {
        return List.of(ColourMap.SIGNED, ColourMap.SEQUENTIAL, ColourMap.TINT, ColourMap.SIGNED_TINT);
    }

    @ParameterizedTest
    @MethodSource("maps")
    void numbersInCells_areReadInBothThemes(ColourMap map) {
        IntStream.rangeClosed(0, 100).mapToObj(i -> map.at(i / 100.0)).forEach(colour -> {
            Color ground = Contrast.readable(colour);
            assertThat(Contrast.inBothThemes(Contrast.textOn(ground), ground))
                    .as(colour.toString())
                    .isGreaterThanOrEqualTo(Contrast.TEXT);
        });
    }

    @Test
    void text_onItsColours_isReadInBothThemes() {
        Stream.of(ColourMap.TINT, ColourMap.SIGNED_TINT)
                .flatMap(map -> IntStream.rangeClosed(0, 100).mapToObj(i -> map.at(i / 100.0)))
                .forEach(colour -> assertThat(Contrast.inBothThemes(Color.BLACK, colour))
                        .as(colour.toString())
                        .isGreaterThanOrEqualTo(Contrast.TEXT));
    }

    /** Early and late steps of a path. */
    @Test
    void time_isSeenInBothThemes() {
        IntStream.rangeClosed(0, 100)
                .mapToObj(i -> ColourMap.TIME.at(i / 100.0))
                .forEach(colour -> assertThat(Contrast.inBothThemes(colour, Color.WHITE))
                        .as(colour.toString())
                        .isGreaterThanOrEqualTo(Contrast.MARK));
    }
}
