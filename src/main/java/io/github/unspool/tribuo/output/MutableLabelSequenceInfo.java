package io.github.unspool.tribuo.output;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.tribuo.protos.LabelSequenceInfoProto;
import java.util.List;
import org.tribuo.MutableOutputInfo;

/** Counts the labels of sequences while data is read. */
public final class MutableLabelSequenceInfo extends LabelSequenceInfo implements MutableOutputInfo<LabelSequence> {
    private static final long serialVersionUID = 1L;

    /** Has seen nothing yet. */
    MutableLabelSequenceInfo() {}

    MutableLabelSequenceInfo(LabelSequenceInfo other) {
        super(other);
    }

    private MutableLabelSequenceInfo(LabelSequenceInfoProto proto) {
        super(proto);
    }

    /**
     * Reads a protobuf message, as Tribuo does for all of its domains.
     *
     * @param version of the message
     * @param className this class
     * @param message a {@code LabelSequenceInfoProto}
     * @return the counts
     * @throws InvalidProtocolBufferException if it is another message
     * @throws IllegalArgumentException if it contradicts itself
     */
    public static MutableLabelSequenceInfo deserializeFromProto(int version, String className, Any message)
            throws InvalidProtocolBufferException {
        return new MutableLabelSequenceInfo(proto(version, message));
    }

    @Override
    List<String> labels() {
        return List.copyOf(counts.keySet());
    }

    @Override
    public void observe(LabelSequence output) {
        if (output.equals(LabelSequence.UNKNOWN)) {
            unknown++;
            return;
        }
        output.labels().forEach(label -> counts.merge(label, 1L, Long::sum));
        sequences++;
        longest = Math.max(longest, output.size());
    }

    @Override
    public void clear() {
        counts.clear();
        unknown = 0;
        sequences = 0;
        longest = 0;
    }

    @Override
    public MutableLabelSequenceInfo copy() {
        return new MutableLabelSequenceInfo(this);
    }
}
