package io.github.unspool.training;

import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.setting.Setting;
import io.github.unspool.setting.Setting.Scope;
import io.github.unspool.setting.Settings;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;

/**
 * How to train.
 *
 * @param chosen what was chosen of {@link #ALL}
 * @param optimiser makes the run's optimiser
 * @param seed decides the order of the sequences
 * @param withRate the call that chooses an optimiser whose learning rate is so many times as large, for advice
 */
public record TrainingSettings(
        Settings chosen, Supplier<Optimiser> optimiser, long seed, DoubleFunction<String> withRate) {
    /** How often to go through the data. */
    public static final Setting<Integer> EPOCHS = Setting.count(
            "epochs", Scope.RUN, 100, "at least 1 is needed; try epochs(100)", "Number of passes over the data");

    /** How many sequences side by side. */
    public static final Setting<Integer> BATCH = Setting.count(
            "batch",
            Scope.NUMBERS,
            32,
            "at least 1 sequence is needed; try batch(32)",
            "Number of sequences in an update");

    /** Whether a batch is made of sequences of similar lengths; which batch comes when stays random. */
    public static final Setting<Boolean> BUCKET =
            Setting.mark("bucket", Scope.NUMBERS, "Batches of sequences of similar lengths");

    /** After how many steps gradients are cut (truncated BPTT); the state is carried on. 0: never. */
    public static final Setting<Integer> TRUNCATE = Setting.count(
            "truncate",
            Scope.NUMBERS,
            0,
            "at least 1 step is needed; try truncate(50)",
            "Number of steps after which gradients are cut");

    /** The largest Euclidean norm of the gradient, larger ones are scaled down to it; 0: no limit. */
    public static final Setting<Double> CLIP = Setting.number(
            "clip",
            norm -> norm > 0 && Double.isFinite(norm),
            "the norm must be positive and finite; try clip(1)",
            "Largest norm of a gradient");

    /** After how long without a better epoch training ends, with the best weights. */
    public static final Setting<Patience> PATIENCE = new Setting<>(
            "patience",
            Scope.NUMBERS,
            Patience.NONE,
            Patience::parse,
            "patience(%s)"::formatted,
            Patience::isSound,
            "at least 1 epoch is needed, and a gain of 0 or more; try patience(5) or patience(5, 0.001)",
            "Number of epochs without a better validation loss after which training ends, and with a comma by how much a"
                    + " better one is lower");

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(EPOCHS, BATCH, BUCKET, TRUNCATE, CLIP, PATIENCE);

    /**
     * Settings whose optimiser has no name.
     *
     * @param epochs how often to go through the data
     * @param batchSize how many sequences side by side
     * @param bucketed whether a batch is made of sequences of similar lengths
     * @param truncation after how many steps gradients are cut; 0: never
     * @param clip the largest Euclidean norm of the gradient; 0: no limit
     * @param patience after how many epochs without a better one training ends; 0: never
     * @param optimiser makes the run's optimiser
     * @param seed decides the order of the sequences
     */
    public TrainingSettings(
            int epochs,
            int batchSize,
            boolean bucketed,
            int truncation,
            double clip,
            int patience,
            Supplier<Optimiser> optimiser,
            long seed) {
        this(
                Settings.NONE
                        .with(EPOCHS, epochs)
                        .with(BATCH, batchSize)
                        .with(BUCKET, bucketed)
                        .withUnless(0, TRUNCATE, truncation)
                        .withUnless(0.0, CLIP, clip)
                        .withUnless(Patience.NONE, PATIENCE, new Patience(patience, 0)),
                optimiser,
                seed,
                factor -> factor < 1 ? "adam(0.001)" : "adam(0.03)");
    }

    /**
     * Gives a value.
     *
     * @param setting one of {@link #ALL}
     * @param <T> the type of its values
     * @return the chosen one, or what it is when nobody chooses
     */
    public <T> T get(Setting<T> setting) {
        return chosen.get(setting);
    }
}
