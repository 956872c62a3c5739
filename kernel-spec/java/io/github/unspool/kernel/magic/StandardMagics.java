package io.github.unspool.kernel.magic;

import io.github.unspool.kernel.cell.CellFailure;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;
import org.dflib.jjava.kernel.JavaKernel;
import org.dflib.jjava.maven.MavenDependencyResolver;
import org.dflib.jjava.maven.magics.LoadFromPomCellMagic;
import org.dflib.jjava.maven.magics.LoadFromPomLineMagic;
import org.dflib.jjava.maven.magics.MavenMagic;
import org.dflib.jjava.maven.magics.MavenRepoMagic;

/** The magics that every notebook has: JJava's and what people know from other kernels. */
public final class StandardMagics {
    /** Those that take the rest of their line as it stands. */
    public static final Set<String> TAKE_TEXT = Set.of("time", "sh", "help");

    private final MagicsRegistry registry = new MagicsRegistry();
    private final Map<String, String> help = new TreeMap<>();
    private final Shell shell = new Shell();
    /** Made by the first magic that needs it: it looks for Maven's folders, which need not be readable. */
    private MavenDependencyResolver maven;

    private StandardMagics() {
        TimeMagic time = new TimeMagic();
        line("%time CODE", "run it and show how long it took", time);
        cell("%%time", "run the cell and show how long it took", time);
        line("%classpath PATH…", "add jars or folders; * in a name stands for anything", this::addToClasspath);
        line("%jars PATH…", "the same as %classpath", this::addToClasspath);
        line("%load FILE", "run the code of a file, or the code cells of a notebook", new LoadMagic());
        line("%maven GROUP:NAME:VERSION…", "add libraries from Maven Central", maven(MavenMagic::new));
        line("%addMavenDependency GROUP:NAME:VERSION…", "the same as %maven", maven(MavenMagic::new));
        line("%mavenRepo NAME URL", "look for libraries there too", maven(MavenRepoMagic::new));
        line("%loadFromPOM FILE", "add the libraries that a pom.xml names", maven(LoadFromPomLineMagic::new));
        cell(
                "%%loadFromPOM",
                "add the libraries that the XML below names",
                (kernel, arguments, body) ->
                        new LoadFromPomCellMagic(resolver()).eval((JavaKernel) kernel, arguments, body));
        line(
                "%sh COMMAND",
                "run a command of the operating system's shell", (kernel, arguments) -> {
                    shell.run(String.join(" ", arguments));
                    return null;
                });
        cell(
                "%%sh",
                "run the lines below in the operating system's shell", (kernel, arguments, body) -> {
                    shell.run(body);
                    return null;
                });
        cell(
                "%%bash",
                "the same as %%sh", (kernel, arguments, body) -> {
                    shell.run(body);
                    return null;
                });
        show("html", "HTML", DisplayData::putHTML);
        show("markdown", "Markdown", DisplayData::putMarkdown);
        show("latex", "LaTeX", DisplayData::putLatex);
        show("svg", "an SVG picture", DisplayData::putSVG);
        show("javascript", "JavaScript, where the notebook permits it", DisplayData::putJavaScript);
        line(
                "%trace",
                "the whole stack trace of the last error", (kernel, arguments) -> {
                    ((Traces) kernel).printTrace();
                    return null;
                });
        line("%lsmagic", "list the magics", (kernel, arguments) -> list());
        line(
                "%help NAME",
                "what a class or a method is for, as ?NAME; without a name, where to start", new HelpMagic());
    }

    /** A kernel that knows what went wrong last. */
    public interface Traces {
        /** Prints the stack trace of the last error. */
        void printTrace();
    }

    /** The names and what they do. */
    public static MagicsRegistry registry() {
        return new StandardMagics().registry;
    }

    private void line(String use, String what, LineMagic<?, ?> magic) {
        help.put(use, what);
        registry.registerLineMagic(use.substring(1).split(" ")[0], magic);
    }

    private void cell(String use, String what, CellMagic<?, ?> magic) {
        help.put(use, what);
        registry.registerCellMagic(use.substring(2), magic);
    }

    private void show(String name, String what, BiConsumer<DisplayData, String> put) {
        cell("%%" + name, "show the cell as " + what, (kernel, arguments, body) -> {
            DisplayData data = new DisplayData(body);
            put.accept(data, body);
            return data;
        });
    }

    private synchronized MavenDependencyResolver resolver() {
        if (maven == null) {
            maven = new MavenDependencyResolver();
        }
        return maven;
    }

    private LineMagic<Object, JavaKernel> maven(Function<MavenDependencyResolver, LineMagic<?, JavaKernel>> make) {
        return (kernel, arguments) -> make.apply(resolver()).eval(kernel, arguments);
    }

    private Object addToClasspath(BaseKernel kernel, List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new CellFailure(
                    "MagicError", "%classpath: name jars or folders, such as %classpath lib/*.jar", List.of());
        }
        List<String> paths = new ArrayList<>();
        for (String argument : arguments) {
            for (String one : argument.split(File.pathSeparator)) {
                List<String> found = PathsHandler.resolveGlobs(one).stream()
                        .map(path -> path.toAbsolutePath().normalize())
                        .filter(path -> path.toFile().exists())
                        .map(Object::toString)
                        .toList();
                if (found.isEmpty()) {
                    throw new CellFailure(
                            "MagicError",
                            "%%classpath: there is no %s (the notebook's folder is %s)"
                                    .formatted(one, new File("").getAbsolutePath()),
                            List.of());
                }
                paths.addAll(found);
            }
        }
        ((JavaKernel) kernel).addToClasspath(String.join(File.pathSeparator, paths));
        return null;
    }

    private DisplayData list() {
        int width = help.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        help.forEach((use, what) -> text.append(("%-" + width + "s  %s%n").formatted(use, what)));
        return new DisplayData(text.toString().stripTrailing());
    }
}
