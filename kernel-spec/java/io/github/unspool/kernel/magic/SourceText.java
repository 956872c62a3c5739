package io.github.unspool.kernel.magic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which characters of Java source are code, and which stand in a literal or a comment. */
public final class SourceText {
    /** Java ends a comment at such an escape, or begins one, though nobody who reads it would. */
    private static final Pattern ENDING = Pattern.compile("\\\\u+00(?:0[aAdD]|2[aAfF])");

    private final String text;
    private final boolean[] isCode;
    private final Deque<Integer> brackets = new ArrayDeque<>();
    private int at;
    private int open = -1;
    private String endingEscape;

    /** Reads a cell, which need not be correct Java. */
    public SourceText(String text) {
        this.text = text;
        this.isCode = new boolean[text.length()];
        while (at < text.length()) {
            readNext();
        }
        if (open < 0 && !brackets.isEmpty()) {
            open = brackets.peek();
        }
    }

    /** Where the innermost bracket, text or comment begins that does not end, or -1. */
    public int open() {
        return open;
    }

    /** The escape of a line end, of * or of / that stands in a comment first, or null. */
    public String endingEscape() {
        return endingEscape;
    }

    /** Whether the character is code. */
    public boolean isCode(int index) {
        return isCode[index];
    }

    /** The text with blanks in the places of literals and comments. */
    public String code() {
        StringBuilder code = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (!isCode[i]) {
                code.setCharAt(i, ' ');
            }
        }
        return code.toString();
    }

    /** The last character of code before a place that is no white space, or 0 if there is none. */
    char before(int index) {
        for (int i = index - 1; i >= 0; i--) {
            if (isCode[i] && !Character.isWhitespace(text.charAt(i))) {
                return text.charAt(i);
            }
        }
        return 0;
    }

    private void readNext() {
        if (text.startsWith("//", at)) {
            int end = endOf("\n", at);
            readComment(end);
            at = end;
        } else if (text.startsWith("/*", at)) {
            int end = endOf("*/", at + 2);
            readComment(end);
            skipTo(end, "*/");
        } else if (text.startsWith("\"\"\"", at)) {
            skipTo(endOfTextBlock(), "\"\"\"");
        } else if (text.charAt(at) == '"' || text.charAt(at) == '\'') {
            at = endOfQuoted(text.charAt(at));
        } else {
            readBracket(text.charAt(at));
            isCode[at++] = true;
        }
    }

    private void readComment(int end) {
        Matcher escape = ENDING.matcher(text).region(at, end);
        if (endingEscape == null && escape.find()) {
            endingEscape = escape.group();
        }
    }

    private void readBracket(char c) {
        if ("([{".indexOf(c) >= 0) {
            brackets.push(at);
        } else if (")]}".indexOf(c) >= 0 && !brackets.isEmpty()) {
            brackets.pop();
        }
    }

    /** Over something that ends with a mark. */
    private void skipTo(int end, String mark) {
        boolean isEnded = end - mark.length() > at + 1 && text.startsWith(mark, end - mark.length());
        if (!isEnded && open < 0) {
            open = at;
        }
        at = end;
    }

    private int endOf(String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    private int endOfTextBlock() {
        int end = at + 3;
        while (end < text.length() && !text.startsWith("\"\"\"", end)) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), end + 3);
    }

    /** At the end of the line at the latest. */
    private int endOfQuoted(char quote) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), end + 1);
    }
}
