package io.github.unspool.tribuo.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.unspool.cell.EquationCell;
import io.github.unspool.equation.Graph;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.part.RecurrentParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXInitializer;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperator;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXPlaceholder;
import org.tribuo.util.onnx.ONNXRef;

/**
 * One direction of a layer whose cell is given by equations, as ONNX's Scan. What a gate reads of the input is computed for
 * all steps before the loop; in the loop the equations are one operator each. Where a sequence has no step, its states stay.
 */
final class OnnxScan {
    private static final Map<String, ONNXOperator> OPERATORS = Map.ofEntries(
            Map.entry("+", ONNXOperators.ADD),
            Map.entry("-", ONNXOperators.SUB),
            Map.entry("*", ONNXOperators.MUL),
            Map.entry("/", ONNXOperators.DIV),
            Map.entry("min", OnnxOps.MIN),
            Map.entry("max", OnnxOps.MAX),
            Map.entry("greater", ONNXOperators.GREATER),
            Map.entry("sigmoid", ONNXOperators.SIGMOID),
            Map.entry("tanh", OnnxOps.TANH),
            Map.entry("relu", OnnxOps.RELU),
            Map.entry("exp", OnnxOps.EXP),
            Map.entry("log", OnnxOps.LOG),
            Map.entry("sqrt", OnnxOps.SQRT),
            Map.entry("abs", OnnxOps.ABS),
            Map.entry("sin", OnnxOps.SIN),
            Map.entry("cos", OnnxOps.COS));

    private final EquationCell cell;
    private final int units;
    private final String name;
    private final boolean isReverse;
    private final ONNXContext body = new ONNXContext();
    /** What stands for the variables of the equations. */
    private final Map<String, ONNXRef<?>> variables = new HashMap<>();

    OnnxScan(EquationCell cell, int units, String name, boolean isReverse) {
        this.cell = cell;
        this.units = units;
        this.name = name;
        this.isReverse = isReverse;
        body.setName(name + "_step");
    }

    /** Whether sequence b has a step t: T × B × 1 ones and zeros. */
    static ONNXNode isStep(ONNXRef<?> x, ONNXRef<?> lengths) {
        ONNXContext onnx = x.onnxContext();
        ONNXInitializer zero = onnx.constant("zero", 0L);
        ONNXNode steps = x.apply(OnnxOps.SHAPE, "x_shape").apply(ONNXOperators.GATHER, zero, Map.of("axis", 0));
        return zero.apply(OnnxOps.RANGE, List.of(steps, onnx.constant("one", 1L)), "steps")
                .apply(ONNXOperators.UNSQUEEZE, onnx.array("step_axes", new long[] {1, 2}), "step")
                .apply(
                        ONNXOperators.LESS,
                        lengths.cast(long.class)
                                .apply(ONNXOperators.UNSQUEEZE, onnx.array("length_axis", new long[] {1}), "length"),
                        "has_step")
                .cast(float.class);
    }

    /**
     * Writes the loop.
     *
     * @param x T × B × inputs
     * @return h: T × B × H, or B × H after each sequence's last step
     */
    ONNXNode write(
            ONNXRef<?> x, ONNXRef<?> isStep, ONNXRef<?> lengths, RecurrentParameters parameters, boolean lastOnly) {
        ONNXContext onnx = x.onnxContext();
        List<ONNXRef<?>> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        List<ONNXPlaceholder> states = new ArrayList<>();
        for (String state : cell.stateNames()) {
            states.add(input(state + "[t-1]", state + "_before"));
            inputs.add(start(onnx, lengths, learned(parameters, states.size() - 2), name + "_" + state + "0"));
            outputs.add(name + "_" + state + "_last");
        }
        for (int gate = 0; gate < cell.gates(); gate++) {
            inputs.add(fromInput(x, parameters, gate));
            if (gate < cell.recurrentGates()) {
                fromState(states.get(0), parameters, gate);
            }
        }
        constants(parameters);
        inputs.add(isStep);
        outputs.add(name + "_h");
        body(parameters, states);
        ScanOperator scan = new ScanOperator(body.buildGraph(), states.size(), cell.gates() + 1, isReverse);
        List<ONNXNode> results = onnx.operation(scan, inputs, outputs, scan.attributes());
        return results.get(lastOnly ? 0 : states.size());
    }

    private ONNXPlaceholder input(String variable, String of) {
        ONNXPlaceholder input = body.floatInput(name + "_step_" + of, units);
        variables.put(variable, input);
        return input;
    }

    /** x·Wx + b of a gate at all steps, T × B × H. */
    private ONNXNode fromInput(ONNXRef<?> x, RecurrentParameters parameters, int gate) {
        String of = name + "_" + cell.gateNames().get(gate);
        input(
                "input(%s)".formatted(cell.gateNames().get(gate)),
                "zx_" + cell.gateNames().get(gate));
        return x.apply(OnnxOps.MAT_MUL, part(x.onnxContext(), parameters.wx(), gate, of + "_Wx"), of + "_xWx")
                .apply(ONNXOperators.ADD, part(x.onnxContext(), parameters.b(), gate, of + "_b"), of + "_zx");
    }

    /** h[t−1]·Wh of a gate in the loop, with a bias of its own if the cell has two. */
    private void fromState(ONNXRef<?> h, RecurrentParameters parameters, int gate) {
        String word = cell.gateNames().get(gate);
        String of = name + "_step_" + word;
        ONNXNode zh = h.apply(OnnxOps.MAT_MUL, part(body, parameters.wh(), gate, of + "_Wh"), of + "_hWh");
        if (parameters.bh() != null) {
            zh = zh.apply(ONNXOperators.ADD, part(body, parameters.bh(), gate, of + "_bh"), of + "_zh");
        }
        variables.put("recurrent(%s)".formatted(word), zh);
    }

    /** The columns of a gate. */
    private ONNXInitializer part(ONNXContext of, Parameter all, int gate, String called) {
        int rows = all.shape().rows();
        int columns = all.shape().columns();
        return of.floatTensor(called, List.of(rows, units), to -> {
            for (int row = 0; row < rows; row++) {
                to.put(all.values(), row * columns + gate * units, units);
            }
        });
    }

    /** The equations, from the states before and the gates to the states after; they stay where there is no step. */
    private void body(RecurrentParameters parameters, List<ONNXPlaceholder> before) {
        List<ONNXRef<?>> factors = Graph.translate(List.copyOf(cell.factors().values()), new Operators());
        int product = 0;
        for (String of : cell.factors().keySet()) {
            ONNXInitializer wq = part(body, parameters.wq(), product, name + "_step_" + of + "_Wq");
            variables.put(
                    "product(" + of + ")",
                    factors.get(product++).apply(OnnxOps.MAT_MUL, wq, name + "_step_" + of + "_zq"));
        }
        ONNXPlaceholder mask = body.floatInput(name + "_step_mask", 1);
        ONNXNode isThere = mask.apply(ONNXOperators.CAST, Map.of("to", DataType.BOOL.getNumber()));
        List<ONNXRef<?>> after = Graph.translate(cell.states(), new Operators());
        List<ONNXNode> kept = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            String state = name + "_step_" + cell.stateNames().get(i);
            kept.add(isThere.apply(ONNXOperators.WHERE, List.of(after.get(i), before.get(i)), state + "_kept"));
            kept.get(i).assignTo(body.floatOutput(state + "_after", units));
        }
        kept.get(0).assignTo(body.floatOutput(name + "_step_h_given", units));
    }

    /** Learned vectors. */
    private void constants(RecurrentParameters parameters) {
        for (int v = 0; v < cell.vectors().size(); v++) {
            String vector = cell.vectors().get(v).name();
            float[] values = parameters.vectors().get(v).values();
            variables.put(
                    "vector(" + vector + ")",
                    body.floatTensor(name + "_step_" + vector, List.of(1, units), to -> to.put(values)));
        }
    }

    /** What a state begins with: h, or one of the memories from 0; null if it is not learned. */
    private float[] learned(RecurrentParameters parameters, int memory) {
        if (parameters.h0() == null) {
            return null;
        }
        int from = memory * units;
        return memory < 0
                ? parameters.h0().values()
                : Arrays.copyOfRange(parameters.c0().values(), from, from + units);
    }

    /** Expressions as nodes of the body. */
    private final class Operators implements Graph.Translation<ONNXRef<?>> {
        @Override
        public ONNXRef<?> variable(String variable) {
            return value(variable);
        }

        @Override
        public ONNXRef<?> constant(float value) {
            return body.array(name + "_step_number", new float[] {value});
        }

        @Override
        public ONNXRef<?> operation(String word, List<ONNXRef<?>> arguments) {
            ONNXNode result = body.operation(OPERATORS.get(word), arguments, name + "_step_value");
            return word.equals("greater") ? result.cast(float.class) : result;
        }
    }

    /** A whole pre-activation is the sum of its halves. */
    private ONNXRef<?> value(String variable) {
        if (!variable.startsWith("gate(")) {
            return variables.get(variable);
        }
        String gate = variable.substring("gate".length());
        return variables
                .get("input" + gate)
                .apply(ONNXOperators.ADD, variables.get("recurrent" + gate), name + "_step_gate");
    }

    /** The state before the first step, learned or zero: B × H. */
    private ONNXNode start(ONNXContext onnx, ONNXRef<?> lengths, float[] learned, String called) {
        float[] values = learned == null ? new float[units] : learned;
        ONNXInitializer one = onnx.floatTensor(called, List.of(1, units), to -> to.put(values));
        ONNXNode shape = onnx.operation(
                ONNXOperators.CONCAT,
                List.of(lengths.apply(OnnxOps.SHAPE, "batch"), onnx.array("one", new long[] {1})),
                called + "_shape",
                Map.of("axis", 0));
        return one.apply(OnnxOps.EXPAND, shape, called + "_each");
    }
}
