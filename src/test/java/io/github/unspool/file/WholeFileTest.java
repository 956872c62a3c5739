package io.github.unspool.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    private static final WholeFile.Content FULL = out -> {
        out.write(7);
        throw new IOException("No space left on device");
    };

    @TempDir
    Path folder;

    private static void write(Path file, String text) throws IOException {
        WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void assertKept(Path file, WholeFile.Content content, Class<? extends Throwable> type, String message)
            throws IOException {
        Files.writeString(file, "good");
        assertThatThrownBy(() -> WholeFile.write(file, content))
                .isInstanceOf(type)
                .hasMessage(message);
        assertThat(file).hasContent("good");
        assertThat(names()).containsExactly(file.getFileName().toString());
    }

    @Test
    void write_newAndOld_hasTheContentAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("model");
        write(file, "one");
        assertThat(file).hasContent("one");
        write(file, "two");
        assertThat(file).hasContent("two");
        assertThat(names()).containsExactly("model");
    }

    @Test
    void write_thatFails_keepsWhatWasThere() throws IOException {
        Path file = folder.resolve("model");
        assertKept(file, FULL, IOException.class, file + " cannot be written: No space left on device");
        WholeFile.Content unchecked = out -> {
            throw new UncheckedIOException("unhelpful", new IOException("No space left on device"));
        };
        assertKept(file, unchecked, IOException.class, file + " cannot be written: No space left on device");
        WholeFile.Content error = out -> {
            throw new OutOfMemoryError("Java heap space");
        };
        assertKept(file, error, OutOfMemoryError.class, "Java heap space");
    }

    @Test
    void write_nameOfAllBytesThatANameMayHave_works() throws IOException {
        String name = "ä".repeat(127);
        write(folder.resolve(name), "one");
        assertThat(names()).containsExactly(name);
    }

    @Test
    void write_besideAFileOfTheUser_leavesItAlone() throws IOException {
        Path own = Files.writeString(folder.resolve("model.tmp"), "mine");
        write(folder.resolve("model"), "one");
        assertThat(own).hasContent("mine");
    }

    @Test
    void write_interrupted_worksAndStaysInterrupted() throws IOException {
        Path file = folder.resolve("model");
        Thread.currentThread().interrupt();
        try {
            write(file, "one");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasContent("one");
    }

    /** Process numbers end far below this one. */
    @Test
    void write_afterAKilledProcess_deletesWhatItLeft() throws IOException {
        Path file = folder.resolve("model");
        String start = ".unspool-%08x-".formatted("model".hashCode());
        Files.createFile(folder.resolve(start + "999999999-00000001.tmp"));
        String living = start + ProcessHandle.current().pid() + "-00000001.tmp";
        Files.createFile(folder.resolve(living));
        Files.createFile(folder.resolve(start + "mine.tmp"));
        write(file, "one");
        assertThat(names()).containsExactlyInAnyOrder("model", living, start + "mine.tmp");
    }

    @Test
    void write_symbolicLinks_replacesWhatTheyName() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("second"));
        Files.createSymbolicLink(folder.resolve("second"), Path.of("inner", "file"));
        write(link, "one");
        write(link, "two");
        assertThat(link).isSymbolicLink().hasContent("two");
        assertThat(folder.resolve("second")).isSymbolicLink();
        assertThat(inner.resolve("file")).isRegularFile().hasContent("two");
    }

    @Test
    void write_symbolicLinksInACircle_isRefused() throws IOException {
        Path a = Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
        assertThatThrownBy(() -> write(a, "one"))
                .isInstanceOf(IOException.class)
                .hasMessage(a + " cannot be written: its symbolic links form a cycle; choose another file");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void write_permissions_stayAndHoldWhileItIsWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("secret"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        WholeFile.write(file, out -> {
            out.write(1);
            try (Stream<Path> all = Files.list(folder)) {
                assertThat(all.map(WholeFileTest::permissions)).containsOnly("rw-------");
            }
        });
        assertThat(permissions(file)).isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        write(file, "one");
        assertThat(permissions(file)).isEqualTo("rw-rw-rw-");
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void write_device_isWrittenTo() throws IOException {
        write(Path.of("/dev/null"), "one");
        assertThat(Path.of("/dev/null").toFile().isFile()).isFalse();
    }

    @Test
    void check_whatCannotBeWritten_isRefusedBeforeTheContentIsMade() throws IOException {
        Path missing = folder.resolve("no").resolve("model");
        assertRefused(missing, "the folder %s does not exist; create it first".formatted(missing.getParent()));
        assertRefused(folder, "it is a folder; choose a file in it");
        assertRefused(
                Files.createFile(folder.resolve("file")).resolve("model"),
                "the folder %s does not exist; create it first".formatted(folder.resolve("file")));
        assertThat(names()).containsExactly("file");
    }

    private static void assertRefused(Path file, String why) {
        WholeFile.Content never = (OutputStream out) -> {
            throw new AssertionError("it was asked for");
        };
        assertThatThrownBy(() -> WholeFile.write(file, never))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " cannot be written: " + why);
        assertThatThrownBy(() -> WholeFile.check(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " cannot be written: " + why);
    }
}
