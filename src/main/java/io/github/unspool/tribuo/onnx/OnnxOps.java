package io.github.unspool.tribuo.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tribuo.util.onnx.ONNXAttribute;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXOperator;
import org.tribuo.util.onnx.ONNXOperators;

/** The operators of ONNX that recurrent networks need and {@link ONNXOperators} lacks, in the same operator set. */
enum OnnxOps implements ONNXOperator {
    /** X, W, R, B, sequence_lens, initial_h give every state and the last. */
    RNN(4, 2, 2, string("direction"), integer("hidden_size"), strings("activations")),
    /** The same with gates. */
    GRU(4, 2, 2, string("direction"), integer("hidden_size"), integer("linear_before_reset")),
    /** The same with gates and initial_c; the last memory is left out. */
    LSTM(4, 3, 2, string("direction"), integer("hidden_size")),
    MAT_MUL("MatMul", 2, 0, 1),
    TRANSPOSE("Transpose", 1, 0, 1, integers("perm")),
    RESHAPE("Reshape", 2, 0, 1),
    SHAPE("Shape", 1, 0, 1),
    EXPAND("Expand", 2, 0, 1),
    EQUAL("Equal", 2, 0, 1),
    EXP("Exp", 1, 0, 1),
    LOG("Log", 1, 0, 1),
    SQRT("Sqrt", 1, 0, 1),
    ABS("Abs", 1, 0, 1),
    SIN("Sin", 1, 0, 1),
    COS("Cos", 1, 0, 1),
    TANH("Tanh", 1, 0, 1),
    RELU("Relu", 1, 0, 1),
    MIN("Min", 2, 0, 1),
    MAX("Max", 2, 0, 1),
    RANGE("Range", 3, 0, 1),
    PAD("Pad", 2, 0, 1),
    REDUCE_MAX("ReduceMax", 1, 0, 1, integers("axes"), integer("keepdims")),
    GATHER_ND("GatherND", 2, 0, 1, integer("batch_dims"));

    private final String opName;
    private final int inputs;
    private final int optionalInputs;
    private final int outputs;
    private final Map<String, ONNXAttribute> attributes = new LinkedHashMap<>();

    OnnxOps(int inputs, int optionalInputs, int outputs, ONNXAttribute... attributes) {
        this(null, inputs, optionalInputs, outputs, attributes);
    }

    OnnxOps(String opName, int inputs, int optionalInputs, int outputs, ONNXAttribute... attributes) {
        this.opName = opName == null ? name() : opName;
        this.inputs = inputs;
        this.optionalInputs = optionalInputs;
        this.outputs = outputs;
        for (ONNXAttribute attribute : attributes) {
            this.attributes.put(attribute.getName(), attribute);
        }
    }

    private static ONNXAttribute string(String name) {
        return new ONNXAttribute(name, AttributeType.STRING, true);
    }

    private static ONNXAttribute strings(String name) {
        return new ONNXAttribute(name, AttributeType.STRINGS, true);
    }

    private static ONNXAttribute integer(String name) {
        return new ONNXAttribute(name, AttributeType.INT, true);
    }

    private static ONNXAttribute integers(String name) {
        return new ONNXAttribute(name, AttributeType.INTS, true);
    }

    @Override
    public String getOpName() {
        return opName;
    }

    @Override
    public int getNumInputs() {
        return inputs;
    }

    @Override
    public int getNumOptionalInputs() {
        return optionalInputs;
    }

    @Override
    public int getNumOutputs() {
        return outputs;
    }

    @Override
    public Map<String, ONNXAttribute> getAttributes() {
        return attributes;
    }

    @Override
    public Set<String> getMandatoryAttributeNames() {
        return attributes.values().stream()
                .filter(ONNXAttribute::isMandatory)
                .map(ONNXAttribute::getName)
                .collect(Collectors.toSet());
    }

    @Override
    public int getOpVersion() {
        return ONNXOperators.getOpsetVersion();
    }

    /** Sorts the attributes, so that a model gives the same bytes in every run of Java. */
    @Override
    public NodeProto build(ONNXContext context, String[] from, String[] to, Map<String, Object> values) {
        return ONNXOperator.super.build(context, from, to, new TreeMap<>(values));
    }

    /** Null: ONNX's own. */
    @Override
    public String getOpDomain() {
        return null;
    }
}
