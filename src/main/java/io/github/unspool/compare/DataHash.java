package io.github.unspool.compare;

import io.github.unspool.file.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;

/** A SHA-256 of all names, values and outputs of a data set, in their order. */
final class DataHash {
    private final MessageDigest digest = Sha256.digest();

    private DataHash() {}

    static String of(SequenceDataset<?> data) {
        DataHash hash = new DataHash();
        for (SequenceExample<?> sequence : data) {
            hash.add(sequence.size());
            sequence.forEach(hash::add);
        }
        return hash.text();
    }

    static String of(Dataset<?> data) {
        DataHash hash = new DataHash();
        data.forEach(hash::add);
        return hash.text();
    }

    private void add(Example<?> example) {
        add(example.size());
        add(example.getWeight());
        for (Feature feature : example) {
            add(feature.getName());
            add(feature.getValue());
        }
        add(example.getOutput().toString());
    }

    private void add(double number) {
        digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(number).flip());
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private String text() {
        return Sha256.text(digest);
    }
}
