package io.github.unspool.data.csv;

import io.github.unspool.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;

/** A first pass over a file, block by block: checks that it is text, and determines the size of the table and the hash. */
final class CsvScan {
    private static final int BLOCK = 1 << 16;
    private static final String EXCEL = "sep=";
    private static final int HEAD = 4;

    private final String name;
    private final String sha256;
    private final long[] count = new long[128];
    private long line = 1;
    /** Characters of the line so far, and of the longest one. */
    private long length;

    private long longest;
    private String beginning = "";
    /** Where the last quote was opened, or 0. */
    private long open;

    private CsvScan(Path file) throws IOException {
        name = file.getFileName().toString();
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), Sha256.digest())) {
            decode(in);
            sha256 = Sha256.text(in.getMessageDigest());
        }
        if (open > 0) {
            throw new IllegalArgumentException(
                    "%s: the quote that is opened in line %s is never closed".formatted(name, open));
        }
    }

    static CsvScan of(Path file) throws IOException {
        return new CsvScan(file);
    }

    private void decode(InputStream in) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        CharBuffer chars = CharBuffer.allocate(BLOCK);
        long before = 0;
        boolean end = false;
        while (!end) {
            int read = in.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
            end = read < bytes.remaining();
            bytes.position(bytes.position() + read).flip();
            CoderResult result = decoder.decode(bytes, chars, end);
            chars.flip();
            chars.chars().forEach(this::see);
            if (result.isError()) {
                throw notText(before + bytes.position(), bytes.get(bytes.position()) & 0xff);
            }
            before += bytes.position();
            chars.clear();
            bytes.compact();
        }
    }

    private void see(int c) {
        if (beginning.length() < HEAD) {
            beginning += (char) c;
        }
        if (c < count.length) {
            count[c]++;
        }
        length = c == '\n' || c == '\r' ? 0 : length + 1;
        longest = Math.max(longest, length);
        if (c == '\n') {
            line++;
        } else if (c == '"') {
            open = open > 0 ? 0 : line;
        }
    }

    private IllegalArgumentException notText(long at, int value) {
        if (beginning.startsWith("PK\u0003\u0004") || beginning.startsWith("\u001f") && at == 1) {
            return new IllegalArgumentException("%s is packed (%s); unpack it, or save the sheet as \"CSV UTF-8\""
                    .formatted(name, beginning.startsWith("PK") ? "zip, as Excel's workbooks are" : "gzip"));
        }
        String kind = at == 0 && value >= 0xfe ? "is UTF-16, not UTF-8" : "is not UTF-8";
        return new IllegalArgumentException(
                "%s %s: line %s, byte %s of the file, is 0x%02X; save it as UTF-8, in Excel as \"CSV UTF-8\""
                        .formatted(name, kind, line, at + 1, value));
    }

    String sha256Hex() {
        return sha256;
    }

    /** How many characters the longest line has. */
    long longestLine() {
        return longest;
    }

    /** How many cells there can be at most, the header's among them. */
    long cells(char separator) {
        return count[separator] + Math.max(count['\n'], count['\r']) + 1;
    }

    /** What a first line such as {@code sep=;} says, which Excel writes and reads; else 0. */
    static char excelSeparator(String line) {
        return line.length() == EXCEL.length() + 1 && line.startsWith(EXCEL) ? line.charAt(EXCEL.length()) : '\0';
    }

    /** What separates most: commas, semicolons or tabs, of those that the header has. */
    static char separator(String header) {
        char most = ',';
        for (char separator : new char[] {';', '\t'}) {
            if (unquoted(header, separator) > unquoted(header, most)) {
                most = separator;
            }
        }
        return most;
    }

    private static long unquoted(String line, char separator) {
        return line.replaceAll("\"[^\"]*\"", "")
                .chars()
                .filter(c -> c == separator)
                .count();
    }
}
