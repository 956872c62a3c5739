package io.github.unspool.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.OwnJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KilledSavingTest {
    private static final int MOST_MILLIS = 300;

    @TempDir
    Path folder;

    static Stream<String> formats() {
        return KilledSaving.writers().keySet().stream();
    }

    /** Whether a process that is killed while it saves leaves one of the two whole contents. */
    static boolean isWhole(Path folder, String format, Random random) throws IOException, InterruptedException {
        Path file = folder.resolve(format + random.nextInt());
        Process saving = new ProcessBuilder(OwnJvm.command(KilledSaving.class, OwnJvm.SHORT, format, file.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(saving.getInputStream().read()).isEqualTo('s');
        Thread.sleep(random.nextInt(MOST_MILLIS));
        saving.destroyForcibly().waitFor();
        byte[] left = Files.readAllBytes(file);
        return Stream.of(".first", ".second").anyMatch(end -> isSame(Path.of(file + end), left));
    }

    private static boolean isSame(Path file, byte[] content) {
        try {
            return Arrays.equals(Files.readAllBytes(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void kill_whileSaving_leavesAWholeFile(String format) throws Exception {
        assertThat(isWhole(folder, format, new Random(format.hashCode()))).isTrue();
    }

    @Test
    void contents_ofEachFormat_differ() throws Exception {
        for (var writer : KilledSaving.writers().entrySet()) {
            Path first = folder.resolve("first");
            Path second = folder.resolve("second");
            writer.getValue().write(true, first);
            writer.getValue().write(false, second);
            assertThat(Files.mismatch(first, second)).as(writer.getKey()).isNotNegative();
        }
    }
}
