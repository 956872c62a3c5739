package io.github.unspool.cell;

import io.github.unspool.equation.Expression;
import io.github.unspool.equation.Formula;
import io.github.unspool.equation.GradientCheck;
import io.github.unspool.equation.Program;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cell that is given by its equations; its backward pass is derived from them. Two cells are equal if their names and
 * equations are.
 *
 * <pre>{@code
 * Cell.of("mgu", c -> {
 *     var f = c.gate("f").sigmoid();
 *     var n = c.input("n").plus(f.times(c.recurrent("n"))).tanh();
 *     return c.h().times(f.oneMinus()).plus(f.times(n));
 * })
 * }</pre>
 */
public final class EquationCell implements Cell {
    private static final String SAVED = "saved:";
    private static final String DH = "dh[t]";

    private final String name;
    private final CellEquations equations;
    private final String text;
    private final List<String> gates;
    private final String memory;
    private final boolean isApart;
    /** Of each gate the value that stays in its place after the forward pass; null: its pre-activation stays. */
    private final List<Expression> saved = new ArrayList<>();

    private final Map<String, Expression> gradients;
    private final Program forward;
    private final Program backward;
    private final List<Transfer> forwardInputs;
    private final List<Transfer> forwardOutputs;
    private final List<Transfer> backwardInputs;
    private final List<Transfer> backwardOutputs;

    EquationCell(String name, CellEquations equations) {
        this.name = name;
        this.equations = equations;
        this.text = equations.text();
        this.gates = equations.parts().gates();
        this.memory = equations.parts().memory().orElse(null);
        this.isApart = equations.parts().isApart();
        gates.forEach(gate -> saved.add(equations.activation(gate).orElse(null)));
        this.gradients = gradients();
        keepWhatIsNeeded();

        List<Expression> results = new ArrayList<>();
        this.forwardOutputs = forwardResults(results);
        this.forward = new Program(inPlaces(results));
        this.forwardInputs = inputs(forward);

        List<Expression> back = new ArrayList<>();
        this.backwardOutputs = backwardResults(back);
        this.backward = new Program(back);
        this.backwardInputs = inputs(backward);
    }

    /** The gradient of the loss by each variable, from that by h[t] and by the second state. */
    private Map<String, Expression> gradients() {
        Map<Expression, Expression> outputs = new IdentityHashMap<>();
        outputs.put(equations.hidden(), Expression.variable(DH));
        equations
                .memory()
                .ifPresent(node -> outputs.merge(node, Expression.variable("d" + memory + "[t]"), Expression::plus));
        return equations.graph().gradients(outputs);
    }

    /** A saved value must be all that the gradients need of its pre-activation. */
    private void keepWhatIsNeeded() {
        for (int k = 0; k < gates.size(); k++) {
            String gate = gates.get(k);
            boolean isNeeded = gradients.values().stream()
                    .anyMatch(gradient -> CellEquations.contains(afterForward(gradient), gate));
            if (isNeeded) {
                saved.set(k, null);
            }
        }
    }

    /** An expression in terms of what the slabs hold after the forward pass. */
    private Expression afterForward(Expression e) {
        Map<Expression, Expression> known = new IdentityHashMap<>();
        for (int k = 0; k < gates.size(); k++) {
            if (saved.get(k) != null) {
                known.put(saved.get(k), Expression.variable(SAVED + gates.get(k)));
            }
        }
        equations.memory().ifPresent(node -> known.put(node, Expression.variable(memory + "[t]")));
        known.put(equations.hidden(), Expression.variable("h[t]"));
        return equations.graph().replace(e, known::get);
    }

    private List<Transfer> forwardResults(List<Expression> results) {
        List<Transfer> outputs = new ArrayList<>();
        results.add(equations.hidden());
        outputs.add(Transfer.HIDDEN);
        equations.memory().ifPresent(node -> {
            results.add(node);
            outputs.add(Transfer.MEMORY);
        });
        for (int k = 0; k < gates.size(); k++) {
            if (saved.get(k) != null) {
                results.add(saved.get(k));
                outputs.add(Transfer.input(k));
            }
        }
        return outputs;
    }

    private List<Transfer> backwardResults(List<Expression> results) {
        List<Transfer> outputs = new ArrayList<>();
        for (int k = 0; k < gates.size(); k++) {
            String gate = gates.get(k);
            Expression both = gradients.getOrDefault("gate(" + gate + ")", Expression.constant(0));
            Expression input = gradients.getOrDefault("input(" + gate + ")", Expression.constant(0));
            results.add(both.plus(input));
            outputs.add(Transfer.input(k));
            if (isApart) {
                results.add(both.plus(gradients.getOrDefault("recurrent(" + gate + ")", Expression.constant(0))));
                outputs.add(Transfer.recurrent(k));
            }
        }
        if (gradients.containsKey("h[t-1]")) {
            results.add(gradients.get("h[t-1]"));
            outputs.add(Transfer.HIDDEN_GRADIENT_BEFORE);
        }
        if (memory != null) {
            results.add(gradients.getOrDefault(memory + "[t-1]", Expression.constant(0)));
            outputs.add(Transfer.MEMORY_GRADIENT);
        }
        results.replaceAll(this::afterForward);
        results.replaceAll(this::inPlace);
        return outputs;
    }

    private List<Expression> inPlaces(List<Expression> results) {
        return results.stream().map(this::inPlace).toList();
    }

    /** Where the halves of pre-activations stay apart, a whole one is their sum. */
    private Expression inPlace(Expression e) {
        return equations.graph().replace(e, node -> {
            String variable = node.name();
            if (!isApart || variable == null || !variable.startsWith("gate(")) {
                return null;
            }
            String gate = variable.substring("gate".length());
            return Expression.variable("input" + gate).plus(Expression.variable("recurrent" + gate));
        });
    }

    private List<Transfer> inputs(Program program) {
        return program.variables().stream().map(this::place).toList();
    }

    private Transfer place(String variable) {
        if (variable.startsWith(SAVED)) {
            return Transfer.input(gates.indexOf(variable.substring(SAVED.length())));
        }
        if (variable.endsWith(")")) {
            int gate = gates.indexOf(variable.substring(variable.indexOf('(') + 1, variable.length() - 1));
            return variable.startsWith("recurrent(") ? Transfer.recurrent(gate) : Transfer.input(gate);
        }
        return switch (variable) {
            case "h[t-1]" -> Transfer.HIDDEN_BEFORE;
            case "h[t]" -> Transfer.HIDDEN;
            case DH -> Transfer.HIDDEN_GRADIENT;
            default ->
                variable.startsWith("d") && variable.equals("d" + memory + "[t]")
                        ? Transfer.MEMORY_GRADIENT
                        : variable.endsWith("[t]") ? Transfer.MEMORY : Transfer.MEMORY_BEFORE;
        };
    }

    @Override
    public void forward(Slabs s, int from, int to, int before) {
        run(forward, forwardInputs, forwardOutputs, s, from, to, before, 0);
    }

    @Override
    public void backward(Slabs s, int from, int to, int before, int sequence) {
        run(backward, backwardInputs, backwardOutputs, s, from, to, before, sequence);
    }

    /** Block by block: some whole rows, or a part of a long one. */
    private static void run(
            Program program,
            List<Transfer> inputs,
            List<Transfer> outputs,
            Slabs s,
            int from,
            int to,
            int before,
            int sequence) {
        float[][] registers = program.registers();
        int rows = Math.max(1, Program.BLOCK / s.units);
        for (int row = from; row < to; row += rows) {
            int count = Math.min(rows, to - row);
            for (int unit = 0; unit < s.units; unit += Program.BLOCK) {
                Transfer.Block block = new Transfer.Block(
                        row,
                        count,
                        before + row - from,
                        sequence + row - from,
                        unit,
                        Math.min(Program.BLOCK, s.units - unit));
                for (int i = 0; i < inputs.size(); i++) {
                    inputs.get(i).load(s, block, registers[i]);
                }
                program.run(registers, block.numbers());
                for (int i = 0; i < outputs.size(); i++) {
                    outputs.get(i).store(s, block, registers[program.output(i)]);
                }
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int gates() {
        return gates.size();
    }

    @Override
    public List<String> gateNames() {
        return gates;
    }

    @Override
    public boolean hasMemory() {
        return memory != null;
    }

    @Override
    public boolean gatesRecurrence() {
        return isApart;
    }

    @Override
    public float initialBias(int gate) {
        return equations.parts().bias(gates.get(gate));
    }

    /** The equations, as {@link Cell#parse} reads them. */
    @Override
    public String equations() {
        return text;
    }

    /**
     * The new states as expressions of {@code gate(…)}, {@code input(…)}, {@code recurrent(…)} and the states before.
     *
     * @return h[t], and behind it the second state if there is one
     */
    public List<Expression> states() {
        List<Expression> states = new ArrayList<>(List.of(equations.hidden()));
        equations.memory().ifPresent(states::add);
        return states;
    }

    /**
     * The derived gradient of the loss.
     *
     * @return for each variable of the equations the gradient by it, in terms of dh[t], that of the second state, and the
     *     variables
     */
    public Map<String, Expression> gradientByVariable() {
        return new LinkedHashMap<>(gradients);
    }

    /**
     * The equations for LaTeX.
     *
     * @return one a line
     */
    public String latex() {
        return equations.latex();
    }

    /**
     * The derived backward equations for LaTeX, where d stands for the gradient of the loss and z for a pre-activation.
     *
     * @return one a line
     */
    public String backwardLatex() {
        Formula formula = new Formula(true, Map.of(), this::backwardVariable);
        List<String> lines = new ArrayList<>();
        gradients.forEach((variable, gradient) -> lines.add(
                "\\mathrm{d}%s &= %s".formatted(backwardVariable(variable), formula.write(afterForward(gradient)))));
        return "\\begin{aligned}" + String.join(" \\\\ ", lines) + "\\end{aligned}";
    }

    private String backwardVariable(String variable) {
        return variable.startsWith(SAVED)
                ? variable.substring(SAVED.length()) + "_t"
                : CellEquations.backwardVariable(variable);
    }

    /**
     * Compares each derived gradient with a central difference of the equations, in double, at a random point. The loss is
     * the sum of the new states, each with a random weight.
     *
     * @return the comparison, a row for each variable
     */
    public GradientCheck check() {
        List<String> outputs =
                stateNames().stream().map(state -> "d" + state + "[t]").toList();
        return GradientCheck.of(outputs, gradientByVariable(), values -> {
            double loss = 0;
            for (int i = 0; i < outputs.size(); i++) {
                loss += states().get(i).value(values) * values.applyAsDouble(outputs.get(i));
            }
            return loss;
        });
    }

    /**
     * The names of the states.
     *
     * @return h and, if there is one, the second state
     */
    public List<String> stateNames() {
        return memory == null ? List.of("h") : List.of("h", memory);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof EquationCell other && name.equals(other.name) && text.equals(other.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The name and the equations, one a line. */
    @Override
    public String toString() {
        return name + "\n  " + text.replace("; ", "\n  ");
    }
}
