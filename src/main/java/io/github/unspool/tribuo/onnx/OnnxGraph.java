package io.github.unspool.tribuo.onnx;

import io.github.unspool.cell.EquationCell;
import io.github.unspool.loss.Loss;
import io.github.unspool.network.Network;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.part.Chain;
import io.github.unspool.part.Dense;
import io.github.unspool.part.Dropout;
import io.github.unspool.part.Embedding;
import io.github.unspool.part.Merged;
import io.github.unspool.part.Part;
import io.github.unspool.part.RecurrentParameters;
import io.github.unspool.part.RecurrentPart;
import io.github.unspool.part.Skip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXInitializer;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXRef;

/**
 * Writes a network as a graph of ONNX's operators, from the input upwards: each layer is one RNN, GRU or LSTM, or a Scan in
 * each direction if its cell is given by equations. Of a batch all sequences have T rows here; how many of them each has filled is a second input.
 */
public final class OnnxGraph {
    private final Weights weights;
    private final Network network;
    private final ONNXContext onnx;
    private final ONNXRef<?> lengths;
    /** Whether a sequence has a step, T × B × 1; null if no layer needed it yet. */
    private ONNXNode isStep;

    private OnnxGraph(Weights weights, ONNXRef<?> lengths) {
        this.weights = weights;
        this.network = weights.network();
        this.onnx = lengths.onnxContext();
        this.lengths = lengths;
    }

    /**
     * Writes a network.
     *
     * @param x T × B × D
     * @param lengths how long each sequence is, B numbers of type int32
     * @return the predictions: T × B × K, or B × K if the network has one output for each sequence; doubles for numbers,
     *     otherwise floats
     */
    public static ONNXNode write(Weights weights, ONNXRef<?> x, ONNXRef<?> lengths) {
        return new OnnxGraph(weights, lengths).write(x);
    }

    /** The predictions as floats, which is what Tribuo's graphs are made of inside. */
    public static ONNXNode floats(Weights weights, ONNXNode predictions) {
        return areDoubles(weights) ? predictions.cast(float.class) : predictions;
    }

    /** Whether predictions are doubles: floats far from 0 would have too few digits. */
    static boolean areDoubles(Weights weights) {
        return weights.network().loss().kind() == Loss.Kind.NUMBERS;
    }

    private ONNXNode write(ONNXRef<?> x) {
        ONNXRef<?> u = part(network.body(), weights.body(), x);
        List<Parameter> own = weights.output();
        return predictions(u.apply(OnnxOps.MAT_MUL, matrix("Wy", own.get(0)), "uWy")
                .apply(ONNXOperators.ADD, onnx.array("by", own.get(1).values()), "o"));
    }

    /** What a part gives: T × B × outputs, or B × outputs from the part on that gives each sequence's last step only. */
    private ONNXRef<?> part(Part part, List<Parameter> own, ONNXRef<?> x) {
        if (part instanceof Chain chain) {
            return chain(chain, own, x);
        }
        if (part instanceof Embedding) {
            return x.apply(OnnxOps.MAT_MUL, matrix("E", own.get(0)), "e");
        }
        if (part instanceof RecurrentPart recurrent) {
            return recurrent(recurrent, own, x);
        }
        if (part instanceof Skip skip) {
            String name = name(skip.recurrent().get(0));
            ONNXRef<?> read = isLastOnly(skip) ? lastSteps(x, name) : x;
            return part(skip.around(), own, x).apply(ONNXOperators.ADD, read, name + "_u");
        }
        if (part instanceof Dropout) {
            return x;
        }
        if (part instanceof Merged merged) {
            return merged(merged, x);
        }
        if (part instanceof Dense dense) {
            return dense(dense, own, x);
        }
        throw new IllegalArgumentException("%s cannot be exported to ONNX".formatted(part));
    }

    private ONNXRef<?> chain(Chain chain, List<Parameter> own, ONNXRef<?> input) {
        ONNXRef<?> x = input;
        int from = 0;
        for (Part part : chain.parts()) {
            int to = from + part.shapes().size();
            x = part(part, own.subList(from, to), x);
            from = to;
        }
        return x;
    }

    /** Both halves of the last axis become one. */
    private ONNXRef<?> merged(Merged merged, ONNXRef<?> x) {
        ONNXRef<?> forward = half(x, 0, merged.outputs());
        ONNXRef<?> backward = half(x, merged.outputs(), merged.outputs());
        return switch (merged.merge()) {
            case SUM -> forward.apply(ONNXOperators.ADD, backward, "sum");
            case PRODUCT -> forward.apply(ONNXOperators.MUL, backward, "product");
            case AVERAGE ->
                forward.apply(ONNXOperators.ADD, backward, "sum")
                        .apply(ONNXOperators.MUL, onnx.constant("half", 0.5f), "average");
            case JOIN -> x;
        };
    }

    private ONNXRef<?> half(ONNXRef<?> x, int from, int size) {
        long[] places = new long[size];
        Arrays.setAll(places, i -> from + i);
        return onnx.operation(
                ONNXOperators.GATHER,
                List.of(x, onnx.array("places", places)),
                "half_from_" + from,
                Map.of("axis", -1));
    }

    private ONNXRef<?> dense(Dense dense, List<Parameter> own, ONNXRef<?> x) {
        String name = "dense_" + (dense.name() + 1);
        ONNXNode sums = x.apply(OnnxOps.MAT_MUL, matrix(name + "_W", own.get(0)), name + "_xW")
                .apply(ONNXOperators.ADD, onnx.array(name + "_b", own.get(1).values()), name + "_z");
        return switch (dense.activation()) {
            case LINEAR -> sums;
            case TANH -> sums.apply(OnnxOps.TANH);
            case RELU -> sums.apply(OnnxOps.RELU);
            case SIGMOID -> sums.apply(ONNXOperators.SIGMOID);
        };
    }

    private static boolean isLastOnly(Part part) {
        return part.recurrent().stream().anyMatch(recurrent -> !recurrent.isAligned());
    }

    private static String name(RecurrentPart part) {
        return "layer_" + (part.number() + 1);
    }

    private ONNXNode predictions(ONNXNode o) {
        return switch (network.loss().kind()) {
            case CLASS -> o.apply(ONNXOperators.SOFTMAX, Map.of("axis", -1));
            case LABELS -> o.apply(ONNXOperators.SIGMOID);
            case NUMBERS -> inUnits(network.loss().isPositive() ? o.apply(OnnxOps.EXP) : o);
        };
    }

    /** mean + deviation · o, in double. */
    private ONNXNode inUnits(ONNXNode o) {
        return o.cast(double.class)
                .apply(
                        ONNXOperators.MUL,
                        onnx.array("deviation", weights.scale().deviations(), false),
                        "in_units")
                .apply(ONNXOperators.ADD, onnx.array("mean", weights.scale().means(), false));
    }

    private ONNXInitializer matrix(String name, Parameter of) {
        return onnx.floatTensor(name, List.of(of.rows(), of.columns()), to -> to.put(of.values()));
    }

    private ONNXNode recurrent(RecurrentPart part, List<Parameter> own, ONNXRef<?> x) {
        List<RecurrentParameters> directions = part.recurrences(own);
        return part.cell() instanceof EquationCell cell
                ? byEquations(x, cell, part, directions)
                : byOperator(x, part, directions);
    }

    private ONNXNode byEquations(
            ONNXRef<?> x, EquationCell cell, RecurrentPart part, List<RecurrentParameters> directions) {
        isStep = isStep == null ? OnnxScan.isStep(x, lengths) : isStep;
        boolean lastOnly = isLastOnly(part);
        List<ONNXNode> states = new ArrayList<>();
        for (RecurrentParameters direction : directions) {
            boolean isReverse = !states.isEmpty();
            OnnxScan scan = new OnnxScan(cell, part.units(), name(part) + (isReverse ? "_reverse" : ""), isReverse);
            states.add(scan.write(x, isStep, lengths, direction, lastOnly));
        }
        return states.size() == 1
                ? states.get(0)
                : onnx.operation(ONNXOperators.CONCAT, states, name(part) + "_both", Map.of("axis", lastOnly ? 1 : 2));
    }

    private ONNXNode byOperator(ONNXRef<?> x, RecurrentPart part, List<RecurrentParameters> directions) {
        OnnxCell cell = OnnxCell.of(part.cell());
        String name = name(part);
        List<ONNXNode> states = onnx.operation(
                cell.operator(),
                inputs(x, directions, cell, name),
                List.of(name + "_h", name + "_last"),
                cell.attributes(part));
        return isLastOnly(part) ? last(states.get(1), name) : all(states.get(0), name);
    }

    /** T × directions × B × H becomes T × B × directions · H. */
    private ONNXNode all(ONNXNode states, String name) {
        return transpose(states, name, 0, 2, 1, 3)
                .apply(OnnxOps.RESHAPE, onnx.array(name + "_shape", new long[] {0, 0, -1}), name + "_rows");
    }

    /** directions × B × H becomes B × directions · H. */
    private ONNXNode last(ONNXNode states, String name) {
        return transpose(states, name, 1, 0, 2)
                .apply(OnnxOps.RESHAPE, onnx.array(name + "_shape", new long[] {0, -1}), name + "_rows");
    }

    /** Of T × B × n the row of each sequence's last step, B × n. */
    private ONNXNode lastSteps(ONNXRef<?> x, String name) {
        ONNXNode last = lengths.cast(long.class)
                .apply(ONNXOperators.SUB, onnx.constant("one", 1L), "last_step")
                .apply(ONNXOperators.UNSQUEEZE, onnx.array("axis", new long[] {1}), "last_steps");
        return onnx.operation(
                OnnxOps.GATHER_ND,
                List.of(transpose(x, name, 1, 0, 2), last),
                name + "_last_x",
                Map.of("batch_dims", 1));
    }

    private static ONNXNode transpose(ONNXRef<?> x, String name, int... order) {
        return x.onnxContext().operation(OnnxOps.TRANSPOSE, List.of(x), name + "_transposed", Map.of("perm", order));
    }

    private List<ONNXRef<?>> inputs(ONNXRef<?> x, List<RecurrentParameters> directions, OnnxCell cell, String name) {
        List<ONNXRef<?>> inputs = new ArrayList<>(List.of(x));
        inputs.addAll(weights(directions, cell, name));
        inputs.add(lengths);
        if (directions.get(0).h0() != null) {
            inputs.add(start(directions.stream().map(RecurrentParameters::h0).toList(), name + "_h0"));
        }
        if (directions.get(0).c0() != null) {
            inputs.add(start(directions.stream().map(RecurrentParameters::c0).toList(), name + "_c0"));
        }
        return inputs;
    }

    /** W, directions × G × inputs; R, directions × G × H; B, directions × 2G. */
    private List<ONNXInitializer> weights(List<RecurrentParameters> directions, OnnxCell cell, String name) {
        Parameter wx = directions.get(0).wx();
        int count = directions.size();
        int width = wx.shape().columns();
        int units = directions.get(0).wh().shape().rows();
        return List.of(
                onnx.floatTensor(
                        name + "_W",
                        List.of(count, width, wx.shape().rows()),
                        to -> directions.forEach(d -> cell.put(d.wx(), to))),
                onnx.floatTensor(
                        name + "_R", List.of(count, width, units), to -> directions.forEach(d -> cell.put(d.wh(), to))),
                onnx.floatTensor(
                        name + "_B",
                        List.of(count, 2 * width),
                        to -> directions.forEach(d -> {
                            cell.put(d.b(), to);
                            if (d.bh() == null) {
                                to.put(new float[width]);
                            } else {
                                cell.put(d.bh(), to);
                            }
                        })));
    }

    /** The learned state of each direction, for each sequence: directions × B × H. */
    private ONNXNode start(List<Parameter> states, String name) {
        int units = states.get(0).shape().columns();
        ONNXInitializer learned = onnx.floatTensor(
                name, List.of(states.size(), 1, units), to -> states.forEach(state -> to.put(state.values())));
        ONNXInitializer one = onnx.array("one", new long[] {1});
        ONNXNode batch = lengths.apply(OnnxOps.SHAPE, "batch");
        ONNXNode shape =
                onnx.operation(ONNXOperators.CONCAT, List.of(one, batch, one), name + "_shape", Map.of("axis", 0));
        return learned.apply(OnnxOps.EXPAND, shape, name + "_each");
    }
}
