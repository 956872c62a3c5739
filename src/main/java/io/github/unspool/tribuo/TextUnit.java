package io.github.unspool.tribuo;

import java.util.List;
import java.util.regex.Pattern;

/** What one step of a text is. */
// Without bodies of the constants: OLCUT stores a constant's class, which must be the enum itself.
public enum TextUnit {
    /** What stands between white space. */
    WORDS(" "),
    /** A Unicode code point. */
    CHARACTERS("");

    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private final String between;

    TextUnit(String between) {
        this.between = between;
    }

    /**
     * Cuts a text into steps.
     *
     * @param text the text
     * @return its units in order
     */
    public List<String> split(String text) {
        if (this == CHARACTERS) {
            return text.codePoints().mapToObj(Character::toString).toList();
        }
        return WHITE_SPACE.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
    }

    /**
     * Puts units together again.
     *
     * @param units the steps
     * @return the text, words with one space between them
     */
    public String join(List<String> units) {
        return String.join(between, units);
    }
}
