package io.github.unspool.tribuo.adapter;

import io.github.unspool.loss.Ctc;
import io.github.unspool.loss.Loss;
import io.github.unspool.network.Beams;
import io.github.unspool.network.Targets;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Sequence;
import io.github.unspool.tribuo.output.ImmutableLabelSequenceInfo;
import io.github.unspool.tribuo.output.LabelSequence;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Prediction;

/**
 * A sequence of labels: one output for each label, and one more. A decoder writes labels and ends the sequence with the last
 * output; with CTC the last output is the blank, and labels are spread over the steps of the input.
 */
public final class LabelSequenceOutputs extends Outputs<LabelSequence> {
    /** What the output that ends a sequence is called: no label has this name. */
    private static final String END = "";

    private static final int LONGEST = 10_000;
    private static final int FEW = 10;

    private final ImmutableLabelSequenceInfo labels;
    private final Loss loss;

    LabelSequenceOutputs(ImmutableLabelSequenceInfo info) {
        this(info, Loss.crossEntropy());
    }

    private LabelSequenceOutputs(ImmutableLabelSequenceInfo info, Loss loss) {
        super(info, LabelSequence.class);
        this.labels = info;
        this.loss = loss;
    }

    @Override
    public Outputs<LabelSequence> forLoss(Loss chosen) {
        return new LabelSequenceOutputs(
                labels, chosen != null && chosen.isOfSequences() ? chosen : Loss.crossEntropy());
    }

    @Override
    public Targets targets(Targets ofData) {
        return loss.isOfSequences() ? Targets.ALIGNED : Targets.DECODED;
    }

    @Override
    boolean fits(LabelSequence output, int steps) {
        return !loss.isOfSequences() || Ctc.stepsFor(ids(output)) <= steps;
    }

    @Override
    IllegalArgumentException notFitting(LabelSequence output, int steps) {
        return Ctc.tooShort(steps, ids(output));
    }

    private int[] ids(LabelSequence output) {
        return output.labels().stream().mapToInt(labels::getID).toArray();
    }

    @Override
    public Sequence aligned(SparseRows inputs, LabelSequence output, float weight) {
        SparseRows.Builder targets = new SparseRows.Builder(inputs.rows());
        int[] ids = ids(output);
        for (int t = 0; t < inputs.rows(); t++) {
            if (t < ids.length) {
                targets.add(ids[t], 1);
            }
            targets.endRow();
        }
        float[] weights = new float[inputs.rows()];
        weights[weights.length - 1] = weight;
        return new Sequence(inputs, targets.build(), weights);
    }

    /** What was read of labels and blanks, the best first. */
    public Prediction<LabelSequence> predictionOf(
            List<LabelSequence> read, int featuresUsed, Example<LabelSequence> example) {
        Map<String, LabelSequence> scores = new LinkedHashMap<>();
        read.forEach(output -> scores.put(output.toString(), output));
        return new Prediction<>(read.get(0), Collections.unmodifiableMap(scores), featuresUsed, example, true);
    }

    @Override
    public int size() {
        return Math.addExact(labels.size(), 1);
    }

    @Override
    public boolean areWritten() {
        return !loss.isOfSequences();
    }

    @Override
    public String name(int id) {
        return id == labels.size() ? END : labels.label(id);
    }

    @Override
    public String describe(LabelSequence output) {
        return Double.isNaN(output.score())
                ? output.toString()
                : String.format(Locale.ROOT, "%s (%.3f)", output, output.score());
    }

    @Override
    public Loss loss() {
        return loss;
    }

    @Override
    public LabelSequence unknown() {
        return LabelSequence.UNKNOWN;
    }

    @Override
    public boolean isKnown(LabelSequence output) {
        return !output.equals(LabelSequence.UNKNOWN);
    }

    @Override
    public boolean has(LabelSequence output) {
        return output.labels().stream().allMatch(label -> labels.getID(label) >= 0);
    }

    @Override
    IllegalArgumentException notInDomain(LabelSequence output) {
        Set<String> unseen = new TreeSet<>(output.labels());
        unseen.removeIf(label -> labels.getID(label) >= 0);
        return notInDomain("has the label \"" + String.join("\", \"", unseen) + "\"");
    }

    /** Its labels are targets of the decoder, see {@link #written}. */
    @Override
    float add(LabelSequence output, SparseRows.Builder targets) {
        return 1;
    }

    /** The decoder reads the end of the sequence before it, then each label; it is to predict each label, and then the end. */
    @Override
    public Sequence written(LabelSequence output, float weight) {
        int[] ids =
                has(output) ? output.labels().stream().mapToInt(labels::getID).toArray() : new int[0];
        SparseRows.Builder read = new SparseRows.Builder(ids.length + 1);
        SparseRows.Builder predicted = new SparseRows.Builder(ids.length + 1);
        for (int u = 0; u <= ids.length; u++) {
            read.add(u == 0 ? labels.size() : ids[u - 1], 1);
            predicted.add(u == ids.length ? labels.size() : ids[u], 1);
            read.endRow();
            predicted.endRow();
        }
        float[] weights = new float[ids.length + 1];
        Arrays.fill(weights, weight);
        return new Sequence(read.build(), predicted.build(), weights);
    }

    @Override
    public Prediction<LabelSequence> prediction(float[] predictions, int featuresUsed, Example<LabelSequence> example) {
        throw new IllegalStateException("a sequence of labels is written by a decoder, it is no single prediction");
    }

    @Override
    public Prediction<LabelSequence> prediction(
            List<Beams.Written> written, int featuresUsed, Example<LabelSequence> example) {
        Map<String, LabelSequence> scores = new LinkedHashMap<>();
        for (Beams.Written one : written) {
            LabelSequence output = sequence(one);
            scores.putIfAbsent(output.toString(), output);
        }
        return new Prediction<>(
                sequence(written.get(0)), Collections.unmodifiableMap(scores), featuresUsed, example, true);
    }

    /** What was written, with its probability. */
    public LabelSequence sequence(Beams.Written written) {
        List<String> names =
                IntStream.of(written.outputs()).mapToObj(labels::label).toList();
        return LabelSequence.of(names).withScore(StrictMath.exp(written.logProbability()));
    }

    /** How many steps a decoder may take: twice as many as it ever has in training, and a few. */
    @Override
    public int limit() {
        return Math.min(LONGEST, 2 * Math.min(LONGEST, labels.longest()) + FEW);
    }
}
