package io.github.unspool.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A file that one run uses until it closes this. Another run is refused, in this process or in another one. When the process
 * ends, however it ends, the file is free.
 *
 * <p>The lock is held on a small file next to it, with {@code .lock} appended to its name. On Unix a process loses its lock
 * of a file as soon as it closes any other handle of that file, and others may read results while they are written.
 */
public final class LockedFile implements AutoCloseable {
    /** The locks of this process, which the system does not distinguish. */
    private static final Set<Path> HELD = new HashSet<>();

    private static final Logger LOG = Logger.getLogger("io.github.unspool");
    private static final int ATTEMPTS = 100;
    private static final int MOST_BYTES = 1 << 20;

    private final Path place;
    private final RandomAccessFile lock;

    private LockedFile(Path place, RandomAccessFile lock) {
        this.place = place;
        this.lock = lock;
    }

    /**
     * Begins to use a file.
     *
     * @param file the file, which need not exist, in a folder that does
     * @return the lock; empty if another run uses the file
     * @throws IOException if it cannot be locked; the message names the file and says why
     */
    public static Optional<LockedFile> of(Path file) throws IOException {
        WholeFile.check(file);
        try {
            return locked(place(file));
        } catch (IOException e) {
            throw new IOException(
                    "%s cannot be locked: %s; choose a file on a local disk".formatted(file, WholeFile.reason(e)), e);
        }
    }

    /** The same for every name of the file. */
    private static Path place(Path file) throws IOException {
        Path target = WholeFile.target(file);
        return target.getParent().toRealPath().resolve(target.getFileName() + ".lock");
    }

    private static synchronized Optional<LockedFile> locked(Path place) throws IOException {
        // A second handle of this process must not even be opened.
        if (HELD.contains(place)) {
            return Optional.empty();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                Optional<LockedFile> held = tryLock(place);
                held.ifPresent(file -> HELD.add(place));
                return held;
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Tries once.
     *
     * @throws NoSuchFileException if its last user deleted it meanwhile
     */
    private static Optional<LockedFile> tryLock(Path place) throws IOException {
        RandomAccessFile lock = new RandomAccessFile(place.toFile(), "rw");
        try {
            boolean free = lock.getChannel().tryLock() != null;
            if (free && !isStillAt(place, lock)) {
                throw new NoSuchFileException(place.toString());
            }
            if (free) {
                return Optional.of(new LockedFile(place, lock));
            }
        } catch (Throwable e) {
            lock.close();
            throw e;
        }
        lock.close();
        return Optional.empty();
    }

    /**
     * Whether the locked file is still the one at this path. Its size says so: only who holds the lock sets it. A file
     * key says nothing, since systems give that of a deleted file to the next one; and the content cannot be read, since
     * closing another handle would end the lock.
     */
    private static boolean isStillAt(Path place, RandomAccessFile lock) throws IOException {
        int size = ThreadLocalRandom.current().nextInt(1, MOST_BYTES);
        lock.setLength(size);
        return Files.size(place) == size;
    }

    /** Leaves the file to others. */
    @Override
    public void close() {
        synchronized (LockedFile.class) {
            if (!HELD.remove(place)) {
                return;
            }
            try (lock) {
                // Before the lock ends, so that no other process can be using it yet.
                Files.deleteIfExists(place);
            } catch (IOException e) {
                // A remaining empty file does no harm, so the failure is not thrown.
                LOG.log(Level.FINE, e, () -> place + " cannot be deleted");
            }
        }
    }
}
