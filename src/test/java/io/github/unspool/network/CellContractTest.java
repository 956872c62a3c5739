package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import io.github.unspool.cell.Recurrences;
import io.github.unspool.cell.Slabs;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.Randoms;
import io.github.unspool.math.Workers;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Sequence;
import io.github.unspool.reference.ReferenceCell;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.training.TrainingLoop;
import io.github.unspool.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every cell must do, whatever its equations: alone, the derivative of its step; in a network, the same for a
 * batch as for its sequences one by one, whatever their lengths, and the same in chunks as in one go. That it
 * computes what it is said to is held by {@link EngineAgainstReferenceTest} and by the reference implementation's
 * recordings of PyTorch, which this test asks for.
 */
class CellContractTest {
    private static final int ROWS = 5;
    private static final int UNITS = 7;
    private static final float STEP = 1e-2f;

    static List<Cell> cells() {
        List<Cell> all = new ArrayList<>(Cells.all());
        all.addAll(Recurrences.all());
        return all;
    }

    static List<Cell> cellsOfTheLibrary() {
        return Cells.all();
    }

    /** One step of as many sequences as there are rows, so that the states before it are the first rows of h and c. */
    private static Slabs slabs(Cell cell) {
        Slabs s = new Slabs(UNITS, cell);
        s.reset(ROWS, ROWS);
        s.vectors = vectors(cell);
        Randoms random = Randoms.of(7);
        for (float[] slab : List.of(s.zx, s.zh, s.h, s.c, s.dh, s.dc)) {
            for (int i = 0; i < slab.length; i++) {
                slab[i] = (float) random.normal();
            }
        }
        for (int i = 0; cell.memories() > 1 && i < s.c.length; i++) {
            // A normaliser is positive.
            s.c[i] = 1 + Math.abs(s.c[i]);
        }
        // What a step adds to, or makes.
        Arrays.fill(s.dh, 0, s.state(0), 0);
        Arrays.fill(s.h, s.state(0), s.h.length, 0);
        for (int i = 0; i < s.zx.length; i++) {
            // Away from a rectifier's kink, where differences say nothing.
            s.zx[i] += Math.abs(s.zx[i]) < 0.1f ? 0.3f : 0;
        }
        return s;
    }

    private static float[][] vectors(Cell cell) {
        float[][] vectors = new float[cell.vectors().size()][UNITS];
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j < UNITS; j++) {
                vectors[i][j] = 0.3f + 0.2f * j;
            }
        }
        return vectors;
    }

    private static float[] backward(Cell cell, Function<Slabs, float[]> gradient) {
        Slabs s = slabs(cell);
        cell.forward(s, 0, ROWS, 0);
        cell.backward(s, 0, ROWS, 0, 0);
        return gradient.apply(s);
    }

    /** (Σ h·dh + c·dc) differentiated by one number of a slab, by central differences. */
    private static double difference(Cell cell, Function<Slabs, float[]> slab, int i) {
        return (weighted(cell, slab, i, STEP) - weighted(cell, slab, i, -STEP)) / (2 * STEP);
    }

    private static double weighted(Cell cell, Function<Slabs, float[]> slab, int i, float step) {
        Slabs s = slabs(cell);
        slab.apply(s)[i] += step;
        cell.forward(s, 0, ROWS, 0);
        return dot(after(s.h), after(s.dh)) + dot(after(s.c), s.dc);
    }

    private static float[] before(float[] states) {
        return Arrays.copyOf(states, states.length / 2);
    }

    private static float[] after(float[] states) {
        return Arrays.copyOfRange(states, states.length / 2, states.length);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static void assertDerivative(
            Cell cell, Function<Slabs, float[]> gradient, Function<Slabs, float[]> variable) {
        float[] actual = backward(cell, gradient);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i])
                    .as("element %s", i)
                    .isCloseTo(difference(cell, variable, i), within(2e-3 * Math.max(1, Math.abs(actual[i]))));
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void backward_byTheInputsPart_isTheDerivativeOfForward(Cell cell) {
        assertDerivative(cell, s -> s.dzx, s -> s.zx);
    }

    static List<Cell> cellsWithTwoParts() {
        return cells().stream().filter(Cell::gatesRecurrence).toList();
    }

    @ParameterizedTest
    @MethodSource("cellsWithTwoParts")
    void backward_byTheRecurrentPart_isTheDerivativeOfForward(Cell cell) {
        assertDerivative(cell, s -> s.dzh, s -> s.zh);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void backward_byTheStateBefore_isTheDerivativeOfForward(Cell cell) {
        assertDerivative(cell, s -> before(s.dh), s -> s.h);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void backward_byTheMemoryBefore_isTheDerivativeOfForward(Cell cell) {
        assertDerivative(cell, s -> s.dc, s -> s.c);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void forward_ofSomeRows_leavesTheOthers(Cell cell) {
        Slabs whole = slabs(cell);
        cell.forward(whole, 0, ROWS, 0);
        Slabs part = slabs(cell);
        cell.forward(part, 2, 4, 2);

        for (int i = part.state(0); i < part.state(ROWS); i++) {
            boolean inside = i >= part.state(2) && i < part.state(4);
            assertThat(part.h[i]).isEqualTo(inside ? whole.h[i] : 0f);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void forward_ofNaN_staysNaN(Cell cell) {
        Slabs s = slabs(cell);
        s.zx[0] = Float.NaN;

        cell.prepare(s, 0, ROWS, 0);
        System.arraycopy(s.q, 0, s.zq, 0, s.q.length);
        cell.forward(s, 0, ROWS, 0);

        assertThat(s.h[s.state(0)]).isNaN();
    }

    @ParameterizedTest
    @MethodSource("cellsOfTheLibrary")
    void named_itsOwnName_findsIt(Cell cell) {
        assertThat(Cells.named(cell.name())).isSameAs(cell);
    }

    @Test
    void named_anUnknownName_listsTheKnown() {
        assertThatThrownBy(() -> Cells.named("gru2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no cell is named \"gru2\"; the cells are tanh, relu, gru, lstm");
    }

    private static Weights weights(Cell cell) {
        LayerSpec below = new LayerSpec(6, cell);
        return Initialisation.of(
                Network.classifier(Sentences.SYMBOLS, List.of(below, new LayerSpec(5, cell)), Sentences.SYMBOLS), 42);
    }

    private static Weights gradient(Weights weights, List<Sequence> sequences) {
        Weights gradient = new Weights(weights.network());
        accumulate(new Bptt(weights, sequences.size()), weights, sequences, gradient);
        return gradient;
    }

    private static void accumulate(Bptt bptt, Weights weights, List<Sequence> sequences, Weights gradient) {
        Batch batch = Batch.of(sequences, 0, Integer.MAX_VALUE);
        bptt.forward(batch, weights.network().zeroState(sequences.size()));
        bptt.backward(batch, gradient);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void backward_ofABatch_isTheMeanOfItsSinglesByRows(Cell cell) {
        Weights weights = weights(cell);
        List<Sequence> batch = Sentences.random(9, 5, 5, 2);
        Weights sum = new Weights(weights.network());
        for (Sequence single : batch) {
            Weights one = gradient(weights, List.of(single));
            one.scale(single.steps() / 21f, Workers.alone());
            add(sum, one);
        }

        assertSame(gradient(weights, batch), sum, 1e-6);
    }

    private static void add(Weights sum, Weights term) {
        for (int i = 0; i < sum.parameters().size(); i++) {
            float[] to = sum.parameters().get(i).values();
            for (int j = 0; j < to.length; j++) {
                to[j] += term.parameters().get(i).values()[j];
            }
        }
    }

    private static void assertSame(Weights expected, Weights actual, double tolerance) {
        for (int i = 0; i < expected.parameters().size(); i++) {
            Parameter p = expected.parameters().get(i);
            for (int j = 0; j < p.values().length; j++) {
                assertThat((double) actual.parameters().get(i).values()[j])
                        .as("%s[%s]", p.shape().name(), j)
                        .isCloseTo(p.values()[j], within(tolerance));
            }
        }
    }

    /** The last batch of an epoch is often smaller, and goes through slabs that hold the numbers of larger ones. */
    @ParameterizedTest
    @MethodSource("cells")
    void backward_ofASmallBatchAfterALargerOne_isAsIfItWereTheFirst(Cell cell) {
        Weights weights = weights(cell);
        List<Sequence> small = Sentences.random(3, 2);
        Bptt reused = new Bptt(weights, 4);
        accumulate(reused, weights, Sentences.random(9, 9, 9, 9), new Weights(weights.network()));
        Weights gradient = new Weights(weights.network());
        accumulate(reused, weights, small, gradient);

        assertSame(gradient(weights, small), gradient, 0);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void forward_inChunks_givesTheSameStatesAndLossBitForBit(Cell cell) {
        Weights weights = weights(cell);
        List<Sequence> sequences = Sentences.random(10, 7, 3);
        Bptt whole = new Bptt(weights, 3);
        whole.forward(Batch.of(sequences, 0, 100), weights.network().zeroState(3));

        List<Float> chunked = new ArrayList<>();
        double[] loss = new double[1];
        Bptt bptt = new Bptt(weights, 3);
        Chunks.forEach(bptt, sequences, 4, weights.network().zeroState(3), (chunk, from) -> {
            loss[0] += bptt.loss();
            for (float h : copy(bptt.hidden(1))) {
                chunked.add(h);
            }
            return true;
        });

        assertThat(chunked).hasSize(20 * 5);
        float[] expected = copy(whole.hidden(1));
        for (int i = 0; i < chunked.size(); i++) {
            assertThat(chunked.get(i)).isEqualTo(expected[i]);
        }
        assertThat(loss[0]).isCloseTo(whole.loss(), within(1e-12));
    }

    private static float[] copy(Matrix rows) {
        return Arrays.copyOfRange(rows.data(), rows.offset(), rows.row(rows.rows()));
    }

    /** Where truncation cuts nothing it changes nothing. */
    @ParameterizedTest
    @MethodSource("cells")
    void training_truncatedAtTheLongestLength_isTheSameBitForBit(Cell cell) {
        assertThat(trained(cell, 9)).containsExactly(trained(cell, 0));
        assertThat(trained(cell, 4)).isNotEqualTo(trained(cell, 0));
    }

    private static float[] trained(Cell cell, int truncation) {
        Weights weights = weights(cell);
        TrainingSettings settings = new TrainingSettings(
                3, 2, false, truncation, 0, 0, () -> Optimiser.sgd(Rate.constant(0.1), 0, false), 1);
        new TrainingLoop(weights, Sentences.random(9, 5, 5, 2), List.of(), settings, TrainingListener.NONE).run();
        return weights.recurrences().get(0).wx().values();
    }

    @ParameterizedTest
    @MethodSource("cellsOfTheLibrary")
    void everyCell_hasAReferenceAndARecordingOfPyTorch(Cell cell) throws IOException {
        assertThat(ReferenceCell.valueOf(cell.name().toUpperCase(Locale.ROOT))).isNotNull();
        Path recordings = Path.of("src/test/resources/io/github/unspool/reference");
        try (Stream<Path> files = Files.list(recordings)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.matches("(rnn-)?" + cell.name() + "-\\d\\.txt"));
        }
    }
}
