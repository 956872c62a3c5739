package io.github.unspool.cell;

import io.github.unspool.equation.Expression;
import java.util.HashSet;
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
            "product",
            "vector",
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

    private static final Set<String> PARAMETERS = Set.of("Wx", "Wh", "Wq", "b", "bh");
    private static final int MOST_STATES = 8;

    private final Map<String, Float> gates = new LinkedHashMap<>();
    /** The states in addition to h, with their new values once those are known. */
    private final Map<String, Optional<Expression>> memories = new LinkedHashMap<>();

    private final Map<String, Expression> products = new LinkedHashMap<>();
    private final Map<String, LearnedVector> vectors = new LinkedHashMap<>();

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
     * A state in addition to h before this step, such as the memory of an LSTM.
     *
     * @param name its name, such as {@code c}
     * @return c[t−1]
     * @throws IllegalArgumentException if the name cannot be used, or there are too many states
     */
    public Expression state(String name) {
        if (!memories.containsKey(name)) {
            check("state", name);
            if (memories.size() == MOST_STATES) {
                throw new IllegalArgumentException(
                        "state(\"%s\"): a cell has at most %s states besides h".formatted(name, MOST_STATES));
            }
            memories.put(name, Optional.empty());
        }
        return Expression.variable(name + "[t-1]");
    }

    /**
     * Says what such a state is after this step.
     *
     * @param name its name
     * @param next its new value
     * @return the new value, to compute h with
     * @throws IllegalArgumentException if the name cannot be used, or the state already has a new value
     */
    public Expression state(String name, Expression next) {
        state(name);
        if (memories.put(name, Optional.of(next)).isPresent()) {
            throw new IllegalArgumentException("state(\"%s\", …): it already has a new value".formatted(name));
        }
        return next;
    }

    /**
     * A product in the middle of a step, of H numbers with a matrix H × H of its own: {@code c.product("n", r.times(c.h()))} is
     * {@code (r ⊙ h[t−1])·W}.
     *
     * @param name what the product is called; it may be that of a gate
     * @param factor what is multiplied; it must not contain such a product
     * @return the product
     * @throws IllegalArgumentException if the name cannot be used, or there is a product of this name
     */
    public Expression product(String name, Expression factor) {
        check("product", name, Set.of());
        if (products.put(name, factor) != null) {
            throw new IllegalArgumentException("product(\"%s\", …): there is a product of this name".formatted(name));
        }
        return Expression.variable("product(" + name + ")");
    }

    /**
     * H numbers that are learned, one for each unit, such as the weights of a peephole.
     *
     * @param name what they are called
     * @param value what they begin with
     * @return the numbers
     * @throws IllegalArgumentException if the name cannot be used, or the number is not finite
     */
    public Expression vector(String name, double value) {
        return vector(name, value, value);
    }

    /**
     * H numbers that are learned, one for each unit, and begin evenly spaced, such as time constants.
     *
     * @param name what they are called; the same name is the same vector
     * @param first what that of the first unit begins with
     * @param last what that of the last unit begins with
     * @return the numbers
     * @throws IllegalArgumentException if the name cannot be used, a number is not finite, or the same vector begins otherwise
     *     elsewhere
     */
    public Expression vector(String name, double first, double last) {
        LearnedVector vector = new LearnedVector(
                name,
                Expression.constant(first).constantValue(),
                Expression.constant(last).constantValue());
        LearnedVector before = vectors.get(name);
        if (before == null) {
            check("vector", name);
            if (PARAMETERS.contains(name) || name.endsWith("0")) {
                throw new IllegalArgumentException(
                        "vector(\"%s\"): a parameter of each layer may be called so; choose another name"
                                .formatted(name));
            }
            vectors.put(name, vector);
        } else if (!before.equals(vector)) {
            throw new IllegalArgumentException(
                    "vector(\"%s\"): it begins with %s to %s here and with %s to %s elsewhere"
                            .formatted(name, vector.first(), vector.last(), before.first(), before.last()));
        }
        return Expression.variable("vector(" + name + ")");
    }

    private void add(String name, float bias) {
        if (!gates.containsKey(name)) {
            check("gate", name);
        }
        gates.merge(name, bias, (before, now) -> now == 0 ? before : now);
    }

    /** A new name, which is not that of something else. */
    private void check(String call, String name) {
        Set<String> others = new HashSet<>(gates.keySet());
        others.addAll(memories.keySet());
        others.addAll(vectors.keySet());
        check(call, name, others);
    }

    private static void check(String call, String name, Set<String> others) {
        if (others.contains(name)) {
            throw new IllegalArgumentException(
                    "%s(\"%s\"): something else has this name; choose another".formatted(call, name));
        }
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

    Map<String, Optional<Expression>> memories() {
        return memories;
    }

    /** What is multiplied, by the name of the product. */
    Map<String, Expression> products() {
        return products;
    }

    Map<String, LearnedVector> vectors() {
        return vectors;
    }
}
