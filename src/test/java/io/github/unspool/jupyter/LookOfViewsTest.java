package io.github.unspool.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pictures of the gallery, which has each view: each says what it shows, and can be seen in both themes. */
class LookOfViewsTest {
    private static final Path DOCS = Path.of("docs");
    private static final Pattern IMAGE = Pattern.compile("<img ([^>]*)>");
    private static final Pattern SOURCE = Pattern.compile("src=\"(images/gallery/[^\"]+)\"");
    private static final Pattern ALT = Pattern.compile("alt=\"([^\"]*)\"");
    private static final int SAMPLE_WIDTH = 100;

    static List<String> images() throws IOException {
        String page = Files.readString(DOCS.resolve("gallery.md"));
        return IMAGE.matcher(page)
                .results()
                .map(MatchResult::group)
                .filter(image -> SOURCE.matcher(image).find())
                .toList();
    }

    private static String found(Pattern pattern, String image) {
        return pattern.matcher(image).results().findFirst().orElseThrow().group(1);
    }

    @ParameterizedTest
    @MethodSource("images")
    void picture_ofAView_saysWhatItShows(String image) {
        assertThat(found(ALT, image)).hasSizeGreaterThan(8).doesNotContain("NaN", "null");
    }

    /** White, which a dark theme turns into its own ground, and black letters, which it turns into light ones. */
    @ParameterizedTest
    @MethodSource("images")
    void picture_ofAView_hasLettersThatStandOut(String image) throws IOException {
        BufferedImage picture = ImageIO.read(DOCS.resolve(found(SOURCE, image)).toFile());
        if (picture.getWidth() < SAMPLE_WIDTH) {
            assertThat(picture.getColorModel().hasAlpha())
                    .as("a sample of a line")
                    .isTrue();
            return;
        }
        Set<Integer> colours = new HashSet<>();
        int whites = 0;
        for (int rgb : picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth())) {
            colours.add(rgb);
            whites += rgb == 0xFFFFFFFF ? 1 : 0;
        }
        assertThat(whites).isGreaterThan(picture.getWidth() * picture.getHeight() / 10);
        assertThat(picture.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
        assertThat(colours).contains(0xFF000000).hasSizeLessThanOrEqualTo(64);
    }
}
