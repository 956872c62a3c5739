package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.cell.Attention;
import io.github.unspool.cell.Cells;
import io.github.unspool.loss.Loss;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Masks;
import io.github.unspool.part.Sequence;
import io.github.unspool.reference.NaiveDecoder;
import io.github.unspool.reference.ReferenceCell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An encoder and a decoder against the reference implementation, and this against finite differences. */
public class DecoderTest {
    private static final int INPUTS = 5;
    private static final int OUTPUTS = 4;
    private static final int[][] LENGTHS = {{6, 2}, {3, 5}, {3, 0}, {1, 4}, {7, 3}};

    /** A network. */
    public record Case(
            List<ReferenceCell> encoder,
            boolean bidirectional,
            int embedding,
            List<ReferenceCell> decoder,
            int units,
            Optional<Attention> attention,
            double dropout) {

        public Network network() {
            List<LayerSpec> below = encoder.stream()
                    .map(cell -> bidirectional ? layer(cell, 3).withBothDirections() : layer(cell, 6))
                    .toList();
            List<LayerSpec> above = decoder.stream()
                    .map(cell -> layer(cell, units).withDropout(dropout).withRecurrentDropout(dropout))
                    .toList();
            DecoderSpec spec = new DecoderSpec(embedding, above, attention);
            return new Network(
                    INPUTS,
                    new Stack(embedding, below, false, Optional.of(spec)),
                    OUTPUTS,
                    Loss.crossEntropy(),
                    Targets.DECODED);
        }

        private static LayerSpec layer(ReferenceCell cell, int units) {
            return new LayerSpec(units, Cells.named(cell.name().toLowerCase(Locale.ROOT)));
        }

        NaiveDecoder reference(Map<String, double[][]> tensors) {
            return new NaiveDecoder(encoder, bidirectional, decoder, tensors);
        }

        @Override
        public String toString() {
            return network() + (dropout > 0 ? ", dropout" : "");
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        List<Optional<Attention>> scores = new ArrayList<>(List.of(Optional.empty()));
        Stream.of(Attention.values()).map(Optional::of).forEach(scores::add);
        for (Optional<Attention> score : scores) {
            for (ReferenceCell cell : List.of(ReferenceCell.TANH, ReferenceCell.GRU, ReferenceCell.LSTM)) {
                cases.add(new Case(List.of(cell), false, 0, List.of(cell), 6, score, 0));
                cases.add(new Case(List.of(cell), true, 3, List.of(cell), 6, score, 0.3));
            }
            cases.add(new Case(
                    List.of(ReferenceCell.GRU, ReferenceCell.LSTM),
                    true,
                    4,
                    List.of(ReferenceCell.LSTM, ReferenceCell.GRU),
                    6,
                    score,
                    0));
        }
        cases.add(new Case(
                List.of(ReferenceCell.TANH),
                false,
                2,
                List.of(ReferenceCell.GRU),
                4,
                Optional.of(Attention.GENERAL),
                0));
        return cases.stream();
    }

    /** Numbers of both implementations, rounded to floats. */
    private static Map<String, double[][]> tensors(Weights weights) {
        SplittableRandom random = new SplittableRandom(4);
        Map<String, double[][]> tensors = new LinkedHashMap<>();
        for (Parameter p : weights.parameters()) {
            double[][] rows = new double[p.rows()][p.columns()];
            for (int i = 0; i < p.values().length; i++) {
                p.values()[i] = (float) (random.nextGaussian() / Math.sqrt(Math.max(3, p.rows())));
                rows[i / p.columns()][i % p.columns()] = p.values()[i];
            }
            tensors.put(p.shape().name(), rows);
        }
        return tensors;
    }

    private static List<NaiveDecoder.Pair> pairs() {
        SplittableRandom random = new SplittableRandom(7);
        List<NaiveDecoder.Pair> pairs = new ArrayList<>();
        for (int[] lengths : LENGTHS) {
            double[][] x = new double[lengths[0]][INPUTS];
            for (double[] row : x) {
                Arrays.setAll(row, j -> (float) random.nextGaussian());
            }
            int[] y = IntStream.range(0, lengths[1])
                    .map(u -> random.nextInt(OUTPUTS - 1))
                    .toArray();
            pairs.add(new NaiveDecoder.Pair(x, y, 1 + pairs.size() % 2, null, null));
        }
        // As batches are: the longest first.
        pairs.sort((a, b) -> b.x().length - a.x().length);
        return pairs;
    }

    static Sequence sequence(NaiveDecoder.Pair pair) {
        SparseRows.Builder x = new SparseRows.Builder(pair.x().length);
        for (double[] row : pair.x()) {
            for (int j = 0; j < row.length; j++) {
                x.add(j, row[j]);
            }
            x.endRow();
        }
        int steps = pair.y().length + 1;
        SparseRows.Builder read = new SparseRows.Builder(steps);
        SparseRows.Builder written = new SparseRows.Builder(steps);
        for (int u = 0; u < steps; u++) {
            read.add(u == 0 ? OUTPUTS - 1 : pair.y()[u - 1], 1);
            written.add(u == pair.y().length ? OUTPUTS - 1 : pair.y()[u], 1);
            read.endRow();
            written.endRow();
        }
        float[] weight = new float[steps];
        Arrays.fill(weight, (float) pair.weight());
        return Sequence.decoded(x.build(), new Sequence(read.build(), written.build(), weight));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forwardAndBackward_agreeWithTheReference(Case c) {
        Weights weights = new Weights(c.network());
        Map<String, double[][]> tensors = tensors(weights);
        List<NaiveDecoder.Pair> pairs = pairs();
        Batch batch = Batch.of(pairs.stream().map(DecoderTest::sequence).toList(), 0, Integer.MAX_VALUE);
        Masks masks = new DropoutMasks(weights.network(), 8).masks(batch);
        NaiveDecoder.Result expected = c.reference(tensors).run(masked(c, pairs, batch, masks));

        Bptt bptt = new Bptt(weights, pairs.size());
        bptt.forward(batch, weights.initialState(pairs.size()), masks);
        Weights gradients = new Weights(weights.network());
        bptt.backward(batch, gradients);

        assertThat(bptt.loss() / batch.totalWeight()).isCloseTo(expected.loss(), within(1e-5));
        for (Parameter p : gradients.parameters()) {
            assertClose(p, expected.gradients().get(p.shape().name()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forwardAndBackward_haveTheSameBitsForAnyThreads(Case c) {
        Weights weights = new Weights(c.network());
        tensors(weights);
        Batch batch = Batch.of(pairs().stream().map(DecoderTest::sequence).toList(), 0, Integer.MAX_VALUE);
        List<Weights> all = new ArrayList<>();
        for (Workers workers : List.of(Workers.alone(), Workers.of(3, 1))) {
            Bptt bptt = new Bptt(weights, LENGTHS.length, false, workers);
            Weights gradients = new Weights(weights.network());
            // Twice, since a batch must not see what an earlier one left.
            for (int i = 0; i < 2; i++) {
                gradients.clear(Workers.alone());
                bptt.forward(batch, weights.initialState(LENGTHS.length));
                bptt.backward(batch, gradients);
            }
            all.add(gradients);
        }
        for (int i = 0; i < all.get(0).parameters().size(); i++) {
            assertThat(all.get(1).parameters().get(i).values())
                    .isEqualTo(all.get(0).parameters().get(i).values());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void reference_agreesWithCentralDifferences(Case c) {
        Map<String, double[][]> tensors = tensors(new Weights(c.network()));
        List<NaiveDecoder.Pair> pairs = pairs().subList(1, 4);
        Map<String, double[][]> gradients = c.reference(tensors).run(pairs).gradients();
        tensors.forEach((name, rows) -> {
            double largest = 0;
            double worst = 0;
            for (int i = 0; i < rows.length; i += 2) {
                for (int j = i % 3; j < rows[i].length; j += 3) {
                    double x = rows[i][j];
                    double h = 1e-5;
                    rows[i][j] = x + h;
                    double above = c.reference(tensors).run(pairs).loss();
                    rows[i][j] = x - h;
                    double below = c.reference(tensors).run(pairs).loss();
                    rows[i][j] = x;
                    double expected = gradients.get(name)[i][j];
                    largest = Math.max(largest, Math.abs(expected));
                    worst = Math.max(worst, Math.abs((above - below) / (2 * h) - expected));
                }
            }
            assertThat(worst).as(name).isLessThanOrEqualTo(1e-6 * Math.max(1e-3, largest));
        });
    }

    /** What PyTorch computed; src/test/pytorch/record_decoder.py wrote it. */
    private static Map<String, double[][]> recording(String name) throws IOException {
        Map<String, double[][]> tensors = new LinkedHashMap<>();
        try (var stream = DecoderTest.class.getResourceAsStream("/io/github/unspool/decoder/" + name + ".txt");
                var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] head = line.split(" ");
                double[][] rows = new double[Integer.parseInt(head[1])][];
                for (int i = 0; i < rows.length; i++) {
                    rows[i] = Stream.of(lines.readLine().split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                }
                tensors.put(head[0].replace('_', ' '), rows);
            }
        }
        return tensors;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gru-general", "lstm-additive", "gru-dot", "lstm-none"})
    void reference_agreesWithPyTorch(String name) throws IOException {
        Map<String, double[][]> recorded = recording(name);
        ReferenceCell cell =
                ReferenceCell.valueOf(name.substring(0, name.indexOf('-')).toUpperCase(Locale.ROOT));
        Map<String, double[][]> tensors = new LinkedHashMap<>();
        recorded.keySet().stream()
                .filter(key -> key.startsWith("d "))
                .forEach(key -> tensors.put(key.substring(2), recorded.get(key.substring(2))));
        List<NaiveDecoder.Pair> pairs = IntStream.range(0, 3)
                .mapToObj(i -> new NaiveDecoder.Pair(
                        recorded.get("x" + i),
                        Arrays.stream(recorded.get("y" + i)[0])
                                .mapToInt(y -> (int) y)
                                .toArray()))
                .toList();
        boolean bidirectional = tensors.containsKey("layer 1 backward Wx");

        NaiveDecoder.Result result = new NaiveDecoder(List.of(cell), bidirectional, List.of(cell), tensors).run(pairs);

        assertThat(result.loss()).isCloseTo(recorded.get("loss")[0][0], within(1e-12));
        assertThat(tensors).hasSizeGreaterThan(7);
        tensors.keySet().forEach(key -> {
            double[][] expected = recorded.get("d " + key);
            double[][] actual = result.gradients().get(key);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).as(key).containsExactly(expected[i], within(1e-9));
            }
        });
    }

    @Test
    void dotAttention_overAnotherWidth_isRefused() {
        Case c = new Case(
                List.of(ReferenceCell.GRU), false, 2, List.of(ReferenceCell.GRU), 4, Optional.of(Attention.DOT), 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Weights(c.network()))
                .withMessage(
                        "attention(Attention.DOT): the decoder has 4 units and reads vectors of 6 numbers, which have no dot product; make them equal, or use attention(Attention.GENERAL)");
    }

    /** The pairs with the factors that the engine was given. */
    private static List<NaiveDecoder.Pair> masked(Case c, List<NaiveDecoder.Pair> pairs, Batch batch, Masks masks) {
        if (c.dropout == 0) {
            return pairs;
        }
        List<NaiveDecoder.Pair> all = new ArrayList<>();
        Batch decoded = batch.decoded();
        List<Integer> order = IntStream.range(0, pairs.size())
                .boxed()
                .sorted((a, b) -> pairs.get(b).y().length - pairs.get(a).y().length)
                .toList();
        for (int b = 0; b < pairs.size(); b++) {
            NaiveDecoder.Pair pair = pairs.get(b);
            int place = order.indexOf(b);
            double[][][] up = new double[c.decoder.size()][pair.y().length + 1][];
            double[][] recurrent = new double[c.decoder.size()][];
            for (int layer = 0; layer < up.length; layer++) {
                for (int u = 0; u < up[layer].length; u++) {
                    up[layer][u] = row(masks.decoder().output()[layer], decoded.first(u) + place, c.units);
                }
                recurrent[layer] = row(masks.decoder().recurrent()[layer], place, c.units);
            }
            all.add(new NaiveDecoder.Pair(pair.x(), pair.y(), pair.weight(), up, recurrent));
        }
        return all;
    }

    private static double[] row(float[] slab, int row, int width) {
        return IntStream.range(row * width, (row + 1) * width)
                .mapToDouble(i -> slab[i])
                .toArray();
    }

    private static void assertClose(Parameter actual, double[][] expected) {
        double largest = 1e-6;
        double worst = 0;
        for (int i = 0; i < actual.values().length; i++) {
            double e = expected[i / actual.columns()][i % actual.columns()];
            largest = Math.max(largest, Math.abs(e));
            worst = Math.max(worst, Math.abs(e - actual.values()[i]));
        }
        assertThat(worst / largest).as("d " + actual).isLessThanOrEqualTo(1e-4);
    }
}
