package io.github.unspool.tribuo.file;

import com.google.protobuf.Message;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.ListProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.MapProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.ObjectProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.SimpleProvenanceProto;
import com.oracle.labs.mlrg.olcut.provenance.primitives.EnumProvenance;
import io.github.unspool.file.Excerpt;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks the provenance of a model before OLCUT unfolds it. It is a table of values whose lists, maps and objects name
 * others by their index, and objects by their name, so a few kilobytes can stand for more than fits into any memory, or for
 * themselves.
 */
final class ProvenanceCheck {
    private static final int DEEPEST = 50;
    /** When all is unfolded; real ones have some hundreds. */
    private static final long LARGEST = 1_000_000;

    private final Message[] values;
    private final boolean[] used;
    private final Map<String, ObjectProvenanceProto> objects = new HashMap<>();
    /** Of the objects that were gone through. */
    private final Map<String, Long> sizes = new HashMap<>();

    private ProvenanceCheck(RootProvenanceProto root) {
        int count = root.getOmpCount() + root.getSmpCount() + root.getMmpCount() + root.getLmpCount();
        values = new Message[count];
        used = new boolean[count];
        root.getSmpList().forEach(value -> put(value.getIndex(), value));
        root.getMmpList().forEach(value -> put(value.getIndex(), value));
        root.getLmpList().forEach(value -> put(value.getIndex(), value));
        for (ObjectProvenanceProto object : root.getOmpList()) {
            put(object.getIndex(), object);
            require(
                    objects.put(object.getObjectName(), object) == null,
                    "its provenance has two objects named %s",
                    Excerpt.of(object.getObjectName()));
        }
    }

    /**
     * Refuses a provenance that would become too large or too deep, or that names classes which are not trusted.
     *
     * @throws ModelFiles.Unsound if it is no sound one
     */
    static void check(RootProvenanceProto root) {
        ProvenanceCheck check = new ProvenanceCheck(root);
        check.objects.keySet().forEach(name -> check.objectSize(name, 0));
    }

    private void put(int index, Message value) {
        require(
                index >= 0 && index < values.length && values[index] == null,
                "number %s of the %s values of its provenance does not occur exactly once",
                index,
                values.length);
        values[index] = value;
    }

    private long objectSize(String name, int depth) {
        Long known = sizes.get(name);
        if (known != null) {
            return known;
        }
        ObjectProvenanceProto object = objects.get(name);
        require(object != null, "its provenance lacks %s", Excerpt.of(name));
        TrustedClasses.check(object.getProvenanceClassName());
        long size = sizeOfAll(object.getValuesMap().values(), depth);
        sizes.put(name, size);
        return size;
    }

    private long sizeOfAll(Collection<Integer> indices, int depth) {
        // One that contains itself is infinitely deep.
        require(depth < DEEPEST, "its provenance is more than %s levels deep", DEEPEST);
        long size = 1;
        for (int index : indices) {
            require(index >= 0 && index < values.length, "its provenance has no value %s", index);
            size += size(index, depth + 1);
            require(size <= LARGEST, "its provenance expands to more than %s values", LARGEST);
        }
        return size;
    }

    private long size(int index, int depth) {
        Message value = values[index];
        if (value instanceof SimpleProvenanceProto simple) {
            return size(simple, depth);
        }
        require(!used[index], "value %s of its provenance occurs in two places", index);
        used[index] = true;
        if (value instanceof ListProvenanceProto list) {
            return sizeOfAll(list.getValuesList(), depth);
        }
        if (value instanceof MapProvenanceProto map) {
            return sizeOfAll(map.getValuesMap().values(), depth);
        }
        throw new ModelFiles.Unsound("value %s of its provenance is an object that is not named".formatted(index));
    }

    private long size(SimpleProvenanceProto simple, int depth) {
        if (simple.getIsReference()) {
            return objectSize(simple.getValue(), depth);
        }
        TrustedClasses.check(simple.getProvenanceClassName());
        if (simple.getProvenanceClassName().equals(EnumProvenance.class.getName())) {
            TrustedClasses.check(simple.getAdditional());
        }
        return 1;
    }

    private static void require(boolean condition, String problem, Object... details) {
        if (!condition) {
            throw new ModelFiles.Unsound(problem.formatted(details));
        }
    }
}
