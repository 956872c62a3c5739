package io.github.unspool.tribuo;

import io.github.unspool.network.EpochWatcher;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Loss;
import io.github.unspool.network.Patience;
import io.github.unspool.network.Stack;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tribuo.math.StochasticGradientOptimiser;

/**
 * All that can be chosen about a network and its training. Immutable; each {@code with} gives changed ones, or refuses a
 * value out of range with the name of the call that people write in a chain.
 */
public final class Hyperparameters implements Cloneable {
    /** No layer yet; adam(0.01), 100 epochs, batches of 32 sequences, whole sequences, no clipping, seed 1. */
    public static final Hyperparameters DEFAULT = new Hyperparameters();

    private int embedding;
    private List<LayerSpec> layers = List.of();
    private boolean learnedStart;
    private Loss loss;
    private Map<String, Double> classWeights = Map.of();
    private boolean ignoreUnknown;
    private StochasticGradientOptimiser optimiser = new Adam(0.01);
    private int epochs = 100;
    private int batchSize = 32;
    private boolean bucketed;
    private int truncation;
    private double clip;
    private double validation;
    private Patience patience = Patience.NONE;
    private long seed = 1;
    private int threads;
    private Path checkpoint;
    private boolean quiet;
    private EpochWatcher watcher = EpochWatcher.NONE;

    private Hyperparameters() {}

    private Hyperparameters with(Consumer<Hyperparameters> change) {
        try {
            Hyperparameters changed = (Hyperparameters) clone();
            change.accept(changed);
            return changed;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this class is Cloneable", e);
        }
    }

    private static void check(boolean condition, String sentence, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(sentence.formatted(value));
        }
    }

    /**
     * Puts a table of learned numbers below the layers.
     *
     * @param width how many numbers each input is turned into, at least 1
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if the width is not positive
     */
    public Hyperparameters withEmbedding(int width) {
        check(width >= 1, "embedding(%d): at least 1 number is needed; try embedding(16)", width);
        return with(h -> h.embedding = width);
    }

    /**
     * Adds a layer on top.
     *
     * @param layer the layer
     * @return the changed hyperparameters
     */
    public Hyperparameters withLayer(LayerSpec layer) {
        List<LayerSpec> all = new ArrayList<>(layers);
        all.add(layer);
        return with(h -> h.layers = List.copyOf(all));
    }

    /**
     * Puts another layer in the place of the topmost.
     *
     * @param layer the layer
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if there is none yet
     */
    public Hyperparameters withTopLayer(LayerSpec layer) {
        topLayer();
        List<LayerSpec> all = new ArrayList<>(layers);
        all.set(all.size() - 1, layer);
        return with(h -> h.layers = List.copyOf(all));
    }

    /**
     * The topmost layer.
     *
     * @return the layer
     * @throws IllegalArgumentException if there is none yet
     */
    public LayerSpec topLayer() {
        check(!layers.isEmpty(), "there is no layer to change yet; add one before, such as hidden(16).tanh()%s", "");
        return layers.get(layers.size() - 1);
    }

    /**
     * Learns the state before the first step.
     *
     * @return the changed hyperparameters
     */
    public Hyperparameters withLearnedStart() {
        return with(h -> h.learnedStart = true);
    }

    /**
     * Chooses what the outputs are held to.
     *
     * @param choice a loss that suits the data
     * @return the changed hyperparameters
     */
    public Hyperparameters withLoss(Loss choice) {
        return with(h -> h.loss = choice);
    }

    /**
     * Lets steps of some classes count more or less.
     *
     * @param weights a positive factor for the name of each class that shall not count once
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if a factor is not positive and finite
     */
    public Hyperparameters withClassWeights(Map<String, Double> weights) {
        weights.forEach((name, weight) -> check(
                weight > 0 && Double.isFinite(weight),
                "classWeights(%s): the weight of a class must be positive and finite",
                name + "=" + weight));
        return with(h -> h.classWeights = Map.copyOf(weights));
    }

    /**
     * Leaves steps whose output is not known out of the loss, instead of refusing the data.
     *
     * @return the changed hyperparameters
     */
    public Hyperparameters withUnknownIgnored() {
        return with(h -> h.ignoreUnknown = true);
    }

    /**
     * Chooses how the gradient changes the weights.
     *
     * @param choice one of ours, or one of Tribuo's that works on any weights; each run has a copy of its own
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if it is null or cannot train a recurrent network; the message says what to use
     */
    public Hyperparameters withOptimiser(StochasticGradientOptimiser choice) {
        Optimisers.check(choice);
        return with(h -> h.optimiser = choice);
    }

    /**
     * How often to go through the data.
     *
     * @param count at least 1
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if it is not positive
     */
    public Hyperparameters withEpochs(int count) {
        check(count >= 1, "epochs(%d): at least 1 is needed; try epochs(100)", count);
        return with(h -> h.epochs = count);
    }

    /**
     * How many sequences are trained on side by side, in one update.
     *
     * @param sequences at least 1
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if it is not positive
     */
    public Hyperparameters withBatchSize(int sequences) {
        check(sequences >= 1, "batch(%d): at least 1 sequence is needed; try batch(32)", sequences);
        return with(h -> h.batchSize = sequences);
    }

    /**
     * Makes batches of sequences of similar lengths.
     *
     * @return the changed hyperparameters
     */
    public Hyperparameters withBuckets() {
        return with(h -> h.bucketed = true);
    }

    /**
     * Cuts gradients after some steps.
     *
     * @param steps at least 1
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if it is not positive
     */
    public Hyperparameters withTruncation(int steps) {
        check(steps >= 1, "truncate(%d): at least 1 step is needed; try truncate(50)", steps);
        return with(h -> h.truncation = steps);
    }

    /**
     * Scales a gradient down when its Euclidean norm is larger than this.
     *
     * @param norm positive and finite
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if it is not
     */
    public Hyperparameters withClip(double norm) {
        check(norm > 0 && Double.isFinite(norm), "clip(%s): the norm must be positive and finite; try clip(1)", norm);
        return with(h -> h.clip = norm);
    }

    /**
     * Measures each epoch with a part of the data that is not trained on.
     *
     * @param part more than 0 and less than 1
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if it is not
     */
    public Hyperparameters withValidation(double part) {
        check(part > 0 && part < 1, "validation(%s): a part of the data is needed; try validation(0.1)", part);
        return with(h -> h.validation = part);
    }

    /**
     * Ends training when no epoch was better for a while.
     *
     * @param choice how long, at least 1 epoch, and what counts as better
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if the epochs are not positive, or the gain is negative or not finite
     */
    public Hyperparameters withPatience(Patience choice) {
        check(choice.epochs() >= 1, "patience(%s): at least 1 epoch is needed; try patience(5)", choice);
        check(
                choice.gain() >= 0 && Double.isFinite(choice.gain()),
                "patience(%s): the gain must be 0 or more, and finite; try patience(5, 0.001)",
                choice);
        return with(h -> h.patience = choice);
    }

    /**
     * Decides the first weights and the order of the data.
     *
     * @param number any number
     * @return the changed hyperparameters
     */
    public Hyperparameters withSeed(long number) {
        return with(h -> h.seed = number);
    }

    /**
     * Chooses how many threads train. The trained weights are the same for any number.
     *
     * @param count at least 1
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if it is not positive
     */
    public Hyperparameters withThreads(int count) {
        check(count >= 1, "threads(%d): at least 1 is needed; leave it out for as many as there are processors", count);
        return with(h -> h.threads = count);
    }

    /**
     * Keeps what a run has reached in a file, and goes on from there. Not a part of what is configured or of provenance,
     * since it changes no number.
     *
     * @param file a file in the default file system, which need not exist yet
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if it is null, or cannot be a file
     */
    public Hyperparameters withCheckpoint(Path file) {
        check(
                file != null
                        && file.getFileSystem() == FileSystems.getDefault()
                        && file.getFileName() != null
                        && !file.toString().isEmpty(),
                "checkpoint(%s): the name of a file is needed; try checkpoint(Path.of(\"run.checkpoint\"))",
                file);
        return with(h -> h.checkpoint = file);
    }

    /**
     * Leaves out what a notebook shows while it trains.
     *
     * @return the changed value
     */
    public Hyperparameters withQuiet() {
        return with(h -> h.quiet = true);
    }

    /**
     * Lets somebody look at the weights after each epoch. Not a part of what is configured or of provenance, since it
     * changes no number.
     *
     * @param who is called after each epoch
     * @return the changed hyperparameters
     * @throws IllegalArgumentException if it is null
     */
    public Hyperparameters withWatcher(EpochWatcher who) {
        check(who != null, "watch(%s): somebody to look is needed; try watch(new SpectralRadius())", who);
        return with(h -> h.watcher = who);
    }

    /**
     * The layers and what stands below them.
     *
     * @return the stack
     * @throws IllegalArgumentException if there is no layer, or they do not fit on each other or what else was chosen
     */
    public Stack stack() {
        Stack stack = new Stack(embedding, layers, learnedStart);
        if (!stack.isCausal() && truncation > 0) {
            throw new IllegalArgumentException(
                    "truncate(%d) and bidirectional(): the backward direction needs the whole sequence; leave one out"
                            .formatted(truncation));
        }
        return stack;
    }

    /**
     * What is set beside the layers, in words; without what was not chosen and does nothing then.
     *
     * @return the name of each setting and its value, in the order in which they are to be read
     */
    public Map<String, String> settings() {
        Map<String, String> all = new LinkedHashMap<>();
        putIf(all, embedding > 0, "embedding", embedding + " numbers for each input");
        all.put("optimiser", Optimisers.call(optimiser));
        all.put("epochs", Integer.toString(epochs));
        all.put("batch", batchSize + " sequences" + (bucketed ? " of similar lengths" : ""));
        putIf(all, truncation > 0, "truncation", "after " + truncation + " steps");
        putIf(all, clip > 0, "clipping", "to a norm of " + clip);
        putIf(all, validation > 0, "validation", validation + " of the sequences");
        putIf(all, patience.epochs() > 0, "patience", words(patience));
        putIf(all, learnedStart, "first state", "learned");
        putIf(all, loss != null, "loss", String.valueOf(loss));
        putIf(all, !classWeights.isEmpty(), "class weights", new TreeMap<>(classWeights).toString());
        putIf(all, ignoreUnknown, "unknown outputs", "left out");
        putIf(all, threads > 0, "threads", Integer.toString(threads));
        putIf(all, checkpoint != null, "checkpoint", String.valueOf(checkpoint));
        all.put("seed", Long.toString(seed));
        return all;
    }

    private static String words(Patience patience) {
        String epochs = patience.epochs() + (patience.epochs() == 1 ? " epoch" : " epochs");
        return patience.gain() == 0 ? epochs : epochs + " for a gain of " + patience.gain();
    }

    private static void putIf(Map<String, String> all, boolean chosen, String name, String value) {
        if (chosen) {
            all.put(name, value);
        }
    }

    int embedding() {
        return embedding;
    }

    /**
     * The layers from the input upwards.
     *
     * @return the layers, none if none was added yet
     */
    public List<LayerSpec> layers() {
        return layers;
    }

    boolean learnedStart() {
        return learnedStart;
    }

    /** Null: that of the data. */
    Loss loss() {
        return loss;
    }

    Map<String, Double> classWeights() {
        return classWeights;
    }

    boolean ignoreUnknown() {
        return ignoreUnknown;
    }

    StochasticGradientOptimiser optimiser() {
        return optimiser;
    }

    /**
     * How often to go through the data.
     *
     * @return at least 1
     */
    public int epochs() {
        return epochs;
    }

    int batchSize() {
        return batchSize;
    }

    boolean bucketed() {
        return bucketed;
    }

    int truncation() {
        return truncation;
    }

    double clip() {
        return clip;
    }

    double validation() {
        return validation;
    }

    Patience patience() {
        return patience;
    }

    /**
     * What decides the first weights and the order of the data.
     *
     * @return the seed
     */
    public long seed() {
        return seed;
    }

    /** 0: as many as there are processors. */
    int threads() {
        return threads;
    }

    /** Null: none. */
    Path checkpoint() {
        return checkpoint;
    }

    /** Whether nothing is shown while it trains. */
    boolean quiet() {
        return quiet;
    }

    /**
     * Who looks at the weights after each epoch.
     *
     * @return {@link EpochWatcher#NONE} if nobody does
     */
    public EpochWatcher watcher() {
        return watcher;
    }
}
