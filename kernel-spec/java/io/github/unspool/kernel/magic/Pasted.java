package io.github.unspool.kernel.magic;

import io.github.unspool.kernel.cell.CellFailure;
import java.util.List;
import java.util.Locale;

/** Characters that nobody sees and that come along when code is pasted from a web page or a document. */
public final class Pasted {
    /** Wide or not, they are meant as spaces; the last is a byte order mark. */
    private static final String SPACES =
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
                    + "\u2028\u2029\u202f\u205f\u3000\ufeff";

    private Pasted() {}

    /**
     * The cell with usual spaces in its code; texts and comments stay as they are.
     *
     * @throws CellFailure if an invisible character stands in its code
     */
    public static String clean(String cell) {
        if (cell.chars().allMatch(c -> c < 0x80)) {
            return cell;
        }
        SourceText source = new SourceText(cell);
        StringBuilder code = new StringBuilder(cell);
        for (int i = 0; i < cell.length(); i++) {
            if (source.isCode(i) && SPACES.indexOf(cell.charAt(i)) >= 0) {
                code.setCharAt(i, ' ');
            } else if (source.isCode(i) && isInvisible(cell.charAt(i))) {
                throw invisible(cell, i);
            }
        }
        return code.toString();
    }

    /** Java ignores such a character within a name, which then is another name that looks the same. */
    private static boolean isInvisible(char c) {
        return c >= 0x80 && Character.isIdentifierIgnorable(c);
    }

    private static CellFailure invisible(String cell, int at) {
        long line = cell.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        String before = cell.substring(cell.lastIndexOf('\n', at) + 1, at);
        String name =
                Character.getName(cell.charAt(at)).toLowerCase(Locale.ROOT).replace("zero width", "zero-width");
        return new CellFailure(
                "SyntaxError",
                "there is an invisible character in the code, a %s (U+%04X); delete it"
                        .formatted(name, (int) cell.charAt(at)),
                List.of("  line " + line + ", behind:  " + before.strip()));
    }
}
