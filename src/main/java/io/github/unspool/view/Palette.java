package io.github.unspool.view;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Pictures with at most 64 colours, whose files are several times smaller. */
final class Palette {
    private static final int MOST = 64;

    private Palette() {}

    /** The same picture in so few colours; the most frequent stay as they are. */
    static BufferedImage reduce(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        int[] palette = palette(byFrequency(pixels));
        IndexColorModel model = new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage reduced = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        reduced.getRaster().setDataElements(0, 0, width, height, indices(pixels, palette));
        return reduced;
    }

    /** So many of the colours that the others lie near them, and as near as there is room for. */
    private static int[] palette(int... colours) {
        int radius = 0;
        int[] palette = spread(colours, radius);
        while (palette.length > MOST) {
            radius++;
            palette = spread(colours, radius);
        }
        return palette;
    }

    /** The colours in their order, without those that lie near one before; at most one too many. */
    private static int[] spread(int[] colours, int radius) {
        int[] chosen = new int[MOST + 1];
        int count = 0;
        for (int i = 0; i < colours.length && count <= MOST; i++) {
            boolean isNew = true;
            for (int j = 0; j < count && isNew; j++) {
                isNew = distance(colours[i], chosen[j]) > radius * radius;
            }
            if (isNew) {
                chosen[count++] = colours[i];
            }
        }
        return Arrays.copyOf(chosen, count);
    }

    private static int[] byFrequency(int... pixels) {
        Map<Integer, Integer> count = new HashMap<>();
        int run = 0;
        for (int i = 0; i < pixels.length; i++) {
            run++;
            // Most pixels are as the one before.
            if (i + 1 == pixels.length || pixels[i + 1] != pixels[i]) {
                count.merge(pixels[i], run, Integer::sum);
                run = 0;
            }
        }
        return count.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    private static byte[] indices(int[] pixels, int... palette) {
        Map<Integer, Byte> nearest = new HashMap<>();
        byte[] indices = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            indices[i] = i > 0 && pixels[i] == pixels[i - 1]
                    ? indices[i - 1]
                    : nearest.computeIfAbsent(pixels[i], rgb -> nearest(rgb, palette));
        }
        return indices;
    }

    private static byte nearest(int rgb, int... palette) {
        int best = 0;
        for (int i = 1; i < palette.length; i++) {
            best = distance(rgb, palette[i]) < distance(rgb, palette[best]) ? i : best;
        }
        return (byte) best;
    }

    private static int distance(int a, int b) {
        int sum = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            int difference = (a >> shift & 255) - (b >> shift & 255);
            sum += difference * difference;
        }
        return sum;
    }
}
