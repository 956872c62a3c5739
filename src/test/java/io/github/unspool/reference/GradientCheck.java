package io.github.unspool.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The reference's gradients against central differences of its loss, element by element.
 *
 * <p>Run as a program it prints the gradient-check table in Markdown; after {@code mvn test-compile}:
 *
 * <pre>  java -cp target/test-classes io.github.unspool.reference.GradientCheck</pre>
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

    private GradientCheck() {}

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

    /** Checks every element of every parameter ({@link NaiveRnn#names()}), initial state (h0, c0) and input (x). */
    static Map<String, Check> check(GradientCases.Case c) {
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

    /** The initial states of the sequences that bring one. */
    private static void putStates(Map<String, Check> checks, GradientCases.Case c, NaiveRnn.Gradients gradients) {
        var h = new ArrayList<Element>();
        var memory = new ArrayList<Element>();
        for (int s = 0; s < c.batch().size(); s++) {
            var h0 = c.batch().get(s).h0();
            for (int row = 0; h0 != null && row < h0.length; row++) {
                var dh0 = gradients.dh0().get(s)[row];
                int units = c.forward().traces().get(s).h().get(row)[0].length;
                h.addAll(elements(c, h0[row], dh0, 0, units));
                memory.addAll(elements(c, h0[row], dh0, units, h0[row].length));
            }
        }
        if (!h.isEmpty()) {
            checks.put("h0", new Check(h));
        }
        if (!memory.isEmpty()) {
            checks.put("c0", new Check(memory));
        }
    }

    /** The rows themselves of several matrices under one another: to change one changes the other. */
    private static double[][] rows(Stream<double[][]> matrices) {
        return matrices.flatMap(Arrays::stream).toArray(double[][]::new);
    }

    private static Check check(GradientCases.Case c, double[][] tensor, double[][] gradient) {
        var elements = new ArrayList<Element>();
        for (int i = 0; i < tensor.length; i++) {
            elements.addAll(elements(c, tensor[i], gradient[i], 0, tensor[i].length));
        }
        return new Check(elements);
    }

    private static List<Element> elements(GradientCases.Case c, double[] row, double[] gradient, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(j -> new Element(gradient[j], centralDifference(c, row, j)))
                .toList();
    }

    private static double centralDifference(GradientCases.Case c, double[] row, int j) {
        double value = row[j];
        row[j] = value + EPSILON;
        double above = c.forward().loss();
        row[j] = value - EPSILON;
        double below = c.forward().loss();
        row[j] = value;
        return (above - below) / (2 * EPSILON);
    }

    /** Prints the worst relative error in each case, of all tensors of a kind. */
    public static void main(String[] arguments) {
        var kinds =
                List.of("embedding", "wx", "wh", "b", "bh", "learned h0", "learned c0", "wy", "by", "h0", "c0", "x");
        System.out.println("| case | " + String.join(" | ", kinds) + " |");
        System.out.println("|---|" + "---:|".repeat(kinds.size()));
        for (var c : GradientCases.all()) {
            var worst = new HashMap<String, Double>();
            check(c).forEach((name, check) -> worst.merge(kind(name), check.worstError(), Math::max));
            System.out.println(kinds.stream()
                    .map(kind -> worst.containsKey(kind) ? String.format(Locale.ROOT, "%.0e", worst.get(kind)) : "")
                    .collect(Collectors.joining(" | ", "| " + c.name() + " | ", " |")));
        }
    }

    /** layer1.reverse.wx → wx, layer0.h0 → learned h0 */
    private static String kind(String tensor) {
        return tensor.replaceFirst("^layer.*\\.(?=[hc]0$)", "learned ").replaceFirst("^layer.*\\.", "");
    }
}
