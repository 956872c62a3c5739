package io.github.unspool.tribuo.checkpoint;

import io.github.unspool.file.LockedFile;
import io.github.unspool.file.WholeFile;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.training.Checkpoint;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A run's checkpoint as a file. A stream of {@code java.io} reads it, since a channel would be closed by an interrupt, and an
 * interrupt is how a run is stopped.
 */
public final class CheckpointFile implements Checkpoint, AutoCloseable {
    public static final String ADVICE = "choose another file, or delete it to start again";

    private final Path file;
    private final CheckpointFormat format;
    private final LockedFile lock;

    private CheckpointFile(Path file, CheckpointFormat format, LockedFile lock) {
        this.file = file;
        this.format = format;
        this.lock = lock;
    }

    /**
     * A file for one run at a time, until it is closed.
     *
     * @param file its place
     * @param format what stands in it
     * @throws IllegalArgumentException if another run uses it
     * @throws UncheckedIOException if it cannot be written
     */
    public static CheckpointFile of(Path file, CheckpointFormat format) {
        try {
            LockedFile lock = LockedFile.of(file)
                    .orElseThrow(() -> new IllegalArgumentException(
                            file + " is in use by another run; wait until that ends, or choose another file"));
            return new CheckpointFile(file, format, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public Optional<Reached> load(List<Parameter> numbers) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
            return Optional.of(format.read(in, numbers));
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read: %s".formatted(file, WholeFile.reason(e)), e);
        }
    }

    @Override
    public void save(Reached reached, List<Parameter> numbers) throws IOException {
        WholeFile.write(file, out -> format.write(out, reached, numbers));
    }

    @Override
    public void close() {
        lock.close();
    }
}
