package io.github.unspool.parameter;

import io.github.unspool.file.Excerpt;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of a .npy file: a magic word, a version, a length, and a Python dictionary that says what numbers follow.
 *
 * <p>Source: the documentation of {@code numpy.lib.format}, versions 1.0 and 2.0.
 *
 * @param isDouble whether the numbers are little-endian float64; otherwise they are little-endian float32
 * @param shape how long each axis is, as the file claims
 */
public record NumpyHeader(boolean isDouble, List<Long> shape) {
    /** No longer header is read; NumPy has the same limit. */
    static final int LONGEST = 10_000;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int BLOCK = 64;
    private static final int KEYS = 3;
    private static final int SHORT_LENGTH = MAGIC.length + 2 + Short.BYTES;

    private static final Pattern ENTRY = Pattern.compile(
            "\\s*'(descr|fortran_order|shape)'\\s*:\\s*('[^']*+'|True|False|\\([\\d,\\s]*+\\))\\s*(,|$)");
    private static final Pattern AXIS = Pattern.compile("\\d{1,18}");

    /**
     * The header of an array of float32 or float64: as NumPy's, in version 1.0, so long that the numbers begin at a
     * multiple of 64.
     */
    public static byte[] bytes(boolean isDouble, List<Integer> shape) {
        StringBuilder text = new StringBuilder(
                "{'descr': '%s', 'fortran_order': False, 'shape': (".formatted(isDouble ? "<f8" : "<f4"));
        for (int i = 0; i < shape.size(); i++) {
            text.append(i == 0 ? "" : " ").append(shape.get(i)).append(i == 0 || i < shape.size() - 1 ? "," : "");
        }
        text.append("), }");
        int unpadded = SHORT_LENGTH + text.length() + 1;
        text.append(" ".repeat(Math.floorMod(-unpadded, BLOCK))).append('\n');
        return ByteBuffer.allocate(SHORT_LENGTH + text.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) text.length())
                .put(text.toString().getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    /**
     * Reads a header, and nothing behind it.
     *
     * @throws IllegalArgumentException if it is none, or that of an array that is not read; the message continues after the
     *     array's name
     */
    public static NumpyHeader read(InputStream in) throws IOException {
        byte[] beginning = in.readNBytes(MAGIC.length + 2);
        if (beginning.length < MAGIC.length + 2 || !Arrays.equals(MAGIC, Arrays.copyOf(beginning, MAGIC.length))) {
            throw new IllegalArgumentException("is not an array of NumPy");
        }
        int major = beginning[MAGIC.length];
        int minor = beginning[MAGIC.length + 1];
        if (major != 1 && major != 2 || minor != 0) {
            throw new IllegalArgumentException(
                    "is of version %s.%s of NumPy's format; versions 1.0 and 2.0 are read".formatted(major, minor));
        }
        long length = unsigned(exactly(in, major == 1 ? Short.BYTES : Integer.BYTES));
        if (length > LONGEST) {
            throw new IllegalArgumentException(
                    "has a header of %s bytes; at most %s are read".formatted(length, LONGEST));
        }
        return parse(new String(exactly(in, (int) length), StandardCharsets.ISO_8859_1));
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("it ends inside its header");
        }
        return bytes;
    }

    private static long unsigned(byte[] littleEndian) {
        long value = 0;
        for (int i = littleEndian.length - 1; i >= 0; i--) {
            value = value << Byte.SIZE | littleEndian[i] & 0xff;
        }
        return value;
    }

    private static NumpyHeader parse(String header) {
        Map<String, String> entries = entries(header);
        String type = entries.get("descr");
        if (!type.equals("'<f4'") && !type.equals("'<f8'")) {
            throw new IllegalArgumentException(
                    "is of type %s; save it as float32, with .astype('<f4')".formatted(Excerpt.of(type)));
        }
        if (!entries.get("fortran_order").equals("False")) {
            throw new IllegalArgumentException(
                    "is stored column by column (fortran_order); save numpy.ascontiguousarray of it");
        }
        return new NumpyHeader(type.equals("'<f8'"), shape(entries.get("shape"), header));
    }

    private static Map<String, String> entries(String header) {
        String text = header.strip();
        if (!text.startsWith("{") || !text.endsWith("}")) {
            throw unreadable(header);
        }
        String inside = text.substring(1, text.length() - 1).strip();
        Map<String, String> entries = new HashMap<>();
        Matcher entry = ENTRY.matcher(inside);
        while (entry.regionStart() < inside.length()) {
            if (!entry.lookingAt() || entries.put(entry.group(1), entry.group(2)) != null) {
                throw unreadable(header);
            }
            entry.region(entry.end(), inside.length());
        }
        if (entries.size() != KEYS) {
            throw unreadable(header);
        }
        return entries;
    }

    /** Reads a tuple; in Python that of one number has a comma too. */
    private static List<Long> shape(String tuple, String header) {
        String inside = tuple.replaceAll("[()\\s]", "");
        if (!tuple.startsWith("(") || !inside.isEmpty() && !inside.contains(",")) {
            throw unreadable(header);
        }
        List<Long> shape = new ArrayList<>();
        for (String axis : inside.isEmpty() ? new String[0] : inside.split(",")) {
            if (!AXIS.matcher(axis).matches()) {
                throw unreadable(header);
            }
            shape.add(Long.parseLong(axis));
        }
        return List.copyOf(shape);
    }

    private static IllegalArgumentException unreadable(String header) {
        return new IllegalArgumentException("has a header that cannot be read: " + Excerpt.of(header));
    }

    public boolean hasShape(List<Integer> expected) {
        return shape.equals(expected.stream().map(Integer::longValue).toList());
    }
}
