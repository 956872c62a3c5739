package io.github.unspool;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Rate;
import io.github.unspool.tribuo.Adam;
import io.github.unspool.tribuo.RnnOptimiser;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.RnnSequenceTrainer;
import io.github.unspool.tribuo.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.classification.Label;
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
 * <p>What is not said: adam(0.01), 100 epochs, batches of 32 sequences, whole sequences, no clipping, seed 1.
 */
public final class Rnn {
    private static final Rnn EMPTY = new Rnn(
            List.of(),
            List.of(),
            new Adam(0.01),
            new Plan(100, RnnSequenceTrainer.DEFAULT_BATCH_SIZE, 0, 0, 0, 0, 1),
            "Rnn.builder()");

    private final List<LayerSpec> layers;
    private final List<Double> dropout;
    private final RnnOptimiser optimiser;
    private final Plan plan;
    private final String chain;

    private record Plan(int epochs, int batch, int truncate, double clip, double validation, int patience, long seed) {}

    private Rnn(List<LayerSpec> layers, List<Double> dropout, RnnOptimiser optimiser, Plan plan, String chain) {
        this.layers = List.copyOf(layers);
        this.dropout = List.copyOf(dropout);
        this.optimiser = optimiser;
        this.plan = plan;
        this.chain = chain;
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
     * Adds a layer on top; the next word chooses its cell.
     *
     * @param units its width, at least 1
     * @return the layer, which waits for its cell
     * @throws IllegalArgumentException if the width is not positive
     */
    public Layer hidden(int units) {
        check(units >= 1, "hidden(%d): a layer needs at least 1 unit; try hidden(16)", units);
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
         * @return the network with this layer on top
         */
        public Rnn tanh() {
            return with(Cells.TANH);
        }

        /**
         * The simple recurrent cell with a rectifier, {@code h[t] = max(0, x[t]·Wx + h[t−1]·Wh + b)}.
         *
         * @return the network with this layer on top
         */
        public Rnn relu() {
            return with(Cells.RELU);
        }

        /**
         * The gated recurrent unit, which can hold a state over many steps with two gates.
         *
         * @return the network with this layer on top
         */
        public Rnn gru() {
            return with(Cells.GRU);
        }

        /**
         * The long short-term memory, which has a memory of its own behind three gates.
         *
         * @return the network with this layer on top
         */
        public Rnn lstm() {
            return with(Cells.LSTM);
        }

        private Rnn with(Cell cell) {
            List<LayerSpec> all = new ArrayList<>(layers);
            all.add(new LayerSpec(units, cell));
            List<Double> parts = new ArrayList<>(dropout);
            parts.add(0.0);
            return new Rnn(all, parts, optimiser, plan, "%s.hidden(%d).%s()".formatted(chain, units, cell.name()));
        }

        @Override
        public String toString() {
            return "%s.hidden(%d): choose its cell: tanh(), relu(), gru() or lstm()".formatted(chain, units);
        }
    }

    /**
     * Leaves out units of the output of the layer that was added last, while training; the next step of the same layer
     * still sees all of them.
     *
     * @param part how many of them, from 0 to less than 1, such as 0.2
     * @return the changed network
     * @throws IllegalArgumentException if the part is outside of that, or there is no layer yet
     */
    public Rnn dropout(double part) {
        check(part >= 0 && part < 1, "dropout(%s): a part from 0 to less than 1 is needed; try dropout(0.2)", part);
        check(!layers.isEmpty(), "dropout(%s): add a layer first, such as hidden(16).tanh()", part);
        List<Double> parts = new ArrayList<>(dropout);
        parts.set(parts.size() - 1, part);
        return new Rnn(layers, parts, optimiser, plan, chain + ".dropout(" + part + ")");
    }

    /**
     * How often to go through the data.
     *
     * @param epochs at least 1
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive
     */
    public Rnn epochs(int epochs) {
        check(epochs >= 1, "epochs(%d): at least 1 is needed; try epochs(100)", epochs);
        return with(
                new Plan(epochs, plan.batch, plan.truncate, plan.clip, plan.validation, plan.patience, plan.seed),
                "epochs",
                epochs);
    }

    /**
     * How many sequences are trained on side by side, in one update.
     *
     * @param sequences at least 1
     * @return the changed network
     * @throws IllegalArgumentException if it is not positive
     */
    public Rnn batch(int sequences) {
        check(sequences >= 1, "batch(%d): at least 1 sequence is needed; try batch(32)", sequences);
        return with(
                new Plan(plan.epochs, sequences, plan.truncate, plan.clip, plan.validation, plan.patience, plan.seed),
                "batch",
                sequences);
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
        check(steps >= 1, "truncate(%d): at least 1 step is needed; try truncate(50)", steps);
        return with(
                new Plan(plan.epochs, plan.batch, steps, plan.clip, plan.validation, plan.patience, plan.seed),
                "truncate",
                steps);
    }

    /**
     * Scales a gradient down when its Euclidean norm is larger than this.
     *
     * @param norm positive and finite
     * @return the changed network
     * @throws IllegalArgumentException if it is not
     */
    public Rnn clip(double norm) {
        check(norm > 0 && Double.isFinite(norm), "clip(%s): the norm must be positive and finite; try clip(1)", norm);
        return with(
                new Plan(plan.epochs, plan.batch, plan.truncate, norm, plan.validation, plan.patience, plan.seed),
                "clip",
                norm);
    }

    /**
     * Trains with Adam.
     *
     * @param learningRate positive and finite
     * @return the changed network
     * @throws IllegalArgumentException if it is not
     */
    public Rnn adam(double learningRate) {
        return optimiser(new Adam(learningRate));
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
    public Rnn sgd(double learningRate) {
        return optimiser(new Sgd(learningRate));
    }

    /**
     * Trains with another optimiser.
     *
     * @param optimiser such as {@code new RmsProp(0.001)}, or {@code new Adam(Rate.constant(0.01), 0.01)} for AdamW
     * @return the changed network
     */
    public Rnn optimiser(RnnOptimiser optimiser) {
        return new Rnn(layers, dropout, optimiser, plan, chain + "." + optimiser);
    }

    /**
     * Measures each epoch with a part of the sequences that is not trained on.
     *
     * @param part more than 0 and less than 1, such as 0.1
     * @return the changed network
     * @throws IllegalArgumentException if it is not
     */
    public Rnn validation(double part) {
        check(part > 0 && part < 1, "validation(%s): a part of the data is needed; try validation(0.1)", part);
        return with(
                new Plan(plan.epochs, plan.batch, plan.truncate, plan.clip, part, plan.patience, plan.seed),
                "validation",
                part);
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
        check(epochs >= 1, "patience(%d): at least 1 epoch is needed; try patience(5)", epochs);
        return with(
                new Plan(plan.epochs, plan.batch, plan.truncate, plan.clip, plan.validation, epochs, plan.seed),
                "patience",
                epochs);
    }

    /**
     * Decides the first weights and the order of the data; the same seed gives the same numbers.
     *
     * @param seed any number
     * @return the changed network
     */
    public Rnn seed(long seed) {
        return with(
                new Plan(plan.epochs, plan.batch, plan.truncate, plan.clip, plan.validation, plan.patience, seed),
                "seed",
                seed == (int) seed ? seed : seed + "L");
    }

    private Rnn with(Plan changed, String call, Object value) {
        return new Rnn(layers, dropout, optimiser, changed, "%s.%s(%s)".formatted(chain, call, value));
    }

    private static void check(boolean condition, String sentence, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(sentence.formatted(value));
        }
    }

    /**
     * Trains on sequences that have a label at each step.
     *
     * @param data the data
     * @return the trained model
     * @throws IllegalArgumentException if there is no layer or no data, or the data cannot be trained on
     */
    public RnnSequenceModel train(SequenceDataset<Label> data) {
        return trainer().train(data);
    }

    /**
     * Trains, and measures each epoch with other data.
     *
     * @param data the data to train on
     * @param validation the data to measure with; its features and labels must be among those of the first
     * @return the trained model; its history has the validation losses
     * @throws IllegalArgumentException if there is no layer or no data, or the data cannot be used
     */
    public RnnSequenceModel train(SequenceDataset<Label> data, SequenceDataset<Label> validation) {
        return trainer().train(data, validation);
    }

    /**
     * Gives the trainer, for use wherever Tribuo takes one.
     *
     * @return a new trainer
     * @throws IllegalArgumentException if there is no layer
     */
    public RnnSequenceTrainer trainer() {
        return new RnnSequenceTrainer(
                layers,
                dropout,
                optimiser,
                plan.epochs,
                plan.batch,
                plan.truncate,
                plan.clip,
                plan.validation,
                plan.patience,
                plan.seed);
    }

    /** The chain of calls that gives this value. */
    @Override
    public String toString() {
        return chain;
    }
}
