package io.github.unspool.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The input data: a file, or the standard input. */
final class Input {
    private static final String STANDARD = "-";

    private Input() {}

    /** The file; for {@code -} a temporary file with the standard input, which is deleted at the end. */
    static Path file(Path named) throws IOException {
        if (!named.toString().equals(STANDARD)) {
            return named;
        }
        Path folder = Files.createTempDirectory("unspool");
        Path copy = folder.resolve("stdin");
        // In the opposite order they are deleted.
        for (File file : new File[] {folder.toFile(), copy.toFile()}) {
            file.deleteOnExit();
        }
        Files.copy(System.in, copy);
        return copy;
    }
}
