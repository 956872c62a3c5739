package io.github.unspool.compare;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.tribuo.adapter.DataAdapter;
import io.github.unspool.tribuo.adapter.DataKind;
import io.github.unspool.tribuo.adapter.ExampleAdapter;
import io.github.unspool.tribuo.adapter.SequenceAdapter;
import io.github.unspool.tribuo.file.RootLocale;
import io.github.unspool.tribuo.protos.SetProto;
import java.util.ArrayList;
import java.util.List;
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
import org.tribuo.sequence.SequenceExample;

/** Data sets as messages: their examples, and the numbers that features and outputs are known by. */
final class SetBytes {
    private static final String SOURCE = "sent to another machine";

    private SetBytes() {}

    static SetProto write(DataAdapter<?, ?> data) {
        return RootLocale.in(() -> written(data));
    }

    private static SetProto written(DataAdapter<?, ?> data) {
        SetProto.Builder proto = SetProto.newBuilder()
                .setFeatures(data.features().serialize().toByteString())
                .setOutputs(data.outputs().serialize().toByteString())
                .setFactory(data.factory().serialize().toByteString());
        data.serialized().forEach(example -> proto.addExamples(example.toByteString()));
        return proto.build();
    }

    /** The data set of a message, of the kind that it was. */
    static DataAdapter<?, ?> read(SetProto proto, DataKind kind) throws InvalidProtocolBufferException {
        return RootLocale.in(() -> kind == DataKind.SEQUENCES ? readSequences(proto) : readExamples(proto));
    }

    @SuppressWarnings("unchecked") // A data set has one kind of output.
    private static <T extends Output<T>> SequenceAdapter<T> readSequences(SetProto proto)
            throws InvalidProtocolBufferException {
        List<SequenceExample<T>> examples = new ArrayList<>();
        for (ByteString example : proto.getExamplesList()) {
            examples.add((SequenceExample<T>) SequenceExample.deserialize(SequenceExampleProto.parseFrom(example)));
        }
        OutputFactory<T> factory = factory(proto);
        return new SequenceAdapter<>(new ImmutableSequenceDataset<>(
                examples,
                new SimpleDataSourceProvenance(SOURCE, factory),
                features(proto),
                SetBytes.<T>outputs(proto),
                factory));
    }

    @SuppressWarnings("unchecked") // A data set has one kind of output.
    private static <T extends Output<T>> ExampleAdapter<T> readExamples(SetProto proto)
            throws InvalidProtocolBufferException {
        List<Example<T>> examples = new ArrayList<>();
        for (ByteString example : proto.getExamplesList()) {
            examples.add((Example<T>) Example.deserialize(ExampleProto.parseFrom(example)));
        }
        OutputFactory<T> factory = factory(proto);
        return new ExampleAdapter<>(new ImmutableDataset<>(
                examples,
                new SimpleDataSourceProvenance(SOURCE, factory),
                factory,
                features(proto),
                SetBytes.<T>outputs(proto),
                false));
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
