package io.github.unspool.compare;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.tribuo.protos.DataProto;
import io.github.unspool.tribuo.protos.SetProto;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.sequence.SequenceDataset;

/** The data of a comparison as a message. What is split for cross-validation is there once. */
final class DataBytes {
    private DataBytes() {}

    static DataProto write(Data data) {
        DataProto.Builder proto = DataProto.newBuilder();
        if (data instanceof Data.Sequences<?> sequences) {
            proto.setFolds(sequences.count()).setSeed(sequences.seed()).setSequences(true);
            return proto.addSets(SetBytes.write(sequences.all())).build();
        }
        if (data instanceof Data.Examples<?> examples) {
            proto.setFolds(examples.count()).setSeed(examples.seed());
            return proto.addSets(SetBytes.write(examples.all())).build();
        }
        for (Fold fold : data.folds()) {
            if (fold instanceof Fold.OfSequences<?> sequences) {
                proto.setSequences(true)
                        .addSets(SetBytes.write(sequences.training()))
                        .addSets(SetBytes.write(sequences.validation()));
            } else if (fold instanceof Fold.OfExamples<?> examples) {
                proto.addSets(SetBytes.write(examples.training())).addSets(SetBytes.write(examples.validation()));
            }
        }
        return proto.build();
    }

    static Data read(DataProto proto) throws InvalidProtocolBufferException {
        return proto.getSequences() ? sequences(proto) : examples(proto);
    }

    private static <T extends Output<T>> Data sequences(DataProto proto) throws InvalidProtocolBufferException {
        List<SequenceDataset<T>> sets = new ArrayList<>();
        for (SetProto set : proto.getSetsList()) {
            sets.add(SetBytes.sequences(set));
        }
        if (proto.getFolds() > 0) {
            return new Data.Sequences<>(sets.get(0), proto.getFolds(), proto.getSeed());
        }
        List<Fold> folds = new ArrayList<>();
        for (int i = 0; i < sets.size(); i += 2) {
            folds.add(new Fold.OfSequences<>(sets.get(i), sets.get(i + 1)));
        }
        return new Data.Given(folds);
    }

    private static <T extends Output<T>> Data examples(DataProto proto) throws InvalidProtocolBufferException {
        List<Dataset<T>> sets = new ArrayList<>();
        for (SetProto set : proto.getSetsList()) {
            sets.add(SetBytes.examples(set));
        }
        if (proto.getFolds() > 0) {
            return new Data.Examples<>(sets.get(0), proto.getFolds(), proto.getSeed());
        }
        List<Fold> folds = new ArrayList<>();
        for (int i = 0; i < sets.size(); i += 2) {
            folds.add(new Fold.OfExamples<>(sets.get(i), sets.get(i + 1)));
        }
        return new Data.Given(folds);
    }
}
