package io.github.unspool.tribuo.onnx;

import io.github.unspool.cell.EquationCell;
import io.github.unspool.loss.Loss;
import io.github.unspool.loss.OutputScale;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Network;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXInitializer;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXRef;

/**
 * Writes a network as a graph of ONNX's operators, from the input upwards: each layer is one RNN, GRU or LSTM, or a Scan in
 * each direction if its cell is given by equations. Of a batch
 * all sequences have T rows here; how many of them each has filled is a second input.
 */
public final class OnnxGraph {
    private final Network network;
    /** Are taken in their order, which is that of the layers. */
    private final Iterator<Parameter> parameters;

    private final OutputScale scale;
    private final ONNXContext onnx;
    private final ONNXRef<?> lengths;
    /** Whether a sequence has a step, T × B × 1; null if no layer needed it yet. */
    private ONNXNode isStep;

    private OnnxGraph(Weights weights, ONNXRef<?> lengths) {
        this.network = weights.network();
        this.parameters = weights.parameters().iterator();
        this.scale = weights.scale();
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

    private ONNXNode write(ONNXRef<?> input) {
        ONNXRef<?> x = input;
        if (network.stack().embedding() > 0) {
            x = x.apply(OnnxOps.MAT_MUL, matrix("E"), "e");
        }
        for (int i = 0; i < network.layers().size(); i++) {
            boolean lastOnly = !network.isReadAtEachStep(i);
            x = layer(x, network.layers().get(i), "layer_" + (i + 1), lastOnly);
        }
        ONNXNode product = x.apply(OnnxOps.MAT_MUL, matrix("Wy"), "uWy");
        return predictions(product.apply(
                ONNXOperators.ADD, onnx.array("by", parameters.next().values()), "o"));
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
                .apply(ONNXOperators.MUL, onnx.array("deviation", scale.deviations(), false), "in_units")
                .apply(ONNXOperators.ADD, onnx.array("mean", scale.means(), false));
    }

    private ONNXInitializer matrix(String name) {
        Parameter next = parameters.next();
        List<Integer> size = List.of(next.shape().rows(), next.shape().columns());
        return onnx.floatTensor(name, size, to -> to.put(next.values()));
    }

    /** u = h + x with a skip connection, else h: T × B × outputs, or only after each sequence's last step B × outputs. */
    private ONNXNode layer(ONNXRef<?> x, LayerSpec layer, String name, boolean lastOnly) {
        ONNXNode h = layer.cell() instanceof EquationCell cell
                ? byEquations(x, cell, layer, name, lastOnly)
                : byOperator(x, layer, name, lastOnly);
        return layer.skip() ? h.apply(ONNXOperators.ADD, lastOnly ? lastSteps(x, name) : x, name + "_u") : h;
    }

    private ONNXNode byEquations(ONNXRef<?> x, EquationCell cell, LayerSpec layer, String name, boolean lastOnly) {
        isStep = isStep == null ? OnnxScan.isStep(x, lengths) : isStep;
        List<ONNXNode> directions = new ArrayList<>();
        for (int d = 0; d < layer.directions(); d++) {
            OnnxScan scan = new OnnxScan(cell, layer.units(), name + (d == 0 ? "" : "_reverse"), d > 0);
            directions.add(scan.write(x, isStep, lengths, next(layer), lastOnly));
        }
        return directions.size() == 1
                ? directions.get(0)
                : onnx.operation(ONNXOperators.CONCAT, directions, name + "_both", Map.of("axis", lastOnly ? 1 : 2));
    }

    private ONNXNode byOperator(ONNXRef<?> x, LayerSpec layer, String name, boolean lastOnly) {
        OnnxCell cell = OnnxCell.of(layer.cell());
        List<ONNXNode> states = onnx.operation(
                cell.operator(), inputs(x, layer, name), List.of(name + "_h", name + "_last"), cell.attributes(layer));
        return lastOnly ? last(states.get(1), name) : all(states.get(0), name);
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

    private List<ONNXRef<?>> inputs(ONNXRef<?> x, LayerSpec layer, String name) {
        List<Direction> directions = new ArrayList<>();
        for (int d = 0; d < layer.directions(); d++) {
            directions.add(next(layer));
        }
        List<ONNXRef<?>> inputs = new ArrayList<>(List.of(x));
        inputs.addAll(weights(directions, OnnxCell.of(layer.cell()), name));
        inputs.add(lengths);
        if (network.stack().learnedStart()) {
            inputs.add(start(directions.stream().map(Direction::h0).toList(), name + "_h0"));
            if (layer.cell().hasMemory()) {
                inputs.add(start(directions.stream().map(Direction::c0).toList(), name + "_c0"));
            }
        }
        return inputs;
    }

    /** The parameters of one direction of a layer; null where it has none. */
    record Direction(Parameter wx, Parameter wh, Parameter b, Parameter bh, Parameter h0, Parameter c0) {}

    private Direction next(LayerSpec layer) {
        boolean start = network.stack().learnedStart();
        return new Direction(
                parameters.next(),
                parameters.next(),
                parameters.next(),
                layer.cell().gatesRecurrence() ? parameters.next() : null,
                start ? parameters.next() : null,
                start && layer.cell().hasMemory() ? parameters.next() : null);
    }

    /** W, directions × G × inputs; R, directions × G × H; B, directions × 2G. */
    private List<ONNXInitializer> weights(List<Direction> directions, OnnxCell cell, String name) {
        Parameter wx = directions.get(0).wx;
        int count = directions.size();
        int width = wx.shape().columns();
        int units = directions.get(0).wh.shape().rows();
        return List.of(
                onnx.floatTensor(
                        name + "_W",
                        List.of(count, width, wx.shape().rows()),
                        to -> directions.forEach(d -> cell.put(d.wx, to))),
                onnx.floatTensor(
                        name + "_R", List.of(count, width, units), to -> directions.forEach(d -> cell.put(d.wh, to))),
                onnx.floatTensor(
                        name + "_B",
                        List.of(count, 2 * width),
                        to -> directions.forEach(d -> {
                            cell.put(d.b, to);
                            if (d.bh == null) {
                                to.put(new float[width]);
                            } else {
                                cell.put(d.bh, to);
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
