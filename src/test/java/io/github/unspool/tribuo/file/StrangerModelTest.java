package io.github.unspool.tribuo.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.ListProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.ObjectProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.SimpleProvenanceProto;
import com.oracle.labs.mlrg.olcut.provenance.primitives.EnumProvenance;
import io.github.unspool.Samples;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.protos.RnnProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.SequenceModelProto;
import org.tribuo.regression.Regressor;

/** Model files that were made to do harm. */
class StrangerModelTest {
    private static final RnnSequenceModel<Label> MODEL = Samples.sentenceModel();

    @TempDir
    Path directory;

    /** Is not on the list of classes, and notices if it is loaded. */
    private static final String UNTRUSTED = "com.example.Trap";

    private Path file(byte[] content) {
        try {
            return Files.write(directory.resolve("model"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Consumer<RnnProto.Builder> tampering) {
        SequenceModelProto file = MODEL.serialize();
        try {
            var content = file.getSerializedData().unpack(RnnProto.class).toBuilder();
            tampering.accept(content);
            Any data = Any.pack(content.build());
            return file(file.toBuilder().setSerializedData(data).build().toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private Path withMetadata(Consumer<ModelDataProto.Builder> tampering) {
        return file(content -> {
            try {
                var metadata = content.getMetadata().unpack(ModelDataProto.class).toBuilder();
                tampering.accept(metadata);
                content.setMetadata(Any.pack(metadata.build()));
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        });
    }

    private Path withProvenance(Consumer<RootProvenanceProto.Builder> tampering) {
        return withMetadata(metadata -> tampering.accept(metadata.getProvenanceBuilder()));
    }

    private static void assertRefused(Path file, String problem) {
        assertThatThrownBy(() -> RnnSequenceModel.load(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(file + " is a damaged model file: " + problem);
    }

    private static int count(RootProvenanceProto.Builder root) {
        return root.getOmpCount() + root.getSmpCount() + root.getMmpCount() + root.getLmpCount();
    }

    /** Lists of two times the list before: 8 kilobytes stand for 2⁴⁰ values. */
    @Test
    void load_listsThatDouble_isRefused() {
        Path file = withProvenance(root -> {
            int first = count(root);
            root.addSmp(SimpleProvenanceProto.newBuilder()
                    .setIndex(first)
                    .setKey("x")
                    .setValue("1")
                    .setProvenanceClassName("com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance"));
            for (int i = first + 1; i <= first + 40; i++) {
                root.addLmp(ListProvenanceProto.newBuilder()
                        .setIndex(i)
                        .addValues(i - 1)
                        .addValues(i - 1));
            }
            root.getOmpBuilder(0).putValues("bomb", first + 40);
        });
        assertThatThrownBy(() -> RnnSequenceModel.load(file))
                .hasMessageStartingWith(file + " is a damaged model file: value ")
                .hasMessageEndingWith(" of its provenance occurs in two places");
    }

    @Test
    void load_objectsThatDouble_isRefused() {
        Path file = withProvenance(root -> {
            int next = count(root);
            String name = root.getOmp(1).getObjectName();
            for (int i = 0; i < 40; i++) {
                ObjectProvenanceProto.Builder object = ObjectProvenanceProto.newBuilder()
                        .setIndex(next++)
                        .setObjectName("bomb" + i)
                        .setObjectClassName("x")
                        .setProvenanceClassName(root.getOmp(1).getProvenanceClassName());
                for (String key : new String[] {"a", "b"}) {
                    root.addSmp(SimpleProvenanceProto.newBuilder()
                            .setIndex(next)
                            .setIsReference(true)
                            .setValue(i == 0 ? name : "bomb" + (i - 1))
                            .setProvenanceClassName(root.getOmp(1).getProvenanceClassName()));
                    object.putValues(key, next++);
                }
                root.addOmp(object);
            }
        });
        assertRefused(file, "its provenance expands to more than 1000000 values");
    }

    @Test
    void load_listOfItself_isRefused() {
        Path file = withProvenance(root -> {
            int index = count(root);
            root.addLmp(ListProvenanceProto.newBuilder().setIndex(index).addValues(index));
            root.getOmpBuilder(0).putValues("loop", index);
        });
        assertThatThrownBy(() -> RnnSequenceModel.load(file))
                .hasMessageMatching(".* is a damaged model file: value \\d+ of its provenance occurs in two places");
    }

    @Test
    void load_listsThatAreDeep_isRefused() {
        Path file = withProvenance(root -> {
            int first = count(root);
            for (int i = first; i < first + 20_000; i++) {
                var list = ListProvenanceProto.newBuilder().setIndex(i);
                root.addLmp(i + 1 < first + 20_000 ? list.addValues(i + 1) : list);
            }
            root.getOmpBuilder(0).putValues("deep", first);
        });
        assertRefused(file, "its provenance is more than 50 levels deep");
    }

    @Test
    void load_objectOfItself_isRefused() {
        Path file = withProvenance(root -> {
            int index = count(root);
            root.addSmp(SimpleProvenanceProto.newBuilder()
                    .setIndex(index)
                    .setIsReference(true)
                    .setValue(root.getOmp(0).getObjectName())
                    .setProvenanceClassName(root.getOmp(0).getProvenanceClassName()));
            root.getOmpBuilder(0).putValues("loop", index);
        });
        assertThatThrownBy(() -> RnnSequenceModel.load(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(" of its provenance occurs in two places");
    }

    @Test
    void load_indicesThatAreNone_isRefused() {
        assertThatThrownBy(() -> RnnSequenceModel.load(
                        withProvenance(root -> root.getOmpBuilder(0).putValues("x", 1_000_000))))
                .hasMessageEndingWith("its provenance has no value 1000000");
        assertThatThrownBy(() -> RnnSequenceModel.load(
                        withProvenance(root -> root.getSmpBuilder(0).setIndex(Integer.MIN_VALUE))))
                .hasMessageContaining("number -2147483648 of the ");
    }

    /** What would happen is that its static initialiser runs. */
    @Test
    void load_classesThatAreNotOnTheList_areNotLoaded() {
        String advice =
                "it names the class %s, but only known classes are loaded; if you trust the file, start Java with -Dunspool.trustedClasses=%s"
                        .formatted(UNTRUSTED, UNTRUSTED);
        assertRefused(withProvenance(root -> root.getOmpBuilder(0).setProvenanceClassName(UNTRUSTED)), advice);
        assertRefused(
                withProvenance(
                        root -> root.getSmpBuilderList().forEach(simple -> simple.setProvenanceClassName(UNTRUSTED))),
                advice);
        assertRefused(
                withProvenance(root -> root.getSmpBuilderList()
                        .forEach(simple -> simple.setIsReference(false)
                                .setProvenanceClassName(EnumProvenance.class.getName())
                                .setAdditional(UNTRUSTED))),
                advice);
        assertRefused(
                withMetadata(metadata -> metadata.getFeatureDomainBuilder().setClassName(UNTRUSTED)),
                "its features are of the class \"com.example.Trap\", which is not read");
        assertRefused(
                withMetadata(metadata -> metadata.getOutputDomainBuilder().setClassName(UNTRUSTED)),
                "its outputs are of the class \"com.example.Trap\", which is not read");
        Path other = file(
                MODEL.serialize().toBuilder().setClassName(UNTRUSTED).build().toByteArray());
        assertThatThrownBy(() -> RnnSequenceModel.load(other))
                .hasMessage(other + " contains a model of another type, Trap, not a RnnSequenceModel");
    }

    @Test
    void load_classThatTheUserTrusts_isLoaded() {
        Path file = withProvenance(root -> root.getOmpBuilder(0).setProvenanceClassName(UNTRUSTED));
        for (String trusted : new String[] {UNTRUSTED, "org.example.X, com.example."}) {
            System.setProperty(TrustedClasses.PROPERTY, trusted);
            try {
                // It is looked for, and there is none.
                assertThatThrownBy(() -> RnnSequenceModel.load(file))
                        .hasMessageContaining("Failed to find a class called com.example.Trap");
            } finally {
                System.clearProperty(TrustedClasses.PROPERTY);
            }
        }
        System.setProperty(TrustedClasses.PROPERTY, "com.example");
        try {
            assertThatThrownBy(() -> RnnSequenceModel.load(file)).hasMessageContaining("only known classes are loaded");
        } finally {
            System.clearProperty(TrustedClasses.PROPERTY);
        }
    }

    @Test
    void load_whatIsNoModel_saysWhatWasExpected() {
        assertRefused(file(new byte[0]), "it does not contain a model");
        assertRefused(file("My novel. ".repeat(20).getBytes(StandardCharsets.UTF_8)), "it cannot be parsed");
        byte[] whole = MODEL.serialize().toByteArray();
        assertRefused(file(Arrays.copyOf(whole, whole.length / 2)), "it cannot be parsed");
        assertThatThrownBy(() -> RnnModel.load(file(whole), Regressor.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("model contains a model of another type, RnnSequenceModel, not a RnnModel");
        assertThatThrownBy(() -> RnnSequenceModel.load(file(whole), Regressor.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Label");
    }

    @Test
    void load_textThatATerminalObeys_isShownVisibly() {
        Path file = file(content -> content.getHistoryBuilder().setEnding("\u001B[2J\n\u202Egone"));
        assertRefused(file, "its history ended with \"\\u001b[2J\\n\\u202egone\"");
        Path message = file(content ->
                content.getHistoryBuilder().setMessage("all\u001B[2J well").addDiagnosis("\u0007"));
        assertThatCode(() -> assertThat(RnnSequenceModel.load(message).history())
                        .satisfies(history -> assertThat(history.message()).isEqualTo("all\\u001b[2J well"))
                        .satisfies(history ->
                                assertThat(history.diagnosis().findings()).contains("\\u0007")))
                .doesNotThrowAnyException();
    }

    @Test
    void load_weightsThatAreAbsurd_isRefused() {
        for (float absurd : new float[] {Float.MAX_VALUE, -Float.MAX_VALUE, 2e19f}) {
            assertRefused(withLast(absurd), "output by holds %s, which is too large to compute with".formatted(absurd));
        }
        assertThatCode(() -> RnnSequenceModel.load(withLast(Parameter.LARGEST))).doesNotThrowAnyException();
    }

    private Path withLast(float value) {
        return file(content -> {
            var last = content.getParametersBuilder(content.getParametersCount() - 1);
            ByteBuffer bytes = ByteBuffer.wrap(last.getValues().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putFloat(0, value);
            last.setValues(ByteString.copyFrom(bytes.array()));
        });
    }

    @Test
    void load_manyLayersWithoutParameters_isRefused() {
        Path file = file(content -> {
            for (int i = 0; i < 100_000; i++) {
                content.addLayers(content.getLayers(0));
            }
        });
        assertRefused(file, "5 parameters are too few for 100001 layers");
    }
}
