package io.github.unspool.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.inspect.Surprise;
import io.github.unspool.inspect.UnitTrace;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ColouredTextTest {
    private static final int SCALE = 2;
    private static final int LEFT = 12;
    private static final int TOP = 52;
    private static final int LINE = 25;
    private static final int TEXT_HEIGHT = 21;
    private static final Font FONT = new Font(Font.MONOSPACED, Font.PLAIN, 14);

    /** A picture, asked in the pixels of the chart. */
    private record Pixels(BufferedImage image) {
        static Pixels of(ColouredText text) throws Exception {
            return new Pixels(ImageIO.read(
                    new ByteArrayInputStream(Picture.of(List.of(text)).png())));
        }

        Color at(int x, int y) {
            return new Color(image.getRGB(SCALE * x, SCALE * y));
        }

        /** The ground under a step, in its corner, where no letter is. */
        Color ground(TextLayout.Place place) {
            return at(LEFT + place.x(), TOP + place.line() * LINE + 3);
        }

        Color below(TextLayout.Place place) {
            return at(LEFT + place.x(), TOP + place.line() * LINE + TEXT_HEIGHT - 1);
        }

        Color above(TextLayout.Place place) {
            return at(LEFT + place.x(), TOP + place.line() * LINE);
        }
    }

    private static List<TextLayout.Place> places(String... steps) {
        return TextLayout.of(List.of(steps), FONT, 1000);
    }

    @Test
    void text_unit_isBlueBelowZeroWhiteAtZeroOrangeAboveAndMarkedFromHalfTheScale() throws Exception {
        String[] steps = {"low", "zero", "high", "little"};
        var unit = new UnitTrace("unit 1", List.of(steps), new double[] {-1, 0, 1, 0.2});
        Pixels pixels = Pixels.of(Views.text(unit));
        var places = places(steps);
        assertThat(pixels.ground(places.get(0))).isEqualTo(new Color(0x6AADD8));
        assertThat(pixels.ground(places.get(1))).isEqualTo(Color.WHITE);
        assertThat(pixels.ground(places.get(2))).isEqualTo(new Color(0xF0985F));
        assertThat(pixels.ground(places.get(3))).isEqualTo(ColourMap.SIGNED_TINT.at(0.6));
        assertThat(places.stream().map(pixels::below).map(Color.BLACK::equals))
                .containsExactly(true, false, false, false);
        assertThat(places.stream().map(pixels::above).map(Color.BLACK::equals))
                .containsExactly(false, false, true, false);
    }

    @Test
    void text_surprise_isDarkerWhereItIsLargerAndUnderlinedFromHalfTheScale() throws Exception {
        Pixels pixels = Pixels.of(Views.text(new Surprise(List.of("a", "b", "c"), new double[] {0, 2, 3.5})));
        var places = places("a", "b", "c");
        assertThat(pixels.ground(places.get(0))).isEqualTo(Color.WHITE);
        assertThat(pixels.ground(places.get(1))).isEqualTo(ColourMap.TINT.at(0.5));
        assertThat(pixels.ground(places.get(2))).as("3.5 of 4").isEqualTo(ColourMap.TINT.at(0.9));
        assertThat(places.stream().map(pixels::below).map(Color.BLACK::equals)).containsExactly(false, true, true);
    }

    @Test
    void toString_anyText_namesItsHighestFigures() {
        assertThat(Views.text(new Surprise(List.of("a", " ", "c"), new double[] {0.5, 2, 0.25})))
                .hasToString("Surprise, −log p in nats; perplexity 2.50; most at ␣ 2.000 (step 2), a 0.500 (step 1),"
                        + " c 0.250 (step 3)");
    }

    @Test
    void text_ofABookPage_isBelow75KilobytesAndSaysWhatIsCut() throws Exception {
        Random random = new Random(7);
        List<String> steps = IntStream.range(0, 3000)
                .mapToObj(i -> Character.toString(random.nextInt(7) == 0 ? ' ' : 'a' + random.nextInt(26)))
                .toList();
        var unit = new UnitTrace("unit 1", steps, random.doubles(3000, -1, 1).toArray());
        ColouredText text = Views.text(unit);
        Picture picture = Picture.of(List.of(text));
        // In a notebook a picture is a third larger.
        assertThat(picture.png().length).isLessThan(75_000);
        int lines = TextLayout.of(steps.stream().map(Charts::visible).toList(), FONT, 1500)
                        .get(1499)
                        .line()
                + 1;
        assertThat(text.getHeight()).isEqualTo(TOP + (lines + 1) * LINE + 6);
        assertThat(Pixels.of(text).image().getColorModel().hasAlpha()).isFalse();
    }

    @Test
    void layout_words_standApartAndBreakBetween() {
        String[] words = new String[40];
        Arrays.fill(words, "twelveletter");
        List<TextLayout.Place> places = places(words);
        int width = places.get(0).width();
        assertThat(places.get(1).x()).isGreaterThan(width);
        assertThat(places).allSatisfy(place -> assertThat(place.x() + width).isLessThanOrEqualTo(TextLayout.WIDTH));
        assertThat(places.stream()
                        .filter(place -> place.line() == 1)
                        .findFirst()
                        .orElseThrow()
                        .x())
                .isZero();
    }

    @Test
    void layout_characters_touchAndBreakAfterWhiteSpace() {
        String[] steps = "aaaaaaaaa␣".repeat(10).split("");
        List<TextLayout.Place> places = places(steps);
        int width = places.get(0).width();
        assertThat(places.get(1)).isEqualTo(new TextLayout.Place(0, width, width));
        int perLine = TextLayout.WIDTH / (10 * width) * 10;
        assertThat(places.get(perLine - 1).line()).isZero();
        assertThat(places.get(perLine)).isEqualTo(new TextLayout.Place(1, 0, width));
        assertThat(places("a", "⏎", "b").get(2)).isEqualTo(new TextLayout.Place(1, 0, width));
    }

    @Test
    void tint_steps_areEvenInLightness() {
        double[] lightness = ColourMap.TINT.stops().stream()
                .mapToDouble(ColouredTextTest::lightness)
                .toArray();
        for (int i = 1; i < lightness.length; i++) {
            assertThat(lightness[i - 1] - lightness[i]).isBetween(9.5, 11.0);
        }
    }

    /** L* of CIELAB. */
    private static double lightness(Color colour) {
        double y = 0;
        float[] rgb = colour.getRGBColorComponents(null);
        double[] weights = {0.2126, 0.7152, 0.0722};
        for (int i = 0; i < 3; i++) {
            y += weights[i] * (rgb[i] <= 0.04045 ? rgb[i] / 12.92 : Math.pow((rgb[i] + 0.055) / 1.055, 2.4));
        }
        return 116 * Math.cbrt(y) - 16;
    }
}
