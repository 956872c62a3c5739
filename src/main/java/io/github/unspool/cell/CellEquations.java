package io.github.unspool.cell;

import io.github.unspool.equation.Expression;
import io.github.unspool.equation.Formula;
import io.github.unspool.equation.FormulaReader;
import io.github.unspool.equation.Graph;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The equations of a cell, which are the same as their text: equations from a text give the same text again.
 *
 * <pre>
 *   f = sigmoid(gate(f)); n = tanh(input(n) + f * recurrent(n)); h[t] = h[t-1] * (1 - f) + f * n
 * </pre>
 */
final class CellEquations {
    private static final int LONGEST = 10_000;
    private static final int MOST_GATES = 64;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z]\\w*(?:\\[t\\])?");

    private final CellBuilder parts;
    private final Graph graph = new Graph();
    private final Expression hidden;
    private final Expression memory;

    private CellEquations(CellBuilder parts, Expression hidden) {
        this.parts = parts;
        this.hidden = graph.node(hidden);
        this.memory = parts.nextMemory() == null ? null : graph.node(parts.nextMemory());
        check();
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
                            words -> call(builder, words))
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

    private static Expression call(CellBuilder builder, List<String> words) {
        String call = words.get(0);
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

    private void check() {
        if (parts.gates().isEmpty() || parts.gates().size() > MOST_GATES) {
            throw new IllegalArgumentException(
                    "a cell needs 1 to %s gates, and this one has %s; begin with c.gate(\"n\")"
                            .formatted(MOST_GATES, parts.gates().size()));
        }
        if (parts.memory().isPresent() && memory == null) {
            String name = parts.memory().get();
            throw new IllegalArgumentException(
                    "the state \"%s\" never gets a new value; say what it is: c.state(\"%s\", …)"
                            .formatted(name, name));
        }
        var used = Graph.variables(outputs());
        for (String gate : parts.gates()) {
            if (!used.contains("gate(" + gate + ")")
                    && !used.contains("input(" + gate + ")")
                    && !used.contains("recurrent(" + gate + ")")) {
                throw new IllegalArgumentException(
                        "the gate \"%s\" is not used; use it, or leave it out".formatted(gate));
            }
        }
        for (Expression output : outputs()) {
            if (!Double.isFinite(output.value(name -> 0))) {
                throw new IllegalArgumentException(
                        "%s is %s where all inputs and states are 0, which is where a sequence begins"
                                .formatted(output, output.value(name -> 0)));
            }
        }
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

    /** The new value of the second state, a node of the graph. */
    Optional<Expression> memory() {
        return Optional.ofNullable(memory);
    }

    List<Expression> outputs() {
        return memory == null ? List.of(hidden) : List.of(memory, hidden);
    }

    /**
     * The activation that a pre-activation goes through, if it reaches the outputs through that alone: its value is all that
     * the backward pass needs.
     */
    Optional<Expression> activation(String gate) {
        return Graph.sorted(outputs()).stream()
                .filter(Graph::isActivation)
                .filter(node -> contains(node, gate))
                .filter(node -> outputs().stream()
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
        if (hidden == memory) {
            lines.add("h[t] = " + parts.memory().orElseThrow() + "[t]");
        }
        return String.join("; ", lines);
    }

    /** The equations for LaTeX, one a line. */
    String latex() {
        Map<Expression, String> names = new IdentityHashMap<>();
        named().forEach((node, name) -> names.put(node, latexName(name)));
        Formula formula = new Formula(true, names, CellEquations::latexVariable);
        List<String> lines = new ArrayList<>();
        named().forEach((node, name) -> lines.add(latexName(name) + " &= " + formula.writeOut(node)));
        if (hidden == memory) {
            lines.add("h_t &= " + names.get(memory));
        }
        return "\\begin{aligned}" + String.join(" \\\\ ", lines) + "\\end{aligned}";
    }

    private static String latexName(String name) {
        return (name.endsWith("[t]") ? name.substring(0, name.length() - 3) : name) + "_t";
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
        String half = switch (name.substring(0, open)) {
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
        if (!name.startsWith("gate(")) {
            return name;
        }
        String gate = name.substring("gate(".length(), name.length() - 1);
        float bias = parts.bias(gate);
        return bias == 0 ? name : "gate(%s, %s)".formatted(gate, bias == (int) bias ? "" + (int) bias : "" + bias);
    }

    /** What has an equation of its own, each after those that it needs: activations of gates, states, and what is used twice. */
    private Map<Expression, String> named() {
        Map<Expression, String> activations = new LinkedHashMap<>();
        parts.gates().forEach(gate -> activation(gate).ifPresent(node -> activations.putIfAbsent(node, gate)));
        Map<Expression, Integer> uses = new IdentityHashMap<>();
        // Gates first, in their order, which is that of the weights.
        List<Expression> roots = new ArrayList<>(activations.keySet());
        roots.addAll(outputs());
        List<Expression> sorted = Graph.sorted(roots);
        sorted.forEach(e -> Graph.arguments(e).forEach(argument -> uses.merge(argument, 1, Integer::sum)));
        Map<Expression, String> names = new LinkedHashMap<>();
        int unnamed = 0;
        for (Expression e : sorted) {
            if (e == memory) {
                names.put(e, parts.memory().orElseThrow() + "[t]");
            } else if (e == hidden) {
                names.put(e, "h[t]");
            } else if (activations.containsKey(e)) {
                names.put(e, activations.get(e));
            } else if (uses.getOrDefault(e, 0) > 1 && !Graph.arguments(e).isEmpty()) {
                do {
                    unnamed++;
                } while (parts.gates().contains("v" + unnamed));
                names.put(e, "v" + unnamed);
            }
        }
        return names;
    }
}
