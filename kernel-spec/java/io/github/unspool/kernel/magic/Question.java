package io.github.unspool.kernel.magic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cells that are questions and no Java: {@code help}, {@code ?Rnn} or {@code Rnn.hidden?}, as people know them from IPython. */
final class Question {
    private static final Pattern ASKED =
            Pattern.compile("\\s*(?:\\?+\\s*([\\w.]+)|([\\w.]+)\\?+|(help)(?:\\(\\))?)\\s*;?\\s*");

    private Question() {}

    /** The same cell, or the magic that answers it. */
    static String asMagic(String cell) {
        Matcher asked = ASKED.matcher(cell);
        if (!asked.matches()) {
            return cell;
        }
        String name =
                asked.group(1) != null ? asked.group(1) : asked.group(2) != null ? asked.group(2) : asked.group(3);
        return "%help " + name;
    }
}
