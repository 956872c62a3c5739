package io.github.unspool.tribuo.output;

import com.google.protobuf.Any;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableOutputInfo;
import org.tribuo.OutputFactory;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.protos.core.OutputFactoryProto;
import org.tribuo.provenance.OutputFactoryProvenance;

/** Makes sequences of labels, what is known of them, and their evaluator. */
public final class LabelSequenceFactory implements OutputFactory<LabelSequence> {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 0;

    /** Makes a factory; all are equal. */
    public LabelSequenceFactory() {}

    /**
     * Reads a protobuf message, as Tribuo does for all of its factories.
     *
     * @param version of the message
     * @param className this class
     * @param message empty
     * @return a factory
     * @throws IllegalArgumentException if the version is unknown, or the message not empty
     */
    public static LabelSequenceFactory deserializeFromProto(int version, String className, Any message) {
        LabelSequenceInfo.checkVersion(version, VERSION);
        if (!message.getValue().isEmpty()) {
            throw new IllegalArgumentException(
                    "a message of label sequences is damaged: its factory has %s bytes, but none are known"
                            .formatted(message.getValue().size()));
        }
        return new LabelSequenceFactory();
    }

    @Override
    public OutputFactoryProto serialize() {
        return OutputFactoryProto.newBuilder()
                .setVersion(VERSION)
                .setClassName(LabelSequenceFactory.class.getName())
                .build();
    }

    /**
     * Makes a sequence of labels.
     *
     * @param label a collection, whose elements' texts are the labels; or anything else, whose text is read as
     *     {@link LabelSequence#parse} says: labels with spaces between them
     * @return the sequence, without a score
     * @throws IllegalArgumentException if a label is empty, or a backslash stands where it means nothing
     * @throws NullPointerException if it is null, or has a label that is
     */
    @Override
    public <V> LabelSequence generateOutput(V label) {
        return label instanceof Collection<?> labels
                ? LabelSequence.of(labels.stream().map(Object::toString).toList())
                : LabelSequence.parse(label.toString());
    }

    @Override
    public LabelSequence getUnknownOutput() {
        return LabelSequence.UNKNOWN;
    }

    @Override
    public MutableOutputInfo<LabelSequence> generateInfo() {
        return new MutableLabelSequenceInfo();
    }

    /** {@inheritDoc} Each key is a sequence of one label. */
    @Override
    public ImmutableOutputInfo<LabelSequence> constructInfoForExternalModel(Map<LabelSequence, Integer> mapping) {
        OutputFactory.validateMapping(mapping);
        MutableLabelSequenceInfo info = new MutableLabelSequenceInfo();
        String[] labels = new String[mapping.size()];
        mapping.forEach((sequence, id) -> {
            if (sequence.size() != 1) {
                throw new IllegalArgumentException(
                        "id %s is that of \"%s\", which has %s labels; give an id to each label"
                                .formatted(id, sequence, sequence.size()));
            }
            info.observe(sequence);
            labels[id] = sequence.labels().get(0);
        });
        return new ImmutableLabelSequenceInfo(info, List.of(labels));
    }

    @Override
    public Evaluator<LabelSequence, TokenEvaluation> getEvaluator() {
        return new TokenEvaluator();
    }

    @Override
    public Class<LabelSequence> getTypeWitness() {
        return LabelSequence.class;
    }

    @Override
    public OutputFactoryProvenance getProvenance() {
        return new LabelSequenceFactoryProvenance(Map.of());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelSequenceFactory;
    }

    @Override
    public int hashCode() {
        return LabelSequenceFactory.class.getName().hashCode();
    }

    /** The provenance of a factory: that it makes sequences of labels. */
    public static final class LabelSequenceFactoryProvenance implements OutputFactoryProvenance {
        private static final long serialVersionUID = 1L;

        /**
         * Makes a provenance, as OLCUT does when it reads one.
         *
         * @param map empty, because factories do not differ
         */
        public LabelSequenceFactoryProvenance(Map<String, Provenance> map) {}

        @Override
        public String getClassName() {
            return LabelSequenceFactory.class.getName();
        }

        @Override
        public String toString() {
            return generateString("OutputFactory");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof LabelSequenceFactoryProvenance;
        }

        @Override
        public int hashCode() {
            return LabelSequenceFactoryProvenance.class.getName().hashCode();
        }
    }
}
