package io.github.unspool.cell;

import io.github.unspool.equation.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the equations of a cell are written with: its gates and its states. A gate is a name for H pre-activations, each with
 * weights of its own.
 */
public final class CellBuilder {
    static final String HIDDEN = "h";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,30}");
    private static final Set<String> TAKEN = Set.of(
            HIDDEN,
            "hidden",
            "memory",
            "gate",
            "input",
            "recurrent",
            "sigmoid",
            "tanh",
            "relu",
            "exp",
            "log",
            "sqrt",
            "abs",
            "sin",
            "cos",
            "min",
            "max",
            "greater");

    private final Map<String, Float> gates = new LinkedHashMap<>();
    private boolean isApart;
    private String memory;
    private Expression nextMemory;

    CellBuilder() {}

    /**
     * The pre-activation of a gate, {@code x[t]·Wx + h[t−1]·Wh + b}.
     *
     * @param name the gate; the same name is the same gate
     * @return the pre-activation
     * @throws IllegalArgumentException if the name is not a letter followed by letters and digits, or a word of formulas
     */
    public Expression gate(String name) {
        add(name, 0);
        return Expression.variable("gate(" + name + ")");
    }

    /**
     * The pre-activation of a gate whose bias does not begin at 0.
     *
     * @param name the gate
     * @param bias what its bias begins with, such as 1 for a gate that is to be open
     * @return the pre-activation
     * @throws IllegalArgumentException if the name cannot be used, or the bias is not finite
     */
    public Expression gate(String name, double bias) {
        Expression.constant(bias);
        add(name, (float) bias);
        return Expression.variable("gate(" + name + ")");
    }

    /**
     * The half of a pre-activation that comes from the input, {@code x[t]·Wx + b}.
     *
     * @param name the gate
     * @return its half
     * @throws IllegalArgumentException if the name cannot be used
     */
    public Expression input(String name) {
        add(name, 0);
        isApart = true;
        return Expression.variable("input(" + name + ")");
    }

    /**
     * The half of a pre-activation that comes from the state before, {@code h[t−1]·Wh + bh}.
     *
     * @param name the gate
     * @return its half
     * @throws IllegalArgumentException if the name cannot be used
     */
    public Expression recurrent(String name) {
        add(name, 0);
        isApart = true;
        return Expression.variable("recurrent(" + name + ")");
    }

    /**
     * The hidden state before this step.
     *
     * @return h[t−1]
     */
    public Expression h() {
        return Expression.variable("h[t-1]");
    }

    /**
     * A second state before this step, such as the memory of an LSTM.
     *
     * @param name its name, such as {@code c}
     * @return c[t−1]
     * @throws IllegalArgumentException if the name cannot be used, or there is a state of another name
     */
    public Expression state(String name) {
        if (memory == null) {
            check("state", name);
            memory = name;
        }
        if (!memory.equals(name)) {
            throw new IllegalArgumentException(
                    "state(\"%s\"): besides h there is one state, and it is called \"%s\"".formatted(name, memory));
        }
        return Expression.variable(name + "[t-1]");
    }

    /**
     * Says what a second state is after this step.
     *
     * @param name its name
     * @param next its new value
     * @return the new value, to compute h with
     * @throws IllegalArgumentException if the name cannot be used, or the state already has a new value
     */
    public Expression state(String name, Expression next) {
        state(name);
        if (nextMemory != null) {
            throw new IllegalArgumentException("state(\"%s\", …): it already has a new value".formatted(name));
        }
        nextMemory = next;
        return next;
    }

    private void add(String name, float bias) {
        check("gate", name);
        gates.merge(name, bias, (before, now) -> now == 0 ? before : now);
    }

    private static void check(String call, String name) {
        if (!NAME.matcher(name).matches() || TAKEN.contains(name)) {
            throw new IllegalArgumentException(
                    "%s(\"%s\"): a name is a letter followed by letters or digits, and no word of formulas such as h or tanh"
                            .formatted(call, name));
        }
    }

    List<String> gates() {
        return List.copyOf(gates.keySet());
    }

    float bias(String gate) {
        return gates.get(gate);
    }

    boolean isApart() {
        return isApart;
    }

    Optional<String> memory() {
        return Optional.ofNullable(memory);
    }

    Expression nextMemory() {
        return nextMemory;
    }
}
