package io.github.unspool.compare;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.tribuo.adapter.DataAdapter;
import io.github.unspool.tribuo.adapter.DataKind;
import io.github.unspool.tribuo.protos.DataProto;
import io.github.unspool.tribuo.protos.SetProto;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.Output;

/** The data of a comparison as a message. Data that is split for cross-validation is included once. */
final class DataBytes {
    private DataBytes() {}

    static DataProto write(Data data) {
        DataProto.Builder proto = DataProto.newBuilder();
        if (data instanceof Data.Whole<?, ?> whole) {
            return proto.setFolds(whole.count())
                    .setSeed(whole.seed())
                    .setSequences(whole.all().kind() == DataKind.SEQUENCES)
                    .addSets(SetBytes.write(whole.all()))
                    .build();
        }
        for (Fold fold : data.folds()) {
            proto.setSequences(fold.training().kind() == DataKind.SEQUENCES)
                    .addSets(SetBytes.write(fold.training()))
                    .addSets(SetBytes.write(fold.validation()));
        }
        return proto.build();
    }

    static Data read(DataProto proto) throws InvalidProtocolBufferException {
        List<DataAdapter<?, ?>> sets = new ArrayList<>();
        for (SetProto set : proto.getSetsList()) {
            sets.add(SetBytes.read(set, proto.getSequences() ? DataKind.SEQUENCES : DataKind.EXAMPLES));
        }
        if (proto.getFolds() > 0) {
            return new Data.Whole<>(sets.get(0), proto.getFolds(), proto.getSeed());
        }
        List<Fold> folds = new ArrayList<>();
        for (int i = 0; i < sets.size(); i += 2) {
            folds.add(fold(sets.get(i), sets.get(i + 1)));
        }
        return new Data.Given(folds);
    }

    @SuppressWarnings("unchecked") // Data of one comparison is of one kind.
    private static <E, T extends Output<T>> Fold fold(DataAdapter<E, T> training, DataAdapter<?, ?> validation) {
        return Fold.of(training, (DataAdapter<E, T>) validation);
    }
}
