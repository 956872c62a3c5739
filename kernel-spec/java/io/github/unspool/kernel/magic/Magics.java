package io.github.unspool.kernel.magic;

import io.github.unspool.kernel.cell.CellFailure;
import io.github.unspool.kernel.help.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;

/**
 * Finds the magics of a cell, {@code %name …} where a statement may begin and behind {@code =}, and {@code %%name …} on its first
 * line, and puts calls in their places. What stands in a literal or a comment is left alone.
 */
public final class Magics extends MagicsResolver {
    private static final Pattern LINE = Pattern.compile("(?m)^(.*?)%(\\w+)(?:[ \\t]+(.*?))?[ \\t\\r]*$");
    private static final Pattern CELL =
            Pattern.compile("\\A\\s*%%(\\w+)[ \\t]*(.*?)[ \\t\\r]*(?:\\n(.*))?\\z", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

    private final MagicsRegistry registry;
    private final Collection<String> takeText;
    private final Map<Integer, Call> calls = new ConcurrentHashMap<>();

    /** A magic with what stands behind it, and below it if it is a cell's. */
    private record Call(String name, List<String> arguments, String body) {}

    /**
     * The magics of a kernel.
     *
     * @param takeText names of those that take the rest of their line as it stands, without dividing it into words
     */
    public Magics(MagicsRegistry registry, Collection<String> takeText) {
        super("%", "%%", new MagicTranspiler());
        this.registry = registry;
        this.takeText = takeText;
    }

    @Override
    public String resolve(String typed) {
        String cell = Question.asMagic(typed);
        Matcher magic = cellMagic(cell);
        if (magic == null) {
            return resolveLines(Pasted.clean(cell));
        }
        if (magic.group(3) == null || magic.group(3).isBlank()) {
            throw new CellFailure(
                    "MagicError",
                    "%%" + magic.group(1) + ": below this line stands what it works on, and nothing does",
                    List.of());
        }
        return call(new Call(magic.group(1), arguments(magic.group(1), magic.group(2)), magic.group(3))) + ";";
    }

    /** Whether the cell begins with a magic that works on all of it. */
    public static boolean isCellMagic(String cell) {
        return cellMagic(cell) != null;
    }

    /** The match of a cell magic with the groups name, arguments and body, or null. */
    private static Matcher cellMagic(String cell) {
        Matcher magic = CELL.matcher(cell);
        return magic.matches() && !magic.group(2).contains("\n") ? magic : null;
    }

    /** The code of a cell below its magic, or with its magics in lines left out. */
    public String withoutMagics(String cell) {
        Matcher magic = cellMagic(cell);
        return magic == null ? replaceLines(Question.asMagic(cell), call -> "0") : String.valueOf(magic.group(3));
    }

    private String resolveLines(String cell) {
        return replaceLines(cell, this::call);
    }

    private interface Replacement {
        String of(Call call);
    }

    private String replaceLines(String cell, Replacement replacement) {
        if (cell.indexOf('%') < 0) {
            return cell;
        }
        StringBuilder code = new StringBuilder();
        int done = 0;
        // What a magic takes of its line is no Java, and may have an odd quote in it.
        SourceText source = new SourceText(cell);
        Matcher line = LINE.matcher(cell);
        while (line.find()) {
            int percent = line.end(1);
            if (source.isCode(percent) && isMagic(source, line)) {
                code.append(cell, done, percent);
                code.append(replacement.of(new Call(line.group(2), arguments(line.group(2), line.group(3)), null)));
                code.append(';');
                done = line.end();
                source = new SourceText(" ".repeat(done) + cell.substring(done));
            }
        }
        return code.append(cell.substring(done)).toString();
    }

    /** Modulo stands at the begin of a line too, behind an expression that goes on. */
    private boolean isMagic(SourceText source, Matcher line) {
        String before = line.group(1);
        if (before.stripTrailing().endsWith("=")) {
            return true;
        }
        char last = source.before(line.start());
        boolean mayBegin = last == 0 || last == ';' || last == '}' || last == '{';
        return before.isBlank() && (mayBegin || registry.getLineMagicNames().contains(line.group(2)));
    }

    private List<String> arguments(String name, String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        return takeText.contains(name) ? List.of(text) : words(text);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(text); word.find(); ) {
            String quoted = word.group(1);
            words.add(quoted == null ? word.group(2) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        return List.copyOf(words);
    }

    private String call(Call call) {
        int number = calls.size();
        calls.put(number, call);
        return "io.github.unspool.kernel.CellFunctions.magic(" + number + ")";
    }

    /** Does what the magic of a number says. */
    public Object run(BaseKernel kernel, int number) throws Exception {
        Call call = calls.get(number);
        boolean isCell = call.body != null;
        Collection<String> known = isCell ? registry.getCellMagicNames() : registry.getLineMagicNames();
        if (!known.contains(call.name)) {
            throw unknown(call, isCell);
        }
        return isCell
                ? registry.evalCellMagic(kernel, call.name, call.arguments, call.body)
                : registry.evalLineMagic(kernel, call.name, call.arguments);
    }

    private CellFailure unknown(Call call, boolean isCell) {
        String mark = isCell ? "%%" : "%";
        Collection<String> known = isCell ? registry.getCellMagicNames() : registry.getLineMagicNames();
        Collection<String> others = isCell ? registry.getLineMagicNames() : registry.getCellMagicNames();
        String nearest = Words.nearest(List.copyOf(known), call.name);
        String meant = others.contains(call.name)
                ? "did you mean " + (isCell ? "%" : "%%") + call.name + "?"
                : nearest == null ? "%lsmagic lists all" : "did you mean " + mark + nearest + "?";
        return new CellFailure(
                "UndefinedMagicException", "there is no magic " + mark + call.name + "; " + meant, List.of());
    }
}
