package io.github.unspool.file;

/** A text from a file, prepared for a message: short, on one line, and without control characters. */
public final class Excerpt {
    private static final int LONGEST = 200;

    private Excerpt() {}

    /**
     * Shortens a text and makes its control characters visible.
     *
     * @param text any text, perhaps null
     * @return at most 200 characters of it, each invisible one as its escape sequence in Java
     */
    public static String of(String text) {
        return visible(String.valueOf(text).strip(), LONGEST);
    }

    /**
     * Makes the control characters of a text visible.
     *
     * @param text any text
     * @return all of it, each invisible character as its escape sequence in Java
     */
    public static String visible(String text) {
        return visible(text, Integer.MAX_VALUE);
    }

    private static String visible(String text, int longest) {
        StringBuilder shown = new StringBuilder();
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (shown.length() >= longest) {
                return shown.append('…').toString();
            }
            append(shown, text.codePointAt(at));
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int character) {
        switch (character) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (isVisible(character)) {
                    shown.appendCodePoint(character);
                } else {
                    for (char part : Character.toChars(character)) {
                        shown.append("\\u%04x".formatted((int) part));
                    }
                }
            }
        }
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
