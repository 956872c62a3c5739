package io.github.unspool.loss;

import io.github.unspool.equation.Expression;
import io.github.unspool.equation.Formula;
import io.github.unspool.equation.GradientCheck;
import io.github.unspool.equation.Graph;
import io.github.unspool.equation.Program;
import io.github.unspool.math.Randoms;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A loss that is given by an equation of one prediction y and its target t; the loss of a row is the mean over its K
 * outputs. The gradient with respect to the network's output o is derived. Two losses are equal if their calls are.
 *
 * <pre>{@code
 * Loss.of("pinball 0.9", (y, t) -> t.minus(y).times(0.9).max(t.minus(y).times(-0.1)))
 * }</pre>
 */
public final class EquationLoss implements Loss {
    private static final String OUTPUT = "o";

    private final String title;
    private final String call;
    private final LossEquation equation;
    /** The prediction, the loss, and the gradient of the loss with respect to o. */
    private final List<Expression> results;

    private final Program program;

    /** A loss that the library names. */
    EquationLoss(String title, String call, LossEquation equation) {
        this.title = title;
        this.call = call;
        this.equation = equation;
        this.results = results(equation);
        this.program = new Program(results);
        LossCheck.check(this);
    }

    /** A loss of the user's. */
    static EquationLoss own(String name, LossEquation equation) {
        LossEquation.checkName(name);
        return new EquationLoss(name, "Loss.parse(\"%s\", \"%s\")".formatted(name, equation.text()), equation);
    }

    private static List<Expression> results(LossEquation equation) {
        Graph graph = new Graph();
        Expression o = Expression.variable(OUTPUT);
        Expression loss = equation.ofOutput(graph, o);
        Map<Expression, Expression> one = new IdentityHashMap<>();
        one.put(loss, Expression.constant(1));
        Expression gradient = graph.gradients(one).getOrDefault(OUTPUT, Expression.constant(0));
        return List.of(graph.node(equation.link().prediction(o)), loss, graph.node(gradient));
    }

    @Override
    public double apply(float[] o, float[] y, int at, int outputs, int only) {
        float[][] registers = program.registers();
        double sum = 0;
        for (int from = 0; from < outputs; from += Program.BLOCK) {
            int n = Math.min(Program.BLOCK, outputs - from);
            for (int i = 0; i < program.variables().size(); i++) {
                float[] slab = program.variables().get(i).equals(OUTPUT) ? o : y;
                System.arraycopy(slab, at + from, registers[i], 0, n);
            }
            program.run(registers, n);
            float[] losses = registers[program.output(1)];
            float[] gradients = registers[program.output(2)];
            for (int i = 0; i < n; i++) {
                sum += losses[i];
                y[at + from + i] = gradients[i] / outputs;
            }
            System.arraycopy(registers[program.output(0)], 0, o, at + from, n);
        }
        return sum / outputs;
    }

    /** One of the results in double: 0 the prediction, 1 the loss, 2 the gradient with respect to o. */
    double value(int result, double o, double t) {
        return results.get(result).value(name -> name.equals(OUTPUT) ? o : t);
    }

    @Override
    public Kind kind() {
        return equation.link().kind();
    }

    @Override
    public boolean isPositive() {
        return equation.link() == LossEquation.Link.POSITIVE;
    }

    @Override
    public String title() {
        return title;
    }

    /**
     * The loss as an expression of the variables {@code y}, a prediction, and {@code t}, its target.
     *
     * @return the loss of one output
     */
    public Expression expression() {
        return equation.loss();
    }

    /**
     * The derived gradient of the loss with respect to the prediction.
     *
     * @return an expression of {@code y} and {@code t}
     */
    public Expression gradient() {
        Graph graph = new Graph();
        Map<Expression, Expression> one = new IdentityHashMap<>();
        one.put(graph.node(equation.loss()), Expression.constant(1));
        return graph.gradients(one).get(LossEquation.PREDICTION);
    }

    /**
     * Compares the derived gradient with a central difference of the loss, in double, at eight random outputs and targets.
     *
     * @return the comparison, a row for each output
     */
    public GradientCheck check() {
        Randoms random = Randoms.of(1);
        List<GradientCheck.Row> rows = new ArrayList<>();
        double step = 1e-5;
        for (int i = 0; i < 8; i++) {
            double o = random.normal();
            double t = equation.link().target(random.normal());
            rows.add(new GradientCheck.Row(
                    String.format(Locale.ROOT, "o = %.2f, t = %.2f", o, t),
                    value(2, o, t),
                    (value(1, o + step, t) - value(1, o - step, t)) / (2 * step)));
        }
        return new GradientCheck(List.copyOf(rows));
    }

    /**
     * The prediction, the loss and its gradient as text.
     *
     * @return the name, and one equation a line
     */
    public String equations() {
        return "%s\n  y = %s\n  loss = %s\n  dy = %s"
                .formatted(title, equation.link().prediction(Expression.variable(OUTPUT)), expression(), gradient());
    }

    /**
     * The prediction, the loss and its gradient for LaTeX.
     *
     * @return one equation a line
     */
    public String latex() {
        Formula formula = new Formula(true, Map.of(), name -> name);
        return "\\begin{aligned}y &= %s \\\\ \\ell(y, t) &= %s \\\\ \\frac{\\partial\\ell}{\\partial y} &= %s\\end{aligned}"
                .formatted(
                        formula.write(equation.link().prediction(Expression.variable(OUTPUT))),
                        formula.write(expression()),
                        formula.write(gradient()));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof EquationLoss other && call.equals(other.call);
    }

    @Override
    public int hashCode() {
        return call.hashCode();
    }

    @Override
    public String toString() {
        return call;
    }
}
