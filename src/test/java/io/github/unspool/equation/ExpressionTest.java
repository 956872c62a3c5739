package io.github.unspool.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTest {
    private static final Expression X = Expression.variable("x");
    private static final Expression Y = Expression.variable("y");

    static List<Arguments> functions() {
        List<Arguments> all = new ArrayList<>();
        add(all, "plus", Expression::plus);
        add(all, "minus", Expression::minus);
        add(all, "times", Expression::times);
        add(all, "divide", Expression::divide);
        add(all, "min", Expression::min);
        add(all, "max", Expression::max);
        add(all, "greater", (x, y) -> x.greater(y).times(x));
        add(all, "where", (x, y) -> x.greater(y).where(x.times(y), y.square()));
        add(all, "negate", (x, y) -> x.negate().times(y));
        add(all, "oneMinus", (x, y) -> x.oneMinus().times(y));
        add(all, "square", (x, y) -> x.square().minus(y));
        add(all, "sigmoid", (x, y) -> x.times(y).sigmoid());
        add(all, "tanh", (x, y) -> x.minus(y).tanh());
        add(all, "relu", (x, y) -> x.relu().times(y));
        add(all, "exp", (x, y) -> x.exp().minus(y));
        add(all, "log", (x, y) -> x.square().plus(1).log().times(y));
        add(all, "sqrt", (x, y) -> y.square().plus(1).sqrt().times(x));
        add(all, "abs", (x, y) -> x.abs().plus(y.abs()));
        add(all, "sin", (x, y) -> x.sin().times(y));
        add(all, "cos", (x, y) -> y.cos().divide(x));
        add(all, "softplus", (x, y) -> x.times(3).softplus().minus(y));
        add(all, "clamp", (x, y) -> x.clamp(-0.5, 0.9).times(y));
        add(all, "shared", (x, y) -> {
            Expression s = x.times(y).sigmoid();
            return s.times(s).plus(s.divide(y));
        });
        return all;
    }

    private static void add(List<Arguments> all, String name, BinaryOperator<Expression> function) {
        all.add(Arguments.of(name, function.apply(X, Y)));
    }

    private static double value(Expression e, double x, double y) {
        return e.value(name -> name.equals("x") ? x : y);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void gradients_areCentralDifferences(String name, Expression e) {
        Graph graph = new Graph();
        Map<String, Expression> gradients =
                graph.gradients(new IdentityHashMap<>(Map.of(graph.node(e), Expression.constant(1))));
        double step = 1e-6;
        for (double[] at : new double[][] {{0.3, 0.7}, {-0.8, 1.4}, {1.2, -0.4}}) {
            double byX = (value(e, at[0] + step, at[1]) - value(e, at[0] - step, at[1])) / (2 * step);
            double byY = (value(e, at[0], at[1] + step) - value(e, at[0], at[1] - step)) / (2 * step);
            assertThat(value(gradients.get("x"), at[0], at[1])).isCloseTo(byX, within(1e-6));
            assertThat(gradients.containsKey("y") ? value(gradients.get("y"), at[0], at[1]) : 0)
                    .isCloseTo(byY, within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void program_computesTheValueInFloats(String name, Expression e) {
        Program program = new Program(List.of(new Graph().node(e)));
        float[][] registers = program.registers();
        for (int i = 0; i < Program.BLOCK; i++) {
            registers[program.variables().indexOf("x")][i] = (i - 100) / 50f;
            if (program.variables().contains("y")) {
                registers[program.variables().indexOf("y")][i] = (i + 7) / 90f;
            }
        }
        program.run(registers, Program.BLOCK);
        for (int i = 0; i < Program.BLOCK; i++) {
            double expected = value(e, (i - 100) / 50f, (i + 7) / 90f);
            assertThat((double) registers[program.output(0)][i])
                    .as("%s at %s", e, i)
                    .satisfiesAnyOf(
                            actual -> assertThat(actual)
                                    .isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected)))),
                            actual -> assertThat(Double.isFinite(expected)).isFalse());
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void text_isReadAsTheSameFormula(String name, Expression e) {
        String text = e.toString();
        Expression read = new FormulaReader(text, Expression::variable, words -> null).read();

        assertThat(read).hasToString(text);
        assertThat(value(read, 0.3, 0.7)).isEqualTo(value(e, 0.3, 0.7));
    }

    @Test
    void text_hasParenthesesWhereTheyAreNeeded() {
        assertThat(X.minus(Y.minus(X)).times(Y)).hasToString("(x - (y - x)) * y");
        assertThat(X.minus(Y).minus(X)).hasToString("x - y - x");
        assertThat(X.divide(Y.times(X))).hasToString("x / (y * x)");
        assertThat(X.times(-2)).hasToString("x * (-2)");
        assertThat(X.negate().times(Y)).hasToString("(-x) * y");
        assertThat(X.oneMinus().sigmoid()).hasToString("sigmoid(1 - x)");
    }

    @Test
    void reading_whatIsNoFormula_saysWhere() {
        assertThatIllegalArgumentException().isThrownBy(() -> read("x + ")).withMessageContaining("not complete");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("tan(x)"))
                .withMessageContaining("there is no function tan(…); there are abs, cos");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("min(x)"))
                .withMessageContaining("min(…) needs 2 arguments and has 1");
        assertThatIllegalArgumentException().isThrownBy(() -> read("x y")).withMessageContaining("before \"y\"");
        assertThatIllegalArgumentException().isThrownBy(() -> read("(x")).withMessageContaining("\")\" is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("x; System.exit(1)"))
                .withMessageContaining("cannot be read");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("(".repeat(100_000)))
                .withMessageContaining("inside each other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("x" + " + x".repeat(100_000)))
                .withMessageContaining("inside each other");
    }

    private static Expression read(String text) {
        return new FormulaReader(text, Expression::variable, words -> null).read();
    }

    @Test
    void program_ofSharedParts_computesEachOnce() {
        Expression deep = X;
        for (int i = 0; i < 60; i++) {
            deep = deep.plus(deep).sigmoid();
        }
        Program program = new Program(List.of(new Graph().node(deep)));

        assertThat(program.registers().length).isLessThan(8);
    }
}
