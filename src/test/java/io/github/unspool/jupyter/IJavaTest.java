package io.github.unspool.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.unspool.OwnJvm;
import io.github.unspool.Rnn;
import io.github.unspool.training.TrainingListeners;
import java.io.File;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.junit.jupiter.api.Test;

/** Where IJava runs there is no class of JJava, and the reverse. */
class IJavaTest {
    @Test
    void install_withoutIJava_saysWhereToCallIt() {
        assertThatIllegalStateException()
                .isThrownBy(IJava::install)
                .withMessage(
                        "this is not IJava: call this in a cell of IJava; JJava and the kernel Java (Unspool) need no such call");
    }

    @Test
    void install_inIJava_makesTheNotebookReady() {
        assertThat(linesWithout("jjava-jupyter", InIJava.class))
                .containsExactly(
                        "JJava is there: false",
                        "[text/plain, text/html]",
                        "[text/plain, text/html, image/png]",
                        "CellProgress",
                        "[text/plain]");
    }

    @Test
    void register_inJJava_needsNothingOfIJava() {
        assertThat(linesWithout("jupyter-jvm-basekernel", InJJava.class))
                .containsExactly("IJava is there: false", "[text/plain, text/html]", "this is not IJava");
    }

    private static List<String> linesWithout(String jar, Class<?> main) {
        String all = System.getProperty("java.class.path");
        String rest = Stream.of(all.split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !entry.contains(jar))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(rest).isNotEqualTo(all);
        return OwnJvm.lines(main, List.of("-cp", rest, "-Djava.awt.headless=true"));
    }

    private static boolean isThere(String type) {
        try {
            return Class.forName(type, false, IJavaTest.class.getClassLoader()) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** A notebook of IJava; the second call of install must not show things twice. */
    static final class InIJava {
        public static void main(String[] args) throws Exception {
            System.out.println("JJava is there: " + isThere("org.dflib.jjava.jupyter.Extension"));
            var kernel = io.github.spencerpark.ijava.IJava.start();
            kernel.eval("io.github.unspool.jupyter.IJava.install();");
            kernel.eval("io.github.unspool.jupyter.IJava.install();");
            for (String code : List.of(
                    "Rnn.builder().hidden(2).tanh()",
                    "Rnn.builder().hidden(2).tanh().epochs(2).train(Sequences.words(\"a b c\")).history()")) {
                System.out.println(Displayed.of(kernel.eval(code)).types());
            }
            System.out.println(TrainingListeners.begin().getClass().getSimpleName());
            System.out.println(
                    Displayed.of(kernel.eval("List.of(Stream.of(6 * 7))")).types());
            System.exit(0);
        }
    }

    static final class InJJava {
        public static void main(String[] args) {
            System.out.println("IJava is there: " + isThere("io.github.spencerpark.jupyter.kernel.BaseKernel"));
            Renderer renderer = new Renderer();
            JJavaKernel.register(renderer);
            System.out.println(
                    Displayed.of(renderer.render(Rnn.builder().hidden(2).tanh()))
                            .types());
            try {
                IJava.install();
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage().split(":")[0]);
            }
        }
    }
}
