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
 * A chart as an image, twice as fine as it is large, for screens with fine dots, unless the file would become too large.
 *
 * @param png the bytes of a PNG file
 * @param width how wide it is meant to be shown, in CSS pixels
 * @param height how high it is meant to be shown, in CSS pixels
 */
public record Picture(byte[] png, int width, int height) {
    private static final int FINE = 2;
    /** Notebooks hold their pictures; a file that is larger, in bytes, is drawn again with fewer dots. */
    private static final int LARGE = 100_000;

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

    private static Picture of(int width, int height, Consumer<Graphics2D> paint) {
        byte[] fine = draw(width, height, FINE, paint);
        return new Picture(fine.length > LARGE ? draw(width, height, 1, paint) : fine, width, height);
    }

    private static byte[] draw(int width, int height, int scale, Consumer<Graphics2D> paint) {
        BufferedImage image = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.scale(scale, scale);
        paint.accept(g);
        g.dispose();
        return bytes(image);
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
