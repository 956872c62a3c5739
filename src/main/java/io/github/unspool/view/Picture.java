package io.github.unspool.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * A chart as an image, twice as fine as it is large where that is not too large a file, for screens with fine dots.
 *
 * @param png the bytes of a PNG file
 * @param width how wide it is meant to be shown, in CSS pixels
 * @param height how high it is meant to be shown, in CSS pixels
 */
public record Picture(byte[] png, int width, int height) {
    /** How many dots a pixel is wide; fewer where a picture is so crowded that its file would be large. */
    private static final double[] SCALES = {2, 1.5, 1};
    /** In bytes; in a notebook a picture is a third larger. */
    private static final int LARGE = 75_000;

    /**
     * Draws charts, one below the other.
     *
     * @param charts at least one chart
     * @return the picture
     */
    public static Picture of(List<? extends IChart> charts) {
        int width = charts.stream().mapToInt(IChart::getWidth).max().orElseThrow();
        int height = charts.stream().mapToInt(IChart::getHeight).sum();
        return of(width, height, g -> {
            for (IChart chart : charts) {
                chart.paint(g, chart.getWidth(), chart.getHeight());
                g.translate(0, chart.getHeight());
            }
        });
    }

    /** Draws a chart in another size than its own. */
    static Picture of(IChart chart, int width, int height) {
        return of(width, height, g -> chart.paint(g, width, height));
    }

    /** Draws a chart for a file of limited size, if possible. */
    static Picture within(int bytes, IChart chart, int width, int height) {
        return within(bytes, width, height, g -> chart.paint(g, width, height));
    }

    static Picture of(int width, int height, Consumer<Graphics2D> paint) {
        return within(LARGE, width, height, paint);
    }

    private static Picture within(int bytes, int width, int height, Consumer<Graphics2D> paint) {
        byte[] png = {};
        for (double scale : SCALES) {
            png = bytes(draw(width, height, scale, paint));
            if (png.length <= bytes) {
                break;
            }
        }
        return new Picture(png, width, height);
    }

    private static BufferedImage draw(int width, int height, double scale, Consumer<Graphics2D> paint) {
        BufferedImage image =
                new BufferedImage((int) (width * scale), (int) (height * scale), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.scale(scale, scale);
        paint.accept(g);
        g.dispose();
        return image;
    }

    private static byte[] bytes(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(Palette.reduce(image), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }
}
