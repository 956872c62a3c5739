package io.github.unspool.reference;

import io.github.unspool.cell.Activation;
import io.github.unspool.cell.Merge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The networks and batches whose gradients {@link GradientCheck} checks. */
final class GradientCases {

    private static final int INPUTS = 3;
    private static final int OUTPUTS = 5;

    /** With this seed every relu layer has pre-activations on both sides of 0 and none near it. */
    private static final long SEED = 10;

    private static final int[] RAGGED = {2, 6, 1, 4};

    private static final Map<String, ReferenceLoss> LOSSES = new LinkedHashMap<>();

    static {
        LOSSES.put("label smoothing", ReferenceLoss.softmax(0.2));
        LOSSES.put("sigmoid", ReferenceLoss.sigmoid());
        LOSSES.put("squared error", ReferenceLoss.squaredError());
        LOSSES.put("huber", ReferenceLoss.huber(0.7));
        LOSSES.put("absolute error", ReferenceLoss.absoluteError());
        LOSSES.put("quantile", ReferenceLoss.quantile(0.9));
        LOSSES.put("log-cosh", ReferenceLoss.logCosh());
        LOSSES.put("poisson", ReferenceLoss.poisson());
        LOSSES.put("focal", ReferenceLoss.focal(2));
    }

    private GradientCases() {}

    /** A network, a batch for it and the batch's dropout masks. */
    record Case(String name, NaiveRnn rnn, List<Sequence> batch, Masks masks) {

        Case(String name, NaiveRnn rnn, List<Sequence> batch) {
            this(name, rnn, batch, Masks.none(rnn.spec(), batch.size()));
        }

        Case(String name, ReferenceSpec spec) {
            this(name, NaiveRnn.random(SEED, spec));
        }

        private Case(String name, NaiveRnn rnn) {
            this(name, rnn, rnn.randomBatch(SEED, RAGGED));
        }

        Case withMasks(double up, double recurrent) {
            return new Case(
                    name, rnn, batch, new Masks(upMasks(rnn.spec(), batch, up), recurrentMasks(this, recurrent)));
        }

        /** With a weight other than 1 for every target, and for every third target none, nor a target. */
        Case withWeights() {
            var weights = new SplittableRandom(SEED).doubles(0.5, 2).iterator();
            var weighted = new ArrayList<Sequence>();
            int count = 0;
            for (var sequence : batch) {
                var copy = sequence.withWeights(sequence.weights().clone());
                for (int i = 0; i < copy.weights().length; i++) {
                    boolean unknown = count++ % 3 == 2;
                    copy.weights()[i] = unknown ? 0 : weights.nextDouble();
                    if (unknown) {
                        Arrays.fill(copy.targets()[i], Double.NaN);
                    }
                }
                weighted.add(copy);
            }
            return new Case(name, rnn, weighted, masks);
        }

        /** With an initial state for every other sequence, as if those went on and the rest began. */
        Case withSomeStates() {
            var random = new SplittableRandom(SEED);
            var some = new ArrayList<>(batch);
            for (int s = 0; s < some.size(); s += 2) {
                some.set(s, batch.get(s).from(rnn.spec().randomState(random)));
            }
            return new Case(name, rnn, some, masks);
        }

        NaiveRnn.Forward forward() {
            return rnn.forward(batch, masks);
        }

        /** Which layers are relu. */
        IntStream reluLayers() {
            return IntStream.range(0, rnn.layers().size())
                    .filter(l -> rnn.spec().layers().get(l).cell() == ReferenceCell.RELU);
        }

        /** The pre-activations of an Elman layer at all steps of all sequences, in both directions. */
        DoubleStream z(int layer) {
            return forward().traces().stream()
                    .flatMap(trace -> trace.scans().get(layer).stream())
                    .flatMap(scan -> Arrays.stream(Rows.sum(scan.zx(), scan.zh())))
                    .flatMapToDouble(Arrays::stream);
        }

        /** The errors o − y of all targets that count. */
        DoubleStream errors() {
            var traces = forward().traces();
            return IntStream.range(0, batch.size()).boxed().flatMapToDouble(s -> errors(batch.get(s), traces.get(s)));
        }

        private static DoubleStream errors(Sequence sequence, Trace trace) {
            return IntStream.range(0, sequence.weights().length)
                    .filter(i -> sequence.weights()[i] > 0)
                    .boxed()
                    .flatMapToDouble(i -> IntStream.range(0, OUTPUTS)
                            .mapToDouble(k -> trace.logits()[i][k] - sequence.targets()[i][k]));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> all() {
        var cases = new ArrayList<Case>();
        addStacks(cases);
        addSingleFeatures(cases);
        addLosses(cases);
        addSkips(cases);
        addDense(cases);
        addMerges(cases);
        addMixtures(cases);
        return cases;
    }

    /** Every stack of cells over every shape of batch, and two stacks with dropout. */
    private static void addStacks(List<Case> cases) {
        var shapes = new LinkedHashMap<String, int[]>();
        shapes.put("equal lengths 4, 4, 4", new int[] {4, 4, 4});
        shapes.put("ragged lengths 2, 6, 1, 4", RAGGED);
        shapes.put("one step", new int[] {1});
        shapes.put("batch of one", new int[] {6});
        for (var cells : List.of(
                List.of(ReferenceCell.TANH),
                List.of(ReferenceCell.RELU),
                List.of(ReferenceCell.TANH, ReferenceCell.RELU),
                List.of(ReferenceCell.RELU, ReferenceCell.TANH),
                List.of(ReferenceCell.GRU),
                List.of(ReferenceCell.LSTM),
                List.of(ReferenceCell.TANH, ReferenceCell.LSTM),
                List.of(ReferenceCell.LSTM, ReferenceCell.GRU),
                List.of(ReferenceCell.GRU, ReferenceCell.RELU))) {
            var rnn = random(cells);
            var name = name(cells);
            shapes.forEach(
                    (shape, lengths) -> cases.add(new Case(name + ", " + shape, rnn, rnn.randomBatch(SEED, lengths))));
            cases.add(new Case(name + ", second chunk", rnn, secondChunk(rnn, rnn.randomBatch(SEED, 4, 6, 5))));
        }
        for (var cells : List.of(
                List.of(ReferenceCell.TANH, ReferenceCell.LSTM), List.of(ReferenceCell.GRU, ReferenceCell.TANH))) {
            cases.add(new Case(name(cells) + ", ragged lengths, dropout", random(cells)).withMasks(0.4, 0));
        }
    }

    /** A dense layer between layers and on top; rectifiers are in none, since a sum near 0 has no derivative. */
    private static void addDense(List<Case> cases) {
        for (var activation : List.of(Activation.LINEAR, Activation.TANH, Activation.SIGMOID)) {
            var below =
                    ReferenceLayer.of(ReferenceCell.GRU, 3).inBothDirections().withDense(4, activation);
            var above = ReferenceLayer.of(ReferenceCell.LSTM, 4).withSkip().withDense(2, activation);
            var spec = ReferenceSpec.of(INPUTS, List.of(below, above), OUTPUTS);
            cases.add(new Case("dense, " + activation, spec).withMasks(0.3, 0.3));
            cases.add(new Case("dense, one output, " + activation, spec.withOneOutputPerSequence()));
            cases.add(new Case(
                    "dense over two directions, one output, " + activation,
                    ReferenceSpec.of(INPUTS, List.of(below), OUTPUTS).withOneOutputPerSequence()));
        }
    }

    private static void addMerges(List<Case> cases) {
        for (var merge : Merge.values()) {
            var below = ReferenceLayer.of(ReferenceCell.LSTM, 3).inBothDirections(merge);
            var above = ReferenceLayer.of(ReferenceCell.GRU, 4).inBothDirections(merge);
            var spec = ReferenceSpec.of(INPUTS, List.of(below, above), OUTPUTS);
            cases.add(new Case("merge, " + merge, spec).withMasks(0.3, 0.3));
        }
    }

    private static NaiveRnn random(List<ReferenceCell> cells) {
        var units = cells.size() == 1 ? new int[] {4} : new int[] {4, 3};
        return NaiveRnn.random(SEED, INPUTS, cells, units, OUTPUTS);
    }

    private static String name(List<ReferenceCell> cells) {
        return cells.stream().map(GradientCases::name).collect(Collectors.joining(" + "));
    }

    private static String name(ReferenceCell cell) {
        return cell.name().toLowerCase(Locale.ROOT);
    }

    /** The steps from the fourth on, in the states that the first three left behind: truncated BPTT. */
    private static List<Sequence> secondChunk(NaiveRnn rnn, List<Sequence> batch) {
        var chunk = new ArrayList<Sequence>();
        for (var sequence : batch) {
            var first = rnn.forward(List.of(sequence.chunk(0, 3, sequence.h0())));
            chunk.add(sequence.chunk(3, sequence.length(), first.traces().get(0).finalState()));
        }
        return chunk;
    }

    /** What a layer can have beside its cell, one thing at a time, for every cell. */
    private static void addSingleFeatures(List<Case> cases) {
        for (var cell : ReferenceCell.values()) {
            var one = ReferenceLayer.of(cell, 4);
            var both = ReferenceLayer.of(cell, 3).inBothDirections();
            var forward = ReferenceSpec.of(INPUTS, List.of(one), OUTPUTS);
            var backToo = ReferenceSpec.of(INPUTS, List.of(both), OUTPUTS);
            var twoBoth = ReferenceSpec.of(INPUTS, List.of(both, both), OUTPUTS);
            var name = name(cell) + ", ";
            cases.add(new Case(name + "embedding", forward.withEmbedding(2)));
            cases.add(new Case(name + "recurrent dropout", forward).withMasks(0, 0.4));
            cases.add(new Case(name + "learned start", forward.withLearnedStart()));
            cases.add(new Case(name + "learned start, some carried over", forward.withLearnedStart()).withSomeStates());
            cases.add(new Case(name + "one output per sequence", forward.withOneOutputPerSequence()));
            cases.add(new Case(name + "bidirectional", backToo));
            cases.add(new Case(name + "two bidirectional layers", twoBoth));
            cases.add(new Case(name + "bidirectional, dropout of both kinds", backToo).withMasks(0.25, 0.25));
            cases.add(new Case(name + "bidirectional, learned start", backToo.withLearnedStart()));
            cases.add(new Case(
                    name + "two bidirectional layers, one output per sequence", twoBoth.withOneOutputPerSequence()));
        }
    }

    private static void addLosses(List<Case> cases) {
        var spec = ReferenceSpec.of(INPUTS, List.of(ReferenceLayer.of(ReferenceCell.GRU, 4)), OUTPUTS);
        LOSSES.forEach((name, loss) -> {
            cases.add(new Case(name, spec.withLoss(loss)));
            cases.add(new Case(name + ", weights, unknown steps", spec.withLoss(loss)).withWeights());
        });
    }

    private static void addSkips(List<Case> cases) {
        var one = ReferenceLayer.of(ReferenceCell.GRU, 4).withSkip();
        var both = ReferenceLayer.of(ReferenceCell.TANH, 2).inBothDirections();
        var bothSkip =
                ReferenceLayer.of(ReferenceCell.LSTM, 2).inBothDirections().withSkip();
        var embedded = ReferenceSpec.of(INPUTS, List.of(one), OUTPUTS).withEmbedding(4);
        cases.add(new Case("skip over an embedding", embedded));
        cases.add(new Case("skip, dropout", embedded).withMasks(0.4, 0));
        cases.add(new Case("skip, one output per sequence", embedded.withOneOutputPerSequence()));
        cases.add(new Case("bidirectional skip", ReferenceSpec.of(INPUTS, List.of(both, bothSkip), OUTPUTS)));
        cases.add(new Case("bidirectional skip, dropout", ReferenceSpec.of(INPUTS, List.of(both, bothSkip), OUTPUTS))
                .withMasks(0.4, 0));
        cases.add(new Case("skip over skip", ReferenceSpec.of(INPUTS, List.of(both, bothSkip, one), OUTPUTS)));
    }

    /** Everything at once, with each loss, for each step and for each sequence. */
    private static void addMixtures(List<Case> cases) {
        var mixture = ReferenceSpec.of(
                        INPUTS,
                        List.of(
                                ReferenceLayer.of(ReferenceCell.LSTM, 3).inBothDirections(),
                                ReferenceLayer.of(ReferenceCell.GRU, 6).withSkip()),
                        OUTPUTS)
                .withEmbedding(6)
                .withLearnedStart();
        var other = ReferenceSpec.of(
                        INPUTS,
                        List.of(
                                ReferenceLayer.of(ReferenceCell.GRU, 3)
                                        .inBothDirections()
                                        .withSkip(),
                                ReferenceLayer.of(ReferenceCell.TANH, 6).withSkip(),
                                ReferenceLayer.of(ReferenceCell.LSTM, 3).inBothDirections()),
                        OUTPUTS)
                .withEmbedding(6)
                .withLearnedStart();
        LOSSES.forEach((name, loss) -> {
            addMixture(cases, "mixture, " + name, mixture.withLoss(loss));
            addMixture(cases, "other mixture, " + name, other.withLoss(loss));
        });
    }

    private static void addMixture(List<Case> cases, String name, ReferenceSpec spec) {
        cases.add(mixed(name, spec));
        cases.add(mixed(name + ", one output per sequence", spec.withOneOutputPerSequence()));
    }

    /** Short sequences, lest little be left of a gradient that comes through all layers and from the last step. */
    private static Case mixed(String name, ReferenceSpec spec) {
        var rnn = NaiveRnn.random(SEED, spec);
        return new Case(name, rnn, rnn.randomBatch(SEED, 2, 3, 1, 2))
                .withMasks(0.25, 0.25)
                .withWeights()
                .withSomeStates();
    }

    /** Random masks with the given p for every layer. */
    private static List<List<double[][]>> upMasks(ReferenceSpec spec, List<Sequence> batch, double p) {
        var random = new SplittableRandom(SEED);
        return batch.stream()
                .map(sequence -> spec.layers().stream()
                        .map(layer -> Stream.generate(() -> mask(random, p, layer.merged()))
                                .limit(sequence.length())
                                .toArray(double[][]::new))
                        .toList())
                .toList();
    }

    /** Random masks with the given p for every direction, other ones than those of the way up. */
    private static List<double[][]> recurrentMasks(Case c, double p) {
        var random = new SplittableRandom(SEED + 1);
        return c.batch.stream()
                .map(sequence -> c.rnn.layers().stream()
                        .flatMap(layer -> layer.directions().stream())
                        .map(direction -> mask(random, p, direction.units()))
                        .toArray(double[][]::new))
                .toList();
    }

    private static double[] mask(SplittableRandom random, double p, int width) {
        return random.doubles(width).map(u -> u < p ? 0 : 1 / (1 - p)).toArray();
    }
}
