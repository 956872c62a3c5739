package io.github.unspool.network;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells data sets apart: the same sequences in the same order have the same fingerprint. */
public final class Fingerprint {
    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 13);

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Takes the fingerprint of all that a network reads of its data.
     *
     * @param sequences the data
     * @return the first 16 hexadecimal digits of a SHA-256
     */
    public static String of(List<Sequence> sequences) {
        Fingerprint print = new Fingerprint();
        for (Sequence sequence : sequences) {
            print.add(sequence.steps());
            sequence.inputs().forEachBits(print::add);
            sequence.targets().forEachBits(print::add);
            for (float weight : sequence.weight()) {
                print.add(Float.floatToRawIntBits(weight));
            }
        }
        print.flush();
        return HexFormat.of().formatHex(print.digest.digest(), 0, Long.BYTES);
    }

    private void add(int bits) {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.putInt(bits);
    }

    private void flush() {
        digest.update(buffer.flip());
        buffer.clear();
    }
}
