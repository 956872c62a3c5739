package io.github.unspool;

import static io.github.unspool.training.TrainingSettings.BATCH;
import static io.github.unspool.training.TrainingSettings.BUCKET;
import static io.github.unspool.training.TrainingSettings.CLIP;
import static io.github.unspool.training.TrainingSettings.EPOCHS;
import static io.github.unspool.training.TrainingSettings.PATIENCE;
import static io.github.unspool.training.TrainingSettings.TRUNCATE;
import static io.github.unspool.tribuo.setting.Hyperparameters.CHECKPOINT;
import static io.github.unspool.tribuo.setting.Hyperparameters.CLASS_WEIGHTS;
import static io.github.unspool.tribuo.setting.Hyperparameters.IGNORE_UNKNOWN;
import static io.github.unspool.tribuo.setting.Hyperparameters.LEARN_START;
import static io.github.unspool.tribuo.setting.Hyperparameters.LOSS;
import static io.github.unspool.tribuo.setting.Hyperparameters.OPTIMISER;
import static io.github.unspool.tribuo.setting.Hyperparameters.QUIET;
import static io.github.unspool.tribuo.setting.Hyperparameters.SEED;
import static io.github.unspool.tribuo.setting.Hyperparameters.THREADS;
import static io.github.unspool.tribuo.setting.Hyperparameters.VALIDATION;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import io.github.unspool.data.split.Parts;
import io.github.unspool.loss.Loss;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.setting.Setting;
import io.github.unspool.training.EpochWatcher;
import io.github.unspool.training.Patience;
import io.github.unspool.training.RateSearch;
import io.github.unspool.tribuo.LatestModel;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.RnnSequenceTrainer;
import io.github.unspool.tribuo.RnnTrainer;
import io.github.unspool.tribuo.optimiser.Adam;
import io.github.unspool.tribuo.optimiser.Sgd;
import io.github.unspool.tribuo.setting.Hyperparameters;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.sequence.SequenceDataset;

/**
 * A recurrent network and how to train it, as a chain of words. Immutable: each call gives a new value, so that a chain can
 * be gone on from twice.
 *
 * <pre>{@code
 * var rnn   = Rnn.builder().hidden(4).tanh().epochs(200).adam(0.01).seed(42);
 * var model = rnn.train(Sequences.words("I love recurrent neural networks"));
 * model.next("I", "love", "recurrent", "neural")
 * }</pre>
 *
 * <p>The data decides what is told: labels, numbers or sets of labels; at each step of a {@code SequenceDataset}, once for
 * each example of a {@code Dataset}. What is not said: adam(0.01), 100 epochs, batches of 32 sequences, whole sequences,
 * no clipping, seed 1.
 *
 * <p>The options of a layer, such as {@code dropout(0.2)}, come right after its cell: see {@link LayeredRnn}. All other calls
 * are about the whole network and its training, and may come in any order.
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
     * Begins a chain.
     *
     * @return a network without a layer yet
     */
    public static Rnn builder() {
        return EMPTY;
    }

    /**
     * Begins a chain with what was chosen elsewhere, such as in a configuration file.
     *
     * @param parameters such as those of a trainer
     * @return a network with these layers and settings
     */
    public static Rnn of(Hyperparameters parameters) {
        return new Rnn(parameters);
    }

    /**
     * Turns each input into numbers that are learned, before the first layer reads it: a table with a row for each word.
     *
     * @param width how many numbers, at least 1
     * @return the changed network
     * @throws IllegalArgumentException if the width is not positive
     */
    public Rnn embedding(int width) {
        return new Rnn(parameters.withEmbedding(width));
    }

    /**
     * Adds a layer on top; the next word chooses its cell.
     *
     * @param units its width, at least 1
     * @return the layer, which waits for its cell
     * @throws IllegalArgumentException if the width is not positive
     */
    public Layer hidden(int units) {
        new LayerSpec(units, Cells.TANH);
        return new Layer(units);
    }

    /** A layer whose cell is still to be chosen. */
    public final class Layer {
        private final int units;

        private Layer(int units) {
            this.units = units;
        }

        /**
         * Elman's simple recurrent cell, {@code h[t] = tanh(x[t]·Wx + h[t−1]·Wh + b)}.
         *
         * @return the network with this layer on top, whose options may follow
         */
        public LayeredRnn tanh() {
            return with(Cells.TANH);
        }

        /**
         * The simple recurrent cell with a rectifier, {@code h[t] = max(0, x[t]·Wx + h[t−1]·Wh + b)}.
         *
         * @return the network with this layer on top, whose options may follow
         */
        public LayeredRnn relu() {
            return with(Cells.RELU);
        }

        /**
         * The gated recurrent unit, which can hold a state over many steps with two gates.
         *
         * @return the network with this layer on top, whose options may follow
         */
        public LayeredRnn gru() {
            return with(Cells.GRU);
        }

        /**
         * The long short-term memory, which has a memory of its own behind three gates.
         *
         * @return the network with this layer on top, whose options may follow
         */
        public LayeredRnn lstm() {
            return with(Cells.LSTM);
        }

        /**
         * A cell of one's own, given by its equations.
         *
         * @param cell such as {@code Cell.of("mgu", c -> …)}
         * @return the network with this layer on top, whose options may follow
         */
        public LayeredRnn cell(Cell cell) {
            return with(cell);
        }

        /**
         * A cell of one's own, given by the text of its equations.
         *
         * @param name what the cell is called
         * @param equations such as {@code h[t] = tanh(gate(n))}; several are separated by semicolons
         * @return the network with this layer on top, whose options may follow
         * @throws IllegalArgumentException if the equations cannot be read; the message says where
         */
        public LayeredRnn cell(String name, String equations) {
            return with(Cell.parse(name, equations));
        }

        private LayeredRnn with(Cell cell) {
            return new LayeredRnn(parameters.withLayer(new LayerSpec(units, cell)));
        }

        @Override
        public String toString() {
            return "%s.hidden(%s): choose its cell: tanh(), relu(), gru(), lstm() or cell(…)"
                    .formatted(Rnn.this, units);
        }
    }

    /**
     * Returns to the last added layer, to change the options that otherwise come right after its cell only.
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
     * Changes the width of the last added layer, where several are to be tried.
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
     * Learns the state before the first step, which otherwise is zero.
     *
     * @return the changed network
     */
    public Rnn learnStart() {
        return with(LEARN_START, true);
    }

    /**
     * Chooses what the outputs are held to, where it shall not be what suits the data.
     *
     * @param loss such as {@code Loss.huber(1)}, or {@code Loss.crossEntropy(0.1)} for label smoothing
     * @return the changed network
     */
    public Rnn loss(Loss loss) {
        return with(LOSS, loss);
    }

    /**
     * Lets some classes count more or less than once in the loss, in batches of any size: one of weight 2 is as good as two of it.
     * {@code model.loss} counts each class once.
     *
     * @param weights a positive factor for the name of each such class, such as {@code Map.of("rare", 9)}
     * @return the changed network
     * @throws IllegalArgumentException if a factor is not positive and finite
     */
    public Rnn classWeights(Map<String, ? extends Number> weights) {
        Map<String, Double> factors = new TreeMap<>();
        weights.forEach((name, weight) -> factors.put(name, weight.doubleValue()));
        return with(CLASS_WEIGHTS, factors);
    }

    /**
     * Leaves steps whose output is not known out of the loss, instead of refusing the data.
     *
     * @return the changed network
     */
    public Rnn ignoreUnknown() {
        return with(IGNORE_UNKNOWN, true);
    }

    /**
     * How often to go through the data.
     *
     * @param epochs at least 1
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive
     */
    public Rnn epochs(int epochs) {
        return with(EPOCHS, epochs);
    }

    /**
     * How many sequences are trained on side by side, in one update.
     *
     * @param sequences at least 1
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive
     */
    public Rnn batch(int sequences) {
        return with(BATCH, sequences);
    }

    /**
     * Chooses how many threads train, where they have enough to do. The trained weights are the same to the last bit for any
     * number, so this matters only where other work is to have a processor too.
     *
     * @param count at least 1; without this call as many as there are processors
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive
     */
    public Rnn threads(int count) {
        return with(THREADS, count);
    }

    /**
     * Makes batches of sequences of similar lengths; which batch comes when stays random.
     *
     * @return the changed network
     */
    public Rnn bucket() {
        return with(BUCKET, true);
    }

    /**
     * Cuts gradients after some steps (truncated BPTT) and updates the weights at each cut; the state is carried on. For
     * long texts.
     *
     * @param steps at least 1
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive
     */
    public Rnn truncate(int steps) {
        return with(TRUNCATE, steps);
    }

    /**
     * Scales a gradient down when its Euclidean norm is larger than this.
     *
     * @param norm positive and finite
     * @return the changed network
     * @throws IllegalArgumentException if it is not
     */
    public Rnn clip(Number norm) {
        return with(CLIP, norm.doubleValue());
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
     * Measures each epoch with a part of the data that is not trained on.
     *
     * @param part more than 0 and less than 1, such as 0.1
     * @return the changed network
     * @throws IllegalArgumentException if it is not
     */
    public Rnn validation(Number part) {
        return with(VALIDATION, part.doubleValue());
    }

    /**
     * Ends training when no epoch was better for a while, and in any case with the best weights: those of the lowest
     * validation loss, or without validation data the lowest training loss.
     *
     * @param epochs how many epochs to wait, at least 1
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive
     */
    public Rnn patience(int epochs) {
        return with(PATIENCE, new Patience(epochs, 0));
    }

    /**
     * Ends training when no epoch was better by more than something for a while, and in any case with the best weights.
     *
     * @param epochs how many epochs to wait, at least 1
     * @param gain by how much the loss must be lower to count as better, in the unit in which the history has it, such as 0.001
     * @return the changed network
     * @throws IllegalArgumentException if the epochs are not positive, or the gain is negative or not finite
     */
    public Rnn patience(int epochs, Number gain) {
        return with(PATIENCE, new Patience(epochs, gain.doubleValue()));
    }

    /**
     * Decides the first weights and the order of the data; the same seed gives the same numbers.
     *
     * @param seed any number
     * @return the changed network
     */
    public Rnn seed(long seed) {
        return with(SEED, seed);
    }

    /**
     * Keeps what training has reached in a file, so that nothing is lost when it is stopped or its process is killed: the
     * same chain trained with the same data goes on from there, and the model is the same, bit for bit, as if it had never
     * been broken off.
     *
     * <pre>{@code
     * var rnn   = Rnn.builder().hidden(64).lstm().epochs(50).checkpoint(Path.of("book.checkpoint"));
     * var model = rnn.train(book);      // stopped, or killed, in epoch 31
     * var model = rnn.train(book);      // begins with epoch 31
     * }</pre>
     *
     * <p>The file is written before the first epoch and after each, first as another of the same name with {@code .tmp}
     * behind it. What was done of an epoch when training was broken off is done again. When all epochs were run, training
     * once more gives the same model at once, and with a larger {@link #epochs} goes on; a learning rate that changes goes
     * over all epochs of a run, so then their number has to stay. A file belongs to one run: one whose data or chain was
     * another in any other way is refused by {@code train} with what differs. To begin anew, delete it.
     *
     * <p>If the file cannot be read or written, {@code train} throws an {@link java.io.UncheckedIOException} before it begins; if
     * it can no longer be written later on, training ends as if it was stopped.
     *
     * @param file such as {@code Path.of("book.checkpoint")}; it need not exist yet
     * @return the changed network
     * @throws IllegalArgumentException if it cannot be the name of a file
     */
    public Rnn checkpoint(Path file) {
        return with(CHECKPOINT, file);
    }

    /**
     * Shows nothing while it trains, and nothing at the end but what went wrong, in the log. For loops over many trainings.
     *
     * @return the changed network
     */
    public Rnn quiet() {
        return with(QUIET, true);
    }

    /**
     * Lets somebody look at the weights after each epoch, such as a recorder of their spectral radius.
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
     * Trains on sequences that have an output at each step. Whoever interrupts the thread, or presses the stop button of a
     * notebook, gets the model with its best weights so far.
     *
     * @param data the data
     * @param <T> the kind of output
     * @return the trained model
     * @throws IllegalArgumentException if there is no layer or no data, or the data cannot be trained on
     */
    public <T extends Output<T>> RnnSequenceModel<T> train(SequenceDataset<T> data) {
        return LatestModel.keep(this.<T>sequenceTrainer().train(data));
    }

    /**
     * Trains, and measures each epoch with other data.
     *
     * @param data the data to train on
     * @param validation the data to measure with; its features and outputs must be among those of the first
     * @param <T> the kind of output
     * @return the trained model; its history has the validation losses
     * @throws IllegalArgumentException if there is no layer or no data, or the data cannot be used
     */
    public <T extends Output<T>> RnnSequenceModel<T> train(SequenceDataset<T> data, SequenceDataset<T> validation) {
        return LatestModel.keep(this.<T>sequenceTrainer().train(data, validation));
    }

    /**
     * Trains on examples that are a sequence each, with one output; a feature's name says at which step it stands, such as
     * {@code t003:temperature}.
     *
     * @param data the data
     * @param <T> the kind of output
     * @return the trained model
     * @throws IllegalArgumentException if there is no layer or no data, or the data cannot be trained on
     */
    public <T extends Output<T>> RnnModel<T> train(Dataset<T> data) {
        return LatestModel.keep(this.<T>trainer().train(data));
    }

    /**
     * Trains on examples that are a sequence each, and measures each epoch with others.
     *
     * @param data the data to train on
     * @param validation the data to measure with; its outputs must be among those of the first
     * @param <T> the kind of output
     * @return the trained model; its history has the validation losses
     * @throws IllegalArgumentException if there is no layer or no data, or the data cannot be used
     */
    public <T extends Output<T>> RnnModel<T> train(Dataset<T> data, Dataset<T> validation) {
        return LatestModel.keep(this.<T>trainer().train(data, validation));
    }

    /**
     * Trains on the training part of split sequences, and measures each epoch with the validation part. The test part is not read.
     *
     * @param parts what {@code split} gives
     * @param <T> the kind of output
     * @return the trained model; its history has the validation losses
     * @throws IllegalArgumentException if there is no layer or no data, or the data cannot be used
     */
    public <T extends Output<T>> RnnSequenceModel<T> train(Parts.OfSequences<T> parts) {
        return train(parts.training(), parts.validation());
    }

    /**
     * Trains on the training part of split examples, and measures each epoch with the validation part. The test part is not read.
     *
     * @param parts what {@code split} gives
     * @param <T> the kind of output
     * @return the trained model; its history has the validation losses
     * @throws IllegalArgumentException if there is no layer or no data, or the data cannot be used
     */
    public <T extends Output<T>> RnnModel<T> train(Parts.OfExamples<T> parts) {
        return train(parts.training(), parts.validation());
    }

    /**
     * Looks for a learning rate before training: trains once with rates that rise from tiny to far too large, and notes the
     * loss of each update. A cell shows the curve and a suggestion.
     *
     * <pre>{@code
     * var search = rnn.findRate(words);
     * var model = rnn.adam(search.suggestion()).train(words);
     * }</pre>
     *
     * @param data the data to train on
     * @param <T> the kind of output
     * @return the losses by rate, for the optimiser of this chain; the same seed gives the same numbers
     * @throws IllegalArgumentException if there is no layer or no data, the data cannot be trained on, or the optimiser is
     *     not one of ours
     */
    public <T extends Output<T>> RateSearch findRate(SequenceDataset<T> data) {
        return this.<T>sequenceTrainer().findRate(data);
    }

    /**
     * Looks for a learning rate before training on examples that are a sequence each; see {@link
     * #findRate(SequenceDataset)}.
     *
     * @param data the data to train on
     * @param <T> the kind of output
     * @return the losses by rate
     * @throws IllegalArgumentException if there is no layer or no data, the data cannot be trained on, or the optimiser is
     *     not one of ours
     */
    public <T extends Output<T>> RateSearch findRate(Dataset<T> data) {
        return this.<T>trainer().findRate(data);
    }

    /**
     * Gives the model of the latest training on sequences that have an output at each step, also if no variable holds it.
     *
     * <pre>{@code
     * rnn.train(words)                  // no variable, or a mistake in the cell's next line
     * var model = Rnn.latest(words);
     * }</pre>
     *
     * @param data any data set of that kind; it says what the outputs are
     * @param <T> the kind of output
     * @return the model of the last training that ended or was stopped, kept until the next one ends
     * @throws IllegalStateException if there is none, or it was trained on data of another kind
     */
    public static <T extends Output<T>> RnnSequenceModel<T> latest(SequenceDataset<T> data) {
        return LatestModel.of(data);
    }

    /**
     * Gives the model of the latest training on examples that are a sequence each; see {@link #latest(SequenceDataset)}.
     *
     * @param data any data set of that kind; it says what the outputs are
     * @param <T> the kind of output
     * @return the model of the last training that ended or was stopped, kept until the next one ends
     * @throws IllegalStateException if there is none, or it was trained on data of another kind
     */
    public static <T extends Output<T>> RnnModel<T> latest(Dataset<T> data) {
        return LatestModel.of(data);
    }

    /**
     * Gives the trainer for an output at each step, for use wherever Tribuo takes a {@code SequenceTrainer}.
     *
     * @param <T> the kind of output
     * @return a new trainer
     * @throws IllegalArgumentException if there is no layer, or calls contradict each other; the message names all
     */
    public <T extends Output<T>> RnnSequenceTrainer<T> sequenceTrainer() {
        return new RnnSequenceTrainer<>(parameters);
    }

    /**
     * Gives the trainer for an output of each sequence, for use wherever Tribuo takes a {@code Trainer}.
     *
     * @param <T> the kind of output
     * @return a new trainer
     * @throws IllegalArgumentException if there is no layer, or calls contradict each other; the message names all
     */
    public <T extends Output<T>> RnnTrainer<T> trainer() {
        return new RnnTrainer<>(parameters);
    }

    /**
     * All that is chosen so far, said or not.
     *
     * @return the layers and the settings
     */
    public Hyperparameters hyperparameters() {
        return parameters;
    }

    /** The chain of calls that gives this value. */
    @Override
    public String toString() {
        String calls = parameters.calls();
        return calls.isEmpty() ? "Rnn.builder()" : "Rnn.builder()." + calls;
    }
}
