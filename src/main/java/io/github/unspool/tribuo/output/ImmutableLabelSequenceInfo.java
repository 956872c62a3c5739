package io.github.unspool.tribuo.output;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.unspool.tribuo.protos.LabelSequenceInfoProto;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tribuo.ImmutableOutputInfo;

/**
 * The labels of sequences with their ids: in the order of their names, so that the order of the data changes nothing.
 */
public final class ImmutableLabelSequenceInfo extends LabelSequenceInfo implements ImmutableOutputInfo<LabelSequence> {
    private static final long serialVersionUID = 1L;

    /** By id. */
    private final List<String> labels;

    private final Map<String, Integer> ids = new HashMap<>();

    /**
     * Gives ids to the labels of other counts.
     *
     * @param labels all labels of the counts, by id
     */
    ImmutableLabelSequenceInfo(LabelSequenceInfo counts, List<String> labels) {
        super(counts);
        this.labels = labels;
        number();
    }

    private ImmutableLabelSequenceInfo(LabelSequenceInfoProto proto) {
        super(proto);
        labels = List.copyOf(proto.getLabelList());
        number();
    }

    private void number() {
        for (int id = 0; id < labels.size(); id++) {
            ids.put(labels.get(id), id);
        }
    }

    /**
     * Reads a protobuf message, as Tribuo does for all of its domains.
     *
     * @param version of the message
     * @param className this class
     * @param message a {@code LabelSequenceInfoProto}, its labels by id
     * @return the domain
     * @throws InvalidProtocolBufferException if it is another message
     * @throws IllegalArgumentException if it contradicts itself
     */
    public static ImmutableLabelSequenceInfo deserializeFromProto(int version, String className, Any message)
            throws InvalidProtocolBufferException {
        return new ImmutableLabelSequenceInfo(proto(version, message));
    }

    @Override
    List<String> labels() {
        return labels;
    }

    /**
     * The name of a label.
     *
     * @param id from 0
     * @return its name
     * @throws IndexOutOfBoundsException if there is no such id
     */
    public String label(int id) {
        return labels.get(id);
    }

    /**
     * The id of a label.
     *
     * @param label its name
     * @return its id, −1 if the data does not have it
     */
    public int getID(String label) {
        return ids.getOrDefault(label, -1);
    }

    /** {@inheritDoc} Only a sequence of one label has an id. */
    @Override
    public int getID(LabelSequence output) {
        return output.size() == 1 ? getID(output.labels().get(0)) : -1;
    }

    /** {@inheritDoc} It is the sequence of that one label. */
    @Override
    public LabelSequence getOutput(int id) {
        return id >= 0 && id < labels.size() ? LabelSequence.of(labels.get(id)) : null;
    }

    /** {@inheritDoc} It is the number of sequences. */
    @Override
    public long getTotalObservations() {
        return sequences;
    }

    @Override
    public boolean domainAndIDEquals(ImmutableOutputInfo<LabelSequence> other) {
        return size() == other.size()
                && IntStream.range(0, size()).allMatch(id -> getOutput(id).equals(other.getOutput(id)));
    }

    @Override
    public Iterator<Pair<Integer, LabelSequence>> iterator() {
        return IntStream.range(0, size())
                .mapToObj(id -> new Pair<>(id, getOutput(id)))
                .iterator();
    }

    @Override
    public ImmutableLabelSequenceInfo copy() {
        return new ImmutableLabelSequenceInfo(this, labels);
    }
}
