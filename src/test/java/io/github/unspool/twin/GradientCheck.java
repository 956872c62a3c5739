package io.github.unspool.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
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

    /** With this seed every layer has pre-activations on both sides of 0 and every relu keeps off its kink. */
    private static final long SEED = 2;

    private GradientCheck() {}

    /** A network and a batch for it. */
    record Case(String name, NaiveRnn rnn, List<Sequence> batch) {

        /** The smallest |z| in a relu layer; infinite if there is none. */
        double nearestKink() {
            var traces = rnn.forward(batch).traces();
            return reluLayers()
                    .flatMap(l -> traces.stream().map(trace -> trace.z().get(l)))
                    .flatMap(Arrays::stream)
                    .flatMapToDouble(Arrays::stream)
                    .map(Math::abs)
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
        }

        private Stream<Integer> reluLayers() {
            return Stream.iterate(0, l -> l < rnn.layers().size(), l -> l + 1)
                    .filter(l -> rnn.layers().get(l).f() == Activation.RELU);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** One tensor: its gradient as BPTT gives it, and the worst error of that. */
    record Check(double[][] gradient, double worstError) {}

    /** Every stack of cells over every shape of batch. */
    static List<Case> cases() {
        var shapes = new LinkedHashMap<String, int[]>();
        shapes.put("equal lengths 4, 4, 4", new int[] {4, 4, 4});
        shapes.put("ragged lengths 2, 6, 1, 4", new int[] {2, 6, 1, 4});
        shapes.put("one step", new int[] {1});
        shapes.put("batch of one", new int[] {6});
        var cases = new ArrayList<Case>();
        for (var cells : List.of(
                List.of(Activation.TANH),
                List.of(Activation.RELU),
                List.of(Activation.TANH, Activation.RELU),
                List.of(Activation.RELU, Activation.TANH))) {
            var units = cells.size() == 1 ? new int[] {4} : new int[] {4, 3};
            var rnn = NaiveRnn.random(SEED, INPUTS, cells, units, CLASSES);
            var name =
                    cells.stream().map(f -> f.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" + "));
            shapes.forEach(
                    (shape, lengths) -> cases.add(new Case(name + ", " + shape, rnn, rnn.randomBatch(SEED, lengths))));
            cases.add(new Case(name + ", second chunk", rnn, secondChunk(rnn, rnn.randomBatch(SEED, 4, 6, 5))));
        }
        return cases;
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

    /** Checks every element of every parameter ({@link NaiveRnn#names()}), initial state (h0) and input (x). */
    static Map<String, Check> check(Case c) {
        var gradients = c.rnn().backward(c.batch(), c.rnn().forward(c.batch()));
        var checks = new LinkedHashMap<String, Check>();
        for (int i = 0; i < c.rnn().names().size(); i++) {
            checks.put(
                    c.rnn().names().get(i),
                    check(c, c.rnn().parameters().get(i), gradients.parameters().get(i)));
        }
        checks.put("h0", check(c, rows(c.batch().stream().map(Sequence::h0)), rows(gradients.dh0().stream())));
        checks.put("x", check(c, rows(c.batch().stream().map(Sequence::x)), rows(gradients.dx().stream())));
        return checks;
    }

    /** The rows themselves of several matrices under one another: to change one changes the other. */
    private static double[][] rows(Stream<double[][]> matrices) {
        return matrices.flatMap(Arrays::stream).toArray(double[][]::new);
    }

    private static Check check(Case c, double[][] tensor, double[][] gradient) {
        double worst = 0;
        for (int i = 0; i < tensor.length; i++) {
            for (int j = 0; j < tensor[i].length; j++) {
                worst = Math.max(worst, relativeError(gradient[i][j], centralDifference(c, tensor[i], j)));
            }
        }
        return new Check(gradient, worst);
    }

    private static double centralDifference(Case c, double[] row, int j) {
        double value = row[j];
        row[j] = value + EPSILON;
        double above = c.rnn().forward(c.batch()).loss();
        row[j] = value - EPSILON;
        double below = c.rnn().forward(c.batch()).loss();
        row[j] = value;
        return (above - below) / (2 * EPSILON);
    }

    private static double relativeError(double analytic, double numeric) {
        return Math.abs(analytic - numeric) / Math.max(FLOOR, Math.abs(analytic) + Math.abs(numeric));
    }

    /** Prints the worst relative error of each tensor in each case. */
    public static void main(String[] arguments) {
        var tensors = new ArrayList<>(List.of(
                "layer0.wx", "layer0.wh", "layer0.b", "layer1.wx", "layer1.wh", "layer1.b", "wy", "by", "h0", "x"));
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
