package io.github.unspool.kernel.cell;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.Snippet;

/** What the compiler says of code that it refuses, in few lines. */
final class CompilerMessage {
    private static final int MOST_CANDIDATES = 6;
    private static final Pattern CANDIDATE = Pattern.compile("\\s*(?:method|constructor) (.*?)(?: is not applicable)?");
    private static final Pattern WANTED = Pattern.compile("\\s*(required|found): *(.*)");

    private static final String TEXT_TOO_LONG =
            "a text of more than 65,535 bytes cannot stand in Java code; put it into a file"
                    + " and write Files.readString(Path.of(\"text.txt\"))";

    /** What Java cannot hold in one class, by how the message begins, and what to write. */
    private static final Map<String, String> TOO_LARGE = Map.of(
            "constant string too long",
            TEXT_TOO_LONG,
            "UTF8 representation for string",
            TEXT_TOO_LONG,
            "code too large",
            "one statement or method may have 64 kB of code, and this has more; put the values into a file and read it, or"
                    + " divide it",
            "too many constants",
            "one class may have 65,535 different constants, and this has more; put the values into a file and read it");

    private static final Pattern ILLEGAL = Pattern.compile("illegal character: '(.+)'");
    /** What characters of documents and of other languages are in Java. */
    private static final Map<String, String> MEANT = Map.of(
            "\\u201c", "“ is a typographic quotation mark; write \"",
            "\\u201d", "” is a typographic quotation mark; write \"",
            "\\u2018", "‘ is a typographic quotation mark; write '",
            "\\u2019", "’ is a typographic quotation mark; write '",
            "\\u201e", "„ is a typographic quotation mark; write \"",
            "\\u2013", "– is a dash; write -",
            "\\u2212", "− is a mathematical minus; write -",
            "\\u00d7", "× is a mathematical sign; write *",
            "#", "comments begin with // in Java");

    private static final Pattern PACKAGE = Pattern.compile("\\s*package\\b");
    private static final Pattern PROMPT = Pattern.compile("\\s*(?:jshell>|>>>|In \\[\\d+\\]:)");

    private CompilerMessage() {}

    /**
     * The failure of code that cannot be compiled.
     *
     * @param meant adds to an error what could have been meant
     */
    static CellFailure failure(
            List<Diag> diagnostics, Snippet snippet, CellSources sources, Function<Diag, String> meant) {
        List<Diag> errors = diagnostics.stream().filter(Diag::isError).toList();
        if (errors.isEmpty()) {
            return CellFailure.ofCode("The code cannot be compiled", snippet.source());
        }
        List<String> details = new ArrayList<>();
        for (Diag error : errors) {
            if (!details.isEmpty()) {
                details.add(sentence(error) + meant.apply(error));
            }
            details.addAll(pointer(error, snippet, sources));
            details.addAll(candidates(error));
        }
        String sentence = sentence(errors.get(0)) + meant.apply(errors.get(0)) + pasted(snippet.source());
        return new CellFailure("CompilationError", sentence, details);
    }

    /** What was pasted along and has no place in a cell. */
    private static String pasted(String code) {
        if (PACKAGE.matcher(code).lookingAt()) {
            return "; a cell is in no package, so leave the line out";
        }
        return PROMPT.matcher(code).lookingAt() ? "; the prompt of another program was pasted along, so delete it" : "";
    }

    /** The message in one line: without packages, without the place, and without its reasons for each method. */
    static String sentence(Diag error) {
        List<String> lines =
                error.getMessage(Locale.ROOT).lines().map(String::strip).toList();
        for (Map.Entry<String, String> limit : TOO_LARGE.entrySet()) {
            if (lines.get(0).startsWith(limit.getKey())) {
                return lines.get(0) + ": " + limit.getValue();
            }
        }
        Matcher illegal = ILLEGAL.matcher(lines.get(0));
        if (illegal.matches() && MEANT.containsKey(illegal.group(1))) {
            return lines.get(0) + ": " + MEANT.get(illegal.group(1));
        }
        Stream<String> symbol = lines.stream().filter(line -> line.startsWith("symbol:"));
        String sentence = lines.get(0).replaceFirst(";$", "")
                + symbol.map(line -> ": " + line.substring(7).strip()).collect(joining());
        return Names.withoutPackages(sentence);
    }

    /** The methods or constructors that there are where none of them suits; what one asks for and what it was given. */
    private static List<String> candidates(Diag error) {
        List<String> lines = error.getMessage(Locale.ROOT).lines().skip(1).toList();
        Stream<String> methods = lines.stream()
                .map(CANDIDATE::matcher)
                .filter(Matcher::matches)
                .map(line -> "  there is " + Names.withoutPackages(line.group(1)))
                .limit(MOST_CANDIDATES);
        Stream<String> wanted = lines.stream()
                .map(WANTED::matcher)
                .filter(Matcher::matches)
                .map(line -> "  %-9s %s".formatted(line.group(1) + ":", Names.withoutPackages(line.group(2))));
        return Stream.concat(methods, wanted).toList();
    }

    /** The line of an error, and an arrow below it. */
    private static List<String> pointer(Diag error, Snippet snippet, CellSources sources) {
        if (error.getPosition() == Diag.NOPOS) {
            return List.of();
        }
        String code = snippet.source();
        int at = (int) Math.max(0, Math.min(error.getPosition(), code.length()));
        int start = code.lastIndexOf('\n', at - 1) + 1;
        int first = Math.min(start, code.length() - code.stripLeading().length());
        String line = sources.line(
                snippet.id(), (int) code.substring(first, start).lines().count() + 1);
        if (line == null) {
            return List.of();
        }
        int margin =
                code.length() - start - code.substring(start).stripLeading().length();
        int column = line.indexOf(":  ") + 3 + Math.max(0, at - start - margin);
        return List.of(line, " ".repeat(column) + "^");
    }
}
