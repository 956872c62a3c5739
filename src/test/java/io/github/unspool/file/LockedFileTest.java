package io.github.unspool.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.unspool.OwnJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks within a process and between processes. */
class LockedFileTest {
    private static final List<String> SMALL = List.of("-Xmx32m", "-XX:TieredStopAtLevel=1");

    @TempDir
    Path folder;

    /** Another process, which says whether it has the lock, and keeps it until it is killed or its input ends. */
    public static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            Optional<LockedFile> held = LockedFile.of(Path.of(arguments[0]));
            System.out.println(held.isPresent() ? "held" : "refused");
            if (held.isPresent()) {
                System.in.read();
                held.get().close();
            }
        }
    }

    /** Processes that all want to count up in a file, one after the other. */
    public static final class Counter {
        private Counter() {}

        public static void main(String[] arguments) throws IOException {
            Path file = Path.of(arguments[0]);
            for (int done = 0; done < Integer.parseInt(arguments[1]); ) {
                Optional<LockedFile> held = LockedFile.of(file);
                if (held.isPresent()) {
                    int count = Integer.parseInt(Files.readString(file));
                    Files.writeString(file, Integer.toString(count + 1));
                    done++;
                    held.get().close();
                }
            }
        }
    }

    private static Process start(Class<?> main, String... arguments) throws IOException {
        return new ProcessBuilder(OwnJvm.command(main, SMALL, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    @Test
    void of_twiceInThisProcess_isRefusedUntilItIsClosed() throws IOException {
        Path file = folder.resolve("run");
        LockedFile held = LockedFile.of(file).orElseThrow();
        assertThat(LockedFile.of(file)).isEmpty();
        assertThat(LockedFile.of(folder.resolve(".").resolve("run"))).isEmpty();
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("run"));
        assertThat(LockedFile.of(link)).isEmpty();
        LockedFile.of(folder.resolve("other")).orElseThrow().close();
        held.close();
        held.close();
        LockedFile.of(link).orElseThrow().close();
        assertThat(folder.resolve("run.lock")).doesNotExist();
    }

    @Test
    void of_fileThatAnotherProcessUses_isRefusedUntilThatIsKilled() throws Exception {
        Path file = folder.resolve("run");
        Process other = start(Holder.class, file.toString());
        assertThat(firstLine(other)).isEqualTo("held");
        assertThat(LockedFile.of(file)).isEmpty();
        other.destroyForcibly().waitFor();
        LockedFile.of(file).orElseThrow().close();
    }

    /** Neither who reads the file, nor who was refused before, ends the lock. */
    @Test
    void of_fileThatThisProcessUsesAndReads_isRefusedToAnother() throws Exception {
        Path file = Files.writeString(folder.resolve("run"), "results");
        LockedFile held = LockedFile.of(file).orElseThrow();
        assertThat(Files.readString(file)).isEqualTo("results");
        assertThat(LockedFile.of(file)).isEmpty();
        Process refused = start(Holder.class, file.toString());
        assertThat(firstLine(refused)).isEqualTo("refused");
        assertThat(refused.waitFor()).isZero();
        held.close();
        Process other = start(Holder.class, file.toString());
        assertThat(firstLine(other)).isEqualTo("held");
        other.getOutputStream().close();
        assertThat(other.waitFor()).isZero();
    }

    @Test
    void of_manyProcessesAtOnce_letsOneInAtATime() throws Exception {
        Path file = Files.writeString(folder.resolve("count"), "0");
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(start(Counter.class, file.toString(), "200"));
        }
        for (Process each : all) {
            assertThat(each.waitFor()).isZero();
        }
        assertThat(file).hasContent("600");
        assertThat(folder.resolve("count.lock")).doesNotExist();
    }

    @Test
    void of_interrupted_works() throws IOException {
        Thread.currentThread().interrupt();
        try {
            LockedFile.of(folder.resolve("run")).orElseThrow().close();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void of_folderThatIsNotThere_isRefused() {
        Path file = folder.resolve("no").resolve("run");
        assertThatThrownBy(() -> LockedFile.of(file))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "%s cannot be written: the folder %s does not exist; create it first", file, file.getParent());
    }
}
