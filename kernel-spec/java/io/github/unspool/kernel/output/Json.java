package io.github.unspool.kernel.output;

import java.util.Arrays;

/** The size of text as JSON, in which the kernel's messages are sent. */
final class Json {
    /** Of the characters of ASCII; what could be taken for HTML is written as a number. */
    private static final byte[] BYTES = new byte[0x80];

    static {
        Arrays.fill(BYTES, (byte) 1);
        Arrays.fill(BYTES, 0, ' ', (byte) 6);
        "<>&='".chars().forEach(c -> BYTES[c] = 6);
        "\"\\\n\r\t".chars().forEach(c -> BYTES[c] = 2);
    }

    private Json() {}

    /** How many bytes the text takes within a message. */
    static int bytes(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? BYTES[c] : beyondAscii(c);
        }
        return bytes;
    }

    private static int beyondAscii(char c) {
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
