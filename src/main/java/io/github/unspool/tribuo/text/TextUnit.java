package io.github.unspool.tribuo.text;

import java.util.List;
import java.util.regex.Pattern;

/** What one step of a text is. */
// Without bodies of the constants: OLCUT stores a constant's class, which must be the enum itself.
public enum TextUnit {
    /** What stands between white space. */
    WORDS(" "),
    /** A Unicode code point. */
    CHARACTERS(""),
    /** A piece of a word, as GPT-2 cut them; blanks and line ends belong to pieces. Needs the library JTokkit. */
    SUBWORDS("");

    /** The input before the first token of a text with marks. */
    public static final String BEGIN = "<begin>";
    /** The target after the last token of a text with marks. */
    public static final String END = "<end>";
    /** What stands for each unit that is not in the vocabulary. */
    public static final String UNKNOWN = "<unknown>";

    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private final String between;

    TextUnit(String between) {
        this.between = between;
    }

    /** Whether a token is no text but stands for something. */
    public static boolean isMark(String token) {
        return token.equals(BEGIN) || token.equals(END) || token.equals(UNKNOWN);
    }

    /**
     * Cuts a text into steps.
     *
     * @param text the text
     * @return its units in order
     * @throws IllegalStateException if these are subwords, and JTokkit is not on the class path
     */
    public List<String> split(String text) {
        if (this == CHARACTERS) {
            return text.codePoints().mapToObj(Character::toString).toList();
        }
        if (this == SUBWORDS) {
            return Subwords.split(text);
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
