package io.github.unspool.tribuo.checkpoint;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.network.Network;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.part.Sequence;
import io.github.unspool.training.Checkpoint.Reached;
import io.github.unspool.training.TrainingSettings;
import io.github.unspool.tribuo.file.ModelProtos;
import io.github.unspool.tribuo.file.ParameterProtos;
import io.github.unspool.tribuo.protos.CheckpointProto;
import io.github.unspool.tribuo.protos.ParameterProto;
import io.github.unspool.tribuo.protos.ReachedProto;
import io.github.unspool.tribuo.protos.SettingProto;
import io.github.unspool.tribuo.setting.Hyperparameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A run's checkpoint as bytes. They may come from a stranger: what they claim is checked before anything of the claimed size
 * is made.
 */
public final class CheckpointFormat {
    private static final int VERSION = 1;
    private static final int LARGEST_SETTINGS = 1 << 24;
    /** So many bytes are more than an epoch, or a parameter without its name and numbers, or the single numbers take. */
    private static final int SLACK = 64;

    private static final int LONGEST_HISTORY = 1_000_000;

    private final String name;
    private final String advice;
    private final RunIdentity run;
    private final int epochs;
    private final int weights;
    private final long stepsPerEpoch;

    /**
     * The format of one run's checkpoints.
     *
     * @param name what a refused one is called
     * @param advice what to do then
     * @param start the weights that the run begins with; empty if it draws them
     */
    public CheckpointFormat(
            String name,
            String advice,
            Hyperparameters chosen,
            Network network,
            Split split,
            String start,
            int number) {
        this.name = name;
        this.advice = advice;
        this.run = RunIdentity.of(chosen, network, split, start, number);
        this.epochs = chosen.get(TrainingSettings.EPOCHS);
        this.weights = Weights.shapes(network).size();
        this.stepsPerEpoch =
                split.training().stream().mapToLong(Sequence::steps).sum();
    }

    Reached read(InputStream in, List<Parameter> numbers) throws IOException {
        try {
            CheckpointProto head = CheckpointProto.parseFrom(part(in, LARGEST_SETTINGS));
            checkRun(head);
            byte[] content = part(in, size(numbers) + (long) SLACK * Math.max(epochs, LONGEST_HISTORY));
            require(in.read() < 0, "there are bytes after its end");
            require(checksum(content) == head.getChecksum(), "its checksum is wrong");
            return reached(ReachedProto.parseFrom(content), numbers);
        } catch (InvalidProtocolBufferException e) {
            throw unsound("it cannot be parsed");
        }
    }

    /** Reads one of the two messages, none of which is longer than it can be. */
    private byte[] part(InputStream in, long limit) throws IOException {
        int first = in.read();
        require(first >= 0, "it is cut off");
        int size = CodedInputStream.readRawVarint32(first, in);
        require(size >= 0 && size <= limit, "it is larger than it can be");
        byte[] bytes = in.readNBytes(size);
        require(bytes.length == size, "it is cut off");
        return bytes;
    }

    private void checkRun(CheckpointProto head) {
        require(head.getVersion() > 0, "it has no version");
        if (head.getVersion() > VERSION) {
            throw refused("is a checkpoint of version %s, but this Unspool reads version %s"
                    .formatted(head.getVersion(), VERSION));
        }
        Map<String, String> values = new LinkedHashMap<>();
        head.getSettingsList().forEach(setting -> values.put(setting.getName(), setting.getValue()));
        String differences = run.differences(new RunIdentity(values));
        if (!differences.isEmpty()) {
            throw refused("is of another run: " + differences);
        }
    }

    private Reached reached(ReachedProto proto, List<Parameter> numbers) {
        int done = proto.getEpochsCount();
        if (done > epochs) {
            throw refused("has completed %s epochs, and epochs(%s) is less".formatted(done, epochs));
        }
        // Not more than there are steps, so that a damaged number cannot cause endless counting.
        require(
                proto.getUpdates() >= done && proto.getUpdates() <= done * stepsPerEpoch,
                "%s updates in %s epochs",
                proto.getUpdates(),
                done);
        require(
                proto.getBestEpoch() >= 0 && proto.getBestEpoch() <= done && !Double.isNaN(proto.getBestLoss()),
                "the best of %s epochs is number %s with a loss of %s",
                done,
                proto.getBestEpoch(),
                proto.getBestLoss());
        fill(numbers, proto.getNumbersList());
        return new Reached(
                ModelProtos.epochs(proto.getEpochsList()),
                proto.getUpdates(),
                proto.getGradientNorm(),
                proto.getBestEpoch(),
                proto.getBestLoss());
    }

    private void fill(List<Parameter> numbers, List<ParameterProto> protos) {
        try {
            ParameterProtos.check(protos, numbers.stream().map(Parameter::shape).toList());
            for (int i = 0; i < numbers.size(); i++) {
                ParameterProtos.fill(numbers.get(i), protos.get(i));
                // A mean of squares may be infinite without harm, and is no reason to lose a run.
                if (i < 2 * weights) {
                    ParameterProtos.checkFinite(numbers.get(i));
                }
            }
        } catch (IllegalArgumentException e) {
            throw unsound(e.getMessage());
        }
    }

    void write(OutputStream out, Reached reached, List<Parameter> numbers) throws IOException {
        if (size(numbers) > Integer.MAX_VALUE - (long) SLACK * LONGEST_HISTORY) {
            throw new IOException("the network is too large for one");
        }
        ReachedProto.Builder proto = ReachedProto.newBuilder()
                .setUpdates(reached.updates())
                .setGradientNorm(reached.gradientNorm())
                .setBestEpoch(reached.bestEpoch())
                .setBestLoss(reached.bestLoss());
        reached.epochs().forEach(epoch -> proto.addEpochs(ModelProtos.write(epoch)));
        numbers.forEach(parameter -> proto.addNumbers(ParameterProtos.write(parameter)));
        byte[] content = proto.build().toByteArray();
        CheckpointProto.Builder head =
                CheckpointProto.newBuilder().setVersion(VERSION).setChecksum(checksum(content));
        run.values()
                .forEach((setting, value) -> head.addSettings(
                        SettingProto.newBuilder().setName(setting).setValue(value)));
        head.build().writeDelimitedTo(out);
        CodedOutputStream length = CodedOutputStream.newInstance(out);
        length.writeUInt32NoTag(content.length);
        length.flush();
        out.write(content);
    }

    private static long size(List<Parameter> numbers) {
        return SLACK
                + numbers.stream()
                        .map(Parameter::shape)
                        .mapToLong(shape -> SLACK + shape.name().length() + (long) Float.BYTES * shape.size())
                        .sum();
    }

    private static int checksum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    private void require(boolean condition, String problem, Object... details) {
        if (!condition) {
            throw unsound(problem.formatted(details));
        }
    }

    private IllegalArgumentException unsound(String problem) {
        return refused("is a damaged checkpoint: " + problem);
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("%s %s; %s".formatted(name, why, advice));
    }
}
