package io.github.unspool.equation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Expressions in which equal parts are the same object, so that each is computed once. Not thread-safe. */
public final class Graph {
    private final Map<Key, Expression> nodes = new HashMap<>();

    /** Arguments are nodes already, and compared as objects. */
    private record Key(Operation operation, List<Expression> arguments, String name, int constant) {}

    /**
     * Finds or makes the node of an expression.
     *
     * @param expression the expression
     * @return the one object for it in this graph
     */
    public Expression node(Expression expression) {
        return replace(expression, node -> null);
    }

    /**
     * Replaces parts of an expression.
     *
     * @param expression the expression
     * @param replacement what a node is replaced by; null: it stays
     * @return the changed node
     */
    public Expression replace(Expression expression, Function<Expression, Expression> replacement) {
        return replace(expression, replacement, new IdentityHashMap<>());
    }

    private Expression replace(
            Expression e, Function<Expression, Expression> replacement, Map<Expression, Expression> done) {
        Expression before = done.get(e);
        if (before != null) {
            return before;
        }
        // An argument is replaced after the node, so that the largest part decides.
        Expression other = replacement.apply(e);
        Expression result;
        if (other != null) {
            result = replace(other, node -> null, new IdentityHashMap<>());
        } else {
            List<Expression> arguments = e.arguments().stream()
                    .map(argument -> replace(argument, replacement, done))
                    .toList();
            result = unique(e, arguments);
        }
        done.put(e, result);
        return result;
    }

    private Expression unique(Expression e, List<Expression> arguments) {
        Key key = new Key(e.operation(), arguments, e.name(), Float.floatToIntBits(e.constant()));
        return nodes.computeIfAbsent(
                key, k -> arguments.isEmpty() ? e : Expression.of(e.operation(), arguments.toArray(new Expression[0])));
    }

    /**
     * Lists all nodes that some expressions consist of.
     *
     * @param outputs the expressions
     * @return each node after its arguments
     */
    public static List<Expression> sorted(List<Expression> outputs) {
        return sorted(outputs, name -> null);
    }

    /**
     * Lists all nodes that some expressions consist of, where a variable may stand for another expression.
     *
     * @param outputs the expressions
     * @param needed what must come before a variable of a name; null: nothing
     * @return each node after its arguments
     */
    public static List<Expression> sorted(List<Expression> outputs, Function<String, Expression> needed) {
        Set<Expression> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Expression> all = new ArrayList<>();
        outputs.forEach(output -> visit(output, needed, seen, all));
        return all;
    }

    private static void visit(
            Expression e, Function<String, Expression> needed, Set<Expression> seen, List<Expression> all) {
        if (!seen.add(e)) {
            return;
        }
        e.arguments().forEach(argument -> visit(argument, needed, seen, all));
        Expression other = e.name() == null ? null : needed.apply(e.name());
        if (other != null) {
            visit(other, needed, seen, all);
        }
        all.add(e);
    }

    /**
     * Lists the variables of some expressions.
     *
     * @param outputs the expressions
     * @return their names
     */
    public static Set<String> variables(List<Expression> outputs) {
        Set<String> names = new LinkedHashSet<>();
        sorted(outputs).stream()
                .filter(e -> e.operation() == Operation.VARIABLE)
                .forEach(e -> names.add(e.name()));
        return names;
    }

    /** Makes something else of an expression, from the leaves upwards. */
    public interface Translation<R> {
        /**
         * Translates a variable.
         *
         * @param name its name
         * @return what stands for it
         */
        R variable(String name);

        /**
         * Translates a number.
         *
         * @param value the number
         * @return what stands for it
         */
        R constant(float value);

        /**
         * Translates an operation.
         *
         * @param word how a formula writes it: {@code +}, {@code -}, {@code *}, {@code /}, or a function such as {@code tanh}
         * @param arguments what stands for its one or two arguments
         * @return what stands for its value
         */
        R operation(String word, List<R> arguments);
    }

    /**
     * Translates some expressions; what they share is translated once.
     *
     * @param outputs the expressions, nodes of one graph
     * @param translation makes something of a node
     * @param <R> what is made
     * @return what was made of each expression
     */
    public static <R> List<R> translate(List<Expression> outputs, Translation<R> translation) {
        Map<Expression, R> done = new IdentityHashMap<>();
        for (Expression e : sorted(outputs)) {
            done.put(
                    e,
                    switch (e.operation()) {
                        case CONSTANT -> translation.constant(e.constant());
                        case VARIABLE -> translation.variable(e.name());
                        default ->
                            translation.operation(
                                    e.operation().word,
                                    e.arguments().stream().map(done::get).toList());
                    });
        }
        return outputs.stream().map(done::get).toList();
    }

    /**
     * The arguments of an operation.
     *
     * @param e the expression
     * @return the arguments; none of a leaf
     */
    public static List<Expression> arguments(Expression e) {
        return e.arguments();
    }

    /**
     * Whether an expression is a function whose derivative follows from its value alone.
     *
     * @param e the expression
     * @return true for sigmoid, tanh and relu
     */
    public static boolean isActivation(Expression e) {
        return e.operation().isActivation();
    }

    /**
     * Differentiates by reverse accumulation (A. Griewank, A. Walther, <i>Evaluating Derivatives</i>, SIAM 2008, chapter 3).
     *
     * @param outputs nodes of this graph, each with the gradient of the loss by it; their order decides that of sums
     * @return the gradient of the loss by each variable that reaches an output
     */
    public Map<String, Expression> gradients(Map<Expression, Expression> outputs) {
        Map<Expression, Expression> gradients = new IdentityHashMap<>();
        outputs.forEach((node, gradient) -> gradients.merge(node, gradient, Expression::plus));
        List<Expression> nodes = sorted(List.copyOf(outputs.keySet()));
        Map<String, Expression> byName = new LinkedHashMap<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Expression node = nodes.get(i);
            Expression gradient = gradients.get(node);
            if (gradient == null || node.operation() == Operation.CONSTANT) {
                continue;
            }
            if (node.operation() == Operation.VARIABLE) {
                byName.put(node.name(), node(gradient));
                continue;
            }
            List<Expression> parts = node.operation().gradients(node, gradient);
            for (int k = 0; k < parts.size(); k++) {
                gradients.merge(node.arguments().get(k), parts.get(k), Expression::plus);
            }
        }
        return byName;
    }
}
