package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.data.Sequences;
import io.github.unspool.training.History;
import io.github.unspool.tribuo.protos.ParameterProto;
import io.github.unspool.tribuo.protos.RnnProto;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.SequenceModelProto;
import org.tribuo.sequence.SequenceModel;

/** Models to files and back, and files that somebody has tampered with. */
class ModelFileTest {
    private static final RnnSequenceModel<Label> MODEL = Samples.sentenceModel();

    @TempDir
    Path directory;

    private RnnSequenceModel<Label> saveAndLoad(RnnSequenceModel<Label> model) throws Exception {
        Path file = directory.resolve("model");
        model.serializeToFile(file);
        return RnnSequenceModel.load(file);
    }

    @Test
    void deserializeFromFile_savedModel_isTheSameBitForBit() throws Exception {
        var data = Samples.gorillas();
        var model = Rnn.builder()
                .hidden(3)
                .tanh()
                .hidden(2)
                .gru()
                .hidden(2)
                .lstm()
                .epochs(2)
                .train(data);
        model.setName("apes");
        var loaded = saveAndLoad(model);
        assertThat(loaded).hasToString(model.toString());
        assertThat(loaded.toString()).startsWith("apes: ");
        assertThat(Samples.bits(loaded)).isEqualTo(Samples.bits(model));
        assertThat(loaded.history()).isEqualTo(model.history());
        assertThat(loaded.getProvenance()).isEqualTo(model.getProvenance());
        for (int i = 0; i < data.size(); i++) {
            var expected = model.predict(data.getExample(i));
            var found = loaded.predict(data.getExample(i));
            for (int t = 0; t < expected.size(); t++) {
                assertThat(found.get(t).getOutputScores().values().stream().map(label -> label.getScore()))
                        .containsExactlyElementsOf(expected.get(t).getOutputScores().values().stream()
                                .map(label -> label.getScore())
                                .toList());
            }
        }
    }

    @Test
    void deserializeFromFile_modelOfText_writesTheSameText() throws Exception {
        var model = Rnn.builder().hidden(6).tanh().epochs(2).train(Sequences.characters("a𝄞b c 𝄞a. ".repeat(9), 3));
        String text = model.text().sampler().write("a", 50);
        assertThat(saveAndLoad(model).text().sampler().write("a", 50)).isEqualTo(text);
        assertThat(saveAndLoad(MODEL).text().sampler().write("I", 50))
                .isEqualTo(MODEL.text().sampler().write("I", 50));
    }

    @Test
    void deserializeFromFile_stoppedRun_keepsEndingAndMessage() throws Exception {
        Thread.currentThread().interrupt();
        var history = saveAndLoad(Samples.rnn().train(Samples.sentence())).history();
        assertThat(history.ending()).isEqualTo(History.Ending.STOPPED);
        assertThat(history.message()).startsWith("Stopped in epoch 1;");
    }

    /** What reaches the user is Tribuo's IllegalStateException; ours is the cause of its cause. */
    private static void assertRefused(SequenceModelProto file, String sentence) {
        assertThatThrownBy(() -> SequenceModel.deserialize(file))
                .isInstanceOf(IllegalStateException.class)
                .cause()
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(sentence);
    }

    private static void assertRefused(Consumer<RnnProto.Builder> tampering, String problem) {
        assertRefused(tampered(tampering), "a damaged model file: " + problem);
    }

    private static SequenceModelProto tampered(Consumer<RnnProto.Builder> tampering) {
        SequenceModelProto file = MODEL.serialize();
        try {
            var content = file.getSerializedData().unpack(RnnProto.class).toBuilder();
            tampering.accept(content);
            return file.toBuilder().setSerializedData(Any.pack(content.build())).build();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static ParameterProto.Builder parameter(RnnProto.Builder content, String name) {
        return content.getParametersBuilderList().stream()
                .filter(parameter -> parameter.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void deserialize_untampered_isAccepted() {
        var model = (RnnSequenceModel<?>) SequenceModel.deserialize(tampered(content -> {}));
        assertThat(Samples.bits(model)).isEqualTo(Samples.bits(MODEL));
    }

    @Test
    void deserialize_newerVersion_saysSo() {
        SequenceModelProto.Builder file = MODEL.serialize().toBuilder();
        assertRefused(
                file.setVersion(1).build(),
                "a damaged model file: it has version 1, but this Unspool reads up to version 0");
        assertRefused(
                file.setVersion(-1).build(),
                "a damaged model file: it has version -1, but this Unspool reads up to version 0");
    }

    @Test
    void deserialize_hugeLayerInFewBytes_isRefusedBeforeItIsMade() {
        assertRefused(
                content -> {
                    content.getLayersBuilder(0).setUnits(40_000);
                    parameter(content, "layer 1 Wx").setColumns(40_000);
                },
                "layer 1 Wx has 64 bytes instead of 640000");
        assertRefused(
                content -> content.getLayersBuilder(0).setUnits(Integer.MAX_VALUE),
                "hidden(2147483647).tanh(): its weights do not fit into an array; at most hidden(46340)");
    }

    @Test
    void deserialize_wrongShape_namesTheParameter() {
        assertRefused(
                content -> parameter(content, "layer 1 Wh").setRows(2).setColumns(8),
                "layer 1 Wh is 2 × 8 instead of 4 × 4");
    }

    @Test
    void deserialize_wrongByteCount_namesTheParameter() {
        assertRefused(
                content -> parameter(content, "output Wy").setValues(ByteString.copyFrom(new byte[63])),
                "output Wy has 63 bytes instead of 64");
    }

    @Test
    void deserialize_weightThatIsNoNumber_namesTheParameter() {
        assertRefused(
                content -> parameter(content, "layer 1 b").setValues(floats(1, 2, Float.NaN, 4)),
                "layer 1 b holds NaN");
        assertRefused(
                content -> parameter(content, "output by").setValues(floats(1, 2, 3, Float.NEGATIVE_INFINITY)),
                "output by holds -Infinity");
    }

    private static ByteString floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return ByteString.copyFrom(bytes);
    }

    @Test
    void deserialize_wrongNumberOfParameters_saysHowMany() {
        assertRefused(content -> content.removeParameters(4), "4 parameters instead of 5");
        assertRefused(content -> content.addParameters(content.getParameters(0)), "6 parameters instead of 5");
    }

    @Test
    void deserialize_wrongLayers_saysWhatIsWrong() {
        assertRefused(RnnProto.Builder::clearLayers, "there is no layer; add one, such as hidden(16).tanh()");
        assertRefused(
                content -> content.getLayersBuilder(0).setUnits(-4),
                "hidden(-4): a layer needs at least 1 unit; try hidden(16)");
        assertThatThrownBy(() -> SequenceModel.deserialize(
                        tampered(content -> content.getLayersBuilder(0).setCell("clockwork"))))
                .rootCause()
                .hasMessage(
                        "a damaged model file: no cell is named \"clockwork\"; the cells are tanh, relu, gru, lstm");
    }

    @Test
    void deserialize_layersThatDoNotFit_saysWhichTheyAre() {
        assertRefused(
                content -> content.getLayersBuilder(0).setSkip(true),
                "skip() in layer 1: there is no layer below whose output could be added; try embedding(4)");
        assertRefused(
                content -> content.setEmbedding(-1), "embedding(-1): the width must be at least 1; try embedding(16)");
        assertRefused(content -> content.setEmbedding(5), "5 parameters instead of 6");
        assertRefused(content -> content.setLearnedStart(true), "5 parameters instead of 6");
        assertRefused(content -> content.getLayersBuilder(0).setBidirectional(true), "5 parameters instead of 8");
    }

    @Test
    void deserialize_embeddingOfGigabytes_isRefusedBeforeItIsMade() {
        assertRefused(
                content -> content.setEmbedding(Integer.MAX_VALUE),
                "embedding E, 4 × 2147483647 numbers, does not fit into an array; choose fewer units, or a narrower embedding");
        assertRefused(
                content -> {
                    content.setEmbedding(100_000_000);
                    content.addParameters(0, content.getParameters(0));
                },
                "embedding E is 4 × 4 instead of 4 × 100000000");
    }

    @Test
    void deserialize_lossThatDoesNotSuitTheOutputs_saysWhich() {
        assertRefused(
                content -> content.setLoss("Loss.huber(1.0)"), "Loss.huber(1.0) does not fit outputs of type Label");
        assertThatThrownBy(() -> SequenceModel.deserialize(tampered(content -> content.setLoss("hinge()"))))
                .rootCause()
                .hasMessageStartingWith(
                        "a damaged model file: \"hinge()\" is not a loss; the losses are crossEntropy()");
    }

    @Test
    void deserialize_wordsAsOneExample_areRefused() {
        // The features of a sequence model do not name their steps.
        ModelProto file = ModelProto.newBuilder()
                .setVersion(0)
                .setClassName(RnnModel.class.getName())
                .setSerializedData(MODEL.serialize().getSerializedData())
                .build();
        assertThatThrownBy(() -> Model.deserialize(file))
                .rootCause()
                .hasMessageStartingWith("a damaged model file: the feature \"")
                .hasMessageContaining("\" has no step in its name");
    }

    @Test
    void deserialize_unknownEnding_saysWhich() {
        assertRefused(
                content -> content.getHistoryBuilder().setEnding("VANISHED"), "its history ended with \"VANISHED\"");
    }

    @Test
    void deserialize_outputsThatAreNoLabels_areRefused() {
        assertRefused(
                content -> {
                    ModelDataProto.Builder metadata = metadata(content);
                    metadata.getOutputDomainBuilder().setClassName(ForeignOutputInfo.class.getName());
                    content.setMetadata(Any.pack(metadata.build()));
                },
                "its outputs are of the class \"io.github.unspool.tribuo.ForeignOutputInfo\", which is not read");
    }

    private static ModelDataProto.Builder metadata(RnnProto.Builder content) {
        try {
            return content.getMetadata().unpack(ModelDataProto.class).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void deserialize_messageOfAnotherType_isRefused() {
        SequenceModelProto file = MODEL.serialize().toBuilder()
                .setSerializedData(Any.pack(ParameterProto.getDefaultInstance()))
                .build();
        assertThatThrownBy(() -> SequenceModel.deserialize(file))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseInstanceOf(InvalidProtocolBufferException.class);
    }

    @Test
    void deserializeFromStream_truncatedBytes_areRefused() {
        byte[] bytes = MODEL.serialize().toByteArray();
        for (int length : new int[] {bytes.length - 1, bytes.length / 2, 100}) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> SequenceModel.deserializeFromStream(new ByteArrayInputStream(cut)))
                    .isInstanceOf(InvalidProtocolBufferException.class);
        }
    }

    @Test
    void load_ofAGoodFile_isTheSameModel() throws Exception {
        Path file = Files.createTempFile("model", ".pb");
        Samples.sentenceModel().serializeToFile(file);
        assertThat(Samples.bits(RnnSequenceModel.load(file))).isEqualTo(Samples.bits(Samples.sentenceModel()));
        Files.delete(file);
    }

    @Test
    void load_ofABadFile_saysWhatIsWrongInTheMessage() throws Exception {
        Path file = Files.createTempFile("model", ".pb");
        var proto =
                Samples.sentenceModel().serialize().toBuilder().setVersion(7).build();
        Files.write(file, proto.toByteArray());
        assertThatThrownBy(() -> RnnSequenceModel.load(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        file + " is a damaged model file: it has version 7, but this Unspool reads up to version 0");
        Files.delete(file);
    }
}
