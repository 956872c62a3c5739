package io.github.unspool.tribuo.output;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.unspool.file.Excerpt;
import io.github.unspool.tribuo.protos.LabelSequenceInfoProto;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tribuo.OutputInfo;
import org.tribuo.protos.core.OutputDomainProto;

/**
 * What is known of the sequences of labels in some data: which labels occur in them and how often, and how long they are. The
 * domain has a sequence of one label for each label.
 */
public abstract sealed class LabelSequenceInfo implements OutputInfo<LabelSequence>
        permits MutableLabelSequenceInfo, ImmutableLabelSequenceInfo {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 0;

    /** By the names of the labels, in their order. */
    final TreeMap<String, Long> counts = new TreeMap<>();

    int unknown;
    long sequences;
    int longest;

    LabelSequenceInfo() {}

    LabelSequenceInfo(LabelSequenceInfo other) {
        counts.putAll(other.counts);
        unknown = other.unknown;
        sequences = other.sequences;
        longest = other.longest;
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it contradicts itself
     */
    LabelSequenceInfo(LabelSequenceInfoProto proto) {
        require(
                proto.getLabelCount() == proto.getCountCount(),
                "%s labels have %s counts",
                proto.getLabelCount(),
                proto.getCountCount());
        for (int i = 0; i < proto.getLabelCount(); i++) {
            String label = proto.getLabel(i);
            require(!label.isEmpty(), "label %s is empty", i + 1);
            require(proto.getCount(i) > 0, "label \"%s\" occurs %s times", Excerpt.of(label), proto.getCount(i));
            require(counts.put(label, proto.getCount(i)) == null, "label \"%s\" is there twice", Excerpt.of(label));
        }
        require(proto.getUnknown() >= 0, "%s outputs are unknown", proto.getUnknown());
        require(proto.getSequences() >= 0, "there are %s sequences", proto.getSequences());
        require(proto.getLongest() >= 0, "the longest sequence has %s labels", proto.getLongest());
        unknown = proto.getUnknown();
        sequences = proto.getSequences();
        longest = proto.getLongest();
    }

    static void checkVersion(int version, int newest) {
        require(version >= 0 && version <= newest, "version %s, but this Unspool reads up to %s", version, newest);
    }

    private static void require(boolean condition, String problem, Object... details) {
        if (!condition) {
            throw new IllegalArgumentException(
                    "a message of label sequences is damaged: " + problem.formatted(details));
        }
    }

    static LabelSequenceInfoProto proto(int version, Any message) throws InvalidProtocolBufferException {
        checkVersion(version, VERSION);
        return message.unpack(LabelSequenceInfoProto.class);
    }

    /** All labels, those with the lowest ids first. */
    abstract List<String> labels();

    @Override
    public final OutputDomainProto serialize() {
        LabelSequenceInfoProto.Builder data = LabelSequenceInfoProto.newBuilder()
                .addAllLabel(labels())
                .setUnknown(unknown)
                .setSequences(sequences)
                .setLongest(longest);
        labels().forEach(label -> data.addCount(counts.get(label)));
        return OutputDomainProto.newBuilder()
                .setVersion(VERSION)
                .setClassName(getClass().getName())
                .setSerializedData(Any.pack(data.build()))
                .build();
    }

    /**
     * How often a label occurs in the sequences.
     *
     * @param label its name
     * @return its number, 0 if it does not occur
     */
    public final long labelCount(String label) {
        return counts.getOrDefault(label, 0L);
    }

    /**
     * The length of the longest sequence.
     *
     * @return the number of its labels; 0 if there is none
     */
    public final int longest() {
        return longest;
    }

    @Override
    public Set<LabelSequence> getDomain() {
        return labels().stream().map(LabelSequence::of).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public final int size() {
        return counts.size();
    }

    @Override
    public final int getUnknownCount() {
        return unknown;
    }

    @Override
    public final ImmutableLabelSequenceInfo generateImmutableOutputInfo() {
        return new ImmutableLabelSequenceInfo(this, List.copyOf(counts.keySet()));
    }

    @Override
    public final MutableLabelSequenceInfo generateMutableOutputInfo() {
        return new MutableLabelSequenceInfo(this);
    }

    @Override
    public abstract LabelSequenceInfo copy();

    @Override
    public final Iterable<Pair<String, Long>> outputCountsIterable() {
        return labels().stream()
                .map(label -> new Pair<>(label, counts.get(label)))
                .toList();
    }

    /** {@inheritDoc} Such as {@code 2 labels, the longest sequence of 3: AH 1, N 2}. */
    @Override
    public final String toReadableString() {
        String all = counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return "%s labels, the longest sequence of %s: %s".formatted(size(), longest, all);
    }

    @Override
    public final String toString() {
        return toReadableString();
    }

    @Override
    public final boolean equals(Object other) {
        return other != null
                && getClass() == other.getClass()
                && numbers().equals(((LabelSequenceInfo) other).numbers())
                && labels().equals(((LabelSequenceInfo) other).labels());
    }

    @Override
    public final int hashCode() {
        return Objects.hash(numbers(), labels());
    }

    private List<Object> numbers() {
        return List.of(Map.copyOf(counts), unknown, sequences, longest);
    }
}
