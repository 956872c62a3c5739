package io.github.unspool.parameter;

import io.github.unspool.file.Excerpt;
import io.github.unspool.file.WholeFile;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Archives of arrays as {@code numpy.savez} writes them: a zip file with a .npy file for each array.
 *
 * <p>An archive may come from a stranger. It is read into arrays whose shapes the caller knows; no array is read before its
 * name and its header are found to be those, so an archive decides about no more memory than its list of names needs.
 */
public final class NumpyArchive {
    private static final String SUFFIX = ".npy";
    /** Zip files have no dates before it, and with one date for all the same numbers give the same bytes. */
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);
    /** How much larger than its numbers an archive may be: room for names, headers, and arrays to be named as superfluous. */
    private static final long ROOM = 1 << 24;

    private static final int LONGEST_LIST = 8;

    private NumpyArchive() {}

    /** Writes arrays without compression. */
    public static void write(Path path, List<NumpyArray> arrays) throws IOException {
        WholeFile.write(path, out -> write(out, arrays));
    }

    private static void write(OutputStream out, List<NumpyArray> arrays) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out));
        for (NumpyArray array : arrays) {
            zip.putNextEntry(entry(array));
            array.write(zip);
            zip.closeEntry();
        }
        zip.finish();
        zip.flush();
    }

    private static ZipEntry entry(NumpyArray array) throws IOException {
        CheckedOutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        array.write(sum);
        ZipEntry entry = new ZipEntry(array.name() + SUFFIX);
        entry.setTimeLocal(DATE);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(array.bytes());
        entry.setCrc(sum.getChecksum().getValue());
        return entry;
    }

    /**
     * Reads arrays, of float32 or float64.
     *
     * @param arrays all that the archive must hold
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it does not hold these arrays and no other; the message says why
     */
    public static void read(Path path, List<NumpyArray> arrays) throws IOException {
        read(path, arrays, List.of());
    }

    /**
     * The same with arrays that the archive may also hold.
     *
     * @param arrays all that the archive must hold
     * @param optional all that it may hold besides
     */
    public static void read(Path path, List<NumpyArray> arrays, List<NumpyArray> optional) throws IOException {
        List<NumpyArray> all = Stream.concat(arrays.stream(), optional.stream()).toList();
        checkSize(path, all);
        try (ZipFile zip = new ZipFile(path.toFile())) {
            Map<String, ZipEntry> entries = entries(path, zip);
            List<NumpyArray> present = all.stream()
                    .filter(array -> arrays.contains(array) || entries.containsKey(array.name()))
                    .toList();
            checkNames(path, entries, present);
            for (NumpyArray array : present) {
                read(path, zip, entries.get(array.name()), array);
            }
        } catch (ZipException | EOFException e) {
            throw unsound(path, e);
        }
    }

    private static void checkSize(Path path, List<NumpyArray> arrays) throws IOException {
        long numbers = arrays.stream().mapToLong(NumpyArray::size).sum();
        if (Files.size(path) > ROOM + Double.BYTES * numbers) {
            throw new IllegalArgumentException(
                    "%s: a file of %s bytes is too large for %s numbers".formatted(path, Files.size(path), numbers));
        }
    }

    private static Map<String, ZipEntry> entries(Path path, ZipFile zip) {
        Map<String, ZipEntry> entries = new HashMap<>();
        for (ZipEntry entry : all(path, zip)) {
            String name = entry.getName();
            String array = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
            if (entries.put(array, entry) != null) {
                throw new IllegalArgumentException("%s: it contains %s twice".formatted(path, Excerpt.of(array)));
            }
        }
        return entries;
    }

    private static List<? extends ZipEntry> all(Path path, ZipFile zip) {
        try {
            return zip.stream().toList();
        } catch (IllegalArgumentException e) { // Java 17's answer to a name that is no UTF-8.
            throw unsound(path, e);
        }
    }

    private static IllegalArgumentException unsound(Path path, Exception cause) {
        return new IllegalArgumentException(path + ": damaged npz archive: " + problem(cause), cause);
    }

    /** The JDK says nothing of a stream that is cut off. */
    private static String problem(Exception cause) {
        return cause.getMessage() == null ? "it is cut off" : Excerpt.of(cause.getMessage());
    }

    private static void checkNames(Path path, Map<String, ZipEntry> entries, List<NumpyArray> arrays) {
        List<String> expected = arrays.stream().map(NumpyArray::name).toList();
        List<String> missing =
                expected.stream().filter(name -> !entries.containsKey(name)).toList();
        List<String> superfluous = new ArrayList<>(entries.keySet());
        superfluous.removeAll(expected);
        superfluous.sort(null);
        List<String> problems = new ArrayList<>();
        if (!missing.isEmpty()) {
            problems.add("it lacks " + list(missing));
        }
        if (!superfluous.isEmpty()) {
            problems.add("it has the unexpected array " + list(superfluous));
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(path + ": " + String.join("; ", problems));
        }
    }

    private static String list(List<String> names) {
        String text = names.stream().limit(LONGEST_LIST).map(Excerpt::of).collect(Collectors.joining(", "));
        return names.size() <= LONGEST_LIST ? text : text + " and " + (names.size() - LONGEST_LIST) + " more";
    }

    private static void read(Path path, ZipFile zip, ZipEntry entry, NumpyArray array) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            array.read(in);
            if (in.getChecksum().getValue() != entry.getCrc()) {
                throw new IllegalArgumentException("is damaged: its checksum is wrong");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s %s".formatted(path, array.name(), e.getMessage()), e);
        } catch (ZipException | EOFException e) {
            throw new IllegalArgumentException("%s: %s is damaged: %s".formatted(path, array.name(), problem(e)), e);
        }
    }
}
