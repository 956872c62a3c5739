package io.github.unspool.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaletteTest {

    @Test
    void reduced_fewColours_staysTheSame() {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            int shade = i / 4 * 4;
            image.setRGB(i % 16, i / 16, new Color(shade, 255 - shade, shade / 2).getRGB());
        }
        BufferedImage reduced = Palette.reduce(image);
        assertThat(reduced.getType()).isEqualTo(BufferedImage.TYPE_BYTE_INDEXED);
        for (int i = 0; i < 256; i++) {
            assertThat(reduced.getRGB(i % 16, i / 16)).isEqualTo(image.getRGB(i % 16, i / 16));
        }
    }

    @Test
    void reduced_manyColours_keepsTheFrequentAndMovesNoneFar() {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 64; x++) {
            for (int y = 0; y < 64; y++) {
                int grey = 4 * x;
                image.setRGB(x, y, y < 32 ? 0xFFFFFF : new Color(grey, grey, Math.min(255, grey + y % 8)).getRGB());
            }
        }
        BufferedImage reduced = Palette.reduce(image);
        assertThat(reduced.getRGB(5, 5)).isEqualTo(Color.WHITE.getRGB());
        for (int x = 0; x < 64; x++) {
            for (int y = 32; y < 64; y++) {
                Color before = new Color(image.getRGB(x, y));
                Color after = new Color(reduced.getRGB(x, y));
                assertThat(Math.abs(before.getRed() - after.getRed())).isLessThan(12);
                assertThat(Math.abs(before.getBlue() - after.getBlue())).isLessThan(12);
            }
        }
    }

    @Test
    void reduced_noise_fitsIntoAPalette() {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(5);
        for (int i = 0; i < 4096; i++) {
            image.setRGB(i % 64, i / 64, random.nextInt());
        }
        BufferedImage reduced = Palette.reduce(image);
        assertThat(reduced.getType()).isEqualTo(BufferedImage.TYPE_BYTE_INDEXED);
        double distance = 0;
        for (int i = 0; i < 4096; i++) {
            Color before = new Color(image.getRGB(i % 64, i / 64));
            Color after = new Color(reduced.getRGB(i % 64, i / 64));
            distance += Math.abs(before.getGreen() - after.getGreen()) / 4096.0;
        }
        assertThat(distance).as("mean distance of green").isLessThan(48);
    }
}
