package io.github.unspool.tribuo.file;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.cell.Activation;
import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import io.github.unspool.cell.Merge;
import io.github.unspool.file.Excerpt;
import io.github.unspool.loss.Loss;
import io.github.unspool.loss.OutputScale;
import io.github.unspool.network.DecoderSpec;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Network;
import io.github.unspool.network.Stack;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.training.Diagnosis;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import io.github.unspool.tribuo.adapter.DataKind;
import io.github.unspool.tribuo.adapter.Outputs;
import io.github.unspool.tribuo.protos.EpochProto;
import io.github.unspool.tribuo.protos.HistoryProto;
import io.github.unspool.tribuo.protos.LayerProto;
import io.github.unspool.tribuo.protos.ParameterProto;
import io.github.unspool.tribuo.protos.RnnProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.provenance.ModelProvenance;

/**
 * Models as protobufs. A message may come from a stranger: what it claims is checked against what it holds before anything
 * of the claimed size is made.
 */
public final class ModelProtos {
    private ModelProtos() {}

    /** What a message holds. */
    public record Content(
            String name,
            ModelProvenance provenance,
            ImmutableFeatureMap features,
            ImmutableOutputInfo<?> outputs,
            Weights weights,
            History history,
            int shortest,
            double[][] validationErrors) {}

    public static RnnProto write(ModelDataProto metadata, Weights weights, History history) {
        Network network = weights.network();
        RnnProto.Builder proto = RnnProto.newBuilder()
                .setMetadata(Any.pack(metadata))
                .setEmbedding(network.stack().embedding())
                .setLearnedStart(network.stack().learnedStart())
                .setLoss(network.loss().toString())
                .setDecoder(network.stack()
                        .decoder()
                        .map(d -> d.withoutDropout().toString())
                        .orElse(""));
        for (LayerSpec layer : network.layers()) {
            proto.addLayers(LayerProto.newBuilder()
                    .setUnits(layer.units())
                    .setCell(layer.cell().name())
                    .setEquations(layer.cell().equations())
                    .setBidirectional(layer.bidirectional())
                    .setSkip(layer.skip())
                    .setMerge(layer.merge() == Merge.JOIN ? "" : layer.merge().name())
                    .setDense(layer.dense())
                    .setActivation(layer.dense() > 0 ? layer.activation().toString() : ""));
        }
        weights.parameters().forEach(parameter -> proto.addParameters(ParameterProtos.write(parameter)));
        if (network.loss().kind() == Loss.Kind.NUMBERS) {
            DoubleStream.of(weights.scale().means()).forEach(proto::addMeans);
            DoubleStream.of(weights.scale().deviations()).forEach(proto::addDeviations);
        }
        return proto.setHistory(write(history)).build();
    }

    private static HistoryProto write(History history) {
        HistoryProto.Builder proto = HistoryProto.newBuilder()
                .setEnding(history.ending().name())
                .setMessage(history.message())
                .setClassWeighted(history.epochs().measure().isClassWeighted())
                .addAllDiagnosis(history.diagnosis().findings());
        for (Epoch epoch : history.epochs().list()) {
            proto.addEpochs(write(epoch));
        }
        return proto.build();
    }

    public static EpochProto write(Epoch epoch) {
        return EpochProto.newBuilder()
                .setLoss(epoch.loss())
                .setGradientNorm(epoch.gradientNorm())
                .setValidationLoss(epoch.validationLoss())
                .build();
    }

    /**
     * Reads a message.
     *
     * @param kind which data it reads
     * @throws IllegalStateException if it is not sound
     */
    public static Content read(Any message, DataKind kind) throws InvalidProtocolBufferException {
        RnnProto proto = message.unpack(RnnProto.class);
        ModelDataProto metadata = proto.getMetadata().unpack(ModelDataProto.class);
        MetadataCheck.check(metadata);
        ModelDataCarrier<?> carrier = ModelDataCarrier.deserialize(metadata);
        Network network = network(carrier, proto, kind);
        return new Content(
                carrier.name(),
                carrier.provenance(),
                carrier.featureDomain(),
                carrier.outputDomain(),
                weights(network, proto),
                history(proto.getHistory(), network.loss()),
                shortest(proto, kind.steps(carrier.featureDomain())),
                ValidationErrors.read(proto.getValidationErrorsList(), carrier.outputDomain()));
    }

    /** How many steps every sequence of training had; 1 if the message does not say it. */
    private static int shortest(RnnProto proto, int steps) {
        require(
                proto.getShortest() >= 0 && proto.getShortest() <= steps,
                "its shortest sequence has %s of %s steps",
                proto.getShortest(),
                steps);
        return Math.max(1, proto.getShortest());
    }

    private static Network network(ModelDataCarrier<?> carrier, RnnProto proto, DataKind kind) {
        try {
            Loss loss = Loss.parse(proto.getLoss());
            Outputs<?> outputs = outputs(carrier.outputDomain(), loss);
            Stack stack = new Stack(proto.getEmbedding(), layers(proto), proto.getLearnedStart(), decoder(proto));
            check(carrier.featureDomain());
            int inputs = kind.inputs(carrier.featureDomain());
            Network network = new Network(inputs, stack, outputs.size(), loss, outputs.targets(kind.targets()));
            Weights.shapes(network).forEach(Parameter.Shape::size);
            return network;
        } catch (IllegalArgumentException e) {
            throw new ModelFiles.Unsound(Excerpt.of(e.getMessage()));
        }
    }

    private static void check(ImmutableFeatureMap features) {
        for (int id = 0; id < features.size(); id++) {
            require(features.get(id) != null, "its %s features have no number %s", features.size(), id);
        }
    }

    private static Outputs<?> outputs(ImmutableOutputInfo<?> domain, Loss loss) {
        for (int id = 0; id < domain.size(); id++) {
            require(domain.getOutput(id) != null, "its %s outputs have no number %s", domain.size(), id);
        }
        Outputs<?> outputs = Outputs.of(domain, OutputScale.none(domain.size())).forLoss(loss);
        require(
                outputs.loss().kind() == loss.kind(),
                "%s does not fit outputs of type %s",
                loss,
                outputs.type().getSimpleName());
        return outputs;
    }

    private static List<LayerSpec> layers(RnnProto proto) {
        // A layer has more than one, and takes far more memory than its message.
        require(
                proto.getLayersCount() <= proto.getParametersCount(),
                "%s parameters are too few for %s layers",
                proto.getParametersCount(),
                proto.getLayersCount());
        List<LayerSpec> layers = new ArrayList<>();
        for (LayerProto layer : proto.getLayersList()) {
            LayerSpec spec = new LayerSpec(layer.getUnits(), cell(layer));
            spec = layer.getBidirectional() ? spec.withBothDirections(merge(layer.getMerge())) : spec;
            spec = layer.getSkip() ? spec.withSkip() : spec;
            layers.add(
                    layer.getDense() == 0
                            ? spec
                            : spec.withDense(layer.getDense(), Activation.named(layer.getActivation())));
        }
        return layers;
    }

    private static Optional<DecoderSpec> decoder(RnnProto proto) {
        return proto.getDecoder().isEmpty() ? Optional.empty() : Optional.of(DecoderSpec.parse(proto.getDecoder()));
    }

    private static Merge merge(String name) {
        for (Merge merge : Merge.values()) {
            if (merge.name().equals(name)) {
                return merge;
            }
        }
        require(name.isEmpty(), "two directions cannot be merged by %s", Excerpt.of(name));
        return Merge.JOIN;
    }

    private static Cell cell(LayerProto layer) {
        return layer.getEquations().isEmpty()
                ? Cells.named(layer.getCell())
                : Cell.parse(layer.getCell(), layer.getEquations());
    }

    private static Weights weights(Network network, RnnProto proto) {
        List<ParameterProto> protos = proto.getParametersList();
        try {
            ParameterProtos.check(protos, Weights.shapes(network));
            Weights weights = new Weights(network);
            for (int i = 0; i < protos.size(); i++) {
                ParameterProtos.fill(weights.parameters().get(i), protos.get(i));
                ParameterProtos.checkFinite(weights.parameters().get(i));
                ParameterProtos.checkSize(weights.parameters().get(i));
            }
            return weights.withScale(scale(network, proto));
        } catch (IllegalArgumentException e) {
            throw new ModelFiles.Unsound(e.getMessage());
        }
    }

    private static OutputScale scale(Network network, RnnProto proto) {
        return network.loss().kind() == Loss.Kind.NUMBERS
                ? new OutputScale(doubles(proto.getMeansList()), doubles(proto.getDeviationsList()))
                : OutputScale.none(network.outputs());
    }

    private static double[] doubles(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    public static List<Epoch> epochs(List<EpochProto> protos) {
        List<Epoch> epochs = new ArrayList<>();
        for (EpochProto epoch : protos) {
            epochs.add(
                    new Epoch(epochs.size() + 1, epoch.getLoss(), epoch.getGradientNorm(), epoch.getValidationLoss()));
        }
        return epochs;
    }

    private static History history(HistoryProto proto, Loss loss) {
        List<Epoch> epochs = epochs(proto.getEpochsList());
        for (History.Ending ending : History.Ending.values()) {
            if (ending.name().equals(proto.getEnding())) {
                return new History(
                        new History.Epochs(epochs, new Measure(loss, proto.getClassWeighted())),
                        ending,
                        Excerpt.visible(proto.getMessage()),
                        new Diagnosis(proto.getDiagnosisList().stream()
                                .map(Excerpt::visible)
                                .toList()));
            }
        }
        throw new ModelFiles.Unsound("its history ended with \"%s\"".formatted(Excerpt.of(proto.getEnding())));
    }

    private static void require(boolean condition, String problem, Object... details) {
        if (!condition) {
            throw new ModelFiles.Unsound(problem.formatted(details));
        }
    }
}
