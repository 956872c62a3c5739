package io.github.unspool.tribuo;

import io.github.unspool.network.Checkpoint;
import io.github.unspool.network.Parameter;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A run's checkpoint as a file. It is written beside its place and then moved there in one step, so that a process may be
 * killed at any moment.
 *
 * <p>Streams of {@code java.io} read and write it, since a channel would be closed by an interrupt, and an interrupt is how
 * a run is stopped.
 *
 * @param file its place
 * @param format what stands in it
 */
record CheckpointFile(Path file, CheckpointFormat format) implements Checkpoint {
    static final String ADVICE = "choose another name, or delete the file to begin anew";

    @Override
    public Optional<Reached> load(List<Parameter> numbers) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
            return Optional.of(format.read(in, numbers));
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint %s cannot be read (%s)".formatted(file, e.getMessage()), e);
        }
    }

    @Override
    public void save(Reached reached, List<Parameter> numbers) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            write(temporary, reached, numbers);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (Files.isRegularFile(temporary)) {
                Files.deleteIfExists(temporary);
            }
            throw new IOException("the checkpoint %s cannot be written (%s)".formatted(file, e.getMessage()), e);
        }
    }

    private void write(Path path, Reached reached, List<Parameter> numbers) throws IOException {
        try (FileOutputStream out = new FileOutputStream(path.toFile())) {
            format.write(out, reached, numbers);
            // On the disk before the move is, so that not even a power cut leaves half of it.
            out.getFD().sync();
        }
    }
}
