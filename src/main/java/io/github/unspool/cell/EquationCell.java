package io.github.unspool.cell;

import io.github.unspool.equation.Expression;
import io.github.unspool.equation.Formula;
import io.github.unspool.equation.GradientCheck;
import io.github.unspool.equation.Graph;
import io.github.unspool.equation.Program;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

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
    /** So many operations are written out each time. */
    private static final int SHORT = 4;

    private final String name;
    private final CellEquations equations;
    private final String text;
    private final List<String> gates;
    private final int recurrentGates;
    private final List<String> memories;
    private final List<String> products;
    private final List<LearnedVector> vectors;
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
    /** What products in the middle of a step are of, and their gradients; null if there are none. */
    private final Program factors;

    private final Program productGradients;
    private final List<Transfer> factorInputs;
    private final List<Transfer> productInputs;

    EquationCell(String name, CellEquations equations) {
        this.name = name;
        this.equations = equations;
        this.text = equations.text();
        this.gates = equations.gates();
        this.recurrentGates = equations.recurrentGates();
        this.memories = List.copyOf(equations.memories().keySet());
        this.products = List.copyOf(equations.factors().keySet());
        this.vectors = equations.vectors();
        this.isApart = equations.isApart();
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

        boolean hasProducts = !products.isEmpty();
        this.factors = hasProducts
                ? new Program(inPlaces(List.copyOf(equations.factors().values())))
                : null;
        this.factorInputs = hasProducts ? inputs(factors) : List.of();
        this.productGradients = hasProducts ? new Program(productGradients()) : null;
        this.productInputs = hasProducts ? inputs(productGradients) : List.of();
    }

    private List<Expression> productGradients() {
        return products.stream()
                .map(name -> gradients.getOrDefault("product(" + name + ")", Expression.constant(0)))
                .map(this::afterForward)
                .map(this::inPlace)
                .toList();
    }

    /** The gradient of the loss by each variable, from that by the new states and by what products are of. */
    private Map<String, Expression> gradients() {
        // In an order, on which that of sums depends, and with it their bits.
        Map<Expression, Expression> outputs = new LinkedHashMap<>();
        outputs.put(equations.hidden(), Expression.variable(DH));
        equations
                .memories()
                .forEach(
                        (name, node) -> outputs.merge(node, Expression.variable("d" + name + "[t]"), Expression::plus));
        equations
                .factors()
                .forEach(
                        (name, node) -> outputs.merge(node, Expression.variable("dq(" + name + ")"), Expression::plus));
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
        equations.memories().forEach((name, node) -> known.put(node, Expression.variable(name + "[t]")));
        known.put(equations.hidden(), Expression.variable("h[t]"));
        return equations.graph().replace(e, known::get);
    }

    private List<Transfer> forwardResults(List<Expression> results) {
        List<Transfer> outputs = new ArrayList<>();
        results.add(equations.hidden());
        outputs.add(Transfer.HIDDEN);
        for (int m = 0; m < memories.size(); m++) {
            results.add(equations.memories().get(memories.get(m)));
            outputs.add(Transfer.memory(m));
        }
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
            if (isApart && k < recurrentGates) {
                results.add(both.plus(gradients.getOrDefault("recurrent(" + gate + ")", Expression.constant(0))));
                outputs.add(Transfer.recurrent(k));
            }
        }
        if (gradients.containsKey("h[t-1]")) {
            results.add(gradients.get("h[t-1]"));
            outputs.add(Transfer.HIDDEN_GRADIENT_BEFORE);
        }
        for (int m = 0; m < memories.size(); m++) {
            results.add(gradients.getOrDefault(memories.get(m) + "[t-1]", Expression.constant(0)));
            outputs.add(Transfer.memoryGradient(m));
        }
        for (int v = 0; v < vectors.size(); v++) {
            results.add(gradients.getOrDefault("vector(" + vectors.get(v).name() + ")", Expression.constant(0)));
            outputs.add(Transfer.vectorGradient(v));
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
            return ofCall(variable, CellEquations.inside(variable));
        }
        return switch (variable) {
            case "h[t-1]" -> Transfer.HIDDEN_BEFORE;
            case "h[t]" -> Transfer.HIDDEN;
            case DH -> Transfer.HIDDEN_GRADIENT;
            default -> ofMemory(variable);
        };
    }

    private Transfer ofCall(String variable, String name) {
        return switch (variable.substring(0, variable.indexOf('('))) {
            case "recurrent" -> Transfer.recurrent(gates.indexOf(name));
            case "product" -> Transfer.product(products.indexOf(name));
            case "dq" -> Transfer.factorGradient(products.indexOf(name));
            case "vector" ->
                Transfer.vector(
                        vectors.stream().map(LearnedVector::name).toList().indexOf(name));
            default -> Transfer.input(gates.indexOf(name));
        };
    }

    private Transfer ofMemory(String variable) {
        String name = variable.substring(0, variable.indexOf('['));
        if (variable.endsWith("[t-1]")) {
            return Transfer.memoryBefore(memories.indexOf(name));
        }
        int after = memories.indexOf(name);
        int gradient = name.startsWith("d") ? memories.indexOf(name.substring(1)) : -1;
        // Only gradients are read of a name that is both, as a state d of a state is refused.
        return gradient >= 0 ? Transfer.memoryGradient(gradient) : Transfer.memory(after);
    }

    @Override
    public void prepare(Slabs s, int from, int to, int before) {
        if (factors != null) {
            run(factors, factorInputs, transfers(Transfer::factor), s, from, to, before, 0);
        }
    }

    @Override
    public void backwardProducts(Slabs s, int from, int to, int before, int sequence) {
        if (productGradients != null) {
            run(productGradients, productInputs, transfers(Transfer::productGradient), s, from, to, before, sequence);
        }
    }

    private List<Transfer> transfers(IntFunction<Transfer> of) {
        return IntStream.range(0, products.size()).mapToObj(of).toList();
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
    public int recurrentGates() {
        return recurrentGates;
    }

    @Override
    public int memories() {
        return memories.size();
    }

    @Override
    public List<String> memoryNames() {
        return memories;
    }

    @Override
    public List<LearnedVector> vectors() {
        return vectors;
    }

    @Override
    public int products() {
        return products.size();
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
     * The new states as expressions of {@code gate(…)}, {@code input(…)}, {@code recurrent(…)}, {@code vector(…)}, {@code
     * product(…)} and the states before.
     *
     * @return h[t], and behind it the other states
     */
    public List<Expression> states() {
        List<Expression> states = new ArrayList<>(List.of(equations.hidden()));
        states.addAll(equations.memories().values());
        return states;
    }

    /**
     * What the products in the middle of a step are of.
     *
     * @return an expression by the name of each product
     */
    public Map<String, Expression> factors() {
        return new LinkedHashMap<>(equations.factors());
    }

    /**
     * The derived gradient of the loss.
     *
     * @return for each variable of the equations the gradient by it, in terms of dh[t], those of the other states, {@code
     *     dq(n)} of what the product n is of, and the variables
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
     * The derived backward equations for LaTeX, where d stands for the gradient of the loss, z for a pre-activation, and δ for
     * what is used more than once.
     *
     * @return one a line
     */
    public String backwardLatex() {
        Map<String, Expression> written = new LinkedHashMap<>();
        gradients.forEach((variable, gradient) -> written.put(variable, afterForward(gradient)));
        Map<Expression, String> names = shared(List.copyOf(written.values()));
        Formula formula = new Formula(true, new IdentityHashMap<>(names), this::backwardVariable);
        List<String> lines = new ArrayList<>();
        names.forEach((node, known) -> lines.add("%s &= %s".formatted(known, formula.writeOut(node))));
        written.forEach((variable, gradient) ->
                lines.add("\\mathrm{d}%s &= %s".formatted(backwardVariable(variable), formula.write(gradient))));
        return "\\begin{aligned}" + String.join(" \\\\ ", lines) + "\\end{aligned}";
    }

    /** A name for what several of the expressions need, unless it is short. */
    private static Map<Expression, String> shared(List<Expression> all) {
        Map<Expression, Integer> uses = new IdentityHashMap<>();
        Graph.sorted(all).forEach(e -> Graph.arguments(e).forEach(argument -> uses.merge(argument, 1, Integer::sum)));
        all.forEach(e -> uses.merge(e, 1, Integer::sum));
        Map<Expression, String> names = new LinkedHashMap<>();
        for (Expression e : Graph.sorted(all)) {
            long operations = Graph.sorted(List.of(e)).stream()
                    .filter(part -> !Graph.arguments(part).isEmpty())
                    .count();
            if (uses.get(e) > 1 && operations >= SHORT) {
                names.put(e, "\\delta_" + (names.size() + 1));
            }
        }
        return names;
    }

    private String backwardVariable(String variable) {
        if (variable.startsWith("dq(")) {
            return "\\mathrm{d}q_{%s}".formatted(CellEquations.inside(variable));
        }
        return variable.startsWith(SAVED)
                ? variable.substring(SAVED.length()) + "_t"
                : CellEquations.backwardVariable(variable);
    }

    /**
     * Compares each derived gradient with a central difference of the equations, in double, at a random point. The loss is
     * the sum of the new states and of what products are of, each with a random weight.
     *
     * @return the comparison, a row for each variable
     */
    public GradientCheck check() {
        Map<String, Expression> weighted = new LinkedHashMap<>();
        for (int i = 0; i < memories.size() + 1; i++) {
            weighted.put("d" + stateNames().get(i) + "[t]", states().get(i));
        }
        factors().forEach((name, factor) -> weighted.put("dq(" + name + ")", factor));
        return GradientCheck.of(List.copyOf(weighted.keySet()), gradientByVariable(), values -> {
            double loss = 0;
            for (Map.Entry<String, Expression> part : weighted.entrySet()) {
                loss += part.getValue().value(values) * values.applyAsDouble(part.getKey());
            }
            return loss;
        });
    }

    /**
     * The names of the states.
     *
     * @return h and the others
     */
    public List<String> stateNames() {
        List<String> names = new ArrayList<>(List.of("h"));
        names.addAll(memories);
        return names;
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
