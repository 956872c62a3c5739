package io.github.unspool.equation;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A formula over variables, computed for each unit and each row by itself. Immutable; each call gives a new one.
 *
 * <pre>{@code
 * c.h().times(f.oneMinus()).plus(f.times(n))
 * }</pre>
 */
public final class Expression {
    private static final int DEEPEST = 500;

    private final Operation operation;
    private final List<Expression> arguments;
    private final String name;
    private final float constant;
    private final int depth;

    private Expression(Operation operation, List<Expression> arguments, String name, float constant) {
        this.operation = operation;
        this.arguments = arguments;
        this.name = name;
        this.constant = constant;
        this.depth = 1 + arguments.stream().mapToInt(Expression::depth).max().orElse(0);
        if (depth > DEEPEST) {
            throw new IllegalArgumentException(
                    "an expression of more than %s operations inside each other; make it simpler".formatted(DEEPEST));
        }
    }

    static Expression of(Operation operation, Expression... arguments) {
        return new Expression(operation, List.of(arguments), null, 0);
    }

    /**
     * A number.
     *
     * @param value finite; it is rounded to a float
     * @return the constant
     * @throws IllegalArgumentException if it is not finite
     */
    public static Expression constant(double value) {
        if (!Float.isFinite((float) value)) {
            throw new IllegalArgumentException("the constant %s: a finite number is needed".formatted(value));
        }
        return new Expression(Operation.CONSTANT, List.of(), null, (float) value);
    }

    /**
     * A variable.
     *
     * @param name what it is called in a formula
     * @return the variable
     */
    public static Expression variable(String name) {
        return new Expression(Operation.VARIABLE, List.of(), name, 0);
    }

    Operation operation() {
        return operation;
    }

    List<Expression> arguments() {
        return arguments;
    }

    /**
     * The name of a variable.
     *
     * @return the name; null if this is not a variable
     */
    public String name() {
        return name;
    }

    float constant() {
        return constant;
    }

    /**
     * The number that a constant stands for.
     *
     * @return the number, as a float
     */
    public float constantValue() {
        return constant;
    }

    private int depth() {
        return depth;
    }

    boolean isConstant(float value) {
        return operation == Operation.CONSTANT && constant == value;
    }

    /**
     * Adds.
     *
     * @param other the other term
     * @return the sum
     */
    public Expression plus(Expression other) {
        return isConstant(0) ? other : other.isConstant(0) ? this : of(Operation.PLUS, this, other);
    }

    /**
     * Adds a number.
     *
     * @param value the number
     * @return the sum
     */
    public Expression plus(double value) {
        return plus(constant(value));
    }

    /**
     * Subtracts.
     *
     * @param other what is subtracted
     * @return the difference
     */
    public Expression minus(Expression other) {
        return other.isConstant(0) ? this : of(Operation.MINUS, this, other);
    }

    /**
     * Subtracts a number.
     *
     * @param value the number
     * @return the difference
     */
    public Expression minus(double value) {
        return minus(constant(value));
    }

    /**
     * Multiplies.
     *
     * @param other the other factor
     * @return the product
     */
    public Expression times(Expression other) {
        return isConstant(1) ? other : other.isConstant(1) ? this : of(Operation.TIMES, this, other);
    }

    /**
     * Multiplies by a number.
     *
     * @param value the number
     * @return the product
     */
    public Expression times(double value) {
        return times(constant(value));
    }

    /**
     * Divides.
     *
     * @param other the divisor
     * @return the quotient
     */
    public Expression divide(Expression other) {
        return other.isConstant(1) ? this : of(Operation.DIVIDE, this, other);
    }

    /**
     * Divides by a number.
     *
     * @param value the divisor
     * @return the quotient
     */
    public Expression divide(double value) {
        return divide(constant(value));
    }

    /**
     * Changes the sign.
     *
     * @return −x
     */
    public Expression negate() {
        return operation == Operation.CONSTANT ? constant(-constant) : of(Operation.MINUS, constant(0), this);
    }

    /**
     * What is missing to 1.
     *
     * @return 1 − x
     */
    public Expression oneMinus() {
        return of(Operation.MINUS, constant(1), this);
    }

    /**
     * The square.
     *
     * @return x · x
     */
    public Expression square() {
        return times(this);
    }

    /**
     * The logistic function.
     *
     * @return 1 / (1 + e⁻ˣ)
     */
    public Expression sigmoid() {
        return of(Operation.SIGMOID, this);
    }

    /**
     * The hyperbolic tangent.
     *
     * @return tanh x
     */
    public Expression tanh() {
        return of(Operation.TANH, this);
    }

    /**
     * The rectifier.
     *
     * @return max(0, x); its derivative at 0 is 0
     */
    public Expression relu() {
        return of(Operation.RELU, this);
    }

    /**
     * The exponential function.
     *
     * @return eˣ
     */
    public Expression exp() {
        return of(Operation.EXP, this);
    }

    /**
     * The natural logarithm.
     *
     * @return ln x
     */
    public Expression log() {
        return of(Operation.LOG, this);
    }

    /**
     * The square root.
     *
     * @return √x
     */
    public Expression sqrt() {
        return of(Operation.SQRT, this);
    }

    /**
     * The absolute value.
     *
     * @return |x|; its derivative at 0 is −1
     */
    public Expression abs() {
        return of(Operation.ABS, this);
    }

    /**
     * The sine.
     *
     * @return sin x
     */
    public Expression sin() {
        return of(Operation.SIN, this);
    }

    /**
     * The cosine.
     *
     * @return cos x
     */
    public Expression cos() {
        return of(Operation.COS, this);
    }

    /**
     * The smooth rectifier, in a form that does not overflow.
     *
     * @return ln(1 + eˣ)
     */
    public Expression softplus() {
        return relu().plus(abs().negate().exp().plus(1).log());
    }

    /**
     * The smaller of two.
     *
     * @param other the other
     * @return min(x, y)
     */
    public Expression min(Expression other) {
        return of(Operation.MIN, this, other);
    }

    /**
     * The larger of two.
     *
     * @param other the other
     * @return max(x, y)
     */
    public Expression max(Expression other) {
        return of(Operation.MAX, this, other);
    }

    /**
     * Bounds the value.
     *
     * @param lowest the least
     * @param highest the greatest
     * @return min(max(x, lowest), highest)
     */
    public Expression clamp(double lowest, double highest) {
        return max(constant(lowest)).min(constant(highest));
    }

    /**
     * Compares.
     *
     * @param other the other
     * @return 1 where this is greater, else 0; its derivative is 0
     */
    public Expression greater(Expression other) {
        return of(Operation.GREATER, this, other);
    }

    /**
     * Chooses by this expression, such as one that {@link #greater} gives.
     *
     * @param whereOne the value where this is 1; it must be finite also elsewhere
     * @param whereZero the value where this is 0; it must be finite also elsewhere
     * @return {@code this · whereOne + (1 − this) · whereZero}
     */
    public Expression where(Expression whereOne, Expression whereZero) {
        return times(whereOne).plus(oneMinus().times(whereZero));
    }

    /**
     * Computes the value in double: the reference for {@link Program}.
     *
     * @param values the value of each variable
     * @return the value
     */
    public double value(ToDoubleFunction<String> values) {
        return value(values, new IdentityHashMap<>());
    }

    private double value(ToDoubleFunction<String> values, Map<Expression, Double> known) {
        Double before = known.get(this);
        if (before != null) {
            return before;
        }
        double value = switch (operation) {
            case CONSTANT -> constant;
            case VARIABLE -> values.applyAsDouble(name);
            default -> apply(values, known);
        };
        known.put(this, value);
        return value;
    }

    private double apply(ToDoubleFunction<String> values, Map<Expression, Double> known) {
        double a = arguments.get(0).value(values, known);
        return operation.unary != null
                ? operation.unary.applyAsDouble(a)
                : operation.binary.applyAsDouble(a, arguments.get(1).value(values, known));
    }

    /** The formula. What is used more than once is written out each time. */
    @Override
    public String toString() {
        return Formula.PLAIN.write(this);
    }
}
