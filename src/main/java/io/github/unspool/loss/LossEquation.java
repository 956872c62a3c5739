package io.github.unspool.loss;

import io.github.unspool.equation.Expression;
import io.github.unspool.equation.FormulaReader;
import io.github.unspool.equation.Graph;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A loss of one prediction y and its target t, and how y follows from the network's output o. The text of it:
 *
 * <pre>
 *   abs(y - t)
 *   y = exp(o); loss = y - t * log(y)
 *   y = sigmoid(o); loss = …
 * </pre>
 *
 * @param link y from o
 * @param loss the loss
 */
record LossEquation(Link link, Expression loss) {
    static final String PREDICTION = "y";
    static final String TARGET = "t";
    private static final int LONGEST = 10_000;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} ._,:;()%+=γδτ-]{1,60}");

    /** How a prediction follows from an output. */
    enum Link {
        /** It is the output: any number. */
        NUMBER(Loss.Kind.NUMBERS),
        /** It is e to the power of the output: a number above 0. */
        POSITIVE(Loss.Kind.NUMBERS),
        /** It is the sigmoid of the output: the probability of a label. */
        PROBABILITY(Loss.Kind.LABELS);

        private final Loss.Kind kind;

        Link(Loss.Kind kind) {
            this.kind = kind;
        }

        Loss.Kind kind() {
            return kind;
        }

        Expression prediction(Expression o) {
            return switch (this) {
                case NUMBER -> o;
                case POSITIVE -> o.exp();
                case PROBABILITY -> o.sigmoid();
            };
        }

        /** A target of this kind, from a number of any size. */
        double target(double number) {
            return switch (this) {
                case NUMBER -> number;
                case POSITIVE -> Math.abs(number);
                case PROBABILITY -> number > 0 ? 1 : 0;
            };
        }
    }

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the loss \"%s\": a name has 1 to 60 letters, digits, spaces and . , : ; ( ) %% + = -, such as \"pinball 0.9\""
                            .formatted(name));
        }
    }

    /** Reads the text that {@link #text} gives. */
    static LossEquation parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a loss of %s characters; at most %s are read".formatted(text.length(), LONGEST));
        }
        String[] equations = text.split(";", -1);
        if (equations.length > 2) {
            throw new IllegalArgumentException(
                    "the loss \"%s\" has %s equations; write \"y = exp(o); loss = …\", or the loss alone"
                            .formatted(text, equations.length));
        }
        Link link = equations.length == 1 ? Link.NUMBER : link(equations[0].strip());
        String loss = equations[equations.length - 1].replaceFirst("^\\s*loss\\s*=", "");
        return new LossEquation(link, read(loss));
    }

    private static Link link(String equation) {
        String bare = equation.replace(" ", "");
        for (Link link : Link.values()) {
            if (bare.equals("y=" + link.prediction(Expression.variable("o")))) {
                return link;
            }
        }
        throw new IllegalArgumentException(
                "\"%s\": the prediction y is o, exp(o) or sigmoid(o); write such as y = exp(o)".formatted(equation));
    }

    private static Expression read(String formula) {
        Set<String> known = Set.of(PREDICTION, TARGET);
        return new FormulaReader(
                        formula, word -> known.contains(word) ? Expression.variable(word) : null, words -> null)
                .read();
    }

    String text() {
        return link == Link.NUMBER
                ? loss.toString()
                : "y = %s; loss = %s".formatted(link.prediction(Expression.variable("o")), loss);
    }

    /** The loss in terms of o. Logarithms of a prediction are taken from the output, which loses nothing far from 0. */
    Expression ofOutput(Graph graph, Expression o) {
        Expression y = Expression.variable(PREDICTION);
        Expression log = graph.node(y.log());
        Expression logOfRest = graph.node(y.oneMinus().log());
        return graph.replace(graph.node(loss), node -> {
            if (node == log && link == Link.POSITIVE) {
                return o;
            }
            if (node == log && link == Link.PROBABILITY) {
                return o.negate().softplus().negate();
            }
            if (node == logOfRest && link == Link.PROBABILITY) {
                return o.softplus().negate();
            }
            return PREDICTION.equals(node.name()) ? link.prediction(o) : null;
        });
    }
}
