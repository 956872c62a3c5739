package io.github.unspool.compare;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import io.github.unspool.tribuo.protos.EpochProto;
import io.github.unspool.tribuo.protos.ResultProto;
import java.util.ArrayList;
import java.util.List;

/** Results as bytes, for files and for other machines. */
public final class ResultBytes {
    private ResultBytes() {}

    /**
     * Writes a result.
     *
     * @param result a result
     * @return its bytes
     */
    public static byte[] write(Result result) {
        return proto(result).toByteArray();
    }

    static ResultProto proto(Result result) {
        ResultProto.Builder proto = ResultProto.newBuilder()
                .setCandidate(result.candidate())
                .setRepeat(result.repeat())
                .setRung(result.rung())
                .setScore(result.score())
                .setProblem(result.problem())
                .setMeasure(result.epochs().measure().toString())
                .setSeconds(result.seconds())
                .setState(ByteString.copyFrom(result.state()));
        for (Epoch epoch : result.epochs().list()) {
            proto.addEpochs(EpochProto.newBuilder()
                    .setLoss(epoch.loss())
                    .setGradientNorm(epoch.gradientNorm())
                    .setValidationLoss(epoch.validationLoss()));
        }
        return proto.build();
    }

    /**
     * Reads a result. The caller must validate its indices.
     *
     * @param bytes untrusted bytes, normally of {@link #write}
     * @return the result
     * @throws IllegalArgumentException if they are not sound
     */
    public static Result read(byte[] bytes) {
        try {
            return result(ResultProto.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("a result cannot be parsed", e);
        }
    }

    static Result result(ResultProto proto) {
        List<Epoch> epochs = new ArrayList<>();
        for (EpochProto epoch : proto.getEpochsList()) {
            epochs.add(
                    new Epoch(epochs.size() + 1, epoch.getLoss(), epoch.getGradientNorm(), epoch.getValidationLoss()));
        }
        return new Result(
                proto.getCandidate(),
                proto.getRepeat(),
                proto.getRung(),
                proto.getScore(),
                proto.getProblem(),
                new History.Epochs(epochs, Measure.parse(proto.getMeasure())),
                proto.getSeconds(),
                proto.getState().toByteArray());
    }
}
