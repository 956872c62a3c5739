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
 * Writes files as a whole. The new content is written beside the file, brought to the disk, and moved into its place in one
 * step, so that a process may be killed or a disk may fill up at any moment: the file then has its old content or its new
 * one. A symbolic link stays and its target is replaced. The permissions of the file stay, and its owner where the system
 * allows it; another hard link to it keeps the old content. Devices and pipes are written to directly.
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
     * Refuses a file that cannot be written, as far as this can be known before.
     *
     * @param file the file
     * @throws IOException if it cannot be written; the message names the file and says why
     */
    public static void check(Path file) throws IOException {
        checkedTarget(file);
    }

    /**
     * Why a file cannot be read or written. The message of a {@link FileSystemException} is often nothing but the file's name.
     *
     * @param e the failure
     * @return half a sentence, which does not name the file
     */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
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
            throw refused(file, "it is not on a disk of this machine; name a file that is");
        }
        Path target = target(file);
        Path folder = target.getParent();
        if (Files.isDirectory(target)) {
            throw refused(file, "it is a folder; name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw refused(file, "there is no folder %s; make it first".formatted(folder));
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw refused(file, "it is protected against writing; name another file");
        }
        if (!isStream(target) && !Files.isWritable(folder)) {
            throw refused(file, "the folder %s is protected against writing; name another one".formatted(folder));
        }
        return target;
    }

    /** What a symbolic link, or a chain of them, names, whether it exists or not. */
    static Path target(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw refused(file, "its symbolic links lead in a circle; name another file");
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
        Beside beside = Beside.of(target);
        beside.deleteAbandoned();
        Path path = Files.createFile(beside.next());
        try {
            // Before there is any content: what only the owner may read, nobody else reads meanwhile.
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
            // On the disk before the move is, so that not even a power cut leaves half of it.
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
        // Elsewhere than on Unix a file gets what its folder says.
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
            // Only the system's administrator may give a file away; it then belongs to who wrote it last.
            return;
        }
    }

    /** So that a power cut does not undo the move. */
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
     * The names of the files that are written beside one. Each has the number of its process, so that another process knows
     * what a killed one left behind.
     *
     * @param folder the folder of the file
     * @param start what all these names begin with, of a length that does not depend on the file's name
     */
    private record Beside(Path folder, String start) {
        private static final String END = ".tmp";

        static Beside of(Path target) {
            String start =
                    ".unspool-%08x-".formatted(target.getFileName().toString().hashCode());
            return new Beside(target.getParent(), start);
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
