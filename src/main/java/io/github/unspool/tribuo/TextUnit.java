package io.github.unspool.tribuo;

import java.util.List;

/** What one step of a text is. */
public enum TextUnit {
    /** What stands between white space. */
    WORDS {
        @Override
        public List<String> split(String text) {
            String trimmed = text.strip();
            return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("\\s+"));
        }

        @Override
        public String join(List<String> units) {
            return String.join(" ", units);
        }
    },
    /** A Unicode code point. */
    CHARACTERS {
        @Override
        public List<String> split(String text) {
            return text.codePoints().mapToObj(Character::toString).toList();
        }

        @Override
        public String join(List<String> units) {
            return String.join("", units);
        }
    };

    /**
     * Cuts a text into steps.
     *
     * @param text the text
     * @return its units in order
     */
    public abstract List<String> split(String text);

    /**
     * The reverse of {@link #split}.
     *
     * @param units the steps
     * @return the text
     */
    public abstract String join(List<String> units);
}
