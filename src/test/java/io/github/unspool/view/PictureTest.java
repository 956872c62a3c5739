package io.github.unspool.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.internal.chartpart.IChart;

class PictureTest {

    /** A chart that is a rectangle of one colour, a tenth of its size away from its edges. */
    private record Plain(int width, int height, Color colour) implements IChart {
        @Override
        public void paint(Graphics2D g, int width, int height) {
            g.setColor(colour);
            g.fillRect(width / 10, height / 10, width * 8 / 10, height * 8 / 10);
        }

        @Override
        public int getWidth() {
            return width;
        }

        @Override
        public int getHeight() {
            return height;
        }

        @Override
        public String getTitle() {
            return "plain";
        }
    }

    private static BufferedImage image(Picture picture) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(picture.png()));
    }

    @Test
    void of_chart_isAnOpaquePngOfTwiceTheStatedSize() throws Exception {
        Picture picture = Picture.of(List.of(new Plain(30, 20, Color.RED)));
        assertThat(picture.width()).isEqualTo(30);
        assertThat(picture.height()).isEqualTo(20);
        assertThat(picture.png()).startsWith(0x89, 'P', 'N', 'G');
        BufferedImage image = image(picture);
        assertThat(image.getWidth()).isEqualTo(60);
        assertThat(image.getHeight()).isEqualTo(40);
        assertThat(image.getColorModel().hasAlpha()).isFalse();
        assertThat(new Color(image.getRGB(0, 0))).isEqualTo(Color.WHITE);
        assertThat(new Color(image.getRGB(30, 20))).isEqualTo(Color.RED);
        BufferedImage coarse = ImageIO.read(new ByteArrayInputStream(picture.coarse()));
        assertThat(coarse.getWidth()).isEqualTo(30);
        assertThat(new Color(coarse.getRGB(15, 10))).isEqualTo(Color.RED);
    }

    @Test
    void mark_hasNoGround() throws Exception {
        Picture mark = Picture.mark(4, 4, "dot", g -> {
            g.setColor(Color.RED);
            g.fillRect(1, 1, 2, 2);
        });
        BufferedImage image = image(mark);
        assertThat(new Color(image.getRGB(0, 0), true).getAlpha()).isZero();
        assertThat(new Color(image.getRGB(4, 4), true)).isEqualTo(Color.RED);
    }

    @Test
    void html_saysWhatIsSeenAndFollowsADarkTheme() {
        Picture picture = new Picture(new byte[] {1, 2, 3}, new byte[0], 30, 20, "a < \"b\"");
        assertThat(picture.html())
                .isEqualTo("<img class=\"unspool-picture\" width=\"30\" alt=\"a &lt; &quot;b&quot;\""
                        + " src=\"data:image/png;base64,AQID\">" + DarkTheme.STYLE);
        assertThat(DarkTheme.STYLE)
                .startsWith(
                        "<style>body[data-jp-theme-light=false] .unspool-picture,body.vscode-dark .unspool-picture,")
                .endsWith(" .unspool-picture{filter:invert(0.933) hue-rotate(180deg)}</style>");
    }

    @Test
    void of_severalCharts_standOneBelowTheOther() throws Exception {
        Picture picture = Picture.of(List.of(new Plain(30, 20, Color.RED), new Plain(50, 10, Color.BLUE)));
        assertThat(picture.width()).isEqualTo(50);
        assertThat(picture.height()).isEqualTo(30);
        BufferedImage image = image(picture);
        assertThat(new Color(image.getRGB(30, 20))).isEqualTo(Color.RED);
        assertThat(new Color(image.getRGB(90, 20))).as("beside the narrow one").isEqualTo(Color.WHITE);
        assertThat(new Color(image.getRGB(80, 50))).isEqualTo(Color.BLUE);
    }

    @Test
    void of_sameChart_givesTheSameBytes() {
        assertThat(Picture.of(List.of(new Plain(30, 20, Color.RED))).png())
                .isEqualTo(Picture.of(List.of(new Plain(30, 20, Color.RED))).png());
    }

    @Test
    void save_writesThePicture(@TempDir Path folder) throws Exception {
        Plain chart = new Plain(30, 20, Color.RED);
        Views.save(chart, folder.resolve("plain.png"));
        assertThat(Files.readAllBytes(folder.resolve("plain.png")))
                .isEqualTo(Picture.of(List.of(chart)).png());
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Views.save(chart, folder.resolve("no/plain.png")))
                .withMessageStartingWith(folder.resolve("no/plain.png") + " cannot be written");
    }
}
