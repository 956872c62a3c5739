package io.github.unspool.tribuo.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.unspool.OwnJvm;
import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.training.History;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.tribuo.protos.CheckpointProto;
import io.github.unspool.tribuo.protos.EpochProto;
import io.github.unspool.tribuo.protos.ParameterProto;
import io.github.unspool.tribuo.protos.ReachedProto;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;
import org.tribuo.sequence.SequenceDataset;

/** Checkpoints that somebody has tampered with or that are none, and places where none can be. */
class CheckpointFileTest {
    private static final SequenceDataset<Label> DATA = Samples.sentence();
    private static final Rnn RNN = Rnn.builder().hidden(2).tanh().epochs(3);

    @TempDir
    Path directory;

    private Path file;
    private byte[] sound;

    @BeforeEach
    void train() throws IOException {
        file = directory.resolve("run.checkpoint");
        RNN.epochs(2).checkpoint(file).train(DATA);
        sound = Files.readAllBytes(file);
    }

    private void assertRefused(byte[] content, Consumer<String> message) {
        try {
            Files.write(file, content);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RNN.checkpoint(file).train(DATA))
                    .satisfies(e -> message.accept(e.getMessage()));
            assertThat(Files.readAllBytes(file)).isEqualTo(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertUnsound(byte[] content, String problem) {
        assertRefused(
                content,
                message -> assertThat(message)
                        .isEqualTo("%s is a damaged checkpoint: %s; choose another file, or delete it to start again"
                                .formatted(file, problem)));
    }

    @Test
    void load_cutOffAnywhere_isRefused() {
        assertUnsound(new byte[0], "it is cut off");
        assertUnsound(Arrays.copyOf(sound, 1), "it cannot be parsed");
        for (int length = 2; length < sound.length; length += 13) {
            assertUnsound(Arrays.copyOf(sound, length), "it is cut off");
        }
        assertUnsound(Arrays.copyOf(sound, sound.length - 1), "it is cut off");
    }

    /** The settings have no checksum; each of them has to be what it is. */
    @Test
    void load_anyBitFlipped_isRefused() {
        int settings = new String(sound, StandardCharsets.ISO_8859_1).lastIndexOf("nothing") + "nothing".length();
        for (int i = 0; i < sound.length; i += i < settings ? 1 : 13) {
            byte[] garbled = sound.clone();
            garbled[i] ^= (byte) (1 << i % Byte.SIZE);
            assertRefused(garbled, message -> assertThat(message).startsWith(file + " is "));
        }
    }

    @Test
    void load_somethingElse_isRefused() throws IOException {
        assertUnsound(Arrays.copyOf(sound, sound.length + 1), "there are bytes after its end");
        assertUnsound(new byte[100], "it has no version");
        assertUnsound("My novel. ".repeat(20).getBytes(StandardCharsets.UTF_8), "it cannot be parsed");
        assertUnsound(new byte[] {-1, -1, -1, -1, 7}, "it is larger than it can be");
        assertUnsound(new byte[] {-1, -1, -1, -1, 15}, "it is larger than it can be");
        Path model = directory.resolve("model");
        Samples.sentenceModel().serializeToFile(model);
        assertRefused(Files.readAllBytes(model), message -> assertThat(message).contains("is a damaged checkpoint"));
    }

    private byte[] tampered(BiConsumer<CheckpointProto.Builder, ReachedProto.Builder> tampering) {
        try (InputStream in = new ByteArrayInputStream(sound)) {
            var head = CheckpointProto.parseDelimitedFrom(in).toBuilder();
            var reached = ReachedProto.parseDelimitedFrom(in).toBuilder();
            tampering.accept(head, reached);
            CRC32 sum = new CRC32();
            sum.update(reached.build().toByteArray());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            head.setChecksum((int) sum.getValue()).build().writeDelimitedTo(out);
            reached.build().writeDelimitedTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertUnsound(Consumer<ReachedProto.Builder> tampering, String problem) {
        assertUnsound(tampered((head, reached) -> tampering.accept(reached)), problem);
    }

    private static ByteString floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return ByteString.copyFrom(bytes);
    }

    @Test
    void load_untampered_goesOn() throws IOException {
        Files.write(file, tampered((head, reached) -> {}));
        assertThat(Files.readAllBytes(file)).isEqualTo(sound);
        assertThat(Samples.bits(RNN.checkpoint(file).train(DATA))).isEqualTo(Samples.bits(RNN.train(DATA)));
    }

    @Test
    void load_newerVersion_isRefused() {
        assertRefused(
                tampered((head, reached) -> head.setVersion(2)),
                message -> assertThat(message)
                        .isEqualTo(
                                file
                                        + " is a checkpoint of version 2, but this Unspool reads version 1; choose another file, or delete it to start again"));
    }

    @Test
    void load_otherShapes_isRefused() {
        // Five parameters, three times, for Adam remembers one more set: weights, best weights, two means.
        assertUnsound(reached -> reached.removeNumbers(19), "19 parameters instead of 20");
        assertUnsound(reached -> reached.addNumbers(reached.getNumbers(0)), "21 parameters instead of 20");
        assertUnsound(reached -> reached.clearNumbers(), "0 parameters instead of 20");
        assertUnsound(
                reached -> reached.getNumbersBuilder(0).setRows(1 << 30).setColumns(1 << 30),
                "layer 1 Wx is 1073741824 × 1073741824 instead of 4 × 2");
        assertUnsound(
                reached -> reached.getNumbersBuilder(12).setRows(3), "layer 1 Wh, memory 1 is 3 × 2 instead of 2 × 2");
        assertUnsound(
                reached -> reached.getNumbersBuilder(2).setValues(floats(1, 2, 3)),
                "layer 1 b has 12 bytes instead of 8");
    }

    @Test
    void load_numbersThatAreNone_isRefused() {
        assertUnsound(reached -> reached.getNumbersBuilder(2).setValues(floats(1, Float.NaN)), "layer 1 b holds NaN");
        assertUnsound(
                reached -> reached.getNumbersBuilder(7).setValues(floats(Float.POSITIVE_INFINITY, 1)),
                "layer 1 b holds Infinity");
    }

    @Test
    void load_placeThatNoRunReaches_isRefused() {
        assertUnsound(reached -> reached.setUpdates(Long.MAX_VALUE), Long.MAX_VALUE + " updates in 2 epochs");
        assertUnsound(reached -> reached.setUpdates(9), "9 updates in 2 epochs");
        assertUnsound(reached -> reached.setUpdates(1), "1 updates in 2 epochs");
        assertUnsound(reached -> reached.setUpdates(-1), "-1 updates in 2 epochs");
        String loss = "the best of 2 epochs is number %s with a loss of %s";
        double found = tamperedLoss();
        assertUnsound(reached -> reached.setBestEpoch(3), loss.formatted(3, found));
        assertUnsound(reached -> reached.setBestEpoch(-1), loss.formatted(-1, found));
        assertUnsound(reached -> reached.setBestLoss(Double.NaN), loss.formatted(1, Double.NaN));
        assertRefused(
                tampered((head, reached) -> {
                    reached.addEpochs(EpochProto.getDefaultInstance()).addEpochs(EpochProto.getDefaultInstance());
                    reached.setUpdates(4);
                }),
                message -> assertThat(message).startsWith(file + " has completed 4 epochs, and epochs(3) is less;"));
    }

    private double tamperedLoss() {
        double[] loss = new double[1];
        tampered((head, reached) -> loss[0] = reached.getBestLoss());
        return loss[0];
    }

    @Test
    void load_largerThanTheNetworkNeeds_isRefusedBeforeItIsRead() {
        ParameterProto large = ParameterProto.newBuilder()
                .setValues(ByteString.copyFrom(new byte[70_000_000]))
                .build();
        assertUnsound(reached -> reached.setNumbers(0, large), "it is larger than it can be");
    }

    @Test
    void load_infiniteMeanOfSquares_goesOn() throws IOException {
        Files.write(
                file,
                tampered((head, reached) ->
                        reached.getNumbersBuilder(15).setValues(floats(Float.POSITIVE_INFINITY, 1))));
        assertThat(RNN.checkpoint(file).train(DATA).history().ending()).isEqualTo(History.Ending.COMPLETED);
    }

    @Test
    void train_whereNoFileCanBe_saysSoBeforeItBegins() throws IOException {
        TrainingListener never = new TrainingListener() {
            @Override
            public void progress(Progress progress) {
                throw new AssertionError("training has begun");
            }
        };
        Path plain = Files.createFile(directory.resolve("plain"));
        for (Path place : new Path[] {directory.resolve("missing/run"), plain.resolve("run")}) {
            assertThatThrownBy(
                            () -> RNN.checkpoint(place).<Label>sequenceTrainer().train(DATA, Map.of(), never))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage(
                            "%s cannot be written: the folder %s does not exist; create it first",
                            place, place.getParent());
        }
        assertThatThrownBy(() -> RNN.checkpoint(directory).train(DATA))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("%s cannot be written: it is a folder; choose a file in it", directory);
    }

    /** From an epoch on, a folder has taken the file's place. */
    private static TrainingListener obstacle(int epoch, Path place, Path aside) {
        return new TrainingListener() {
            @Override
            public void progress(Progress progress) {
                if (progress.epoch() == epoch) {
                    assertThat(place.toFile().renameTo(aside.toFile())).isTrue();
                    assertThat(place.toFile().mkdir()).isTrue();
                }
            }
        };
    }

    @Test
    void train_fileThatCanNoLongerBeWritten_endsWithAModelAndGoesOnLater() throws IOException {
        Path place = directory.resolve("later");
        Path aside = directory.resolve("aside");
        var model = RNN.checkpoint(place).<Label>sequenceTrainer().train(DATA, Map.of(), obstacle(2, place, aside));
        assertThat(model.history().ending()).isEqualTo(History.Ending.STOPPED);
        assertThat(model.history().message())
                .isEqualTo(
                        "Stopped after epoch 2: %s cannot be written: it is a folder; choose a file in it; the weights"
                                + " are those of epoch 2, the best.",
                        place);
        assertThat(Samples.bits(model)).isEqualTo(Samples.bits(RNN.epochs(2).train(DATA)));
        assertThat(place).isEmptyDirectory();

        Files.move(aside, place, StandardCopyOption.REPLACE_EXISTING);
        var rest = RNN.checkpoint(place).train(DATA);
        assertThat(rest.history()).isEqualTo(RNN.train(DATA).history());
        assertThat(Samples.bits(rest)).isEqualTo(Samples.bits(RNN.train(DATA)));
    }

    @Test
    void train_lastEpochThatCannotBeWritten_isComplete() throws IOException {
        Path place = directory.resolve("last");
        Path aside = directory.resolve("aside");
        var model = RNN.checkpoint(place).<Label>sequenceTrainer().train(DATA, Map.of(), obstacle(3, place, aside));
        assertThat(model.history()).isEqualTo(RNN.train(DATA).history());
        Files.move(aside, place, StandardCopyOption.REPLACE_EXISTING);
        assertThat(RNN.checkpoint(place).train(DATA).history()).isEqualTo(model.history());
    }

    @Test
    void train_fileThatAnotherRunUses_isRefused() {
        Path place = directory.resolve("shared");
        Rnn rnn = RNN.checkpoint(place);
        rnn.<Label>sequenceTrainer().train(DATA, Map.of(), new TrainingListener() {
            @Override
            public void progress(Progress progress) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> rnn.train(DATA))
                        .withMessage(
                                "%s is in use by another run; wait until that ends, or choose another file", place);
            }
        });
        assertThat(rnn.train(DATA).history()).isEqualTo(RNN.train(DATA).history());
    }

    /** Trains until it is killed, and says when it has begun. */
    public static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) {
            RNN.checkpoint(Path.of(arguments[0]))
                    .<Label>sequenceTrainer()
                    .train(DATA, Map.of(), new TrainingListener() {
                        @Override
                        public void progress(Progress progress) {
                            System.out.println("began");
                            LockSupport.park(this);
                        }
                    });
        }
    }

    @Test
    void train_fileThatAnotherProcessUses_isRefusedUntilThatIsKilled() throws Exception {
        Path place = directory.resolve("shared");
        Process other = new ProcessBuilder(OwnJvm.command(Holder.class, List.of(OwnJvm.VECTORS), place.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(other.getInputStream().read()).isEqualTo('b');
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RNN.checkpoint(place).train(DATA))
                .withMessageEndingWith("is in use by another run; wait until that ends, or choose another file");
        other.destroyForcibly().waitFor();
        assertThat(Samples.bits(RNN.checkpoint(place).train(DATA))).isEqualTo(Samples.bits(RNN.train(DATA)));
    }

    @Test
    void checkpoint_thatIsNoNameOfAFile_saysWhatToWrite() {
        for (Path path : new Path[] {null, Path.of(""), Path.of("/")}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RNN.checkpoint(path))
                    .withMessage(
                            "checkpoint(%s): the file name is missing; try checkpoint(Path.of(\"run.checkpoint\"))",
                            path);
        }
    }
}
