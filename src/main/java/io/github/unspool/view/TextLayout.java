package io.github.unspool.view;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks a text into lines: words with a space between them; single characters without one, in new lines after white space
 * where that is possible.
 */
final class TextLayout {
    /** How wide a text is, in pixels. */
    static final int WIDTH = 680;

    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final Font font;
    private final List<Place> places = new ArrayList<>();
    private int line;
    private int x;

    /** Where a step stands: its line, from 0, where on it the step begins, and its width, in pixels. */
    record Place(int line, int x, int width) {}

    private TextLayout(Font font) {
        this.font = font;
    }

    /** The places of as many steps as there is room for, which are visible already. */
    static List<Place> of(List<String> steps, Font font, int mostCharacters) {
        TextLayout layout = new TextLayout(font);
        boolean single = steps.stream().allMatch(step -> step.codePointCount(0, step.length()) == 1);
        int gap = single ? 0 : layout.width(" ");
        int end = 0;
        int characters = 0;
        for (int i = 0; i < steps.size() && characters < mostCharacters; i++) {
            if (i == end) {
                end = single ? endOfWord(steps, i) : i + 1;
                layout.makeRoom(
                        steps.subList(i, end).stream().mapToInt(layout::width).sum());
            }
            layout.add(steps.get(i), gap);
            characters += steps.get(i).length();
        }
        return List.copyOf(layout.places);
    }

    /** The place after the next white space. */
    private static int endOfWord(List<String> steps, int from) {
        int end = from + 1;
        while (end < steps.size() && !isBlank(steps.get(end - 1))) {
            end++;
        }
        return end;
    }

    private static boolean isBlank(String step) {
        return "␣⏎⇥".contains(step);
    }

    private int width(String step) {
        return (int) Math.ceil(font.getStringBounds(step, CONTEXT).getWidth());
    }

    private void makeRoom(int width) {
        if (x > 0 && x + width > WIDTH) {
            newLine();
        }
    }

    private void newLine() {
        line++;
        x = 0;
    }

    private void add(String step, int gap) {
        int width = Math.min(WIDTH, width(step));
        makeRoom(width);
        places.add(new Place(line, x, width));
        x += width + gap;
        if (step.equals("⏎")) {
            newLine();
        }
    }
}
