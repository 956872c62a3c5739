package io.github.unspool.tribuo.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tribuo.util.onnx.ONNXAttribute;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXOperator;
import org.tribuo.util.onnx.ONNXOperators;

/**
 * A loop over the first axis. From the states before the first step and what is read at each step it gives the states after
 * the last step and what the body gives at each.
 *
 * @param body the graph of a step: the states, then what is read, to the states, then what is given
 * @param states how many states there are
 * @param scanned how many inputs are read step by step
 * @param isReverse whether it begins at the last step
 */
record ScanOperator(GraphProto body, int states, int scanned, boolean isReverse) implements ONNXOperator {
    private static final String SCANNED = "num_scan_inputs";
    private static final String DIRECTIONS = "scan_input_directions";
    private static final String GIVEN = "scan_output_directions";

    @Override
    public String getOpName() {
        return "Scan";
    }

    @Override
    public int getNumInputs() {
        return states + scanned;
    }

    @Override
    public int getNumOptionalInputs() {
        return 0;
    }

    /** The states, and one output of each step. */
    @Override
    public int getNumOutputs() {
        return states + 1;
    }

    @Override
    public Map<String, ONNXAttribute> getAttributes() {
        return Map.of(
                SCANNED, new ONNXAttribute(SCANNED, AttributeType.INT, true),
                DIRECTIONS, new ONNXAttribute(DIRECTIONS, AttributeType.INTS, true),
                GIVEN, new ONNXAttribute(GIVEN, AttributeType.INTS, true));
    }

    @Override
    public Set<String> getMandatoryAttributeNames() {
        return getAttributes().keySet();
    }

    /** What the attributes say, all but the body. */
    Map<String, Object> attributes() {
        int[] directions = new int[scanned];
        Arrays.fill(directions, isReverse ? 1 : 0);
        return Map.of(SCANNED, scanned, DIRECTIONS, directions, GIVEN, new int[] {isReverse ? 1 : 0});
    }

    @Override
    public int getOpVersion() {
        return ONNXOperators.getOpsetVersion();
    }

    /** Null: ONNX's own. */
    @Override
    public String getOpDomain() {
        return null;
    }

    /** Tribuo's attributes cannot be graphs, so the body is added to the node. */
    @Override
    public NodeProto build(ONNXContext context, String[] from, String[] to, Map<String, Object> values) {
        return ONNXOperator.super.build(context, from, to, new TreeMap<>(values)).toBuilder()
                .addAttribute(AttributeProto.newBuilder()
                        .setName("body")
                        .setType(AttributeType.GRAPH)
                        .setG(body))
                .build();
    }
}
