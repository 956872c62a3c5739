package io.github.unspool.tribuo;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.cell.Cells;
import io.github.unspool.network.Epoch;
import io.github.unspool.network.History;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Network;
import io.github.unspool.network.Parameter;
import io.github.unspool.network.Weights;
import io.github.unspool.tribuo.protos.EpochProto;
import io.github.unspool.tribuo.protos.HistoryProto;
import io.github.unspool.tribuo.protos.LayerProto;
import io.github.unspool.tribuo.protos.ParameterProto;
import io.github.unspool.tribuo.protos.RnnSequenceModelProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;

/**
 * Models as protobufs. A message may come from a stranger: what it claims is checked against what it holds before anything
 * of the claimed size is made.
 */
final class ModelProtos {
    private ModelProtos() {}

    static RnnSequenceModelProto write(ModelDataProto metadata, Weights weights, History history) {
        RnnSequenceModelProto.Builder proto = RnnSequenceModelProto.newBuilder().setMetadata(Any.pack(metadata));
        for (LayerSpec layer : weights.network().layers()) {
            proto.addLayers(LayerProto.newBuilder()
                    .setUnits(layer.units())
                    .setCell(layer.cell().name()));
        }
        weights.parameters().forEach(parameter -> proto.addParameters(write(parameter)));
        return proto.setHistory(write(history)).build();
    }

    private static ParameterProto write(Parameter parameter) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, parameter.values().length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(parameter.values());
        return ParameterProto.newBuilder()
                .setName(parameter.shape().name())
                .setRows(parameter.shape().rows())
                .setColumns(parameter.shape().columns())
                .setValues(ByteString.copyFrom(bytes))
                .build();
    }

    private static HistoryProto write(History history) {
        HistoryProto.Builder proto =
                HistoryProto.newBuilder().setEnding(history.ending().name()).setMessage(history.message());
        for (Epoch epoch : history.epochs().list()) {
            proto.addEpochs(EpochProto.newBuilder()
                    .setLoss(epoch.loss())
                    .setGradientNorm(epoch.gradientNorm())
                    .setValidationLoss(epoch.validationLoss()));
        }
        return proto.build();
    }

    static RnnSequenceModel read(Any message) throws InvalidProtocolBufferException {
        RnnSequenceModelProto proto = message.unpack(RnnSequenceModelProto.class);
        ModelDataCarrier<?> carrier =
                ModelDataCarrier.deserialize(proto.getMetadata().unpack(ModelDataProto.class));
        ImmutableFeatureMap features = features(carrier);
        ImmutableOutputInfo<Label> outputs = outputs(carrier);
        Network network = network(features.size(), proto.getLayersList(), outputs.size());
        Weights weights = weights(network, proto.getParametersList());
        return new RnnSequenceModel(
                carrier.name(), carrier.provenance(), features, outputs, weights, history(proto.getHistory()));
    }

    private static ImmutableFeatureMap features(ModelDataCarrier<?> carrier) {
        ImmutableFeatureMap features = carrier.featureDomain();
        for (int id = 0; id < features.size(); id++) {
            require(features.get(id) != null, "its %d features have no number %d", features.size(), id);
        }
        return features;
    }

    @SuppressWarnings("unchecked") // Each output is checked to be a label.
    private static ImmutableOutputInfo<Label> outputs(ModelDataCarrier<?> carrier) {
        ImmutableOutputInfo<?> outputs = carrier.outputDomain();
        for (int id = 0; id < outputs.size(); id++) {
            require(outputs.getOutput(id) instanceof Label, "its output %d is not a label", id);
        }
        return (ImmutableOutputInfo<Label>) outputs;
    }

    private static Network network(int inputs, List<LayerProto> layers, int outputs) {
        try {
            List<LayerSpec> specs = new ArrayList<>();
            for (LayerProto layer : layers) {
                specs.add(new LayerSpec(layer.getUnits(), Cells.named(layer.getCell())));
            }
            Network network = new Network(inputs, specs, outputs);
            Weights.shapes(network).forEach(Parameter.Shape::size);
            return network;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalStateException("not a sound model file: " + e.getMessage(), e);
        }
    }

    private static Weights weights(Network network, List<ParameterProto> protos) {
        List<Parameter.Shape> shapes = Weights.shapes(network);
        require(protos.size() == shapes.size(), "%d parameters instead of %d", protos.size(), shapes.size());
        for (int i = 0; i < shapes.size(); i++) {
            checkShape(shapes.get(i), protos.get(i));
        }
        Weights weights = new Weights(network);
        for (int i = 0; i < shapes.size(); i++) {
            fill(weights.parameters().get(i), protos.get(i));
        }
        return weights;
    }

    private static void checkShape(Parameter.Shape shape, ParameterProto proto) {
        require(
                proto.getRows() == shape.rows() && proto.getColumns() == shape.columns(),
                "%s is %d × %d instead of %s",
                shape.name(),
                proto.getRows(),
                proto.getColumns(),
                shape);
        long bytes = (long) Float.BYTES * shape.size();
        require(
                proto.getValues().size() == bytes,
                "%s has %d bytes instead of %d",
                shape.name(),
                proto.getValues().size(),
                bytes);
    }

    private static void fill(Parameter parameter, ParameterProto proto) {
        FloatBuffer floats = proto.getValues()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        for (int i = 0; i < parameter.values().length; i++) {
            float value = floats.get(i);
            require(Float.isFinite(value), "%s holds %s", parameter.shape().name(), value);
            parameter.values()[i] = value;
        }
    }

    private static History history(HistoryProto proto) {
        List<Epoch> epochs = new ArrayList<>();
        for (EpochProto epoch : proto.getEpochsList()) {
            epochs.add(
                    new Epoch(epochs.size() + 1, epoch.getLoss(), epoch.getGradientNorm(), epoch.getValidationLoss()));
        }
        for (History.Ending ending : History.Ending.values()) {
            if (ending.name().equals(proto.getEnding())) {
                return new History(new History.Epochs(epochs), ending, proto.getMessage());
            }
        }
        throw new IllegalStateException("not a sound model file: its history ended with \"" + proto.getEnding() + "\"");
    }

    private static void require(boolean condition, String problem, Object... details) {
        if (!condition) {
            throw new IllegalStateException("not a sound model file: " + problem.formatted(details));
        }
    }
}
