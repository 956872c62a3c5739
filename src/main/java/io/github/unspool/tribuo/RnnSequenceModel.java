package io.github.unspool.tribuo;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.unspool.network.History;
import io.github.unspool.network.Inference;
import io.github.unspool.network.Sequence;
import io.github.unspool.network.State;
import io.github.unspool.network.Surprise;
import io.github.unspool.network.Trace;
import io.github.unspool.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.protos.core.SequenceModelProto;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;
import org.tribuo.sequence.SequenceModel;

/**
 * A trained recurrent network that tells a label at each step of a sequence. Immutable and thread-safe.
 *
 * <p>To any Tribuo program it is a {@code SequenceModel<Label>}. To somebody who trained it on text it also speaks of
 * words: {@link #next}, {@link #start}, {@link #trace}, {@link #sampler}.
 */
public final class RnnSequenceModel extends SequenceModel<Label> {
    /** The version of the protobuf that this class writes, the newest it reads. */
    public static final int CURRENT_VERSION = 0;

    private static final long serialVersionUID = 1L;

    private final transient Weights weights;
    private final transient History history;
    private final transient Encoder encoder;

    RnnSequenceModel(
            String name,
            ModelProvenance provenance,
            ImmutableFeatureMap features,
            ImmutableOutputInfo<Label> outputs,
            Weights weights,
            History history) {
        super(name, provenance, features, outputs);
        this.weights = weights;
        this.history = history;
        this.encoder = new Encoder(features, outputs);
    }

    /**
     * How the training run went.
     *
     * @return the loss of each epoch, and how the run ended
     */
    public History history() {
        return history;
    }

    /**
     * The trained numbers, with their shapes.
     *
     * @return a copy
     */
    public Weights weights() {
        return weights.copy();
    }

    /**
     * Reads tokens from a fresh state and tells what comes next.
     *
     * @param tokens what is read, one name of a feature for each step
     * @return the labels and their probabilities after the last step
     * @throws IllegalArgumentException if there is no token, or one that training never saw; it names the nearest known
     */
    public Prediction<Label> next(String... tokens) {
        if (tokens.length == 0) {
            throw new IllegalArgumentException("next(): nothing to read; give at least one word");
        }
        return start().read(List.of(tokens)).prediction();
    }

    /**
     * The state before anything is read, to go on from step by step.
     *
     * @return the state
     */
    public RnnState start() {
        return RnnState.start(this);
    }

    /**
     * Reads tokens from a fresh state and records what every hidden unit did.
     *
     * @param tokens what is read, one name of a feature for each step
     * @return the states after each step
     * @throws IllegalArgumentException if there is no token, or one that training never saw; it names the nearest known
     */
    public Trace trace(String... tokens) {
        if (tokens.length == 0) {
            throw new IllegalArgumentException("trace(): nothing to read; give at least one word");
        }
        int layers = weights.network().layers().size();
        float[][][] hidden = new float[layers][tokens.length][];
        RnnState state = start();
        for (int t = 0; t < tokens.length; t++) {
            state = state.step(tokens[t]);
            for (int layer = 0; layer < layers; layer++) {
                hidden[layer][t] = state.hidden(layer);
            }
        }
        return new Trace(List.of(tokens), hidden);
    }

    /**
     * Reads tokens and says how surprising each was after those before it.
     *
     * @param tokens at least two, one name of a feature for each step
     * @return −log p of each token but the first, at most 103.3 nats, what the smallest float gives
     * @throws IllegalArgumentException if there are fewer than two tokens, or one that training never saw
     */
    public Surprise surprise(String... tokens) {
        if (tokens.length < 2) {
            throw new IllegalArgumentException("surprise(): the first token is only read, so at least two are needed");
        }
        double[] nats = new double[tokens.length - 1];
        RnnState state = start();
        for (int t = 0; t < nats.length; t++) {
            state = state.step(tokens[t]);
            nats[t] = surprise(state.probabilities()[encoder.target(tokens[t + 1])]);
        }
        return new Surprise(List.of(tokens).subList(1, tokens.length), nats);
    }

    /** A probability too small for a float counts as the smallest that is not, so that sums stay finite. */
    private static double surprise(float probability) {
        return -StrictMath.log(Math.max(probability, Float.MIN_VALUE));
    }

    /**
     * Looks for the most probable continuation of a text by beam search.
     *
     * @param beginning at least one unit, each known from training
     * @param length how many units to add; fewer if one is reached that never had a successor in training
     * @param beams how many continuations are followed at once, at least 1
     * @return the beginning and what follows
     * @throws IllegalArgumentException if the beginning is empty or not known, or a number too small
     * @throws IllegalStateException if the model was not trained on text from {@code Sequences}
     */
    public String likeliest(String beginning, int length, int beams) {
        List<String> units = unit().split(beginning);
        if (units.isEmpty() || length < 0 || beams < 1) {
            throw new IllegalArgumentException(
                    "likeliest(\"%s\", %d, %d): a beginning, a length and at least 1 beam are needed; try likeliest(\"The \", 20, 5)"
                            .formatted(beginning, length, beams));
        }
        return unit().join(new BeamSearch(this, beams).run(units, length));
    }

    /**
     * Writes text from what the model has learned.
     *
     * @return a sampler with temperature 1, to be set up and asked
     * @throws IllegalStateException if the model was not trained on text from {@code Sequences}
     */
    public Sampler sampler() {
        return new Sampler(this, unit());
    }

    /** A data set made from another has that one's provenance as its source. */
    private TextUnit unit() {
        DataProvenance source = getProvenance().getDatasetProvenance();
        while (source instanceof DatasetProvenance data) {
            source = data.getSourceProvenance();
        }
        if (source instanceof TextProvenance text) {
            return text.unit();
        }
        throw new IllegalStateException("the model was not trained on a text, so it cannot tell how to cut or join one;"
                + " go step by step with start() instead");
    }

    /**
     * How well the model tells the labels of data, in a form that can be compared between models and with an entropy.
     *
     * @param examples labelled sequences
     * @return the mean of −log p of a step's label, in nats
     * @throws IllegalArgumentException if a label or all features of a step were not in the training data
     */
    public double loss(SequenceDataset<Label> examples) {
        if (examples.size() == 0) {
            throw new IllegalArgumentException("no data: the data set holds no sequence");
        }
        return Inference.loss(weights, encoder.labelled(examples));
    }

    @Override
    public List<Prediction<Label>> predict(SequenceExample<Label> example) {
        Sequence sequence = encoder.unlabelled(example);
        List<Prediction<Label>> predictions = new ArrayList<>(example.size());
        read(sequence, State.zero(weights.network(), 1), (step, probabilities, hidden) -> {
            int used = sequence.start()[step + 1] - sequence.start()[step];
            predictions.add(prediction(probabilities, used, example.get(step)));
        });
        return predictions;
    }

    State read(Sequence sequence, State from, Inference.StepConsumer consumer) {
        return Inference.read(weights, sequence, from, consumer);
    }

    State zeroState() {
        return State.zero(weights.network(), 1);
    }

    Encoder encoder() {
        return encoder;
    }

    Prediction<Label> prediction(float[] probabilities, int featuresUsed, Example<Label> example) {
        Map<String, Label> scores = new LinkedHashMap<>();
        Label best = null;
        for (int id = 0; id < probabilities.length; id++) {
            String name = outputIDMap.getOutput(id).getLabel();
            Label label = new Label(name, probabilities[id]);
            scores.put(name, label);
            if (best == null || label.getScore() > best.getScore()) {
                best = label;
            }
        }
        return new Prediction<>(best, scores, featuresUsed, example, true);
    }

    /** Empty: a feature's part in a recurrent network is not one number. */
    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
        return Map.of();
    }

    @Override
    public String toString() {
        return "%s: %d features → %s → %d labels, %d parameters; %s"
                .formatted(
                        getName(),
                        weights.network().inputs(),
                        String.join(
                                " → ",
                                weights.network().layers().stream()
                                        .map(l -> l.units() + " " + l.cell().name())
                                        .toList()),
                        weights.network().outputs(),
                        weights.count(),
                        history);
    }

    @Override
    public SequenceModelProto serialize() {
        return SequenceModelProto.newBuilder()
                .setVersion(CURRENT_VERSION)
                .setClassName(RnnSequenceModel.class.getName())
                .setSerializedData(
                        Any.pack(ModelProtos.write(createDataCarrier().serialize(), weights, history)))
                .build();
    }

    /**
     * Reads a model from a file that {@link #serializeToFile} wrote. Unlike Tribuo's own method it says in the message what
     * is wrong with a file, not only in a cause.
     *
     * @param path the file
     * @return the model
     * @throws IOException if the file cannot be read, or is no protobuf of Tribuo's
     * @throws IllegalStateException if the file does not hold a sound recurrent network
     */
    public static RnnSequenceModel load(Path path) throws IOException {
        SequenceModel<?> model;
        try {
            model = deserializeFromFile(path);
        } catch (IllegalStateException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new IllegalStateException(path + ": " + root.getMessage(), e);
        }
        if (model instanceof RnnSequenceModel rnn) {
            return rnn;
        }
        throw new IllegalStateException(
                path + " holds a " + model.getClass().getSimpleName() + ", not a recurrent network");
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
    public static RnnSequenceModel deserializeFromProto(int version, String className, Any message)
            throws InvalidProtocolBufferException {
        if (version < 0 || version > CURRENT_VERSION) {
            throw new IllegalStateException("a model file of version %d; this Unspool reads up to version %d"
                    .formatted(version, CURRENT_VERSION));
        }
        return ModelProtos.read(message);
    }

    /** Java serialization would lose the weights, so it is refused. */
    private Object writeReplace() throws java.io.NotSerializableException {
        throw new java.io.NotSerializableException("save the model with serializeToFile(path)");
    }
}
