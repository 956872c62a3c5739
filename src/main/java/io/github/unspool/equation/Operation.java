package io.github.unspool.equation;

import io.github.unspool.math.Elementary;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** What a node of an {@link Expression} does: its value in double and in float, and its derivatives. */
enum Operation {
    CONSTANT,
    VARIABLE,
    PLUS("+", (a, b) -> a + b),
    MINUS("-", (a, b) -> a - b),
    TIMES("*", (a, b) -> a * b),
    DIVIDE("/", (a, b) -> a / b),
    MIN("min", Math::min),
    MAX("max", Math::max),
    /** 1 where the first is greater than the second, else 0; its derivative is 0. */
    GREATER("greater", (a, b) -> a > b ? 1 : 0),
    SIGMOID("sigmoid", a -> 1 / (1 + Math.exp(-a)), Elementary::sigmoid, (a, y) -> y.times(y.oneMinus())),
    TANH("tanh", Math::tanh, Elementary::tanh, (a, y) -> y.times(y).oneMinus()),
    RELU("relu", a -> a < 0 ? 0 : a, a -> a < 0 ? 0 : a, (a, y) -> y.greater(Expression.constant(0))),
    EXP("exp", Math::exp, Elementary::exp, (a, y) -> y),
    LOG(
            "log",
            Math::log,
            a -> (float) Elementary.log(a),
            (a, y) -> Expression.constant(1).divide(a)),
    SQRT(
            "sqrt",
            Math::sqrt,
            a -> (float) Math.sqrt(a),
            (a, y) -> Expression.constant(0.5).divide(y)),
    ABS(
            "abs",
            Math::abs,
            Math::abs,
            (a, y) -> a.greater(Expression.constant(0)).times(2).minus(1)),
    SIN("sin", Math::sin, a -> (float) StrictMath.sin(a), (a, y) -> a.cos()),
    COS("cos", Math::cos, a -> (float) StrictMath.cos(a), (a, y) -> a.sin().negate());

    /** A function of one float. */
    interface FloatFunction {
        float apply(float a);
    }

    final String word;
    final DoubleUnaryOperator unary;
    final FloatFunction unaryFloat;
    /** The derivative, from the argument and the value. */
    final BinaryOperator<Expression> derivative;

    final DoubleBinaryOperator binary;

    Operation() {
        this(null, null, null, null, null);
    }

    Operation(String word, DoubleBinaryOperator binary) {
        this(word, null, null, null, binary);
    }

    Operation(String word, DoubleUnaryOperator unary, FloatFunction inFloat, BinaryOperator<Expression> derivative) {
        this(word, unary, inFloat, derivative, null);
    }

    Operation(
            String word,
            DoubleUnaryOperator unary,
            FloatFunction unaryFloat,
            BinaryOperator<Expression> derivative,
            DoubleBinaryOperator binary) {
        this.word = word;
        this.unary = unary;
        this.unaryFloat = unaryFloat;
        this.derivative = derivative;
        this.binary = binary;
    }

    boolean isLeaf() {
        return this == CONSTANT || this == VARIABLE;
    }

    int arguments() {
        return unary != null ? 1 : binary != null ? 2 : 0;
    }

    /** Whether a graph that is cut here needs nothing below it for its derivative but the value itself. */
    boolean isActivation() {
        return this == SIGMOID || this == TANH || this == RELU;
    }

    /** How strongly it binds in a formula; a function most. */
    int binding() {
        return switch (this) {
            case PLUS, MINUS -> 1;
            case TIMES, DIVIDE -> 2;
            default -> 3;
        };
    }

    /** What is to be added to the gradients of the arguments of a node with the gradient g. */
    List<Expression> gradients(Expression node, Expression g) {
        Expression a = node.arguments().get(0);
        if (unary != null) {
            return List.of(g.times(derivative.apply(a, node)));
        }
        Expression b = node.arguments().get(1);
        return switch (this) {
            case PLUS -> List.of(g, g);
            case MINUS -> List.of(g, g.negate());
            case TIMES -> List.of(g.times(b), g.times(a));
            case DIVIDE -> List.of(g.divide(b), g.times(node).divide(b).negate());
            case MAX -> List.of(g.times(a.greater(b)), g.times(a.greater(b).oneMinus()));
            case MIN -> List.of(g.times(a.greater(b).oneMinus()), g.times(a.greater(b)));
            default -> List.of();
        };
    }
}
