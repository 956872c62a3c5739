package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import io.github.unspool.math.Workers;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Sequence;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.training.TrainingLoop;
import io.github.unspool.training.TrainingSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every number of threads gives the same bits, also where all that can be shared is shared. */
class ThreadsTest {
    private static final long ALWAYS = 1;

    static List<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (Cell cell : Cells.all()) {
            for (int sequences : new int[] {1, 5, 37}) {
                cases.add(Arguments.of(cell, sequences));
            }
        }
        return cases;
    }

    private static Weights weights(Cell cell) {
        LayerSpec top = new LayerSpec(70, cell);
        return Initialisation.of(
                Network.classifier(Sentences.SYMBOLS, List.of(new LayerSpec(37, cell), top), Sentences.SYMBOLS), 42);
    }

    private static List<Sequence> sequences(int count) {
        return Sentences.random(IntStream.range(0, count)
                .map(i -> 12 - i % 11)
                .boxed()
                .sorted(Comparator.reverseOrder())
                .mapToInt(i -> i)
                .toArray());
    }

    private static List<float[]> trained(Cell cell, int sequences, Supplier<Optimiser> optimiser, Workers workers) {
        Weights weights = weights(cell);
        TrainingSettings settings = new TrainingSettings(3, 20, false, 0, 0.1, 0, optimiser, 1);
        new TrainingLoop(weights, sequences(sequences), List.of(), settings, TrainingListener.NONE, workers).run();
        return weights.parameters().stream().map(Parameter::values).toList();
    }

    private static void assertSameForAnyThreads(Cell cell, int sequences, Supplier<Optimiser> optimiser) {
        List<float[]> expected = trained(cell, sequences, optimiser, Workers.alone());
        for (int threads : new int[] {2, 3, 8}) {
            List<float[]> found = trained(cell, sequences, optimiser, Workers.of(threads, ALWAYS));
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i))
                        .as("%s threads, parameter %s", threads, i)
                        .containsExactly(expected.get(i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void train_anyCellAndBatch_givesTheSameBitsForAnyThreads(Cell cell, int sequences) {
        assertSameForAnyThreads(cell, sequences, () -> Optimiser.adam(Rate.constant(0.01), 0.9, 0.999, 1e-8, 0.01));
    }

    static List<Supplier<Optimiser>> optimisers() {
        return List.of(
                () -> Optimiser.sgd(Rate.constant(0.1), 0, false),
                () -> Optimiser.sgd(Rate.constant(0.1), 0.9, true),
                () -> Optimiser.rmsProp(Rate.constant(0.01), 0.9, 1e-8));
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void train_anyOptimiser_givesTheSameBitsForAnyThreads(Supplier<Optimiser> optimiser) {
        assertSameForAnyThreads(Cells.GRU, 20, optimiser);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void shares_ofRaggedSequences_haveAboutAsManySteps(int parts) {
        Batch batch = Batch.of(sequences(37), 0, 100);
        int[] shares = batch.shares(parts);
        assertThat(shares).hasSize(parts + 1).isSorted().startsWith(0).endsWith(37);
        for (int part = 0; part < parts; part++) {
            int from = shares[part];
            int to = shares[part + 1];
            int steps = IntStream.range(0, batch.steps())
                    .map(t -> Math.min(to, batch.live(t)) - Math.min(from, batch.live(t)))
                    .sum();
            assertThat(steps).isBetween(batch.rows() / parts - 12, batch.rows() / parts + 12);
        }
    }
}
