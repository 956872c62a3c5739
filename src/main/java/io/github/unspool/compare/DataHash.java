package io.github.unspool.compare;

import io.github.unspool.file.Sha256;
import io.github.unspool.tribuo.adapter.DataAdapter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.sequence.SequenceExample;

/** A SHA-256 of all names, values and outputs of a data set, in their order. */
final class DataHash {
    private final MessageDigest digest = Sha256.digest();

    private DataHash() {}

    static String of(DataAdapter<?, ?> data) {
        DataHash hash = new DataHash();
        data.examples().forEach(hash::addAny);
        return hash.text();
    }

    private void addAny(Object example) {
        if (example instanceof SequenceExample<?> sequence) {
            add(sequence.size());
            sequence.forEach(this::add);
        } else {
            add((Example<?>) example);
        }
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
