package io.github.unspool.twin;

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

/**
 * The twin's gradients against central differences of its loss, element by element.
 *
 * <p>Run as a program it prints the gradient-check table in Markdown; after {@code mvn test-compile}:
 *
 * <pre>  java -cp target/test-classes io.github.unspool.twin.GradientCheck</pre>
 */
public final class GradientCheck {

    /**
     * Half the distance of the two points. The difference is off by EPSILON²/6 times the third derivative, and by the
     * rounding of the loss, some 1e-16, over EPSILON. Near the cube root of 1e-16 both are about 1e-11, and no other
     * EPSILON makes the larger of them much smaller.
     */
    static final double EPSILON = 6e-6;

    /**
     * The error of an element is |a − n| / max(FLOOR, |a| + |n|). The difference n is itself off by a few 1e-11, which
     * would be an error of more than 1e-6 in an element much below 1e-4 even if its gradient a were exact.
     */
    static final double FLOOR = 1e-4;

    /**
     * Relu has no derivative at 0, and a difference taken across the kink is wrong. Moving one element by EPSILON moves
     * a pre-activation by EPSILON times a few weights and inputs of order 1: 100 times is far more than that.
     */
    static final double KINK_MARGIN = 100 * EPSILON;

    private static final int INPUTS = 3;
    private static final int CLASSES = 5;

    /** With this seed every relu layer has pre-activations on both sides of 0 and none near it. */
    private static final long SEED = 10;

    private GradientCheck() {}

    /** A network, a batch for it and the batch's dropout masks. */
    record Case(String name, NaiveRnn rnn, List<Sequence> batch, List<List<double[][]>> masks) {

        Case(String name, NaiveRnn rnn, List<Sequence> batch) {
            this(name, rnn, batch, rnn.noMasks(batch));
        }

        NaiveRnn.Forward forward() {
            return rnn.forward(batch, masks);
        }

        /** Which layers are relu. */
        IntStream reluLayers() {
            return IntStream.range(0, rnn.layers().size())
                    .filter(l -> rnn.layers().get(l).cell() == TwinCell.RELU);
        }

        /** The pre-activations of an Elman layer at all steps of all sequences. */
        DoubleStream z(int layer) {
            return forward().traces().stream()
                    .flatMapToDouble(trace -> IntStream.range(0, trace.losses().length)
                            .mapToObj(t -> Rows.sum(
                                    trace.zx().get(layer)[t], trace.zh().get(layer)[t]))
                            .flatMapToDouble(Arrays::stream));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The gradient of one tensor. */
    record Check(List<Element> elements) {

        double worstError() {
            return elements.stream().mapToDouble(Element::error).max().orElseThrow();
        }

        double largestGradient() {
            return elements.stream()
                    .mapToDouble(e -> Math.abs(e.analytic))
                    .max()
                    .orElseThrow();
        }
    }

    /** One derivative, as BPTT gives it and as a central difference. */
    record Element(double analytic, double numeric) {

        double error() {
            return Math.abs(analytic - numeric) / Math.max(FLOOR, Math.abs(analytic) + Math.abs(numeric));
        }
    }

    /** Every stack of cells over every shape of batch, and two stacks with dropout. */
    static List<Case> cases() {
        var shapes = new LinkedHashMap<String, int[]>();
        shapes.put("equal lengths 4, 4, 4", new int[] {4, 4, 4});
        shapes.put("ragged lengths 2, 6, 1, 4", new int[] {2, 6, 1, 4});
        shapes.put("one step", new int[] {1});
        shapes.put("batch of one", new int[] {6});
        var cases = new ArrayList<Case>();
        for (var cells : List.of(
                List.of(TwinCell.TANH),
                List.of(TwinCell.RELU),
                List.of(TwinCell.TANH, TwinCell.RELU),
                List.of(TwinCell.RELU, TwinCell.TANH),
                List.of(TwinCell.GRU),
                List.of(TwinCell.LSTM),
                List.of(TwinCell.TANH, TwinCell.LSTM),
                List.of(TwinCell.LSTM, TwinCell.GRU),
                List.of(TwinCell.GRU, TwinCell.RELU))) {
            var rnn = random(cells);
            var name = name(cells);
            shapes.forEach(
                    (shape, lengths) -> cases.add(new Case(name + ", " + shape, rnn, rnn.randomBatch(SEED, lengths))));
            cases.add(new Case(name + ", second chunk", rnn, secondChunk(rnn, rnn.randomBatch(SEED, 4, 6, 5))));
        }
        for (var cells : List.of(List.of(TwinCell.TANH, TwinCell.LSTM), List.of(TwinCell.GRU, TwinCell.TANH))) {
            var rnn = random(cells);
            var batch = rnn.randomBatch(SEED, 2, 6, 1, 4);
            cases.add(new Case(name(cells) + ", ragged lengths, dropout", rnn, batch, masks(rnn, batch)));
        }
        return cases;
    }

    private static NaiveRnn random(List<TwinCell> cells) {
        var units = cells.size() == 1 ? new int[] {4} : new int[] {4, 3};
        return NaiveRnn.random(SEED, INPUTS, cells, units, CLASSES);
    }

    private static String name(List<TwinCell> cells) {
        return cells.stream().map(cell -> cell.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" + "));
    }

    /** Random masks with p = 0.4 for every layer. */
    private static List<List<double[][]>> masks(NaiveRnn rnn, List<Sequence> batch) {
        var random = new SplittableRandom(SEED);
        return batch.stream()
                .map(sequence -> rnn.layers().stream()
                        .map(layer -> Stream.generate(() -> random.doubles(layer.units())
                                        .map(u -> u < 0.4 ? 0 : 1 / 0.6)
                                        .toArray())
                                .limit(sequence.length())
                                .toArray(double[][]::new))
                        .toList())
                .toList();
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

    /** Checks every element of every parameter ({@link NaiveRnn#names()}), initial state (h0, c0) and input (x). */
    static Map<String, Check> check(Case c) {
        var gradients = c.rnn().backward(c.batch(), c.forward(), c.masks());
        var checks = new LinkedHashMap<String, Check>();
        for (int i = 0; i < c.rnn().names().size(); i++) {
            checks.put(
                    c.rnn().names().get(i),
                    check(c, c.rnn().parameters().get(i), gradients.parameters().get(i)));
        }
        putStates(checks, c, gradients);
        checks.put("x", check(c, rows(c.batch().stream().map(Sequence::x)), rows(gradients.dx().stream())));
        return checks;
    }

    private static void putStates(Map<String, Check> checks, Case c, NaiveRnn.Gradients gradients) {
        var states = rows(c.batch().stream().map(Sequence::h0));
        var dstates = rows(gradients.dh0().stream());
        var h = new ArrayList<Element>();
        var memory = new ArrayList<Element>();
        for (int i = 0; i < states.length; i++) {
            int units = c.rnn().layers().get(i % c.rnn().layers().size()).units();
            h.addAll(elements(c, states[i], dstates[i], 0, units));
            memory.addAll(elements(c, states[i], dstates[i], units, states[i].length));
        }
        checks.put("h0", new Check(h));
        if (!memory.isEmpty()) {
            checks.put("c0", new Check(memory));
        }
    }

    /** The rows themselves of several matrices under one another: to change one changes the other. */
    private static double[][] rows(Stream<double[][]> matrices) {
        return matrices.flatMap(Arrays::stream).toArray(double[][]::new);
    }

    private static Check check(Case c, double[][] tensor, double[][] gradient) {
        var elements = new ArrayList<Element>();
        for (int i = 0; i < tensor.length; i++) {
            elements.addAll(elements(c, tensor[i], gradient[i], 0, tensor[i].length));
        }
        return new Check(elements);
    }

    private static List<Element> elements(Case c, double[] row, double[] gradient, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(j -> new Element(gradient[j], centralDifference(c, row, j)))
                .toList();
    }

    private static double centralDifference(Case c, double[] row, int j) {
        double value = row[j];
        row[j] = value + EPSILON;
        double above = c.forward().loss();
        row[j] = value - EPSILON;
        double below = c.forward().loss();
        row[j] = value;
        return (above - below) / (2 * EPSILON);
    }

    /** Prints the worst relative error of each tensor in each case. */
    public static void main(String[] arguments) {
        var tensors = List.of(
                "layer0.wx",
                "layer0.wh",
                "layer0.b",
                "layer0.bh",
                "layer1.wx",
                "layer1.wh",
                "layer1.b",
                "layer1.bh",
                "wy",
                "by",
                "h0",
                "c0",
                "x");
        System.out.println("| case | " + String.join(" | ", tensors) + " |");
        System.out.println("|---|" + "---:|".repeat(tensors.size()));
        for (var c : cases()) {
            var checks = check(c);
            System.out.println(tensors.stream()
                    .map(name -> checks.containsKey(name)
                            ? String.format(
                                    Locale.ROOT, "%.0e", checks.get(name).worstError())
                            : "")
                    .collect(Collectors.joining(" | ", "| " + c.name() + " | ", " |")));
        }
    }
}
