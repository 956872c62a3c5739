package io.github.unspool.tribuo;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.unspool.file.WholeFile;
import io.github.unspool.inspect.GradientFlow;
import io.github.unspool.inspect.Saliency;
import io.github.unspool.inspect.Trace;
import io.github.unspool.network.Beams;
import io.github.unspool.network.Weights;
import io.github.unspool.part.Sequence;
import io.github.unspool.training.History;
import io.github.unspool.tribuo.adapter.Census;
import io.github.unspool.tribuo.adapter.DataKind;
import io.github.unspool.tribuo.adapter.Encoder;
import io.github.unspool.tribuo.adapter.ExampleAdapter;
import io.github.unspool.tribuo.adapter.ExampleEncoder;
import io.github.unspool.tribuo.adapter.Outputs;
import io.github.unspool.tribuo.adapter.ReplacedWeights;
import io.github.unspool.tribuo.adapter.StepFeatures;
import io.github.unspool.tribuo.adapter.TextReader;
import io.github.unspool.tribuo.file.ModelFiles;
import io.github.unspool.tribuo.file.ModelProtos;
import io.github.unspool.tribuo.file.RootLocale;
import io.github.unspool.tribuo.file.ValidationErrors;
import io.github.unspool.tribuo.onnx.OnnxGraph;
import io.github.unspool.tribuo.onnx.OnnxSequences;
import io.github.unspool.tribuo.onnx.OnnxSteps;
import io.github.unspool.tribuo.output.LabelSequence;
import io.github.unspool.tribuo.provenance.TableProvenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.ONNXExportable;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXPlaceholder;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A trained recurrent network with one output for each sequence. A sequence is one example, whose features'
 * names say at which step they stand. Immutable and thread-safe.
 *
 * @param <T> the kind of output
 */
public final class RnnModel<T extends Output<T>> extends Model<T> implements ONNXExportable {
    /** The version of the protobuf that this class writes, the newest it reads. */
    public static final int CURRENT_VERSION = 0;

    private static final long serialVersionUID = 1L;

    private final transient TrainedNetwork<Example<T>, T> network;
    /** The sizes of the errors on validation data, in ascending order: [output][error]; empty if there are none. */
    private final transient double[][] validationErrors;

    RnnModel(String name, ModelProvenance provenance, TrainedNetwork<Example<T>, T> network) {
        this(name, provenance, network, new double[0][]);
    }

    private RnnModel(
            String name,
            ModelProvenance provenance,
            TrainedNetwork<Example<T>, T> network,
            double[][] validationErrors) {
        super(
                name,
                provenance,
                network.encoder().features(),
                network.outputs().info(),
                network.outputs().isOfLabels());
        this.network = network;
        this.validationErrors = validationErrors;
    }

    /** This model as what a run continues from. */
    Start<Example<T>, T> asStart() {
        return new Start<>(network, getProvenance());
    }

    /**
     * How the training run went.
     *
     * @return the loss of each epoch, and how the run ended. Losses of numbers are those of the numbers brought to variance
     *     1, so that a squared error of 1 is what their mean would give
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
    public RnnModel<T> withWeights(Weights other) {
        return new RnnModel<>(getName(), ReplacedWeights.noteIn(getProvenance()), network.withWeights(other));
    }

    /**
     * The same model, which remembers how far off it was.
     *
     * @param examples numbers that it was not trained on
     */
    RnnModel<T> rememberingErrors(Dataset<T> examples) {
        return new RnnModel<>(getName(), getProvenance(), network, ValidationErrors.of(this, examples));
    }

    /**
     * How far off a model of numbers was on its validation data.
     *
     * @return the sizes of the errors of each output, in the order of the ids, the smallest first; empty if there was no
     *     validation data, or outputs are no numbers
     */
    public double[][] validationErrors() {
        return Arrays.stream(validationErrors).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * How many features of data the model does not read, since training never saw them and no name stands for them.
     *
     * @param examples the data
     * @return their number
     */
    public long leftOut(Dataset<T> examples) {
        return network.leftOut(examples);
    }

    /**
     * How well the model predicts the targets of data, in a form that can be compared between models, whatever loss,
     * weights of classes or scale they were trained with: for labels the mean of −log p in nats; for sets of labels the
     * same, with the mean over the labels; for numbers the mean squared error in their own unit. Example weights count.
     *
     * <p>Targets that are not known, or that training did not have, are left out; the log says how many the latter are.
     *
     * @param examples examples with targets
     * @return the mean loss of an example
     * @throws IllegalArgumentException if the data holds nothing that can be measured
     */
    public double loss(Dataset<T> examples) {
        return network.loss(getProvenance(), new ExampleAdapter<>(examples));
    }

    /** Counts ignored features. */
    double loss(Dataset<T> examples, Census census) {
        return network.loss(getProvenance(), new ExampleAdapter<>(examples), census);
    }

    /**
     * Measures the model by Tribuo's evaluator for its kind of output: accuracy and F1 of labels, RMSE and R² of numbers.
     * Unlike Tribuo's own call it takes data with labels that training has not, which count as wrong.
     *
     * @param examples examples with targets; those that are not known are left out
     * @return such as a {@code LabelEvaluation}, which a cell shows as a table
     * @throws IllegalArgumentException if no target is known
     */
    public Evaluation<T> evaluate(Dataset<T> examples) {
        return Measuring.evaluate(examples.getOutputFactory().getEvaluator(), this, examples);
    }

    /**
     * Records what every hidden unit did while the network read an example.
     *
     * @param example the inputs
     * @return the states and gates of each layer at each step
     * @throws IllegalArgumentException if training saw none of its features
     */
    public Trace trace(Example<T> example) {
        return network.trace(example);
    }

    /**
     * How much of the signal of the loss comes back to the steps before: for each step t the loss there would be if the
     * example ended at t, differentiated with respect to the states up to t.
     *
     * @param example the inputs and the targets
     * @return the norm of the gradient for each pair of steps, of each layer
     * @throws IllegalArgumentException if the output, or all features of the example, were not in the training data
     */
    public GradientFlow gradientFlow(Example<T> example) {
        return network.gradientFlow(example);
    }

    /**
     * What of an example mattered for what the model predicts: how fast it would change with the input of each step.
     *
     * @param example the inputs
     * @return the gradient of the log-probability of the likeliest label, or of the first number, by step
     * @throws IllegalArgumentException if training saw none of its features
     */
    public Saliency saliency(Example<T> example) {
        return network.saliency(example);
    }

    /**
     * What of an example mattered for one output.
     *
     * @param example the inputs
     * @param output a label, or the name of a number
     * @return the gradient of its log-probability, or of the number, by step
     * @throws IllegalArgumentException if there is no such output, or training saw none of the example's features
     */
    public Saliency saliency(Example<T> example, String output) {
        return network.saliency(example, output);
    }

    @Override
    public List<Prediction<T>> predict(Dataset<T> examples) {
        TableProvenance.checkScale(getProvenance().getDatasetProvenance(), examples.getProvenance());
        return super.predict(examples);
    }

    @Override
    public Prediction<T> predict(Example<T> example) {
        return predict(example, network.encoder().unlabelled(example));
    }

    /**
     * Predicts for a text, which is cut as that of training was: into letters after {@code Sequences.letters}, into words
     * after {@code Sequences.words}.
     *
     * <pre>{@code
     * model.predict("Nowak")
     * }</pre>
     *
     * @param text the text
     * @return the prediction
     * @throws IllegalArgumentException if it is empty, or training saw none of its letters or words
     * @throws IllegalStateException if the model was trained on something else
     */
    public Prediction<T> predict(String text) {
        return predict(example(text));
    }

    /** A text as an example, cut as those of training were. */
    Example<T> example(String text) {
        List<String> steps = TextReader.of(getProvenance().getDatasetProvenance())
                .orElseThrow(() -> new IllegalStateException(
                        "the model was not trained on letters or words, so it cannot split a text; pass an example"))
                .read(text);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("predict(\"%s\"): the text is empty".formatted(text));
        }
        return encoder().tokens(steps);
    }

    /**
     * Writes outputs that are sequences with the decoder in other ways than {@link #predict} does: with several beams, by drawing, step
     * by step; and shows what the decoder does.
     *
     * <pre>{@code
     * model.decoder().beams(5).predict("unspool")
     * model.decoder().alignment("unspool")
     * }</pre>
     *
     * @return the decoder of this model
     * @throws IllegalStateException if outputs are no sequences
     */
    @SuppressWarnings("unchecked") // Only sequences of labels are written.
    public RnnDecoder decoder() {
        if (!network.outputs().areWritten()) {
            throw new IllegalStateException(
                    "the model predicts one %s for each sequence, so it has no decoder; call predict(…)"
                            .formatted(network.outputs().type().getSimpleName()));
        }
        return new RnnDecoder((RnnModel<LabelSequence>) this);
    }

    /**
     * Reads sequences of labels from the labels and blanks at the steps in other ways than {@link #predict} does: the best few of
     * them, and at which steps each label is.
     *
     * <pre>{@code
     * model.ctc().beams(5).likeliest(example)
     * model.ctc().lattice(example)
     * }</pre>
     *
     * @return the reader of this model
     * @throws IllegalStateException if the model was not trained with {@code loss(Loss.ctc())}
     */
    @SuppressWarnings("unchecked") // Only sequences of labels are aligned.
    public RnnCtc ctc() {
        if (!network.isAligned()) {
            throw new IllegalStateException(
                    "the model was trained with %s, so it has no blanks to read between; train it with loss(Loss.ctc())"
                            .formatted(network.weights().network().loss()));
        }
        return new RnnCtc((RnnModel<LabelSequence>) this);
    }

    TrainedNetwork<Example<T>, T> network() {
        return network;
    }

    @Override
    protected List<Prediction<T>> innerPredict(Iterable<Example<T>> examples) {
        return network.outputs().areWritten()
                ? predict(examples, Census.ofTraining(true))
                : super.innerPredict(examples);
    }

    /** Predictions for many examples at once, which a decoder writes side by side. */
    List<Prediction<T>> predict(Iterable<Example<T>> examples, Census census) {
        return predict(examples, census, greedy());
    }

    List<Prediction<T>> predict(Iterable<Example<T>> examples, Census census, Beams search) {
        List<Example<T>> all = new ArrayList<>();
        examples.forEach(all::add);
        List<Sequence> sequences = all.stream()
                .map(example -> network.encoder().unlabelled(example, census))
                .toList();
        if (!network.outputs().areWritten()) {
            return IntStream.range(0, all.size())
                    .mapToObj(i -> predict(all.get(i), sequences.get(i)))
                    .toList();
        }
        List<List<Beams.Written>> written = network.write(sequences, search);
        return IntStream.range(0, all.size())
                .mapToObj(i -> network.outputs()
                        .prediction(written.get(i), sequences.get(i).inputs().entries(), all.get(i)))
                .toList();
    }

    private Beams greedy() {
        return new Beams(1, Math.max(1, network.outputs().limit()), 0);
    }

    @SuppressWarnings("unchecked") // Only sequences of labels are aligned.
    private Prediction<T> predict(Example<T> example, Sequence sequence) {
        if (network.isAligned()) {
            return (Prediction<T>) ctc().prediction((Example<LabelSequence>) example, sequence);
        }
        if (network.outputs().areWritten()) {
            return network.outputs()
                    .prediction(
                            network.write(List.of(sequence), greedy()).get(0),
                            sequence.inputs().entries(),
                            example);
        }
        return network.outputs()
                .prediction(network.last(sequence), sequence.inputs().entries(), example);
    }

    private ExampleEncoder<T> encoder() {
        return (ExampleEncoder<T>) network.encoder();
    }

    /** Empty: a feature's part in a recurrent network is not one number. */
    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
        return Map.of();
    }

    /** Empty, for the same reason. */
    @Override
    public Optional<Excuse<T>> getExcuse(Example<T> example) {
        return Optional.empty();
    }

    @Override
    protected RnnModel<T> copy(String newName, ModelProvenance newProvenance) {
        return new RnnModel<>(newName, newProvenance, network, validationErrors);
    }

    @Override
    public String toString() {
        return network.describe(getName(), getProvenance());
    }

    @Override
    public ModelProto serialize() {
        return RootLocale.in(this::proto);
    }

    private ModelProto proto() {
        return ModelProto.newBuilder()
                .setVersion(CURRENT_VERSION)
                .setClassName(RnnModel.class.getName())
                .setSerializedData(Any.pack(
                        ModelProtos.write(createDataCarrier().serialize(), network.weights(), network.history())
                                .toBuilder()
                                .setShortest(network.shortest())
                                .addAllValidationErrors(ValidationErrors.write(validationErrors))
                                .build()))
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
     * Reads a model of some kind of outputs from a file that {@link #serializeToFile} wrote. The file may come from a
     * stranger: unlike Tribuo's own method this one loads no class that the file names, unless it is known, and says in the
     * message what is wrong with a file, not only in a cause.
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
    public static <U extends Output<U>> RnnModel<U> load(Path path, Class<U> type) throws IOException {
        RnnModel<?> model = ModelFiles.load(path, RnnModel::deserializeFromProto, RnnModel.class);
        ModelFiles.checkType(path, model.network.outputs(), type);
        return (RnnModel<U>) model;
    }

    /**
     * Reads a model; called by {@link Model#deserialize}.
     *
     * @param version the version of the message
     * @param className the class that wrote it
     * @param message the message
     * @return the model
     * @throws InvalidProtocolBufferException if the message is not of our type
     * @throws IllegalStateException if what it says is not a sound model; the message says why
     */
    public static RnnModel<?> deserializeFromProto(int version, String className, Any message)
            throws InvalidProtocolBufferException {
        ModelFiles.checkVersion(version, CURRENT_VERSION);
        ModelProtos.Content content = RootLocale.in(() -> ModelProtos.read(message, DataKind.EXAMPLES));
        return create(content, content.outputs());
    }

    private static <T extends Output<T>> RnnModel<T> create(
            ModelProtos.Content content, ImmutableOutputInfo<T> outputs) {
        Encoder<Example<T>, T> encoder = new ExampleEncoder<>(
                content.features(), Outputs.of(outputs, content.weights().scale()));
        return new RnnModel<>(
                content.name(),
                content.provenance(),
                new TrainedNetwork<>(encoder, content.weights(), content.history(), content.shortest()),
                content.validationErrors());
    }

    /**
     * The model as a graph of ONNX, whose operators compute what {@link #predict} does, with the shapes that all of
     * Tribuo's have. {@link #saveONNXModel} writes it to a file. B examples, F features and K outputs in the order of their
     * ids:
     *
     * <ul>
     *   <li>{@code input}, floats, B × F: every feature, such as {@code t003:temperature}, 0 where an example has it not
     *   <li>{@code output}, B × K: floats, for labels probabilities; for numbers doubles, in their unit
     * </ul>
     *
     * <p>Such an input cannot distinguish a step of zeros from a missing one. In the graph an example ends at its last step
     * that has a number other than 0, but has no fewer steps than the shortest of training. So it agrees with {@link
     * #predict} if all examples of training were of one length; otherwise, except for examples whose last steps hold only
     * zeros, or that are shorter than all of training.
     *
     * @param domain a name in reverse DNS notation, such as {@code org.example.weather}
     * @param modelVersion any number
     * @return the graph, with the model's provenance
     */
    @Override
    public OnnxMl.ModelProto exportONNXModel(String domain, long modelVersion) {
        ONNXContext onnx = new ONNXContext();
        onnx.setName("RnnModel");
        ONNXPlaceholder input = onnx.floatInput(featureIDMap.size());
        ONNXPlaceholder output = onnx.floatOutput(outputIDInfo.size());
        write(input).assignTo(output);
        OnnxMl.ModelProto.Builder proto =
                RootLocale.in(() -> ONNXExportable.buildModel(onnx, domain, modelVersion, this).toBuilder());
        proto.getGraphBuilder()
                .getOutputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .setElemType(OnnxSequences.outputType(network.weights()).getNumber());
        return proto.build();
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
     * Writes the network into a graph. Inside of a graph of Tribuo's all is floats, so numbers far from 0 lose digits here;
     * {@link #exportONNXModel} gives doubles.
     *
     * @param input floats, B × F
     * @return floats, B × K
     */
    @Override
    public ONNXNode writeONNXGraph(ONNXRef<?> input) {
        return OnnxGraph.floats(network.weights(), write(input));
    }

    private ONNXNode write(ONNXRef<?> input) {
        if (network.isAligned()) {
            throw new IllegalStateException(
                    "a model that was trained with Loss.ctc() cannot be written as ONNX yet; weights().write(path) writes its numbers");
        }
        StepFeatures steps = encoder().steps();
        return OnnxGraph.write(
                network.weights(), OnnxSteps.inputs(input, steps), OnnxSteps.lengths(input, steps, network.shortest()));
    }

    /** Java serialization would lose the weights, so it is refused. */
    private Object writeReplace() throws java.io.NotSerializableException {
        throw new java.io.NotSerializableException(
                "Java serialization is not supported; save the model with serializeToFile(path)");
    }
}
