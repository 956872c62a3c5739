package io.github.unspool.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes files atomically. The new content is written to a temporary file in the same folder, flushed to the disk, and
 * moved to its place in one step. If the process is killed or the disk is full, the file has either its old or its new
 * content. A symbolic link is kept and its target is replaced. The permissions of the file stay, and its owner where the
 * system allows it; another hard link to it keeps the old content. Devices and pipes are written to directly.
 *
 * <p>Streams of {@code java.io} write, since a channel would be closed by an interrupt, and an interrupt is how a run is
 * stopped.
 */
public final class WholeFile {
    private static final int MOST_LINKS = 40;

    private WholeFile() {}

    /** Writes the content of a file. */
    public interface Content {
        /**
         * Writes it.
         *
         * @param out the file, which the caller closes
         * @throws IOException if it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, or leaves it as it was.
     *
     * @param file the file, which is replaced if it exists
     * @param content its new content
     * @throws IOException if it cannot be written; the message names the file and says why
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = checkedTarget(file);
        try {
            if (isStream(target)) {
                fill(target, content);
            } else {
                replace(target, content);
            }
        } catch (UncheckedIOException e) {
            throw failure(file, e.getCause());
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /**
     * Refuses a file that cannot be written, as far as this can be known in advance.
     *
     * @param file the file
     * @throws IOException if it cannot be written; the message names the file and says why
     */
    public static void check(Path file) throws IOException {
        checkedTarget(file);
    }

    /**
     * Why a file cannot be read or written. The message of a {@link FileSystemException} is often only the file's name.
     *
     * @param e the failure
     * @return half a sentence, which does not name the file
     */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "the file does not exist";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e instanceof FileSystemException || e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage();
    }

    private static Path checkedTarget(Path file) throws IOException {
        if (file.getFileSystem() != FileSystems.getDefault()) {
            throw refused(file, "it is not on a local disk; choose a file that is");
        }
        Path target = target(file);
        Path folder = target.getParent();
        if (Files.isDirectory(target)) {
            throw refused(file, "it is a folder; choose a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw refused(file, "the folder %s does not exist; create it first".formatted(folder));
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw refused(file, "it is write-protected; choose another file");
        }
        if (!isStream(target) && !Files.isWritable(folder)) {
            throw refused(file, "the folder %s is write-protected; choose another one".formatted(folder));
        }
        return target;
    }

    /** The target of a symbolic link, or of several in a row, whether it exists or not. */
    static Path target(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw refused(file, "its symbolic links form a cycle; choose another file");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    /** Such as {@code /dev/stdout}, which cannot be moved to. */
    private static boolean isStream(Path target) {
        return Files.exists(target) && !Files.isRegularFile(target);
    }

    private static void replace(Path target, Content content) throws IOException {
        TemporaryNames names = TemporaryNames.of(target);
        names.deleteAbandoned();
        Path path = Files.createFile(names.next());
        try {
            // Before any content is written, so that others can never read a file that only its owner may read.
            keepAttributes(target, path);
            fill(path, content);
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (Throwable e) {
            delete(path, e);
            throw e;
        }
        syncFolder(target.getParent());
    }

    private static void fill(Path path, Content content) throws IOException {
        try (FileOutputStream out = new FileOutputStream(path.toFile())) {
            content.writeTo(out);
            // Flushed before the move, so that even a power failure does not leave half of it.
            if (Files.isRegularFile(path)) {
                out.getFD().sync();
            }
        }
    }

    private static void delete(Path path, Throwable failure) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static void keepAttributes(Path target, Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        // On systems other than Unix, a file inherits permissions from its folder.
        if (view == null || !Files.exists(target)) {
            return;
        }
        PosixFileAttributes old = Files.readAttributes(target, PosixFileAttributes.class);
        PosixFileAttributes now = view.readAttributes();
        if (!old.group().equals(now.group()) || !old.owner().equals(now.owner())) {
            keepOwner(old, view);
        }
        view.setPermissions(old.permissions());
    }

    private static void keepOwner(PosixFileAttributes old, PosixFileAttributeView view) throws IOException {
        try {
            view.setGroup(old.group());
            view.setOwner(old.owner());
        } catch (FileSystemException e) {
            // Only an administrator may change the owner of a file; otherwise the last writer owns it.
            return;
        }
    }

    /** Flushes the folder, so that a power failure does not undo the move. */
    private static void syncFolder(Path folder) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return; // Windows does not open folders.
        }
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (ClosedByInterruptException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException failure(Path file, IOException cause) {
        return new IOException("%s cannot be written: %s".formatted(file, reason(cause)), cause);
    }

    private static IOException refused(Path file, String why) {
        return new IOException("%s cannot be written: %s".formatted(file, why));
    }

    /**
     * The names of temporary files next to a file. Each contains the id of its process, so that another process recognises
     * the files of a killed one.
     *
     * @param folder the folder of the file
     * @param start the common prefix of these names, whose length does not depend on the file's name
     */
    private record TemporaryNames(Path folder, String start) {
        private static final String END = ".tmp";

        static TemporaryNames of(Path target) {
            String start =
                    ".unspool-%08x-".formatted(target.getFileName().toString().hashCode());
            return new TemporaryNames(target.getParent(), start);
        }

        Path next() {
            int number = ThreadLocalRandom.current().nextInt();
            return folder.resolve(
                    "%s%s-%08x%s".formatted(start, ProcessHandle.current().pid(), number, END));
        }

        void deleteAbandoned() throws IOException {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, start + "*" + END)) {
                for (Path path : all) {
                    String rest = path.getFileName().toString().substring(start.length());
                    String process = rest.substring(0, Math.max(0, rest.indexOf('-')));
                    if (process.matches("\\d{1,18}")
                            && ProcessHandle.of(Long.parseLong(process)).isEmpty()) {
                        Files.deleteIfExists(path);
                    }
                }
            }
        }
    }
}
