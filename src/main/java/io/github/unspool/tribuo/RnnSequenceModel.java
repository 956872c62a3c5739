package io.github.unspool.tribuo;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.unspool.file.WholeFile;
import io.github.unspool.inspect.GradientFlow;
import io.github.unspool.inspect.Saliency;
import io.github.unspool.inspect.Surprise;
import io.github.unspool.inspect.Trace;
import io.github.unspool.network.Bptt;
import io.github.unspool.network.Stepper;
import io.github.unspool.network.Weights;
import io.github.unspool.part.Sequence;
import io.github.unspool.training.History;
import io.github.unspool.tribuo.adapter.Census;
import io.github.unspool.tribuo.adapter.DataKind;
import io.github.unspool.tribuo.adapter.Outputs;
import io.github.unspool.tribuo.adapter.ReplacedWeights;
import io.github.unspool.tribuo.adapter.SequenceAdapter;
import io.github.unspool.tribuo.adapter.SequenceEncoder;
import io.github.unspool.tribuo.adapter.TextReader;
import io.github.unspool.tribuo.file.ModelFiles;
import io.github.unspool.tribuo.file.ModelProtos;
import io.github.unspool.tribuo.file.RootLocale;
import io.github.unspool.tribuo.onnx.OnnxGraph;
import io.github.unspool.tribuo.onnx.OnnxSequences;
import io.github.unspool.tribuo.provenance.TableProvenance;
import io.github.unspool.tribuo.text.TextUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.ONNXExportable;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.SequenceModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;
import org.tribuo.sequence.SequenceModel;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A trained recurrent network with an output at each step of a sequence. Immutable and thread-safe.
 *
 * <p>To any Tribuo program it is a {@code SequenceModel<T>}. To somebody who trained it on text it also speaks of
 * words: {@link #next}, {@link #start}, {@link #trace}, and what only a model of text can do, {@link #text}.
 *
 * @param <T> the kind of output
 */
public final class RnnSequenceModel<T extends Output<T>> extends SequenceModel<T> implements ONNXExportable {
    /** The version of the protobuf that this class writes, the newest it reads. */
    public static final int CURRENT_VERSION = 0;

    private static final long serialVersionUID = 1L;

    private final transient TrainedNetwork<SequenceExample<T>, T> network;

    RnnSequenceModel(String name, ModelProvenance provenance, TrainedNetwork<SequenceExample<T>, T> network) {
        super(name, provenance, network.encoder().features(), network.outputs().info());
        this.network = network;
    }

    /** This model as what a run continues from. */
    Start<SequenceExample<T>, T> asStart() {
        return new Start<>(network, getProvenance());
    }

    /**
     * How the training run went.
     *
     * @return the loss of each epoch, and how the run ended
     */
    public History history() {
        return network.history();
    }

    /**
     * The trained numbers, with their shapes.
     *
     * @return a copy
     */
    public Weights weights() {
        return network.weights().copy();
    }

    /**
     * The same model with other numbers, such as those of a file that {@link Weights#readNumpy} read. Its history stays that
     * of the training run; that the numbers are others is said by {@link #toString} and, as {@code weights-replaced}, by the
     * instance values of its provenance.
     *
     * @param other weights of the same network; they are copied
     * @return a new model
     * @throws IllegalArgumentException if they are weights of another network, or a number is not finite
     */
    public RnnSequenceModel<T> withWeights(Weights other) {
        return new RnnSequenceModel<>(getName(), ReplacedWeights.noteIn(getProvenance()), network.withWeights(other));
    }

    /**
     * Reads a text or its tokens from a fresh state and predicts what comes next.
     *
     * <pre>{@code
     * model.next("The gardener waters")           // one argument is a text, cut as that of training was
     * model.next("The", "gardener", "waters")     // several are tokens
     * }</pre>
     *
     * @param tokens a text, which is cut as that of training was; or the inputs of each step, one feature name for
     *     each
     * @return the prediction after the last step: for text the labels and their probabilities
     * @throws IllegalArgumentException if there is no token, or one that training never saw; it names the nearest known
     */
    public Prediction<T> next(String... tokens) {
        List<String> steps = steps("next", tokens);
        return prediction(network.last(encoder().tokens(steps)), 1, tokenExample(steps.get(steps.size() - 1)));
    }

    /** A step with one feature, of value 1, with an unknown output. */
    Example<T> tokenExample(String token) {
        return new ArrayExample<>(unknownOutput(), new String[] {token}, new double[] {1});
    }

    T unknownOutput() {
        return network.outputs().unknown();
    }

    /**
     * Returns the state before the first step, to predict step by step.
     *
     * @return the state
     * @throws IllegalStateException if a layer is bidirectional, so that there is no prediction before the end
     */
    public RnnState<T> start() {
        checkCausal("start");
        return RnnState.start(this);
    }

    /**
     * Returns a state that begins with given hidden states, to predict from there.
     *
     * @param hidden the hidden state of each layer from the lowest, as {@link RnnState#hidden} returns it
     * @return the state
     * @throws IllegalArgumentException if the numbers do not fit the layers, or one is not finite
     * @throws IllegalStateException if a layer is bidirectional
     */
    public RnnState<T> start(float[][] hidden) {
        return start(hidden, new float[0][]);
    }

    /**
     * Returns a state that begins with given hidden states and memories, to predict from there.
     *
     * @param hidden the hidden state of each layer from the lowest, as {@link RnnState#hidden} returns it
     * @param memories the memory of each layer, as {@link RnnState#memory} returns it
     * @return the state
     * @throws IllegalArgumentException if the numbers do not fit the layers, or one is not finite
     * @throws IllegalStateException if a layer is bidirectional
     */
    public RnnState<T> start(float[][] hidden, float[][] memories) {
        checkCausal("start");
        return RnnState.start(this, hidden, memories);
    }

    /**
     * Returns a stepper at the state before the first step, which predicts step by step as fast as possible, without
     * allocating. Where a state is to be kept or looked at, {@link #start} is easier.
     *
     * @return a stepper for one sequence and one thread
     * @throws IllegalStateException if a layer is bidirectional, so that there is no prediction before the end
     */
    public RnnStepper stepper() {
        checkCausal("stepper");
        return new RnnStepper(
                new Stepper(network.weights()),
                getFeatureIDMap(),
                network.weights().scale());
    }

    private void checkCausal(String call) {
        if (!network.weights().network().stack().isCausal()) {
            throw new IllegalStateException(
                    call
                            + "(): a bidirectional layer needs the whole sequence, so it cannot predict step by step; use predict, next or trace with the whole sequence");
        }
    }

    /**
     * Reads a text or its tokens from a fresh state and records what every hidden unit did.
     *
     * @param tokens a text, which is cut as that of training was; or the inputs of each step, one feature name for
     *     each
     * @return the states and gates of each layer at each step
     * @throws IllegalArgumentException if there is no token, or one that training never saw; it names the nearest known
     */
    public Trace trace(String... tokens) {
        List<String> steps = steps("trace", tokens);
        return Trace.of(network.weights(), encoder().tokens(steps), steps);
    }

    /**
     * Reads a sequence from a fresh state and records what every hidden unit did.
     *
     * @param example the inputs
     * @return the states and gates of each layer at each step
     * @throws IllegalArgumentException if training saw none of a step's features
     */
    public Trace trace(SequenceExample<T> example) {
        return network.trace(example);
    }

    /**
     * The gradients of a sequence's loss, which one backward pass computes for the optimiser.
     *
     * @param example the inputs and targets of each step
     * @return ∂L/∂w for each number of {@link #weights}
     * @throws IllegalArgumentException if an output, or all features of a step, were not in the training data
     */
    public Weights gradients(SequenceExample<T> example) {
        return Bptt.gradients(network.weights(), network.encoder().labelled(example));
    }

    /**
     * This model as one of text: how surprising a text is, how it may continue, and how far its gradients reach.
     *
     * @return the view, which has all calls that need labels
     * @throws IllegalStateException if the model predicts numbers or sets of labels
     */
    @SuppressWarnings("unchecked") // The outputs are checked to be labels.
    public RnnText text() {
        if (network.outputs().type() != Label.class) {
            throw new IllegalStateException(
                    "the model predicts outputs of type %s, not one label a step, so it is no model of text; use predict, trace or saliency"
                            .formatted(network.outputs().type().getSimpleName()));
        }
        return RnnText.of((RnnSequenceModel<Label>) this);
    }

    /**
     * The same as {@code text().gradientFlow(tokens)}.
     *
     * @param tokens as in {@link RnnText#gradientFlow}
     * @return as there
     * @throws IllegalArgumentException as there
     * @throws IllegalStateException as {@link #text}
     */
    public GradientFlow gradientFlow(String... tokens) {
        return text().gradientFlow(tokens);
    }

    /**
     * The same as {@code text().surprise(tokens)}.
     *
     * @param tokens as in {@link RnnText#surprise}
     * @return as there
     * @throws IllegalArgumentException as there
     * @throws IllegalStateException as {@link #text}
     */
    public Surprise surprise(String... tokens) {
        return text().surprise(tokens);
    }

    /**
     * How much of the signal of each step's loss comes back to the steps before it.
     *
     * @param example the inputs and targets of each step
     * @return the norm of the gradient of each loss with respect to the state at each step, of each layer
     * @throws IllegalArgumentException if an output, or all features of a step, were not in the training data
     */
    public GradientFlow gradientFlow(SequenceExample<T> example) {
        return network.gradientFlow(example);
    }

    /**
     * What of the tokens mattered for what the model predicts after the last: how fast it would change with each.
     *
     * @param tokens a text, which is cut as that of training was; or the inputs of each step, one feature name for
     *     each
     * @return the gradient of the log-probability of the likeliest label, or of the first number, by step
     * @throws IllegalArgumentException if there is no token, or one that training never saw; it names the nearest known
     */
    public Saliency saliency(String... tokens) {
        List<String> steps = steps("saliency", tokens);
        return network.saliency(encoder().tokens(steps), steps);
    }

    /**
     * What of the tokens mattered for one output.
     *
     * @param tokens the inputs, one feature name for each step
     * @param step the step of the output, 0 for the first
     * @param output a label, or the name of a number
     * @return the gradient of its log-probability, or of the number, by step
     * @throws IllegalArgumentException if there is no such step or output, or a token that training never saw
     */
    public Saliency saliency(List<String> tokens, int step, String output) {
        return network.saliency(
                encoder().tokens(tokens), tokens, step, network.outputs().id(output));
    }

    /**
     * What of a sequence mattered for what the model predicts at its last step.
     *
     * @param example the inputs
     * @return the gradient of the log-probability of the likeliest label, or of the first number, by step
     * @throws IllegalArgumentException if training saw none of a step's features
     */
    public Saliency saliency(SequenceExample<T> example) {
        return network.saliency(example);
    }

    /**
     * What of a sequence mattered for one output.
     *
     * @param example the inputs
     * @param step the step of the output, 0 for the first
     * @param output a label, or the name of a number
     * @return the gradient of its log-probability, or of the number, by step
     * @throws IllegalArgumentException if there is no such step or output, or training saw none of a step's features
     */
    public Saliency saliency(SequenceExample<T> example, int step, String output) {
        return network.saliency(example, step, output);
    }

    /** What a call was given to read: one argument is a text, several are tokens. */
    List<String> steps(String call, String... tokens) {
        List<String> steps = tokens.length == 1 ? cut(tokens[0]) : List.of(tokens);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException(call + "(): there are no tokens; pass at least one");
        }
        return steps;
    }

    /** The tokens of a text; a mark stands for itself, and so does what the data did not cut. */
    List<String> cut(String text) {
        return TextReader.of(getProvenance().getDatasetProvenance())
                .filter(reader -> !TextUnit.isMark(text)
                        && (reader.marks() || getFeatureIDMap().get(text) == null))
                .map(reader -> reader.read(text))
                .orElse(List.of(text));
    }

    /**
     * How many features of data the model does not read, since training never saw them and no name stands for them.
     *
     * @param examples the data
     * @return their number
     */
    public long leftOut(SequenceDataset<T> examples) {
        return network.leftOut(examples);
    }

    /**
     * How well the model predicts the targets of data, in a form that can be compared between models, whatever loss,
     * weights of classes or scale they were trained with: for labels the mean of −log p in nats, which can be compared with
     * an entropy; for sets of labels the same, with the mean over the labels; for numbers the mean squared error in their
     * own unit. Example weights count.
     *
     * <p>Targets that are not known, or that training did not have, are left out; the log says how many the latter are.
     *
     * @param examples sequences with targets
     * @return the mean loss of a step
     * @throws IllegalArgumentException if the data holds nothing that can be measured
     */
    public double loss(SequenceDataset<T> examples) {
        return network.loss(getProvenance(), new SequenceAdapter<>(examples));
    }

    /** Counts ignored features. */
    double loss(SequenceDataset<T> examples, Census census) {
        return network.loss(getProvenance(), new SequenceAdapter<>(examples), census);
    }

    /**
     * Measures the model by Tribuo's evaluator for its kind of output, each step as one example: accuracy and F1 of labels,
     * RMSE and R² of numbers. Labels that training has not count as wrong.
     *
     * @param examples sequences with targets; steps whose target is not known are left out
     * @return such as a {@code LabelEvaluation}, which a cell shows as a table
     * @throws IllegalArgumentException if no target is known
     */
    public Evaluation<T> evaluate(SequenceDataset<T> examples) {
        return Measuring.evaluate(examples.getOutputFactory().getEvaluator(), this, examples);
    }

    /** A prediction also where training knew no feature: what came before decides, or nothing. */
    List<Prediction<T>> predictAnyway(SequenceExample<T> example) {
        return predict(example, network.encoder().unlabelled(example, Census.ofMeasuring()));
    }

    @Override
    public List<List<Prediction<T>>> predict(SequenceDataset<T> examples) {
        TableProvenance.checkScale(getProvenance().getDatasetProvenance(), examples.getProvenance());
        return super.predict(examples);
    }

    @Override
    public List<Prediction<T>> predict(SequenceExample<T> example) {
        return predict(example, network.encoder().unlabelled(example));
    }

    /**
     * Predicts at each step of a sequence that continues another one, such as the next days of a series.
     *
     * <pre>{@code
     * var january  = model.predict(days.get(0), model.start());
     * var february = model.predict(days.get(1), january.state());
     * }</pre>
     *
     * @param example the inputs of each step
     * @param from the state to begin with, of this model
     * @return the predictions, and the state after the last step
     * @throws IllegalArgumentException if it is a state of another model, or training saw none of a step's features
     */
    public RnnState.Continuation<T> predict(SequenceExample<T> example, RnnState<T> from) {
        if (!from.isOf(this)) {
            throw new IllegalArgumentException(
                    "predict: the state is one of another model; begin with start(), or start(hidden) with its numbers");
        }
        return from.predict(example);
    }

    /**
     * Predicts at each step of a text, or of its tokens, from a fresh state.
     *
     * @param tokens a text, which is cut as that of training was; or the inputs of each step, one feature name for
     *     each
     * @return a prediction for each step
     * @throws IllegalArgumentException if there is no token, or one that training never saw; it names the nearest known
     */
    public List<Prediction<T>> predict(String... tokens) {
        List<String> steps = steps("predict", tokens);
        List<Prediction<T>> all = new ArrayList<>(steps.size());
        network.read(
                encoder().tokens(steps),
                (step, predictions, hidden) -> all.add(prediction(predictions, 1, tokenExample(steps.get(step)))));
        return all;
    }

    private List<Prediction<T>> predict(SequenceExample<T> example, Sequence sequence) {
        List<Prediction<T>> all = new ArrayList<>(example.size());
        network.read(sequence, (step, predictions, hidden) -> {
            all.add(prediction(predictions, sequence.inputs().entries(step), example.get(step)));
        });
        return all;
    }

    TrainedNetwork<SequenceExample<T>, T> network() {
        return network;
    }

    SequenceEncoder<T> encoder() {
        return (SequenceEncoder<T>) network.encoder();
    }

    Prediction<T> prediction(float[] predictions, int featuresUsed, Example<T> example) {
        return network.outputs().prediction(predictions, featuresUsed, example);
    }

    /** Empty: a feature's part in a recurrent network is not one number. */
    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
        return Map.of();
    }

    @Override
    public String toString() {
        return network.describe(getName(), getProvenance());
    }

    @Override
    public SequenceModelProto serialize() {
        return RootLocale.in(this::proto);
    }

    private SequenceModelProto proto() {
        return SequenceModelProto.newBuilder()
                .setVersion(CURRENT_VERSION)
                .setClassName(RnnSequenceModel.class.getName())
                .setSerializedData(Any.pack(
                        ModelProtos.write(createDataCarrier().serialize(), network.weights(), network.history())))
                .build();
    }

    /**
     * Writes the model to a file, which is replaced as a whole or not at all.
     *
     * @param path the file
     * @throws IOException if it cannot be written; the message names the file and says why
     */
    @Override
    public void serializeToFile(Path path) throws IOException {
        WholeFile.write(path, serialize()::writeTo);
    }

    /**
     * Reads a model of labels from a file that {@link #serializeToFile} wrote. Unlike Tribuo's own method it says in the
     * message what is wrong with a file, not only in a cause.
     *
     * @param path the file
     * @return the model
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is larger than Java's memory
     * @throws IllegalStateException if the file does not contain a valid recurrent network that predicts labels
     */
    public static RnnSequenceModel<Label> load(Path path) throws IOException {
        return load(path, Label.class);
    }

    /**
     * Reads a model of some kind of outputs from a file.
     *
     * @param path the file
     * @param type the kind, such as {@code Regressor.class}
     * @param <U> the kind
     * @return the model
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is larger than Java's memory
     * @throws IllegalStateException if the file does not contain a valid recurrent network with such outputs
     */
    @SuppressWarnings("unchecked") // The kind of outputs is checked.
    public static <U extends Output<U>> RnnSequenceModel<U> load(Path path, Class<U> type) throws IOException {
        RnnSequenceModel<?> model =
                ModelFiles.load(path, RnnSequenceModel::deserializeFromProto, RnnSequenceModel.class);
        ModelFiles.checkType(path, model.network.outputs(), type);
        return (RnnSequenceModel<U>) model;
    }

    /**
     * Reads a model; called by {@link SequenceModel#deserialize}.
     *
     * @param version the version of the message
     * @param className the class that wrote it
     * @param message the message
     * @return the model
     * @throws InvalidProtocolBufferException if the message is not of our type
     * @throws IllegalStateException if what it says is not a sound model; the message says why
     */
    public static RnnSequenceModel<?> deserializeFromProto(int version, String className, Any message)
            throws InvalidProtocolBufferException {
        ModelFiles.checkVersion(version, CURRENT_VERSION);
        ModelProtos.Content content = RootLocale.in(() -> ModelProtos.read(message, DataKind.SEQUENCES));
        return create(content, content.outputs());
    }

    private static <T extends Output<T>> RnnSequenceModel<T> create(
            ModelProtos.Content content, ImmutableOutputInfo<T> outputs) {
        SequenceEncoder<T> encoder = new SequenceEncoder<>(
                content.features(), Outputs.of(outputs, content.weights().scale()));
        return new RnnSequenceModel<>(
                content.name(),
                content.provenance(),
                new TrainedNetwork<>(encoder, content.weights(), content.history(), content.shortest()));
    }

    /**
     * The model as a graph of ONNX, whose operators compute what {@link #predict} does. {@link #saveONNXModel} writes it
     * to a file. T steps, B sequences, D features and K outputs in the order of their ids:
     *
     * <ul>
     *   <li>{@code input}, floats, T × B × D: the features of each step; what follows a sequence's end does not matter
     *   <li>{@code sequence_lens}, int32, B: how many steps each sequence has, from 1 to T
     *   <li>{@code output}, T × B × K: floats, for labels probabilities; for numbers doubles, in their unit; what follows a
     *       sequence's end means nothing
     * </ul>
     *
     * @param domain a name in reverse DNS notation, such as {@code org.example.weather}
     * @param modelVersion any number
     * @return the graph, with the model's provenance
     */
    @Override
    public OnnxMl.ModelProto exportONNXModel(String domain, long modelVersion) {
        return OnnxSequences.export(network.weights(), domain, modelVersion, this);
    }

    /**
     * Writes the graph of {@link #exportONNXModel} to a file, which is replaced as a whole or not at all.
     *
     * @param domain as there
     * @param modelVersion as there
     * @param path the file
     * @throws IOException if it cannot be written; the message names the file and says why
     */
    @Override
    public void saveONNXModel(String domain, long modelVersion, Path path) throws IOException {
        WholeFile.write(path, exportONNXModel(domain, modelVersion)::writeTo);
    }

    /**
     * Writes the network into a graph, for sequences that all have as many steps as the input. Inside of a graph of Tribuo's
     * all is floats, so numbers far from 0 lose digits here; {@link #exportONNXModel} gives doubles.
     *
     * @param input floats, T × B × D
     * @return floats, T × B × K
     */
    @Override
    public ONNXNode writeONNXGraph(ONNXRef<?> input) {
        return OnnxGraph.floats(
                network.weights(), OnnxGraph.write(network.weights(), input, OnnxSequences.allSteps(input)));
    }

    /** Java serialization would lose the weights, so it is refused. */
    private Object writeReplace() throws java.io.NotSerializableException {
        throw new java.io.NotSerializableException(
                "Java serialization is not supported; save the model with serializeToFile(path)");
    }
}
