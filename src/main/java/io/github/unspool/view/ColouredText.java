package io.github.unspool.view;

import io.github.unspool.inspect.Surprise;
import io.github.unspool.inspect.UnitTrace;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * A text whose steps stand on the colour of a number each, with a bar below them that says the same without colour. A
 * picture, since GitHub and nbviewer take colours out of HTML.
 *
 * <p>Source: A. Karpathy, J. Johnson, L. Fei-Fei, <i>Visualizing and understanding recurrent networks</i>,
 * arXiv:1506.02078 (2015), figure 2.
 */
public final class ColouredText implements IChart, Description.Described {
    /** So that a picture stays well below 100 KB. */
    private static final int MOST_CHARACTERS = 1500;

    private static final int HIGHEST = 5;
    private static final int MARGIN = 12;
    private static final int HEAD = 52;
    private static final int LINE = 25;
    private static final int TEXT_HEIGHT = 21;
    private static final int BASELINE = 15;
    private static final int STROKE = 2;
    /** Few colours make a small file. */
    private static final int SHADES = 10;

    private static final int SCALE_WIDTH = 120;
    private static final int SCALE_HEIGHT = 8;
    private static final Font FONT = new Font(Font.MONOSPACED, Font.PLAIN, 14);
    private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 14);

    private final String title;
    private final List<String> steps;
    private final double[] values;
    private final boolean signed;
    private final double limit;
    private final List<TextLayout.Place> places;

    private ColouredText(String title, List<String> steps, double[] values, boolean signed) {
        this.title = title;
        this.steps = steps.stream().map(Charts::visible).toList();
        this.values = values;
        this.signed = signed;
        this.limit =
                Math.max(1, Math.ceil(Arrays.stream(values).map(Math::abs).max().orElse(0)));
        this.places = TextLayout.of(this.steps, FONT, MOST_CHARACTERS);
    }

    static ColouredText of(UnitTrace unit) {
        return new ColouredText(unit.name(), unit.steps(), unit.values(), true);
    }

    static ColouredText of(Surprise surprise) {
        String title = String.format(Locale.ROOT, "Surprise, −log p in nats; perplexity %.2f", surprise.perplexity());
        return new ColouredText(title, surprise.steps(), surprise.nats(), false);
    }

    @Override
    public String getTitle() {
        return title;
    }

    @Override
    public int getWidth() {
        return TextLayout.WIDTH + 2 * MARGIN;
    }

    @Override
    public int getHeight() {
        return HEAD + lines() * LINE + (isCut() ? LINE : 0) + MARGIN / 2;
    }

    private int lines() {
        return places.isEmpty() ? 0 : places.get(places.size() - 1).line() + 1;
    }

    private boolean isCut() {
        return places.size() < steps.size();
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_OFF);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        write(g, title, BOLD, MARGIN, 20);
        paintScale(g);
        for (int i = 0; i < places.size(); i++) {
            paint(g, i);
        }
        if (isCut()) {
            String note = "the first %s of %s steps".formatted(places.size(), steps.size());
            write(g, note, SMALL, MARGIN, getHeight() - MARGIN);
        }
    }

    private static void write(Graphics2D g, String text, Font font, int x, int y) {
        g.setColor(Color.BLACK);
        g.setFont(font);
        g.drawString(text, x, y);
    }

    private void paintScale(Graphics2D g) {
        String low = number(signed ? -limit : 0);
        write(g, low, SMALL, MARGIN, 40);
        int left = MARGIN + 6 + g.getFontMetrics().stringWidth(low);
        for (int i = 0; i < SCALE_WIDTH; i++) {
            double part = (double) i / (SCALE_WIDTH - 1);
            g.setColor(colour(signed ? (2 * part - 1) * limit : part * limit));
            g.fillRect(left + i, 40 - SCALE_HEIGHT, 1, SCALE_HEIGHT);
        }
        g.setColor(Color.LIGHT_GRAY);
        g.drawRect(left, 40 - SCALE_HEIGHT, SCALE_WIDTH, SCALE_HEIGHT);
        write(g, number(limit) + "    " + marks(), SMALL, left + SCALE_WIDTH + 6, 40);
    }

    private String marks() {
        String half = String.format(Locale.ROOT, "%.1f", limit / 2);
        return signed ? "a line below to −%s, a line above from %s".formatted(half, half) : "underlined from " + half;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.0f", value).replace('-', '−');
    }

    private void paint(Graphics2D g, int i) {
        TextLayout.Place place = places.get(i);
        int x = MARGIN + place.x();
        int top = HEAD + place.line() * LINE;
        g.setColor(colour(values[i]));
        g.fillRect(x, top, place.width(), TEXT_HEIGHT);
        write(g, steps.get(i).replace('␣', ' '), FONT, x, top + BASELINE);
        if (Math.abs(values[i]) >= limit / 2) {
            boolean above = signed && values[i] > 0;
            g.fillRect(x, above ? top : top + TEXT_HEIGHT - STROKE, place.width(), STROKE);
        }
    }

    private Color colour(double value) {
        double part = Math.rint(SHADES * value / limit) / SHADES;
        return signed ? ColourMap.SIGNED_TINT.at((part + 1) / 2) : ColourMap.TINT.at(part);
    }

    /** The title and the steps with the largest numbers, which are all that a text has room for. */
    @Override
    public String toString() {
        return title + (signed ? "; farthest from 0: " : "; most at ") + highest();
    }

    /** What a person sees: the text, and where it stands out. */
    @Override
    public String description() {
        String text = String.join(places.size() > 1 && isSpaced() ? " " : "", steps.subList(0, places.size()));
        return "the text “%s” on colours; %s %s"
                .formatted(text, signed ? "farthest from 0 are" : "strongest are", highest());
    }

    /** Whether steps are words. */
    private boolean isSpaced() {
        return steps.stream().anyMatch(step -> step.codePointCount(0, step.length()) > 1);
    }

    private String highest() {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(values[i])))
                .limit(HIGHEST)
                .map(i -> String.format(Locale.ROOT, "%s %.3f (step %s)", steps.get(i), values[i], i + 1))
                .collect(Collectors.joining(", "));
    }
}
