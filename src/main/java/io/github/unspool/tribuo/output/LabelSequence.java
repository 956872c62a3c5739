package io.github.unspool.tribuo.output;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.file.Excerpt;
import io.github.unspool.tribuo.protos.LabelSequenceProto;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.protos.core.OutputProto;

/**
 * An output that is a sequence of labels, of any length, such as the phonemes of a word or the words of a translation. It
 * never changes. Two are equal if their labels are, whatever their scores, as with all outputs of Tribuo.
 *
 * <p>Its text is its labels with a space between them: {@code AH N S P UW L}. A space inside a label is written as
 * {@code \s}, a backslash as {@code \\}, and other white space as in Java ({@code \t}, {@code \n}, {@code \f},
 * {@code \r}; {@code \v} for the vertical tab), so {@link #parse} reads any text back.
 */
public final class LabelSequence implements Output<LabelSequence> {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 0;
    private static final String SPACES = " \t\n\u000B\f\r\\";
    private static final String LETTERS = "stnvfr\\";

    /** The output of which nothing is known; its only label is {@link Label#UNKNOWN}. */
    public static final LabelSequence UNKNOWN = of(Label.UNKNOWN);

    private final List<String> labels;
    private final double score;

    private LabelSequence(List<String> labels, double score) {
        this.labels = labels;
        this.score = score;
    }

    /**
     * A sequence without a score.
     *
     * @param labels their names, in order; none is empty
     * @return the sequence
     * @throws IllegalArgumentException if one is empty
     */
    public static LabelSequence of(String... labels) {
        return of(List.of(labels));
    }

    /**
     * A sequence without a score.
     *
     * @param labels their names, in order; none is empty
     * @return the sequence
     * @throws IllegalArgumentException if one is empty
     */
    public static LabelSequence of(List<String> labels) {
        List<String> copy = List.copyOf(labels);
        int empty = copy.indexOf("");
        if (empty >= 0) {
            throw new IllegalArgumentException(
                    "label %s of %s is empty; leave it out, or give it a name".formatted(empty + 1, copy.size()));
        }
        return new LabelSequence(copy, Double.NaN);
    }

    /**
     * Reads the text of a sequence.
     *
     * @param text labels with white space between them, such as {@code AH N S P UW L}; may be empty
     * @return the sequence
     * @throws IllegalArgumentException if a backslash stands before another character than in the description of this class
     */
    public static LabelSequence parse(String text) {
        List<String> labels = new ArrayList<>();
        StringBuilder label = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                label.append(unescaped(text, ++i));
            } else if (SPACES.indexOf(c) < 0) {
                label.append(c);
            } else if (label.length() > 0) {
                labels.add(label.toString());
                label.setLength(0);
            }
        }
        if (label.length() > 0) {
            labels.add(label.toString());
        }
        return of(labels);
    }

    private static char unescaped(String text, int at) {
        int known = at < text.length() ? LETTERS.indexOf(text.charAt(at)) : -1;
        if (known < 0) {
            throw new IllegalArgumentException(
                    "character %s of \"%s\" is a backslash, which begins \\s for a space or \\t, \\n, \\v, \\f, \\r; write \\\\ for a backslash"
                            .formatted(at, Excerpt.of(text)));
        }
        return SPACES.charAt(known);
    }

    /**
     * Reads a protobuf message, as Tribuo does for all of its outputs.
     *
     * @param version of the message
     * @param className this class
     * @param message a {@code LabelSequenceProto}
     * @return the sequence
     * @throws InvalidProtocolBufferException if it is another message
     * @throws IllegalArgumentException if the version is unknown, or a label is empty
     */
    public static LabelSequence deserializeFromProto(int version, String className, Any message)
            throws InvalidProtocolBufferException {
        LabelSequenceInfo.checkVersion(version, VERSION);
        LabelSequenceProto proto = message.unpack(LabelSequenceProto.class);
        return of(proto.getLabelList()).withScore(proto.getScore());
    }

    @Override
    public OutputProto serialize() {
        LabelSequenceProto data = LabelSequenceProto.newBuilder()
                .addAllLabel(labels)
                .setScore(score)
                .build();
        return OutputProto.newBuilder()
                .setVersion(VERSION)
                .setClassName(LabelSequence.class.getName())
                .setSerializedData(Any.pack(data))
                .build();
    }

    /**
     * The same labels with a score.
     *
     * @param score such as the probability of the whole sequence; NaN for none
     * @return a copy
     */
    public LabelSequence withScore(double score) {
        return new LabelSequence(labels, score);
    }

    /**
     * The labels.
     *
     * @return their names, in order; cannot be changed
     */
    public List<String> labels() {
        return labels;
    }

    /**
     * The number of labels.
     *
     * @return the length, which may be 0
     */
    public int size() {
        return labels.size();
    }

    /**
     * The score of the whole sequence.
     *
     * @return such as its probability; NaN if it has none, as in data
     */
    public double score() {
        return score;
    }

    @Override
    public LabelSequence copy() {
        return new LabelSequence(labels, score);
    }

    @Override
    public String getSerializableForm(boolean includeConfidence) {
        return includeConfidence ? this + ":" + score : toString();
    }

    @Override
    public boolean fullEquals(LabelSequence other) {
        return fullEquals(other, 0);
    }

    /** {@inheritDoc} Two sequences without a score have the same one. */
    @Override
    public boolean fullEquals(LabelSequence other, double tolerance) {
        return equals(other) && (Double.compare(score, other.score) == 0 || Math.abs(score - other.score) <= tolerance);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelSequence sequence && labels.equals(sequence.labels);
    }

    @Override
    public int hashCode() {
        return labels.hashCode();
    }

    @Override
    public String toString() {
        return labels.stream().map(LabelSequence::escaped).collect(Collectors.joining(" "));
    }

    private static String escaped(String label) {
        StringBuilder text = new StringBuilder(label.length());
        for (char c : label.toCharArray()) {
            int space = SPACES.indexOf(c);
            text.append(space < 0 ? String.valueOf(c) : "\\" + LETTERS.charAt(space));
        }
        return text.toString();
    }
}
