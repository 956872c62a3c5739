package io.github.unspool.tribuo;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.unspool.cell.Cells;
import io.github.unspool.math.Randoms;
import io.github.unspool.network.History;
import io.github.unspool.network.Initialisation;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Network;
import io.github.unspool.network.Sequence;
import io.github.unspool.network.TrainingListener;
import io.github.unspool.network.TrainingListeners;
import io.github.unspool.network.TrainingLoop;
import io.github.unspool.network.TrainingSettings;
import io.github.unspool.network.Weights;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceTrainer;

/**
 * Trains recurrent networks that tell a label at each step of a sequence: the next word, a tag.
 *
 * <p>The loss is the mean cross-entropy of a step; gradients are found by backpropagation through time. The same
 * configuration, data and invocation count give the same model, bit for bit. Interrupting the thread ends the training and
 * gives the model with its best weights so far. Thread-safe: runs do not share anything but the count of runs.
 */
public final class RnnSequenceTrainer implements SequenceTrainer<Label> {
    /** The batch size when nothing else is said. */
    public static final int DEFAULT_BATCH_SIZE = 32;

    /** The place of the invocation count among the paths of {@link Randoms}. */
    private static final long INVOCATION = -2;

    /** The place of the choice of validation data. */
    private static final long VALIDATION = -3;

    @Config(mandatory = true, description = "The units of each layer, from the input upwards.")
    private List<Integer> units = List.of();

    @Config(mandatory = true, description = "The cell of each layer: tanh, relu, gru, lstm.")
    private List<String> cells = List.of();

    @Config(description = "For each layer the part of its output that is left out while training; empty: nothing.")
    private List<Double> dropout = List.of();

    @Config(mandatory = true, description = "How the gradient changes the weights.")
    private RnnOptimiser optimiser;

    @Config(mandatory = true, description = "How often to go through the data.")
    private int epochs;

    @Config(description = "How many sequences are trained on side by side.")
    private int batchSize = DEFAULT_BATCH_SIZE;

    @Config(description = "After how many steps gradients are cut (truncated BPTT); 0: never.")
    private int truncation = 0;

    @Config(description = "The largest Euclidean norm of the gradient, larger ones are scaled down; 0: no limit.")
    private double clip = 0;

    @Config(description = "The part of the sequences that epochs are measured with instead of trained on; 0: none.")
    private double validation = 0;

    @Config(description = "After how many epochs without a better one training ends, with the best weights; 0: never.")
    private int patience = 0;

    @Config(description = "Decides the first weights and the order of the sequences.")
    private long seed = 1;

    private int invocationCount;

    /** For OLCUT. */
    private RnnSequenceTrainer() {}

    /**
     * Configures a trainer.
     *
     * @param layers the layers, from the input upwards
     * @param dropout for each layer the part of its output that is left out while training; empty: nothing
     * @param optimiser how the gradient changes the weights
     * @param epochs how often to go through the data
     * @param batchSize how many sequences are trained on side by side
     * @param truncation after how many steps gradients are cut; 0: never
     * @param clip the largest norm of the gradient; 0: no limit
     * @param validation the part of the sequences that epochs are measured with; 0: none
     * @param patience after how many epochs without a better one training ends; 0: never
     * @param seed decides the first weights and the order of the sequences
     * @throws IllegalArgumentException if something does not make sense; the message names all that does not
     */
    public RnnSequenceTrainer(
            List<LayerSpec> layers,
            List<Double> dropout,
            RnnOptimiser optimiser,
            int epochs,
            int batchSize,
            int truncation,
            double clip,
            double validation,
            int patience,
            long seed) {
        this.units = layers.stream().map(LayerSpec::units).toList();
        this.cells = layers.stream().map(layer -> layer.cell().name()).toList();
        this.dropout = List.copyOf(dropout);
        this.optimiser = optimiser;
        this.epochs = epochs;
        this.batchSize = batchSize;
        this.truncation = truncation;
        this.clip = clip;
        this.validation = validation;
        this.patience = patience;
        this.seed = seed;
        postConfig();
    }

    @Override
    public void postConfig() {
        List<String> problems = new ArrayList<>();
        require(!units.isEmpty(), "no layer: add one, such as hidden(16).tanh()", problems);
        require(units.size() == cells.size(), "as many cells as units are needed, one for each layer", problems);
        require(optimiser != null, "no optimiser: choose one, such as adam(0.01)", problems);
        require(epochs >= 1, "epochs(%d): at least 1 is needed".formatted(epochs), problems);
        require(batchSize >= 1, "batch(%d): at least 1 sequence is needed".formatted(batchSize), problems);
        require(truncation >= 0, "truncate(%d): at least 1 step is needed".formatted(truncation), problems);
        require(clip >= 0 && Double.isFinite(clip), "clip(%s): a positive norm is needed".formatted(clip), problems);
        require(
                validation >= 0 && validation < 1,
                "validation(%s): a part of the data is needed, less than 1".formatted(validation),
                problems);
        require(patience >= 0, "patience(%d): at least 1 epoch is needed".formatted(patience), problems);
        checkLayers(problems);
        require(
                dropout.isEmpty() || dropout.size() == units.size(),
                "dropout: a part for each layer is needed",
                problems);
        dropout.forEach(part -> require(
                part >= 0 && part < 1,
                "dropout(%s): a part from 0 to less than 1 is needed".formatted(part),
                problems));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private void checkLayers(List<String> problems) {
        units.forEach(width -> attempt(() -> new LayerSpec(width, Cells.TANH), problems));
        cells.forEach(name -> attempt(() -> Cells.named(name), problems));
    }

    private static void attempt(Runnable check, List<String> problems) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
    }

    private static void require(boolean condition, String sentence, List<String> problems) {
        if (!condition) {
            problems.add(sentence);
        }
    }

    private List<LayerSpec> layers() {
        List<LayerSpec> layers = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            layers.add(new LayerSpec(units.get(i), Cells.named(cells.get(i))));
        }
        return layers;
    }

    @Override
    public RnnSequenceModel train(SequenceDataset<Label> examples) {
        return train(examples, Map.of());
    }

    @Override
    public RnnSequenceModel train(SequenceDataset<Label> examples, Map<String, Provenance> runProvenance) {
        return train(examples, runProvenance, TrainingListeners.begin());
    }

    /**
     * Trains, and tells somebody how it goes.
     *
     * @param examples the data
     * @param runProvenance what to note about this run
     * @param listener is told how it goes
     * @return the model; its {@link RnnSequenceModel#history} says how the run ended
     * @throws IllegalArgumentException if the data cannot be trained on; the message names the sequence and the step
     */
    public RnnSequenceModel train(
            SequenceDataset<Label> examples, Map<String, Provenance> runProvenance, TrainingListener listener) {
        Encoder encoder = encoder(examples);
        List<Sequence> sequences = encoder.labelled(examples);
        int aside = validationSize(sequences.size());
        // Only now: data that is refused is no run.
        Run run = beginRun();
        return train(examples, encoder, split(sequences, aside, run.seed), run, runProvenance, listener);
    }

    /**
     * Trains, and measures each epoch with other data.
     *
     * @param examples the data to train on
     * @param validationExamples the data to measure with; its features and labels must be among those of the first
     * @return the model; its {@link RnnSequenceModel#history} has the validation losses
     * @throws IllegalArgumentException if the data cannot be used; the message names the sequence and the step
     */
    public RnnSequenceModel train(SequenceDataset<Label> examples, SequenceDataset<Label> validationExamples) {
        if (validation > 0) {
            throw new IllegalArgumentException(
                    "validation(%s) and validation data: only one of the two can be used".formatted(validation));
        }
        Encoder encoder = encoder(examples);
        Split split = new Split(encoder.labelled(examples), encoder.labelled(validationExamples));
        return train(examples, encoder, split, beginRun(), Map.of(), TrainingListeners.begin());
    }

    private static Encoder encoder(SequenceDataset<Label> examples) {
        if (examples == null || examples.size() == 0) {
            throw new IllegalArgumentException(
                    "no data: the data set holds no sequence; try Sequences.words(\"I love recurrent neural networks\")");
        }
        return new Encoder(examples.getFeatureIDMap(), examples.getOutputIDInfo());
    }

    private record Split(List<Sequence> training, List<Sequence> validation) {}

    private int validationSize(int sequences) {
        int aside = (int) Math.ceil(validation * sequences);
        if (aside > 0 && aside == sequences) {
            throw new IllegalArgumentException(
                    "validation(%s) of %d sequences leaves none to train on".formatted(validation, sequences));
        }
        return aside;
    }

    /** Puts some sequences aside, each equally likely. */
    private static Split split(List<Sequence> sequences, int aside, long runSeed) {
        if (aside == 0) {
            return new Split(sequences, List.of());
        }
        List<Sequence> training = new ArrayList<>();
        List<Sequence> others = new ArrayList<>();
        for (int i : Randoms.of(runSeed, VALIDATION).permutation(sequences.size())) {
            (others.size() < aside ? others : training).add(sequences.get(i));
        }
        return new Split(training, others);
    }

    private RnnSequenceModel train(
            SequenceDataset<Label> examples,
            Encoder encoder,
            Split split,
            Run run,
            Map<String, Provenance> runProvenance,
            TrainingListener listener) {
        Network network = new Network(
                encoder.features().size(), layers(), encoder.outputs().size());
        Weights weights = Initialisation.of(network, run.seed);
        TrainingSettings settings = new TrainingSettings(
                epochs, batchSize, truncation, clip, patience, dropout, optimiser::start, run.seed);
        History history = new TrainingLoop(weights, split.training, split.validation, settings, listener).run();

        ModelProvenance provenance = new ModelProvenance(
                RnnSequenceModel.class.getName(),
                OffsetDateTime.now(),
                examples.getProvenance(),
                run.provenance,
                runProvenance);
        return new RnnSequenceModel("rnn", provenance, encoder.features(), encoder.outputs(), weights, history);
    }

    private record Run(TrainerProvenance provenance, long seed) {}

    /** The n-th run differs from the first, and is the same whenever it is the n-th. */
    private synchronized Run beginRun() {
        int count = invocationCount;
        Run run = new Run(
                getProvenance(),
                count == 0 ? seed : Randoms.of(seed, INVOCATION, count).nextLong());
        invocationCount++;
        return run;
    }

    @Override
    public synchronized int getInvocationCount() {
        return invocationCount;
    }

    /**
     * Makes the next run the n-th.
     *
     * @param count how many runs there have been
     * @throws IllegalArgumentException if it is negative
     */
    public synchronized void setInvocationCount(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("the number of runs cannot be negative: " + count);
        }
        invocationCount = count;
    }

    @Override
    public TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }

    @Override
    public String toString() {
        return "RnnSequenceTrainer(units=%s, cells=%s, dropout=%s, %s, epochs=%d, batchSize=%d, truncation=%d, clip=%s, validation=%s, patience=%d, seed=%d)"
                .formatted(
                        units,
                        cells,
                        dropout,
                        optimiser,
                        epochs,
                        batchSize,
                        truncation,
                        clip,
                        validation,
                        patience,
                        seed);
    }
}
