package io.github.unspool.cell;

import io.github.unspool.equation.Expression;
import io.github.unspool.equation.Formula;
import io.github.unspool.equation.FormulaReader;
import io.github.unspool.equation.Graph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The equations of a cell, which are the same as their text: equations from a text give the same text again.
 *
 * <pre>
 *   f = sigmoid(gate(f)); n = tanh(input(n) + f * recurrent(n)); h[t] = h[t-1] * (1 - f) + f * n
 *   r = sigmoid(gate(r)); q = r * h[t-1]; n = tanh(input(n) + product(n, q)); …
 * </pre>
 */
final class CellEquations {
    private static final int LONGEST = 10_000;
    private static final int MOST_GATES = 64;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z]\\w*(?:\\[t\\])?");

    private final CellBuilder parts;
    private final Graph graph = new Graph();
    private final Expression hidden;
    /** The new values of the other states. */
    private final Map<String, Expression> memories = new LinkedHashMap<>();
    /** What products in the middle of a step are of. */
    private final Map<String, Expression> factors = new LinkedHashMap<>();
    /** Those with a recurrent half come first, each of both kinds in the order of the text. */
    private final List<String> gates;

    private CellEquations(CellBuilder parts, Expression hidden) {
        this.parts = parts;
        this.hidden = graph.node(hidden);
        parts.memories()
                .forEach((name, next) -> memories.put(name, graph.node(next.orElseThrow(() -> neverGiven(name)))));
        parts.products().forEach((name, factor) -> factors.put(name, graph.node(factor)));
        Set<String> used = Graph.variables(roots());
        this.gates = Stream.concat(
                        parts.gates().stream().filter(gate -> isRecurrent(gate, used)),
                        parts.gates().stream().filter(gate -> !isRecurrent(gate, used)))
                .toList();
        check(used);
    }

    private static boolean isRecurrent(String gate, Set<String> used) {
        return used.contains("gate(" + gate + ")") || used.contains("recurrent(" + gate + ")");
    }

    private static IllegalArgumentException neverGiven(String name) {
        return new IllegalArgumentException(
                "the state \"%s\" never gets a new value; say what it is: c.state(\"%s\", …)".formatted(name, name));
    }

    /** Equations as Java gives them. Through their text, so that the order of the gates is that of the text. */
    static CellEquations of(Function<CellBuilder, Expression> equations) {
        CellBuilder builder = new CellBuilder();
        return parse(new CellEquations(builder, equations.apply(builder)).text());
    }

    /** Equations as a file gives them. */
    static CellEquations parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "equations of %s characters; at most %s are read".formatted(text.length(), LONGEST));
        }
        CellBuilder builder = new CellBuilder();
        Map<String, Expression> named = new LinkedHashMap<>();
        for (String equation : text.split(";")) {
            int equals = equation.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "\"%s\" is no equation; write one such as h[t] = tanh(gate(n))".formatted(equation.strip()));
            }
            String name = equation.substring(0, equals).strip();
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("\"%s\" is no name for a value".formatted(name));
            }
            Expression value = new FormulaReader(
                            equation.substring(equals + 1),
                            word -> variable(builder, named, word),
                            words -> call(builder, named, words))
                    .read();
            if (named.put(name, value) != null) {
                throw new IllegalArgumentException("\"%s\" has two equations".formatted(name));
            }
            if (name.endsWith("[t]") && !name.equals("h[t]")) {
                builder.state(name.substring(0, name.length() - "[t]".length()), value);
            }
        }
        if (!named.containsKey("h[t]")) {
            throw new IllegalArgumentException("no equation says what h[t] is");
        }
        return new CellEquations(builder, named.get("h[t]"));
    }

    private static Expression variable(CellBuilder builder, Map<String, Expression> named, String word) {
        if (word.equals("h[t-1]")) {
            return builder.h();
        }
        return word.endsWith("[t-1]")
                ? builder.state(word.substring(0, word.length() - "[t-1]".length()))
                : named.get(word);
    }

    private static Expression call(CellBuilder builder, Map<String, Expression> named, List<String> words) {
        String call = words.get(0);
        if (call.equals("vector") && words.size() > 1 && words.size() <= 4) {
            double first = words.size() == 2 ? 0 : Double.parseDouble(words.get(2));
            return builder.vector(words.get(1), first, words.size() == 4 ? Double.parseDouble(words.get(3)) : first);
        }
        if (call.equals("product") && words.size() == 3) {
            Expression factor = variable(builder, named, words.get(2));
            return factor == null ? null : builder.product(words.get(1), factor);
        }
        if (call.equals("gate") && words.size() == 3) {
            return builder.gate(words.get(1), Double.parseDouble(words.get(2)));
        }
        if (words.size() != 2) {
            return null;
        }
        return switch (call) {
            case "gate" -> builder.gate(words.get(1));
            case "input" -> builder.input(words.get(1));
            case "recurrent" -> builder.recurrent(words.get(1));
            default -> null;
        };
    }

    private void check(Set<String> used) {
        if (gates.isEmpty() || gates.size() > MOST_GATES) {
            throw new IllegalArgumentException(
                    "a cell needs 1 to %s gates, and this one has %s; begin with c.gate(\"n\")"
                            .formatted(MOST_GATES, gates.size()));
        }
        for (String gate : gates) {
            if (!isRecurrent(gate, used) && !used.contains("input(" + gate + ")")) {
                throw unused("gate", gate);
            }
        }
        for (String vector : parts.vectors().keySet()) {
            if (!used.contains("vector(" + vector + ")")) {
                throw unused("vector", vector);
            }
        }
        for (String name : memories.keySet()) {
            if (name.equals("dh") || name.startsWith("d") && memories.containsKey(name.substring(1))) {
                throw new IllegalArgumentException(
                        "the state \"%s\": this is how the gradient of another state is written; choose another name"
                                .formatted(name));
            }
        }
        factors.forEach((name, factor) -> {
            if (!used.contains("product(" + name + ")")) {
                throw unused("product", name);
            }
            if (Graph.variables(List.of(factor)).stream().anyMatch(variable -> variable.startsWith("product("))) {
                throw new IllegalArgumentException(
                        "product(\"%s\", …) is of another product, but a step has room for one after the other only once"
                                .formatted(name));
            }
        });
        for (Expression output : roots()) {
            double start = output.value(this::atTheStart);
            if (!Double.isFinite(start)) {
                throw new IllegalArgumentException(
                        "%s is %s where all inputs and states are 0, which is where a sequence begins"
                                .formatted(output, start));
            }
        }
    }

    private double atTheStart(String variable) {
        return variable.startsWith("vector(")
                ? parts.vectors().get(inside(variable)).first()
                : 0;
    }

    private static IllegalArgumentException unused(String what, String name) {
        return new IllegalArgumentException("the %s \"%s\" is not used; use it, or leave it out".formatted(what, name));
    }

    /** What stands between the parentheses of a variable. */
    static String inside(String variable) {
        return variable.substring(variable.indexOf('(') + 1, variable.length() - 1);
    }

    /** The gates, those with a recurrent half first. */
    List<String> gates() {
        return gates;
    }

    int recurrentGates() {
        Set<String> used = Graph.variables(roots());
        return (int) gates.stream().filter(gate -> isRecurrent(gate, used)).count();
    }

    /** Whether the halves of a gate must be apart. */
    boolean isApart() {
        Set<String> used = Graph.variables(roots());
        return gates.stream()
                .anyMatch(gate -> used.contains("recurrent(" + gate + ")")
                        || used.contains("input(" + gate + ")") && used.contains("gate(" + gate + ")"));
    }

    List<LearnedVector> vectors() {
        return List.copyOf(parts.vectors().values());
    }

    CellBuilder parts() {
        return parts;
    }

    Graph graph() {
        return graph;
    }

    /** h[t], a node of the graph. */
    Expression hidden() {
        return hidden;
    }

    /** The new values of the other states by their names, nodes of the graph. */
    Map<String, Expression> memories() {
        return memories;
    }

    /** What products in the middle of a step are of, by their names, nodes of the graph. */
    Map<String, Expression> factors() {
        return factors;
    }

    /** All that is computed: what products are of, and the states. */
    private List<Expression> roots() {
        List<Expression> roots = new ArrayList<>(factors.values());
        roots.addAll(memories.values());
        roots.add(hidden);
        return roots;
    }

    /**
     * The activation that a pre-activation goes through, if it reaches the outputs through that alone: its value is all that
     * the backward pass needs.
     */
    Optional<Expression> activation(String gate) {
        return Graph.sorted(roots()).stream()
                .filter(Graph::isActivation)
                .filter(node -> contains(node, gate))
                .filter(node -> roots().stream()
                        .map(output -> graph.replace(output, e -> e == node ? Expression.variable("cut") : null))
                        .noneMatch(output -> contains(output, gate)))
                .findFirst();
    }

    static boolean contains(Expression e, String gate) {
        var variables = Graph.variables(List.of(e));
        return variables.contains("gate(" + gate + ")") || variables.contains("input(" + gate + ")");
    }

    /** The text that {@link #parse} reads. */
    String text() {
        List<String> lines = new ArrayList<>();
        named().forEach((node, name) -> lines.add(name + " = " + plain().writeOut(node)));
        sameAsAnother().forEach((name, other) -> lines.add(name + " = " + other));
        return String.join("; ", lines);
    }

    /** The equations for LaTeX, one a line. */
    String latex() {
        Map<Expression, String> names = new IdentityHashMap<>();
        named().forEach((node, name) -> names.put(node, latexName(name)));
        Formula formula = new Formula(true, names, variable -> latexVariable(variable, names));
        List<String> lines = new ArrayList<>();
        named().forEach((node, name) -> lines.add(latexName(name) + " &= " + formula.writeOut(node)));
        sameAsAnother().forEach((name, other) -> lines.add(latexName(name) + " &= " + latexName(other)));
        return "\\begin{aligned}" + String.join(" \\\\ ", lines) + "\\end{aligned}";
    }

    private static String latexName(String name) {
        return (name.endsWith("[t]") ? name.substring(0, name.length() - 3) : name) + "_t";
    }

    private String latexVariable(String name, Map<Expression, String> names) {
        if (!name.startsWith("product(")) {
            return latexVariable(name);
        }
        Expression factor = factors.get(inside(name));
        return names.getOrDefault(factor, factor.name() == null ? "" : latexVariable(factor.name()))
                + " W_{q%s}".formatted(inside(name));
    }

    static String latexVariable(String name) {
        if (name.endsWith("[t-1]")) {
            return name.substring(0, name.length() - "[t-1]".length()) + "_{t-1}";
        }
        int open = name.indexOf('(');
        if (open < 0) {
            return name;
        }
        String gate = name.substring(open + 1, name.length() - 1);
        String input = "x_t W_{x%s}".formatted(gate);
        String recurrent = "h_{t-1} W_{h%s}".formatted(gate);
        return switch (name.substring(0, open)) {
            case "input" -> "%s + b_{%s}".formatted(input, gate);
            case "recurrent" -> "%s + b_{h%s}".formatted(recurrent, gate);
            case "vector" -> gate;
            case "product" -> "q_{%s} W_{q%s}".formatted(gate, gate);
            default -> "%s + %s + b_{%s}".formatted(input, recurrent, gate);
        };
    }

    /** How a variable of the backward pass is written: z is a pre-activation, d the gradient of the loss. */
    static String backwardVariable(String name) {
        if (name.endsWith("[t]")) {
            String state = name.substring(0, name.length() - "[t]".length()) + "_t";
            return state.length() > 3 && state.startsWith("d") ? "\\mathrm{d}" + state.substring(1) : state;
        }
        int open = name.indexOf('(');
        if (open < 0) {
            return latexVariable(name);
        }
        if (name.startsWith("vector(")) {
            return inside(name);
        }
        String half = switch (name.substring(0, open)) {
            case "product" -> "^q";
            case "input" -> "^x";
            case "recurrent" -> "^h";
            default -> "";
        };
        return "z%s_{%s}".formatted(half, name.substring(open + 1, name.length() - 1));
    }

    Formula plain() {
        return new Formula(false, new IdentityHashMap<>(named()), this::variable);
    }

    private String variable(String name) {
        if (name.startsWith("vector(")) {
            LearnedVector vector = parts.vectors().get(inside(name));
            String first = number(vector.first());
            String last = vector.last() == vector.first() ? "" : ", " + number(vector.last());
            return "vector(%s, %s%s)".formatted(inside(name), first, last);
        }
        if (name.startsWith("product(")) {
            Expression factor = factors.get(inside(name));
            return "product(%s, %s)".formatted(inside(name), named().getOrDefault(factor, factor.name()));
        }
        if (!name.startsWith("gate(")) {
            return name;
        }
        String gate = name.substring("gate(".length(), name.length() - 1);
        float bias = parts.bias(gate);
        return bias == 0 ? name : "gate(%s, %s)".formatted(gate, number(bias));
    }

    private static String number(float value) {
        return value == (int) value ? "" + (int) value : "" + value;
    }

    /** States whose new value is that of another state. */
    private Map<String, String> sameAsAnother() {
        Map<Expression, String> names = named();
        Map<String, String> same = new LinkedHashMap<>();
        memories.forEach((name, node) -> {
            if (!names.get(node).equals(name + "[t]")) {
                same.put(name + "[t]", names.get(node));
            }
        });
        if (!names.get(hidden).equals("h[t]")) {
            same.put("h[t]", names.get(hidden));
        }
        return same;
    }

    /** What has an equation of its own, each after those that it needs: activations of gates, states, and what is used twice. */
    private Map<Expression, String> named() {
        Map<Expression, String> known = new IdentityHashMap<>();
        known.put(hidden, "h[t]");
        memories.forEach((name, node) -> known.put(node, name + "[t]"));
        Map<Expression, String> activations = new LinkedHashMap<>();
        parts.gates().forEach(gate -> activation(gate).ifPresent(node -> activations.putIfAbsent(node, gate)));
        activations.forEach(known::putIfAbsent);
        List<Expression> sorted = inOrder(activations.keySet());
        Map<Expression, Integer> uses = new IdentityHashMap<>();
        sorted.forEach(e -> Graph.arguments(e).forEach(argument -> uses.merge(argument, 1, Integer::sum)));
        // What a product is of needs a name.
        factors.values().forEach(factor -> uses.merge(factor, 2, Integer::sum));
        Map<Expression, String> names = new LinkedHashMap<>();
        int unnamed = 0;
        for (Expression e : sorted) {
            if (known.containsKey(e)) {
                names.put(e, known.get(e));
            } else if (uses.getOrDefault(e, 0) > 1 && !Graph.arguments(e).isEmpty()) {
                do {
                    unnamed++;
                } while (isTaken("v" + unnamed));
                names.put(e, "v" + unnamed);
            }
        }
        return names;
    }

    private boolean isTaken(String name) {
        return parts.gates().contains(name)
                || memories.containsKey(name)
                || parts.vectors().containsKey(name);
    }

    /** Gates first, in their order, which is that of the weights; and what a product is of before the product. */
    private List<Expression> inOrder(Collection<Expression> activations) {
        List<Expression> roots = new ArrayList<>(activations);
        roots.addAll(memories.values());
        roots.add(hidden);
        return Graph.sorted(roots, name -> name.startsWith("product(") ? factors.get(inside(name)) : null);
    }
}
