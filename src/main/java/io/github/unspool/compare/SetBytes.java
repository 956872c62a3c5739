package io.github.unspool.compare;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.tribuo.file.RootLocale;
import io.github.unspool.tribuo.protos.SetProto;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.FeatureMap;
import org.tribuo.ImmutableDataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.OutputInfo;
import org.tribuo.protos.core.ExampleProto;
import org.tribuo.protos.core.FeatureDomainProto;
import org.tribuo.protos.core.OutputDomainProto;
import org.tribuo.protos.core.OutputFactoryProto;
import org.tribuo.protos.core.SequenceExampleProto;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.sequence.ImmutableSequenceDataset;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;

/** Data sets as messages: their examples, and the numbers that features and outputs are known by. */
final class SetBytes {
    private static final String SOURCE = "sent to another machine";

    private SetBytes() {}

    static SetProto write(SequenceDataset<?> data) {
        return RootLocale.in(() -> written(data));
    }

    private static SetProto written(SequenceDataset<?> data) {
        SetProto.Builder proto = domains(data.getFeatureIDMap(), data.getOutputIDInfo(), data.getOutputFactory());
        data.forEach(example -> proto.addExamples(example.serialize().toByteString()));
        return proto.build();
    }

    static SetProto write(Dataset<?> data) {
        return RootLocale.in(() -> written(data));
    }

    private static SetProto written(Dataset<?> data) {
        SetProto.Builder proto = domains(data.getFeatureIDMap(), data.getOutputIDInfo(), data.getOutputFactory());
        data.forEach(example -> proto.addExamples(example.serialize().toByteString()));
        return proto.build();
    }

    private static SetProto.Builder domains(FeatureMap features, OutputInfo<?> outputs, OutputFactory<?> factory) {
        return SetProto.newBuilder()
                .setFeatures(features.serialize().toByteString())
                .setOutputs(outputs.serialize().toByteString())
                .setFactory(factory.serialize().toByteString());
    }

    static <T extends Output<T>> SequenceDataset<T> sequences(SetProto proto) throws InvalidProtocolBufferException {
        return RootLocale.in(() -> SetBytes.<T>readSequences(proto));
    }

    @SuppressWarnings("unchecked") // A data set has one kind of output.
    private static <T extends Output<T>> SequenceDataset<T> readSequences(SetProto proto)
            throws InvalidProtocolBufferException {
        List<SequenceExample<T>> examples = new ArrayList<>();
        for (ByteString example : proto.getExamplesList()) {
            examples.add((SequenceExample<T>) SequenceExample.deserialize(SequenceExampleProto.parseFrom(example)));
        }
        OutputFactory<T> factory = factory(proto);
        return new ImmutableSequenceDataset<>(
                examples,
                new SimpleDataSourceProvenance(SOURCE, factory),
                features(proto),
                SetBytes.<T>outputs(proto),
                factory);
    }

    static <T extends Output<T>> Dataset<T> examples(SetProto proto) throws InvalidProtocolBufferException {
        return RootLocale.in(() -> SetBytes.<T>readExamples(proto));
    }

    @SuppressWarnings("unchecked") // A data set has one kind of output.
    private static <T extends Output<T>> Dataset<T> readExamples(SetProto proto) throws InvalidProtocolBufferException {
        List<Example<T>> examples = new ArrayList<>();
        for (ByteString example : proto.getExamplesList()) {
            examples.add((Example<T>) Example.deserialize(ExampleProto.parseFrom(example)));
        }
        OutputFactory<T> factory = factory(proto);
        return new ImmutableDataset<>(
                examples,
                new SimpleDataSourceProvenance(SOURCE, factory),
                factory,
                features(proto),
                SetBytes.<T>outputs(proto),
                false);
    }

    private static ImmutableFeatureMap features(SetProto proto) throws InvalidProtocolBufferException {
        return (ImmutableFeatureMap) FeatureMap.deserialize(FeatureDomainProto.parseFrom(proto.getFeatures()));
    }

    @SuppressWarnings("unchecked") // A data set has one kind of output.
    private static <T extends Output<T>> ImmutableOutputInfo<T> outputs(SetProto proto)
            throws InvalidProtocolBufferException {
        return (ImmutableOutputInfo<T>) OutputInfo.deserialize(OutputDomainProto.parseFrom(proto.getOutputs()));
    }

    @SuppressWarnings("unchecked") // A data set has one kind of output.
    private static <T extends Output<T>> OutputFactory<T> factory(SetProto proto)
            throws InvalidProtocolBufferException {
        return (OutputFactory<T>) OutputFactory.deserialize(OutputFactoryProto.parseFrom(proto.getFactory()));
    }
}
