package io.github.unspool.tribuo.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import io.github.unspool.network.Weights;
import io.github.unspool.tribuo.file.RootLocale;
import java.util.List;
import java.util.Map;
import org.tribuo.ONNXExportable;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXPlaceholder;
import org.tribuo.util.onnx.ONNXRef;

/** Inputs and outputs of an ONNX graph with an output at each step: T × B × D and lengths, and T × B × K. */
public final class OnnxSequences {
    private static final Dimension STEPS =
            Dimension.newBuilder().setDimParam("steps").build();
    private static final Dimension BATCH =
            Dimension.newBuilder().setDimParam("batch").build();

    private OnnxSequences() {}

    public static ModelProto export(
            Weights weights, String domain, long version, Provenancable<ModelProvenance> model) {
        ONNXContext onnx = new ONNXContext();
        onnx.setName("RnnSequenceModel");
        ONNXPlaceholder input = onnx.floatInput("input", weights.network().inputs());
        ONNXPlaceholder lengths = onnx.floatInput("sequence_lens", 1);
        ONNXPlaceholder output = onnx.floatOutput("output", weights.network().outputs());
        OnnxGraph.write(weights, input, lengths).assignTo(output);
        ModelProto.Builder proto =
                RootLocale.in(() -> ONNXExportable.buildModel(onnx, domain, version, model).toBuilder());
        declare(proto.getGraphBuilder(), weights);
        return proto.build();
    }

    /** Tribuo's contexts declare matrices of floats only, so the graph says afterwards what it really reads and gives. */
    private static void declare(GraphProto.Builder graph, Weights weights) {
        Dimension inputs = dimension(weights.network().inputs());
        Dimension outputs = dimension(weights.network().outputs());
        graph.setInput(0, value("input", DataType.FLOAT, STEPS, BATCH, inputs));
        graph.setInput(1, value("sequence_lens", DataType.INT32, BATCH));
        graph.setOutput(0, value("output", outputType(weights), STEPS, BATCH, outputs));
    }

    public static DataType outputType(Weights weights) {
        return OnnxGraph.areDoubles(weights) ? DataType.DOUBLE : DataType.FLOAT;
    }

    private static Dimension dimension(int size) {
        return Dimension.newBuilder().setDimValue(size).build();
    }

    private static ValueInfoProto value(String name, DataType type, Dimension... shape) {
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(type.getNumber())
                .setShape(TensorShapeProto.newBuilder().addAllDim(List.of(shape)))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** As many steps as there are rows, for each sequence of T × B × D: B numbers of type int32. */
    public static ONNXNode allSteps(ONNXRef<?> input) {
        ONNXContext onnx = input.onnxContext();
        ONNXNode shape = input.apply(OnnxOps.SHAPE, "input_shape");
        ONNXNode steps = shape.apply(ONNXOperators.GATHER, onnx.array("steps_at", new long[] {0}), Map.of("axis", 0));
        ONNXNode batch = shape.apply(ONNXOperators.GATHER, onnx.array("batch_at", new long[] {1}), Map.of("axis", 0));
        return steps.apply(OnnxOps.EXPAND, batch, "all_steps").cast(int.class);
    }
}
