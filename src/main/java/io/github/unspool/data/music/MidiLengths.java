package io.github.unspool.data.music;

import java.nio.ByteBuffer;

/**
 * Checks the lengths that a MIDI file claims. The JDK allocates arrays of these lengths before it checks that the bytes
 * exist, and a file of 50 bytes may claim gigabytes. The JDK checks everything else.
 *
 * <p>Source: Standard MIDI Files 1.0, MIDI Manufacturers Association, 1996.
 */
final class MidiLengths {
    private static final int HEADER = 0x4D546864; // "MThd"
    private static final int TRACK = 0x4D54726B; // "MTrk"
    private static final int CHUNK_HEAD = 2 * Integer.BYTES;
    private static final int META = 0xFF;
    private static final int FIRST_STATUS = 0x80;

    private MidiLengths() {}

    /**
     * Walks over the chunks, each of four letters, a length and so many bytes.
     *
     * @throws IllegalArgumentException if one is longer than the file; the message continues where the file's name ends
     */
    static void check(byte[] midi) {
        ByteBuffer rest = ByteBuffer.wrap(midi);
        if (rest.remaining() < CHUNK_HEAD || rest.getInt(0) != HEADER) {
            throw new IllegalArgumentException("it does not begin with MThd");
        }
        while (rest.remaining() >= CHUNK_HEAD) {
            int name = rest.getInt();
            int length = within(rest, Integer.toUnsignedLong(rest.getInt()));
            if (name == TRACK) {
                checkEvents(rest.slice().limit(length));
            }
            rest.position(rest.position() + length);
        }
    }

    private static int within(ByteBuffer rest, long length) {
        if (length > rest.remaining()) {
            throw new IllegalArgumentException(
                    "a part claims %s bytes, but only %s follow".formatted(length, rest.remaining()));
        }
        return (int) length;
    }

    /** Walks over the events of a track, as far as they are some. */
    private static void checkEvents(ByteBuffer rest) {
        int status = 0;
        while (rest.hasRemaining()) {
            number(rest); // The time since the event before.
            if (rest.hasRemaining() && Byte.toUnsignedInt(rest.get(rest.position())) >= FIRST_STATUS) {
                status = Byte.toUnsignedInt(rest.get());
            }
            int length = dataBytes(status, rest);
            rest.position(rest.position() + Math.min(length, rest.remaining()));
        }
    }

    /** How many bytes follow a status; those of a system message say it themselves. */
    private static int dataBytes(int status, ByteBuffer rest) {
        if (status >= 0xF0) {
            rest.position(rest.position() + (status == META ? Math.min(1, rest.remaining()) : 0));
            return within(rest, number(rest));
        }
        boolean isShort = status >= 0xC0 && status < 0xE0;
        return isShort ? 1 : 2;
    }

    /** Seven bits a byte, the highest first, all but the last with its eighth bit set. */
    private static long number(ByteBuffer rest) {
        long number = 0;
        int next = 0x80;
        while ((next & 0x80) != 0 && rest.hasRemaining() && number < 1L << Integer.SIZE) {
            next = rest.get();
            number = number << 7 | next & 0x7F;
        }
        return number;
    }
}
