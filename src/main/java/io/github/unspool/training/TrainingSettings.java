package io.github.unspool.training;

import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.setting.Setting;
import io.github.unspool.setting.Setting.Scope;
import io.github.unspool.setting.Settings;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The settings of a training run.
 *
 * @param chosen what was chosen of {@link #ALL}
 * @param optimiser makes the run's optimiser
 * @param seed decides the order of the sequences
 * @param words says what went wrong
 */
public record TrainingSettings(Settings chosen, Supplier<Optimiser> optimiser, long seed, Finding.Words words) {
    /** The number of passes over the data. */
    public static final Setting<Integer> EPOCHS = Setting.count(
            "epochs", Scope.RUN, 100, "at least 1 is needed; try epochs(100)", "Number of passes over the data");

    /** The number of sequences in a batch. */
    public static final Setting<Integer> BATCH = Setting.count(
            "batch",
            Scope.NUMBERS,
            32,
            "at least 1 sequence is needed; try batch(32)",
            "Number of sequences in an update");

    /** Whether a batch consists of sequences of similar lengths; the order of the batches stays random. */
    public static final Setting<Boolean> BUCKET =
            Setting.mark("bucket", Scope.NUMBERS, "Batches of sequences of similar lengths");

    /** Whether each sequence continues the one before it. */
    public static final Setting<Boolean> STATEFUL =
            Setting.mark("stateful", Scope.NUMBERS, "State carried from each sequence to the next");

    /** The number of steps in a chunk (truncated BPTT); the state is carried over. 0: no truncation. */
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

    /** All of them; each class that uses one alone declares it itself. */
    public static final List<Setting<?>> ALL = Stream.of(
                    List.of(EPOCHS, BATCH, BUCKET, STATEFUL, TRUNCATE, CLIP),
                    Stopping.SETTINGS,
                    Frozen.SETTINGS,
                    Regulariser.SETTINGS,
                    Plateau.SETTINGS)
            .<Setting<?>>flatMap(List::stream)
            .toList();

    /**
     * Creates settings with an optimiser that has no name.
     *
     * @param epochs the number of passes over the data
     * @param batchSize the number of sequences in a batch
     * @param bucketed whether a batch consists of sequences of similar lengths
     * @param truncation the number of steps in a chunk; 0: no truncation
     * @param clip the largest Euclidean norm of the gradient; 0: no limit
     * @param patience the number of epochs without improvement after which training ends; 0: no early stopping
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
                        .withUnless(Patience.NONE, Stopping.PATIENCE, new Patience(patience, 0)),
                optimiser,
                seed,
                Finding::toString);
    }

    /**
     * Returns the value of a setting.
     *
     * @param setting one of {@link #ALL}
     * @param <T> the type of its values
     * @return the chosen value, or the default
     */
    public <T> T get(Setting<T> setting) {
        return chosen.get(setting);
    }
}
