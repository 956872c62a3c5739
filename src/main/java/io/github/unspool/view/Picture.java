package io.github.unspool.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * A chart as an image on a white ground, twice as fine as it is large where that is not too large a file, for screens with fine
 * dots. As HTML it follows the theme of its page.
 *
 * @param png the bytes of a PNG file
 * @param coarse the same, as fine as it is large, for what shows no HTML
 * @param width how wide it is meant to be shown, in CSS pixels
 * @param height how high it is meant to be shown, in CSS pixels
 * @param description what is to be seen, in words
 */
public record Picture(byte[] png, byte[] coarse, int width, int height, String description) {
    /** How many dots a pixel is wide; fewer where a picture is so crowded that its file would be large. */
    private static final double[] SCALES = {2, 1.5, 1};
    /** Of both files, in bytes; in a notebook they are a third larger. */
    private static final int LARGE = 74_000;

    /**
     * Draws charts, one below the other.
     *
     * @param charts at least one chart
     * @return the picture
     */
    public static Picture of(List<? extends IChart> charts) {
        int width = charts.stream().mapToInt(IChart::getWidth).max().orElseThrow();
        int height = charts.stream().mapToInt(IChart::getHeight).sum();
        return within(LARGE, width, height, Description.of(charts), Color.WHITE, g -> {
            for (IChart chart : charts) {
                chart.paint(g, chart.getWidth(), chart.getHeight());
                g.translate(0, chart.getHeight());
            }
        });
    }

    /** Draws a chart in another size than its own. */
    static Picture of(IChart chart, int width, int height) {
        return within(LARGE, chart, width, height);
    }

    /** Draws a chart for files of limited size, if possible. */
    static Picture within(int bytes, IChart chart, int width, int height) {
        return within(bytes, width, height, Description.of(chart), Color.WHITE, g -> chart.paint(g, width, height));
    }

    /** Draws a mark that stands in a line of text, on whatever ground that has. */
    static Picture mark(int width, int height, String description, Consumer<Graphics2D> paint) {
        return within(LARGE, width, height, description, new Color(0, true), paint);
    }

    private static Picture within(
            int bytes, int width, int height, String description, Color ground, Consumer<Graphics2D> paint) {
        byte[] coarse = bytes(draw(width, height, 1, ground, paint));
        byte[] png = coarse;
        for (double scale : SCALES) {
            png = scale == 1 ? coarse : bytes(draw(width, height, scale, ground, paint));
            if (png.length + coarse.length <= bytes) {
                break;
            }
        }
        return new Picture(png, coarse, width, height, description);
    }

    private static BufferedImage draw(int width, int height, double scale, Color ground, Consumer<Graphics2D> paint) {
        boolean isOpaque = ground.getAlpha() == 255;
        BufferedImage image = new BufferedImage(
                (int) (width * scale),
                (int) (height * scale),
                isOpaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        g.setColor(ground);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.scale(scale, scale);
        paint.accept(g);
        g.dispose();
        return isOpaque ? Palette.reduce(image) : image;
    }

    private static byte[] bytes(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (ImageOutputStream file = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam most = writer.getDefaultWriteParam();
            most.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            most.setCompressionQuality(0);
            writer.setOutput(file);
            writer.write(null, new IIOImage(image, null, null), most);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /**
     * The picture for a page of HTML.
     *
     * @return an image that says what it shows, and the style by which it follows a dark theme
     */
    public String html() {
        return image() + DarkTheme.STYLE;
    }

    /** Without the style, which a page needs only once. */
    String image() {
        return "<img class=\"%s\" width=\"%s\" alt=\"%s\" src=\"data:image/png;base64,%s\">"
                .formatted(
                        DarkTheme.CLASS,
                        width,
                        Html.escaped(description).replace("\"", "&quot;"),
                        Base64.getEncoder().encodeToString(png));
    }
}
