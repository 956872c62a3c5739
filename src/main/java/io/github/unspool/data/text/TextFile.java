package io.github.unspool.data.text;

import io.github.unspool.data.music.Melodies;
import io.github.unspool.file.Sha256;
import io.github.unspool.runtime.Memory;
import io.github.unspool.tribuo.provenance.TextProvenance.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.StringJoiner;

/**
 * A text and its source.
 *
 * @param text in it each line ends in {@code \n}, whatever the file has, and no byte order mark stands at its beginning
 * @param source its name and hash
 */
public record TextFile(String text, Source source) {
    /** While a file is read, its bytes and twice its characters are in memory. */
    private static final int COPIES = 4;

    private static final long LARGEST = 1 << 30;

    /** A text in memory. */
    public static TextFile of(String text) {
        return new TextFile(text, new Source("text", Sha256.of(text.getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * Reads a file in UTF-8.
     *
     * @throws IllegalArgumentException if it is in another encoding, or too large for the memory there is
     */
    public static TextFile read(Path path) {
        String name = String.valueOf(path.getFileName());
        byte[] bytes = bytes(path);
        return new TextFile(decode(name, bytes), new Source(name, Sha256.of(bytes)));
    }

    private static byte[] bytes(Path path) {
        try {
            Memory.check(String.valueOf(path.getFileName()), COPIES * Files.size(path));
            if (Files.size(path) > LARGEST) {
                throw new IllegalArgumentException(
                        "%s is larger than 1 GB, the limit of a text; use a part of it".formatted(path.getFileName()));
            }
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("there is no file " + path, e);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** MIDI files as text, a line for each. */
    public static TextFile melodies(Path... paths) {
        StringJoiner lines = new StringJoiner("\n");
        StringJoiner names = new StringJoiner(", ");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path path : paths) {
            String name = String.valueOf(path.getFileName());
            byte[] midi = bytes(path);
            lines.add(Melodies.read(name, midi));
            names.add(name);
            all.writeBytes(midi);
        }
        return new TextFile(lines.toString(), new Source(names.toString(), Sha256.of(all.toByteArray())));
    }

    private static String decode(String name, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw notUtf8(name, bytes, in.position());
        }
        String text = out.flip().toString().replace("\r\n", "\n").replace('\r', '\n');
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static IllegalArgumentException notUtf8(String name, byte[] bytes, int at) {
        int line = 1;
        for (int i = 0; i < at; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        String kind = at == 0 && (bytes[0] & 0xFF) >= 0xFE ? "is UTF-16, not UTF-8" : "is not UTF-8";
        return new IllegalArgumentException(
                "%s %s: byte %s, in line %s, is 0x%02X; save it as UTF-8, or read it yourself, such as with"
                                .formatted(name, kind, at + 1, line, bytes[at])
                        + " Files.readString(path, StandardCharsets.ISO_8859_1)");
    }
}
