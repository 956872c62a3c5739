package io.github.unspool.jupyter;

import io.github.unspool.runtime.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/**
 * Runs the Java of docs/gallery.md, or of another page of docs that is named, as a notebook would, and puts below each block what
 * it shows: between {@code <!-- shown: name -->} and {@code <!-- end -->}. The page says how to run it.
 */
public final class Gallery {
    private static final Path DOCS = Path.of("docs");
    private static final Pattern EMBEDDED = Pattern.compile("src=\"data:image/png;base64,([^\"]+)\"");
    /** A page of Markdown has no styles. */
    private static final Pattern STYLE = Pattern.compile("<style>.*?</style>| class=\"unspool-picture\"");

    private static final Pattern PICTURE = Pattern.compile("<img class=\"[^\"]*\" (.*) " + EMBEDDED + ">");
    private static final Pattern BLOCK =
            Pattern.compile("```java\\n(.*?)```\\n(?:\\n<!-- shown: (\\S+) -->\\n.*?<!-- end -->)?", Pattern.DOTALL);

    /** The value of a block, which JShell itself gives as text only. */
    private static Object value;

    private final Path folder;
    private final JShell shell;
    private final Renderer renderer = new Renderer();
    /** What the block that runs has shown, by display id; what is shown again replaces what was. */
    private final Map<String, Displayed> shown = new LinkedHashMap<>();

    private Gallery(Path folder, JShell shell) {
        this.folder = folder;
        this.shell = shell;
        JJavaKernel.register(renderer);
        Notebook.host(() -> new OutputCell(this, this::show, this::show)).install();
        Notebook.IMPORTS.forEach(name -> run("import " + name + ";"));
        run("import java.util.*;");
    }

    public static void main(String[] args) throws IOException {
        String name = args.length == 0 ? "gallery" : args[0];
        Path page = DOCS.resolve(name + ".md");
        Files.writeString(
                page, fill(Files.readString(page), DOCS.resolve("images").resolve(name)));
    }

    /** The page with what its blocks show; pictures go into the folder. */
    static String fill(String page, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            Gallery gallery = new Gallery(folder, shell);
            return BLOCK.matcher(page).replaceAll(block -> Matcher.quoteReplacement(gallery.block(block)));
        } finally {
            Host.PLAIN.install();
            // JShell's engine leaves one that keeps quiet about the error that ends this program.
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
    }

    /** Called from within JShell. */
    public static void keep(Object result) {
        value = result;
    }

    private void show(String displayId, Bundle bundle) {
        shown.put(displayId, Displayed.of(JJavaKernel.data(displayId, bundle)));
    }

    private String block(MatchResult block) {
        shown.clear();
        value = null;
        run(block.group(1));
        String code = "```java\n" + block.group(1) + "```\n";
        String name = block.group(2);
        if (name == null) {
            return code;
        }
        List<Displayed> all = new ArrayList<>(shown.values());
        if (value != null) {
            all.add(Displayed.of(renderer.render(value)));
        }
        String outputs = all.stream().map(each -> markdown(each, name)).collect(Collectors.joining("\n\n"));
        return code + "\n<!-- shown: " + name + " -->\n" + outputs + "\n<!-- end -->";
    }

    private void run(String code) {
        SourceCodeAnalysis.CompletionInfo next;
        for (String rest = code; !rest.isBlank(); rest = next.remaining()) {
            next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(next.source())) {
                check(event);
                name(event.snippet())
                        .ifPresent(name -> shell.eval(Gallery.class.getName() + ".keep(" + name + ");")
                                .forEach(this::check));
            }
        }
    }

    /** How JShell calls the value of an expression. */
    private static Optional<String> name(Snippet snippet) {
        return switch (snippet.subKind()) {
            case TEMP_VAR_EXPRESSION_SUBKIND -> Optional.of(((VarSnippet) snippet).name());
            case VAR_VALUE_SUBKIND -> Optional.of(((ExpressionSnippet) snippet).name());
            default -> Optional.empty();
        };
    }

    private void check(SnippetEvent event) {
        if (event.status() != Snippet.Status.VALID || event.exception() != null) {
            String why = shell.diagnostics(event.snippet())
                    .map(diagnostic -> diagnostic.getMessage(null))
                    .collect(Collectors.joining("\n"));
            throw new IllegalStateException(event.snippet().source() + "\n" + why, event.exception());
        }
    }

    private String markdown(Displayed displayed, String name) {
        if (displayed.types().contains("image/png")) {
            return picture(displayed, name + ".png");
        }
        if (displayed.types().contains("text/html")) {
            // HTML within Markdown ends at an empty line.
            String html = displayed
                    .content("text/html")
                    .replaceAll("\\n\\s*\\n", "\n")
                    .strip();
            return withFiles(STYLE.matcher(html).replaceAll(""), name);
        }
        return "```text\n" + displayed.text().stripTrailing() + "\n```";
    }

    /** Pages take pictures from files only. */
    private String withFiles(String html, String name) {
        int[] count = {0};
        return EMBEDDED.matcher(html)
                .replaceAll(
                        picture -> "src=\"%s\"".formatted(file(name + "-" + ++count[0] + ".png", picture.group(1))));
    }

    /** Writes a picture, and returns how the page calls it. */
    private String file(String name, String base64) {
        try {
            Files.write(folder.resolve(name), Base64.getDecoder().decode(base64));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "images/%s/%s".formatted(folder.getFileName(), name);
    }

    private String picture(Displayed displayed, String name) {
        Matcher html = PICTURE.matcher(displayed.content("text/html"));
        if (!html.find()) {
            throw new IllegalStateException("no picture in " + displayed);
        }
        return "<img src=\"%s\" %s>".formatted(file(name, html.group(2)), html.group(1));
    }
}
