package io.github.unspool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The main method of a test in a JVM of its own, with the same class path. */
public final class OwnJvm {
    /** The options of a JVM that has the kernels of the Vector API. */
    public static final String VECTORS = "--add-modules=jdk.incubator.vector";

    /** The options of one that lives for a second and has no window: it starts more quickly. */
    public static final List<String> SHORT =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true");

    private OwnJvm() {}

    /** The command that starts it. */
    public static List<String> command(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        // Among them may be another class path: the last one counts.
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** The lines that it prints; it must end well. */
    public static List<String> lines(Class<?> main, List<String> options, String... arguments) {
        try {
            Path errors = Files.createTempFile("own-jvm", ".txt");
            try {
                Process process = new ProcessBuilder(command(main, options, arguments))
                        .redirectError(errors.toFile())
                        .start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor()).as(() -> output + read(errors)).isZero();
                return output.lines().toList();
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it ran", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends this JVM with the one that started it, also if that one is killed. */
    public static void endWithParent() {
        Thread end = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nothing is ever said; the pipe ends with the other process.
                }
            } catch (IOException e) {
                // It is over as well.
            }
            Runtime.getRuntime().halt(1);
        });
        end.setDaemon(true);
        end.start();
    }
}
