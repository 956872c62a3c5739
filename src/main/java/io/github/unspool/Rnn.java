package io.github.unspool;

import static io.github.unspool.training.Frozen.FREEZE;
import static io.github.unspool.training.Plateau.LOWER_RATE;
import static io.github.unspool.training.Stopping.PATIENCE;
import static io.github.unspool.training.TrainingSettings.BATCH;
import static io.github.unspool.training.TrainingSettings.BUCKET;
import static io.github.unspool.training.TrainingSettings.CLIP;
import static io.github.unspool.training.TrainingSettings.EPOCHS;
import static io.github.unspool.training.TrainingSettings.STATEFUL;
import static io.github.unspool.training.TrainingSettings.TRUNCATE;
import static io.github.unspool.tribuo.setting.Hyperparameters.CHECKPOINT;
import static io.github.unspool.tribuo.setting.Hyperparameters.CLASS_WEIGHTS;
import static io.github.unspool.tribuo.setting.Hyperparameters.DECODER;
import static io.github.unspool.tribuo.setting.Hyperparameters.IGNORE_UNKNOWN;
import static io.github.unspool.tribuo.setting.Hyperparameters.INITIAL;
import static io.github.unspool.tribuo.setting.Hyperparameters.INITIAL_RECURRENT;
import static io.github.unspool.tribuo.setting.Hyperparameters.LEARN_START;
import static io.github.unspool.tribuo.setting.Hyperparameters.LOSS;
import static io.github.unspool.tribuo.setting.Hyperparameters.OPTIMISER;
import static io.github.unspool.tribuo.setting.Hyperparameters.QUIET;
import static io.github.unspool.tribuo.setting.Hyperparameters.SEED;
import static io.github.unspool.tribuo.setting.Hyperparameters.THREADS;
import static io.github.unspool.tribuo.setting.Hyperparameters.VALIDATION;

import io.github.unspool.data.split.Parts;
import io.github.unspool.loss.Loss;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.part.Initial;
import io.github.unspool.setting.Setting;
import io.github.unspool.training.EpochWatcher;
import io.github.unspool.training.Frozen;
import io.github.unspool.training.Patience;
import io.github.unspool.training.Plateau;
import io.github.unspool.training.RateSearch;
import io.github.unspool.training.Regulariser;
import io.github.unspool.tribuo.LatestModel;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.RnnSequenceTrainer;
import io.github.unspool.tribuo.RnnTrainer;
import io.github.unspool.tribuo.optimiser.Adam;
import io.github.unspool.tribuo.optimiser.Sgd;
import io.github.unspool.tribuo.setting.Hyperparameters;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.sequence.SequenceDataset;

/**
 * A recurrent network and its training settings. It is an immutable builder: each method returns a new value, so two
 * builders can continue from the same one.
 *
 * <pre>{@code
 * var rnn   = Rnn.builder().hidden(4).tanh().epochs(200).adam(0.01).seed(42);
 * var model = rnn.train(Sequences.words("I love recurrent neural networks"));
 * model.next("I", "love", "recurrent", "neural")
 * }</pre>
 *
 * <p>The data decides what the network predicts: labels, numbers or sets of labels; at each step of a
 * {@code SequenceDataset}, once for each example of a {@code Dataset}. Defaults: adam(0.01), 100 epochs, batches of 32
 * sequences, no truncation, no clipping, seed 1.
 *
 * <p>The options of a layer, such as {@code dropout(0.2)}, come right after its cell: see {@link LayeredRnn}. All other
 * methods configure the whole network and its training, and may be called in any order.
 */
public sealed class Rnn permits LayeredRnn {
    private static final Rnn EMPTY = new Rnn(Hyperparameters.DEFAULT);

    private final Hyperparameters parameters;

    Rnn(Hyperparameters parameters) {
        this.parameters = parameters;
    }

    private <T> Rnn with(Setting<T> setting, T value) {
        return new Rnn(parameters.with(setting, value));
    }

    /**
     * Creates a builder.
     *
     * @return a builder without layers
     */
    public static Rnn builder() {
        return EMPTY;
    }

    /**
     * Creates a builder from existing hyperparameters, such as those of a configuration file.
     *
     * @param parameters such as those of a trainer
     * @return a network with these layers and settings
     */
    public static Rnn of(Hyperparameters parameters) {
        return new Rnn(parameters);
    }

    /**
     * Adds an embedding below the first layer: a table that holds a learned vector for each input, such as a word.
     *
     * @param width the length of the vectors, at least 1
     * @return the changed network
     * @throws IllegalArgumentException if the width is not positive
     */
    public Rnn embedding(int width) {
        return new Rnn(parameters.withEmbedding(width));
    }

    /**
     * Adds a layer on top; the next method call chooses its cell.
     *
     * @param units its width, at least 1
     * @return the layer, whose cell must be chosen next
     * @throws IllegalArgumentException if the width is not positive
     */
    public Layer hidden(int units) {
        return new Layer(units);
    }

    /** A layer whose cell has not been chosen yet. */
    public final class Layer extends CellChoice<LayeredRnn> {
        private Layer(int units) {
            super(units);
        }

        @Override
        LayeredRnn with(LayerSpec layer) {
            return new LayeredRnn(parameters.withLayer(layer));
        }

        @Override
        public String toString() {
            return Rnn.this + super.toString();
        }
    }

    /**
     * Adds a decoder, which writes an output that is a sequence of any length, after the layers have read theirs.
     *
     * <pre>{@code
     * Rnn.builder().embedding(32).hidden(64).gru().bidirectional()
     *     .decoder(d -> d.embedding(32).hidden(64).gru().attention())
     * }</pre>
     *
     * @param how its layers, from the lowest
     * @return the changed network
     * @throws IllegalArgumentException if it has no layer, or one that cannot be in a decoder
     */
    public Rnn decoder(UnaryOperator<DecoderBuilder> how) {
        return with(DECODER, how.apply(DecoderBuilder.NOTHING).spec());
    }

    /**
     * Returns to the last added layer, to change options that can otherwise be set only right after its cell.
     *
     * <pre>{@code
     * Compare.of(rnn).over("dropout", List.of(0.1, 0.3), (r, p) -> r.top().dropout(p))
     * }</pre>
     *
     * @return the same network, with the options of its last added layer
     * @throws IllegalArgumentException if there is no layer yet
     */
    public LayeredRnn top() {
        return withTop(parameters.topLayer());
    }

    /**
     * Changes the number of units of the last added layer, for example to compare several widths.
     *
     * @param units its width, at least 1
     * @return the changed network
     * @throws IllegalArgumentException if the width is not positive, or there is no layer yet
     */
    public LayeredRnn units(int units) {
        return withTop(parameters.topLayer().withUnits(units));
    }

    LayeredRnn withTop(LayerSpec layer) {
        return new LayeredRnn(parameters.withTopLayer(layer));
    }

    /**
     * Sets how input and output weights begin; the default is {@code Initial.glorotUniform()}.
     *
     * @param initial such as {@code Initial.heNormal()} for relu
     * @return the changed network
     * @throws IllegalArgumentException if it is for square matrices only
     */
    public Rnn initial(Initial initial) {
        return with(INITIAL, initial);
    }

    /**
     * Sets how recurrent weights begin; the default is {@code Initial.orthogonal()}.
     *
     * @param initial such as {@code Initial.identity(1)} for relu
     * @return the changed network
     */
    public Rnn initialRecurrent(Initial initial) {
        return with(INITIAL_RECURRENT, initial);
    }

    /**
     * Makes the state before the first step a learned parameter; by default it is zero.
     *
     * @return the changed network
     */
    public Rnn learnStart() {
        return with(LEARN_START, true);
    }

    /**
     * Sets the loss. By default it follows from the outputs of the data.
     *
     * @param loss such as {@code Loss.huber(1)}, {@code Loss.crossEntropy(0.1)} for label smoothing, or one of your own: {@code
     *     Loss.of("absolute", (y, t) -> y.minus(t).abs())}
     * @return the changed network
     */
    public Rnn loss(Loss loss) {
        return with(LOSS, loss);
    }

    /**
     * Sets the weights of classes in the loss: a target of weight 2 counts like two targets of weight 1, in batches of any
     * size. {@code model.loss} ignores these weights.
     *
     * @param weights positive weights by class name, such as {@code Map.of("rare", 9)}; other classes have weight 1
     * @return the changed network
     * @throws IllegalArgumentException if a factor is not positive and finite
     */
    public Rnn classWeights(Map<String, ? extends Number> weights) {
        Map<String, Double> factors = new TreeMap<>();
        weights.forEach((name, weight) -> factors.put(name, weight.doubleValue()));
        return with(CLASS_WEIGHTS, factors);
    }

    /**
     * Excludes steps with an unknown target from the loss. Without this call, data with such steps is refused.
     *
     * @return the changed network
     */
    public Rnn ignoreUnknown() {
        return with(IGNORE_UNKNOWN, true);
    }

    /**
     * Sets the number of passes over the training data.
     *
     * @param epochs at least 1
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive
     */
    public Rnn epochs(int epochs) {
        return with(EPOCHS, epochs);
    }

    /**
     * Sets the number of sequences in an update.
     *
     * @param sequences at least 1
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive
     */
    public Rnn batch(int sequences) {
        return with(BATCH, sequences);
    }

    /**
     * Sets the maximum number of threads that train. The trained weights are bitwise identical for any number, so a limit
     * is only useful to leave processors to other work.
     *
     * @param count at least 1; by default the number of processors
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive
     */
    public Rnn threads(int count) {
        return with(THREADS, count);
    }

    /**
     * Puts sequences of similar lengths into the same batch; the order of the batches stays random.
     *
     * @return the changed network
     */
    public Rnn bucket() {
        return with(BUCKET, true);
    }

    /**
     * Carries the state from each sequence to the next, for a long series that was cut into sequences: each continues the one
     * before it. Batches then read the data in its order, each row of them one stretch of it, and the state is reset before each
     * epoch. Gradients do not go back from one sequence to another. Validation data and predictions begin with a fresh state.
     *
     * <pre>{@code
     * var model = Rnn.builder().hidden(16).gru().batch(4).stateful().train(pieces);   // row 0 reads the first quarter, and so on
     * }</pre>
     *
     * @return the changed network
     */
    public Rnn stateful() {
        return with(STATEFUL, true);
    }

    /**
     * Truncates backpropagation through time: cuts sequences into chunks of this length and updates the weights after each
     * chunk; the state is carried over to the next chunk. Useful for long texts.
     *
     * @param steps at least 1
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive
     */
    public Rnn truncate(int steps) {
        return with(TRUNCATE, steps);
    }

    /**
     * Sets the maximum Euclidean norm of a gradient; a larger gradient is scaled down to it.
     *
     * @param norm positive and finite
     * @return the changed network
     * @throws IllegalArgumentException if it is not
     */
    public Rnn clip(Number norm) {
        return with(CLIP, norm.doubleValue());
    }

    /**
     * Limits each number of the gradient, before its norm is clipped.
     *
     * @param largest the largest absolute value, such as 0.5; it must be positive
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive, or not finite
     */
    public Rnn clipValue(Number largest) {
        return with(Regulariser.CLIP_VALUE, largest.doubleValue());
    }

    /**
     * Adds a penalty on the absolute values of the weights, which makes many of them nearly 0. Biases are not penalised, and the
     * reported loss does not contain the penalty.
     *
     * @param factor what Σ |w| is multiplied with, such as 0.0001
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive, or not finite
     */
    public Rnn l1(Number factor) {
        return with(Regulariser.L1, factor.doubleValue());
    }

    /**
     * Adds a penalty on the squares of the weights. Biases are not penalised, and the reported loss does not contain the penalty.
     * With Adam this is not the same as a decay of the weights, for which there is {@code optimiser(new Adam(0.001, 0.01))}.
     *
     * @param factor what Σ w² / 2 is multiplied with, such as 0.0001
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive, or not finite
     */
    public Rnn l2(Number factor) {
        return with(Regulariser.L2, factor.doubleValue());
    }

    /**
     * Multiplies the learning rate by 0.1 whenever the validation loss, or without validation data the loss, has not improved for
     * some epochs.
     *
     * @param epochs how many epochs to wait, at least 1
     * @return the changed network
     * @throws IllegalArgumentException if the epochs are not positive
     */
    public Rnn lowerRate(int epochs) {
        return lowerRate(epochs, Plateau.FACTOR);
    }

    /**
     * Multiplies the learning rate by a factor whenever the validation loss, or without validation data the loss, has not improved
     * for some epochs.
     *
     * @param epochs how many epochs to wait, at least 1
     * @param factor what the rate is multiplied by, between 0 and 1
     * @return the changed network
     * @throws IllegalArgumentException if the epochs are not positive, or the factor is not between 0 and 1
     */
    public Rnn lowerRate(int epochs, Number factor) {
        return with(LOWER_RATE, new Plateau(epochs, factor.doubleValue()));
    }

    /**
     * Limits the weights into each unit: after each update, those whose Euclidean norm is larger are scaled down to it.
     *
     * @param norm the largest norm, such as 3
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive, or not finite
     */
    public Rnn maxNorm(Number norm) {
        return with(Regulariser.MAX_NORM, norm.doubleValue());
    }

    /**
     * Trains with Adam.
     *
     * @param learningRate positive and finite
     * @return the changed network
     * @throws IllegalArgumentException if it is not
     */
    public Rnn adam(Number learningRate) {
        return optimiser(new Adam(learningRate.doubleValue()));
    }

    /**
     * Trains with Adam and a learning rate that changes over the run.
     *
     * @param rate such as {@code Rate.cosine(0.01)}
     * @return the changed network
     */
    public Rnn adam(Rate rate) {
        return optimiser(new Adam(rate, 0));
    }

    /**
     * Trains with plain stochastic gradient descent.
     *
     * @param learningRate positive and finite
     * @return the changed network
     * @throws IllegalArgumentException if it is not
     */
    public Rnn sgd(Number learningRate) {
        return optimiser(new Sgd(learningRate.doubleValue()));
    }

    /**
     * Trains with another optimiser.
     *
     * @param optimiser such as {@code new RmsProp(0.001)}, or {@code new Adam(Rate.constant(0.01), 0.01)} for AdamW; also
     *     Tribuo's {@code AdaGrad}, {@code AdaDelta}, {@code RMSProp} and {@code SGD}
     * @return the changed network
     * @throws IllegalArgumentException if it cannot train a recurrent network; the message says what to use
     */
    public Rnn optimiser(StochasticGradientOptimiser optimiser) {
        return with(OPTIMISER, optimiser);
    }

    /**
     * Holds out a part of the data for validation, which measures the loss after each epoch.
     *
     * @param part more than 0 and less than 1, such as 0.1
     * @return the changed network
     * @throws IllegalArgumentException if it is not
     */
    public Rnn validation(Number part) {
        return with(VALIDATION, part.doubleValue());
    }

    /**
     * Enables early stopping: ends training when the loss has not improved for the given number of epochs. The model then
     * has the best weights: those of the lowest validation loss, or of the lowest training loss if there is no validation
     * data.
     *
     * @param epochs how many epochs to wait, at least 1
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive
     */
    public Rnn patience(int epochs) {
        return with(PATIENCE, new Patience(epochs, 0));
    }

    /**
     * Keeps parts of the network as they are while the others are trained, such as the embedding of a model that training
     * continues from. Both directions of a layer are one part.
     *
     * @param parts names as in the table of the network: {@code embedding}, {@code layer 1}, {@code output}
     * @return the changed network
     * @throws IllegalArgumentException if there is no name; training refuses a name that the network does not have
     */
    public Rnn freeze(String... parts) {
        return with(FREEZE, new Frozen(List.of(parts)));
    }

    /**
     * Enables early stopping with a minimum improvement. The model has the best weights.
     *
     * @param epochs how many epochs to wait, at least 1
     * @param gain the minimum decrease of the loss that counts as an improvement, in the unit of the history, such as 0.001
     * @return the changed network
     * @throws IllegalArgumentException if the epochs are not positive, or the gain is negative or not finite
     */
    public Rnn patience(int epochs, Number gain) {
        return with(PATIENCE, new Patience(epochs, gain.doubleValue()));
    }

    /**
     * Sets the seed of all random numbers: initial weights, order of the data, dropout. The same seed gives the same results.
     *
     * @param seed any number
     * @return the changed network
     */
    public Rnn seed(long seed) {
        return with(SEED, seed);
    }

    /**
     * Saves the state of training in a file after each epoch, so that a run that was stopped or killed can be resumed:
     * training the same network with the same data continues from the file, and the model is bitwise identical to that of
     * an uninterrupted run.
     *
     * <pre>{@code
     * var rnn   = Rnn.builder().hidden(64).lstm().epochs(50).checkpoint(Path.of("book.checkpoint"));
     * var model = rnn.train(book);      // stopped, or killed, in epoch 31
     * var model = rnn.train(book);      // begins with epoch 31
     * }</pre>
     *
     * <p>The file is written before the first epoch and after each epoch, first under its name with {@code .tmp} appended.
     * An interrupted epoch is repeated from its beginning. If all epochs are complete, training again returns the same
     * model immediately; with a larger {@link #epochs} it continues, except with a learning rate schedule, which depends on
     * the number of epochs. A file belongs to one run: if the data or another setting differs, {@code train} refuses the
     * file and names the difference. Delete the file to start again.
     *
     * <p>If the file cannot be read or written, {@code train} throws an {@link java.io.UncheckedIOException} before the
     * first epoch; if writing fails later, training ends as if it had been stopped.
     *
     * @param file such as {@code Path.of("book.checkpoint")}; it need not exist
     * @return the changed network
     * @throws IllegalArgumentException if it cannot be the name of a file
     */
    public Rnn checkpoint(Path file) {
        return with(CHECKPOINT, file);
    }

    /**
     * Suppresses progress output; only problems are logged, at the end. Useful in loops over many trainings.
     *
     * @return the changed network
     */
    public Rnn quiet() {
        return with(QUIET, true);
    }

    /**
     * Adds an observer that is called with the weights after each epoch, for example to record their spectral radius.
     *
     * <pre>{@code
     * var radius = new SpectralRadius();
     * var model  = rnn.watch(radius).train(words);
     * radius
     * }</pre>
     *
     * @param watcher is called after each epoch, on the training thread
     * @return the changed network
     * @throws IllegalArgumentException if it is null
     */
    public Rnn watch(EpochWatcher watcher) {
        return new Rnn(parameters.withWatcher(watcher));
    }

    /**
     * Trains on sequences that have an output at each step. If the thread is interrupted or the stop button of the notebook
     * is pressed, training ends early and returns the model with the best weights so far.
     *
     * @param data the data
     * @param <T> the type of the outputs
     * @return the trained model
     * @throws IllegalArgumentException if there is no layer or no data, or the data cannot be trained on
     */
    public <T extends Output<T>> RnnSequenceModel<T> train(SequenceDataset<T> data) {
        return LatestModel.keep(this.<T>sequenceTrainer().train(data));
    }

    /**
     * Trains, and computes the loss of validation data after each epoch.
     *
     * @param data the data to train on
     * @param validation the validation data; its features and outputs must be among those of the training data
     * @param <T> the type of the outputs
     * @return the trained model; its history has the validation losses
     * @throws IllegalArgumentException if there is no layer or no data, or the data cannot be used
     */
    public <T extends Output<T>> RnnSequenceModel<T> train(SequenceDataset<T> data, SequenceDataset<T> validation) {
        return LatestModel.keep(this.<T>sequenceTrainer().train(data, validation));
    }

    /**
     * Trains on examples, each of which is a sequence with one output. The name of a feature contains its step, such as
     * {@code t003:temperature}.
     *
     * @param data the data
     * @param <T> the type of the outputs
     * @return the trained model
     * @throws IllegalArgumentException if there is no layer or no data, or the data cannot be trained on
     */
    public <T extends Output<T>> RnnModel<T> train(Dataset<T> data) {
        return LatestModel.keep(this.<T>trainer().train(data));
    }

    /**
     * Trains on examples, each of which is a sequence with one output, and computes the loss of validation data after each
     * epoch.
     *
     * @param data the data to train on
     * @param validation the validation data; its outputs must be among those of the training data
     * @param <T> the type of the outputs
     * @return the trained model; its history has the validation losses
     * @throws IllegalArgumentException if there is no layer or no data, or the data cannot be used
     */
    public <T extends Output<T>> RnnModel<T> train(Dataset<T> data, Dataset<T> validation) {
        return LatestModel.keep(this.<T>trainer().train(data, validation));
    }

    /**
     * Trains on the training data of split sequences and validates with their validation data. The test data is not read.
     *
     * @param parts the result of {@code split}
     * @param <T> the type of the outputs
     * @return the trained model; its history has the validation losses
     * @throws IllegalArgumentException if there is no layer or no data, or the data cannot be used
     */
    public <T extends Output<T>> RnnSequenceModel<T> train(Parts.OfSequences<T> parts) {
        return train(parts.training(), parts.validation());
    }

    /**
     * Trains on the training data of split examples and validates with their validation data. The test data is not read.
     *
     * @param parts the result of {@code split}
     * @param <T> the type of the outputs
     * @return the trained model; its history has the validation losses
     * @throws IllegalArgumentException if there is no layer or no data, or the data cannot be used
     */
    public <T extends Output<T>> RnnModel<T> train(Parts.OfExamples<T> parts) {
        return train(parts.training(), parts.validation());
    }

    /**
     * Continues training from a model, which stays as it is.
     *
     * <pre>{@code
     * var model = rnn.train(words);
     * var longer = rnn.adam(0.001).train(words, model);
     * var tuned = rnn.epochs(5).train(otherWords, model);
     * }</pre>
     *
     * @param data what to train on; features and outputs that are new to the model begin untrained
     * @param model where training begins; the layers must be those of this network
     * @param <T> the type of the outputs
     * @return the trained model; its provenance contains that of the first one
     * @throws IllegalArgumentException if the data cannot be used, or the model has other layers
     */
    public <T extends Output<T>> RnnSequenceModel<T> train(SequenceDataset<T> data, RnnSequenceModel<T> model) {
        return LatestModel.keep(this.<T>sequenceTrainer().train(data, model));
    }

    /**
     * Continues training from a model, which stays as it is, and measures each epoch with other data.
     *
     * @param data what to train on; features and outputs that are new to the model begin untrained
     * @param validation the data to measure with
     * @param model where training begins; the layers must be those of this network
     * @param <T> the type of the outputs
     * @return the trained model; its provenance contains that of the first one
     * @throws IllegalArgumentException if the data cannot be used, or the model has other layers
     */
    public <T extends Output<T>> RnnSequenceModel<T> train(
            SequenceDataset<T> data, SequenceDataset<T> validation, RnnSequenceModel<T> model) {
        return LatestModel.keep(this.<T>sequenceTrainer().train(data, validation, model));
    }

    /**
     * Continues training from a model, which stays as it is, on the training data of split sequences, and validates with their
     * validation data.
     *
     * @param parts the result of {@code split}
     * @param model where training begins; the layers must be those of this network
     * @param <T> the type of the outputs
     * @return the trained model; its provenance contains that of the first one
     * @throws IllegalArgumentException if the data cannot be used, or the model has other layers
     */
    public <T extends Output<T>> RnnSequenceModel<T> train(Parts.OfSequences<T> parts, RnnSequenceModel<T> model) {
        return train(parts.training(), parts.validation(), model);
    }

    /**
     * Continues training from a model, which stays as it is.
     *
     * <pre>{@code
     * var model = rnn.train(words);
     * var longer = rnn.adam(0.001).train(words, model);
     * var tuned = rnn.epochs(5).train(otherWords, model);
     * }</pre>
     *
     * @param data what to train on; features and outputs that are new to the model begin untrained
     * @param model where training begins; the layers must be those of this network
     * @param <T> the type of the outputs
     * @return the trained model; its provenance contains that of the first one
     * @throws IllegalArgumentException if the data cannot be used, or the model has other layers
     */
    public <T extends Output<T>> RnnModel<T> train(Dataset<T> data, RnnModel<T> model) {
        return LatestModel.keep(this.<T>trainer().train(data, model));
    }

    /**
     * Continues training from a model, which stays as it is, and measures each epoch with other data.
     *
     * @param data what to train on; features and outputs that are new to the model begin untrained
     * @param validation the data to measure with
     * @param model where training begins; the layers must be those of this network
     * @param <T> the type of the outputs
     * @return the trained model; its provenance contains that of the first one
     * @throws IllegalArgumentException if the data cannot be used, or the model has other layers
     */
    public <T extends Output<T>> RnnModel<T> train(Dataset<T> data, Dataset<T> validation, RnnModel<T> model) {
        return LatestModel.keep(this.<T>trainer().train(data, validation, model));
    }

    /**
     * Continues training from a model, which stays as it is, on the training data of split examples, and validates with their
     * validation data.
     *
     * @param parts the result of {@code split}
     * @param model where training begins; the layers must be those of this network
     * @param <T> the type of the outputs
     * @return the trained model; its provenance contains that of the first one
     * @throws IllegalArgumentException if the data cannot be used, or the model has other layers
     */
    public <T extends Output<T>> RnnModel<T> train(Parts.OfExamples<T> parts, RnnModel<T> model) {
        return train(parts.training(), parts.validation(), model);
    }

    /**
     * Searches for a learning rate: trains once while the rate rises from very small to far too large, and records the loss
     * of each update. A notebook cell shows the curve and a suggestion.
     *
     * <pre>{@code
     * var search = rnn.findRate(words);
     * var model = rnn.adam(search.suggestion()).train(words);
     * }</pre>
     *
     * @param data the data to train on
     * @param <T> the type of the outputs
     * @return the losses by rate, for the optimiser of this network; the same seed gives the same numbers
     * @throws IllegalArgumentException if there is no layer or no data, the data cannot be trained on, or the optimiser is
     *     not one of Unspool's
     */
    public <T extends Output<T>> RateSearch findRate(SequenceDataset<T> data) {
        return this.<T>sequenceTrainer().findRate(data);
    }

    /**
     * Searches for a learning rate with examples, each of which is a sequence; see {@link
     * #findRate(SequenceDataset)}.
     *
     * @param data the data to train on
     * @param <T> the type of the outputs
     * @return the losses by rate
     * @throws IllegalArgumentException if there is no layer or no data, the data cannot be trained on, or the optimiser is
     *     not one of Unspool's
     */
    public <T extends Output<T>> RateSearch findRate(Dataset<T> data) {
        return this.<T>trainer().findRate(data);
    }

    /**
     * Returns the model of the most recent training on sequences that have an output at each step, even if it was not
     * assigned to a variable.
     *
     * <pre>{@code
     * rnn.train(words)                  // no variable, or a mistake in the cell's next line
     * var model = Rnn.latest(words);
     * }</pre>
     *
     * @param data any data set with the same type of outputs
     * @param <T> the type of the outputs
     * @return the model of the last training that ended or was stopped; it is kept until the next training ends
     * @throws IllegalStateException if there is none, or its outputs have a different type
     */
    public static <T extends Output<T>> RnnSequenceModel<T> latest(SequenceDataset<T> data) {
        return LatestModel.of(data);
    }

    /**
     * Returns the model of the most recent training on examples, each of which is a sequence; see
     * {@link #latest(SequenceDataset)}.
     *
     * @param data any data set with the same type of outputs
     * @param <T> the type of the outputs
     * @return the model of the last training that ended or was stopped; it is kept until the next training ends
     * @throws IllegalStateException if there is none, or its outputs have a different type
     */
    public static <T extends Output<T>> RnnModel<T> latest(Dataset<T> data) {
        return LatestModel.of(data);
    }

    /**
     * Returns a trainer for data with an output at each step, a {@code SequenceTrainer} of Tribuo.
     *
     * @param <T> the type of the outputs
     * @return a new trainer
     * @throws IllegalArgumentException if there is no layer, or settings contradict each other; the message names all of them
     */
    public <T extends Output<T>> RnnSequenceTrainer<T> sequenceTrainer() {
        return new RnnSequenceTrainer<>(parameters);
    }

    /**
     * Returns a trainer for data with one output for each sequence, a {@code Trainer} of Tribuo.
     *
     * @param <T> the type of the outputs
     * @return a new trainer
     * @throws IllegalArgumentException if there is no layer, or settings contradict each other; the message names all of them
     */
    public <T extends Output<T>> RnnTrainer<T> trainer() {
        return new RnnTrainer<>(parameters);
    }

    /**
     * Returns the layers and all settings, including defaults.
     *
     * @return the layers and the settings
     */
    public Hyperparameters hyperparameters() {
        return parameters;
    }

    /** The method calls that create this builder. */
    @Override
    public String toString() {
        String calls = parameters.calls();
        return calls.isEmpty() ? "Rnn.builder()" : "Rnn.builder()." + calls;
    }
}
