package io.github.unspool.compare;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The records of a comparison's file: a line that says what the file is, then for each record 12 bytes of head, which are the
 * length of its content, the CRC-32 of that length, and the CRC-32 of the content, and the content.
 *
 * <p>The length has a separate checksum, to distinguish a damaged length from a record that a killed process did not
 * complete. Only the latter is cut off.
 */
final class JournalRecords {
    private static final byte[] MAGIC = "unspool comparison 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = 3 * Integer.BYTES;

    private final DataInputStream in;
    private final long length;
    private long end;

    /**
     * Begins to read.
     *
     * @param length how many bytes there are
     */
    JournalRecords(InputStream in, long length) {
        this.in = new DataInputStream(in);
        this.length = length;
    }

    /** What a file begins with. */
    static byte[] beginning(byte[] first) {
        byte[] record = record(first);
        byte[] all = Arrays.copyOf(MAGIC, MAGIC.length + record.length);
        System.arraycopy(record, 0, all, MAGIC.length, record.length);
        return all;
    }

    static byte[] record(byte[] content) {
        return ByteBuffer.allocate(HEAD + content.length)
                .putInt(content.length)
                .putInt(checksum(size(content.length)))
                .putInt(checksum(content))
                .put(content)
                .array();
    }

    private static byte[] size(int length) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
    }

    private static int checksum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    /** Whether the file begins as one of a comparison does. To be asked first. */
    boolean isOurs() throws IOException {
        end = MAGIC.length;
        return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }

    /** Where the last record that was read ends. */
    long end() {
        return end;
    }

    /**
     * The content of the next record; empty if no whole one follows.
     *
     * @throws IllegalArgumentException if it was changed since it was written; the message is half a sentence
     */
    Optional<byte[]> next() throws IOException {
        long left = length - end;
        if (left < HEAD) {
            return Optional.empty();
        }
        int size = in.readInt();
        int sum = in.readInt();
        int sumOfContent = in.readInt();
        if (size < 0 || sum != checksum(size(size))) {
            if (size == 0 && sum == 0 && sumOfContent == 0 && isRestZero()) {
                return Optional.empty(); // A power cut may leave room that nothing was written to.
            }
            throw new IllegalArgumentException("the length of a record is damaged at byte " + end);
        }
        if (size > left - HEAD) {
            return Optional.empty();
        }
        byte[] content = in.readNBytes(size);
        if (checksum(content) != sumOfContent) {
            throw new IllegalArgumentException("the checksum of the record at byte %s is wrong".formatted(end));
        }
        end += HEAD + size;
        return Optional.of(content);
    }

    private boolean isRestZero() throws IOException {
        int next = in.read();
        while (next == 0) {
            next = in.read();
        }
        return next < 0;
    }
}
