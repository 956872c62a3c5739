package io.github.unspool.tribuo;

import io.github.unspool.inspect.GradientFlow;
import io.github.unspool.inspect.Saliency;
import io.github.unspool.inspect.Trace;
import io.github.unspool.math.Workers;
import io.github.unspool.network.Beams;
import io.github.unspool.network.Inference;
import io.github.unspool.network.Targets;
import io.github.unspool.network.Weights;
import io.github.unspool.network.Writing;
import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import io.github.unspool.training.History;
import io.github.unspool.tribuo.adapter.Census;
import io.github.unspool.tribuo.adapter.DataAdapter;
import io.github.unspool.tribuo.adapter.Encoder;
import io.github.unspool.tribuo.adapter.Outputs;
import io.github.unspool.tribuo.adapter.ReplacedWeights;
import io.github.unspool.tribuo.provenance.TableProvenance;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.logging.Logger;
import org.tribuo.Output;
import org.tribuo.provenance.ModelProvenance;

/**
 * What a model is, whatever kind of data it reads: learned numbers, how examples become their input, and how training went.
 * Immutable and thread-safe.
 *
 * @param <E> what it reads: an example, or a sequence of them
 * @param <T> the kind of output
 */
final class TrainedNetwork<E, T extends Output<T>> {
    private static final Logger LOG = Logger.getLogger(TrainedNetwork.class.getName());

    private final Encoder<E, T> encoder;
    private final Weights weights;
    private final Inference inference;
    private final History history;
    private final int shortest;
    /** Decoders that lie ready. */
    private final Queue<Writing> idle = new ConcurrentLinkedQueue<>();

    /**
     * A network.
     *
     * @param encoder of the features and outputs that training knew
     * @param weights not copied
     * @param shortest how many steps every sequence of training had
     */
    TrainedNetwork(Encoder<E, T> encoder, Weights weights, History history, int shortest) {
        this.encoder = encoder.with(Outputs.of(encoder.outputs().info(), weights.scale())
                .forLoss(weights.network().loss()));
        this.weights = weights;
        this.inference = new Inference(weights);
        this.history = history;
        this.shortest = shortest;
    }

    TrainedNetwork<E, T> withWeights(Weights other) {
        return new TrainedNetwork<>(encoder, other.copyFor(weights.network()), history, shortest);
    }

    Encoder<E, T> encoder() {
        return encoder;
    }

    Outputs<T> outputs() {
        return encoder.outputs();
    }

    /** Without a copy. */
    Weights weights() {
        return weights;
    }

    History history() {
        return history;
    }

    int shortest() {
        return shortest;
    }

    State start() {
        return weights.initialState(1);
    }

    /** Reads a sequence from a fresh state. */
    void read(Sequence sequence, Inference.StepConsumer consumer) {
        read(sequence, start(), consumer);
    }

    State read(Sequence sequence, State from, Inference.StepConsumer consumer) {
        return inference.read(sequence, from, consumer);
    }

    /** The predictions at the last step. */
    float[] last(Sequence sequence) {
        float[][] last = new float[1][];
        read(sequence, (step, predictions, hidden) -> last[0] = predictions);
        return last[0];
    }

    /** The predictions at each step, T × K. */
    float[][] each(Sequence sequence) {
        float[][] each = new float[sequence.steps()][];
        read(sequence, (step, predictions, hidden) -> each[step] = predictions);
        return each;
    }

    /** Whether labels and blanks are predicted at each step, to make a sequence of labels. */
    boolean isAligned() {
        return encoder.targets() == Targets.ALIGNED;
    }

    /** What the decoder writes after it has read each of some sequences, the best first. */
    List<List<Beams.Written>> write(List<Sequence> sequences, Beams beams) {
        return writing(writing -> beams.write(writing, sequences, Writing.end(weights.network())));
    }

    /** Does something with a decoder that no other thread has. */
    <R> R writing(Function<Writing, R> action) {
        Writing writing = idle.poll();
        if (writing == null) {
            writing = new Writing(weights);
        }
        try {
            return action.apply(writing);
        } finally {
            idle.add(writing);
        }
    }

    long leftOut(Iterable<E> examples) {
        long left = 0;
        for (E example : examples) {
            left += encoder.leftOut(example);
        }
        return left;
    }

    /** The mean loss of data, which the model's own data must share its scale with; ignored features are logged. */
    double loss(ModelProvenance model, DataAdapter<E, T> data) {
        Census census = Census.ofMeasuring();
        double loss = loss(model, data, census);
        census.findings("the data").forEach(LOG::warning);
        return loss;
    }

    /** Counts ignored features. */
    double loss(ModelProvenance model, DataAdapter<E, T> data, Census census) {
        TableProvenance.checkScale(model.getDatasetProvenance(), data.provenance());
        if (data.size() == 0) {
            throw new IllegalArgumentException(
                    "no data: the data set has no " + data.kind().noun());
        }
        List<Sequence> sequences = encoder.labelled("", data.numbered(), census, () -> {});
        census.check("the data");
        return Inference.error(weights, sequences, Workers.of(0));
    }

    Trace trace(E example) {
        Sequence sequence = encoder.unlabelled(example);
        return Trace.of(weights, sequence, encoder.steps(example, sequence.steps()));
    }

    void checkPredicts(String call) {
        if (isAligned()) {
            throw new IllegalStateException(
                    "%s(…) is for models that predict one value for each sequence, but this one predicts a label or a blank at each step; ctc().lattice(…) shows at which steps each label is"
                            .formatted(call));
        }
        if (outputs().areWritten()) {
            throw new IllegalStateException(
                    "%s(…) is for models that predict one value for each sequence, but this one writes sequences; decoder().alignment(…) shows what it looked at"
                            .formatted(call));
        }
    }

    GradientFlow gradientFlow(E example) {
        checkPredicts("gradientFlow");
        Sequence sequence = encoder.labelled(example);
        return GradientFlow.of(weights, sequence, encoder.steps(example, sequence.steps()));
    }

    /** Of the likeliest output at the last step. */
    Saliency saliency(E example) {
        checkPredicts("saliency");
        Sequence sequence = encoder.unlabelled(example);
        return saliency(sequence, encoder.steps(example, sequence.steps()));
    }

    Saliency saliency(Sequence sequence, List<String> steps) {
        int likeliest = outputs().likeliest(last(sequence));
        return saliency(sequence, steps, sequence.steps() - 1, likeliest);
    }

    /** Of an output by its name. */
    Saliency saliency(E example, int step, String output) {
        checkPredicts("saliency");
        Sequence sequence = encoder.unlabelled(example);
        return saliency(
                sequence,
                encoder.steps(example, sequence.steps()),
                step,
                outputs().id(output));
    }

    /** Of an output at the last step, by its name. */
    Saliency saliency(E example, String output) {
        return saliency(example, encoder.unlabelled(example).steps() - 1, output);
    }

    Saliency saliency(Sequence sequence, List<String> steps, int step, int output) {
        return Saliency.of(weights, sequence, steps, step, output, outputs().name(output));
    }

    /** What a model with these numbers is, in a line. */
    String describe(String name, ModelProvenance provenance) {
        return name + ": " + weights.network() + ", " + weights.count() + " parameters; " + history
                + ReplacedWeights.said(provenance);
    }
}
