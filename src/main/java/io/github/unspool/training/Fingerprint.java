package io.github.unspool.training;

import io.github.unspool.file.Sha256;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.part.Sequence;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;

/** Identifies data sets: the same sequences in the same order have the same fingerprint. */
public final class Fingerprint {
    private static final int DIGITS = 16;

    private final MessageDigest digest = Sha256.digest();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 13);

    private Fingerprint() {}

    /**
     * Computes the fingerprint of all inputs and targets of the data.
     *
     * @param sequences the data
     * @return the first 16 hexadecimal digits of a SHA-256
     */
    public static String of(List<Sequence> sequences) {
        Fingerprint print = new Fingerprint();
        for (Sequence sequence : sequences) {
            print.add(sequence);
            if (sequence.decoded() != null) {
                print.add(sequence.decoded());
            }
        }
        print.flush();
        return Sha256.text(print.digest).substring(0, DIGITS);
    }

    /**
     * Computes the fingerprint of all numbers of a network.
     *
     * @param weights the numbers
     * @return the first 16 hexadecimal digits of a SHA-256
     */
    public static String of(Weights weights) {
        Fingerprint print = new Fingerprint();
        for (Parameter parameter : weights.parameters()) {
            for (float value : parameter.values()) {
                print.add(Float.floatToRawIntBits(value));
            }
        }
        print.flush();
        return Sha256.text(print.digest).substring(0, DIGITS);
    }

    private void add(Sequence sequence) {
        add(sequence.steps());
        sequence.inputs().forEachBits(this::add);
        sequence.targets().forEachBits(this::add);
        for (float weight : sequence.weight()) {
            add(Float.floatToRawIntBits(weight));
        }
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
