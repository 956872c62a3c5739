package io.github.unspool.tribuo.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.github.unspool.tribuo.protos.LabelSequenceInfoProto;
import io.github.unspool.tribuo.protos.LabelSequenceProto;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.OutputInfo;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.OutputDomainProto;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.test.Helpers;

/** What Tribuo's tests ask of its own outputs, such as MultiLabelTest, MultiLabelFactoryTest and SerializationTest, and more. */
class LabelSequenceTest {
    private static final LabelSequenceFactory FACTORY = new LabelSequenceFactory();
    private static final LabelSequence NONE = LabelSequence.of();
    private static final LabelSequence DATE = LabelSequence.of("2", "0", "2", "1");

    private static MutableLabelSequenceInfo info() {
        MutableLabelSequenceInfo info = new MutableLabelSequenceInfo();
        info.observe(LabelSequence.of("b", "a", "b"));
        info.observe(LabelSequence.of("é"));
        info.observe(NONE);
        info.observe(LabelSequence.of("LABEL##UNKNOWN"));
        info.observe(FACTORY.getUnknownOutput());
        return info;
    }

    @Test
    void of_labels_keepsTheirOrderAndNumber() {
        assertThat(DATE.labels()).containsExactly("2", "0", "2", "1");
        assertThat(DATE.size()).isEqualTo(4);
        assertThat(DATE.score()).isNaN();
        assertThat(DATE).hasToString("2 0 2 1");
        assertThat(NONE.size()).isZero();
        assertThat(NONE).hasToString("");
    }

    @Test
    void of_aListThatChanges_doesNotChange() {
        List<String> labels = new ArrayList<>(List.of("a", "b"));
        LabelSequence sequence = LabelSequence.of(labels);
        labels.set(0, "c");
        assertThat(sequence).isEqualTo(LabelSequence.of("a", "b"));
    }

    @Test
    void of_anEmptyLabel_saysWhich() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSequence.of("a", "", "b"))
                .withMessage("label 2 of 3 is empty; leave it out, or give it a name");
        assertThatNullPointerException().isThrownBy(() -> LabelSequence.of("a", null));
    }

    @Test
    void serializableForm_withAndWithoutScore() {
        assertThat(DATE.getSerializableForm(false)).isEqualTo("2 0 2 1");
        assertThat(DATE.getSerializableForm(true)).isEqualTo("2 0 2 1:NaN");
        assertThat(DATE.withScore(0.5).getSerializableForm(true)).isEqualTo("2 0 2 1:0.5");
    }

    @Test
    void equals_looksAtLabelsOnly() {
        assertThat(DATE.withScore(0.5)).isEqualTo(DATE).hasSameHashCodeAs(DATE);
        assertThat(LabelSequence.of("2", "0", "1", "2")).isNotEqualTo(DATE);
        assertThat(LabelSequence.of("20", "21")).isNotEqualTo(DATE);
        assertThat(NONE).isNotEqualTo(LabelSequence.UNKNOWN).isEqualTo(LabelSequence.of(List.of()));
    }

    @Test
    void fullEquals_looksAtTheScoreToo() {
        assertThat(DATE.fullEquals(DATE.copy())).isTrue();
        assertThat(DATE.fullEquals(DATE.withScore(0.5))).isFalse();
        assertThat(DATE.withScore(0.5).fullEquals(DATE.withScore(0.5))).isTrue();
        assertThat(DATE.withScore(0.5).fullEquals(DATE.withScore(0.51))).isFalse();
        assertThat(DATE.withScore(0.5).fullEquals(DATE.withScore(0.51), 0.02)).isTrue();
        assertThat(DATE.withScore(0.5).fullEquals(NONE.withScore(0.5), 1)).isFalse();
    }

    @Test
    void generateOutput_text_isCutAtSpaces() {
        assertThat(FACTORY.generateOutput("AH N S")).isEqualTo(LabelSequence.of("AH", "N", "S"));
        assertThat(FACTORY.generateOutput("  AH\t\n N ")).isEqualTo(LabelSequence.of("AH", "N"));
        assertThat(FACTORY.generateOutput("a,b")).isEqualTo(LabelSequence.of("a,b"));
        assertThat(FACTORY.generateOutput("")).isEqualTo(NONE);
        assertThat(FACTORY.generateOutput(12.5)).isEqualTo(LabelSequence.of("12.5"));
        assertThat(FACTORY.generateOutputs(List.of("a b", "c"))).hasSize(2);
        assertThatNullPointerException().isThrownBy(() -> FACTORY.generateOutput(null));
    }

    @Test
    void generateOutput_collection_hasALabelForEachElement() {
        assertThat(FACTORY.generateOutput(List.of("new york", 1, 'c')))
                .isEqualTo(LabelSequence.of("new york", "1", "c"));
        assertThat(FACTORY.generateOutput(List.of())).isEqualTo(NONE);
        assertThatNullPointerException().isThrownBy(() -> FACTORY.generateOutput(Arrays.asList("a", null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a b", "\\", "\\s", "\\ ", "\t\n\u000B\f\r", "é\u00a0\u2003", "😀", "∅", "a\\\\b"})
    void generateOutput_ofAText_isTheSame(String label) {
        LabelSequence sequence = LabelSequence.of("x", label, "y", label);
        assertThat(FACTORY.generateOutput(sequence.toString()).labels()).containsExactly("x", label, "y", label);
        assertThat(FACTORY.generateOutput(sequence)).isEqualTo(sequence);
    }

    @Test
    void parse_anUnknownEscape_saysWhere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSequence.parse("x \\alpha"))
                .withMessage(
                        "character 3 of \"x \\alpha\" is a backslash, which begins \\s for a space or \\t, \\n, \\v, \\f, \\r; write \\\\ for a backslash");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSequence.parse("\\"))
                .withMessageStartingWith("character 1 of \"\\\" is a backslash");
    }

    @Test
    void info_countsLabels() {
        MutableLabelSequenceInfo info = info();
        assertThat(info.size()).isEqualTo(3);
        assertThat(info.labelCount("b")).isEqualTo(2);
        assertThat(info.labelCount("c")).isZero();
        assertThat(info.getUnknownCount()).isEqualTo(2);
        assertThat(info.longest()).isEqualTo(3);
        assertThat(info.getDomain())
                .containsExactly(LabelSequence.of("a"), LabelSequence.of("b"), LabelSequence.of("é"));
        assertThat(info).hasToString("3 labels, the longest sequence of 3: a 1, b 2, é 1");
        assertThat(info.copy()).isEqualTo(info);

        info.clear();
        assertThat(info).isEqualTo(new MutableLabelSequenceInfo());
    }

    @Test
    void immutableInfo_hasIdsInTheOrderOfNames() {
        ImmutableLabelSequenceInfo info = info().generateImmutableOutputInfo();
        assertThat(info.getTotalObservations()).isEqualTo(3);
        for (int id = 0; id < 3; id++) {
            String label = List.of("a", "b", "é").get(id);
            assertThat(info.label(id)).isEqualTo(label);
            assertThat(info.getID(label)).isEqualTo(id);
            assertThat(info.getOutput(id)).isEqualTo(LabelSequence.of(label));
            assertThat(info.getID(LabelSequence.of(label))).isEqualTo(id);
        }
        assertThat(info.getID(LabelSequence.of("c"))).isEqualTo(-1);
        assertThat(info.getID(LabelSequence.of("a", "b"))).isEqualTo(-1);
        assertThat(info.getID(NONE)).isEqualTo(-1);
        assertThat(info.getOutput(3)).isNull();
        assertThat(info.getOutput(-1)).isNull();
        List<String> pairs = new ArrayList<>();
        info.forEach(pair -> pairs.add(pair.getA() + "=" + pair.getB()));
        assertThat(pairs).containsExactly("0=a", "1=b", "2=é");
        pairs.clear();
        info.outputCountsIterable().forEach(pair -> pairs.add(pair.getA() + "=" + pair.getB()));
        assertThat(pairs).containsExactly("a=1", "b=2", "é=1");
    }

    @Test
    void immutableInfo_copies_areEqual() {
        ImmutableLabelSequenceInfo info = info().generateImmutableOutputInfo();
        assertThat(info.copy()).isEqualTo(info).hasSameHashCodeAs(info);
        assertThat(info.generateMutableOutputInfo()).isEqualTo(info()).isNotEqualTo(info);
        assertThat(info.domainAndIDEquals(info.copy())).isTrue();
        MutableLabelSequenceInfo other = new MutableLabelSequenceInfo();
        other.observe(LabelSequence.of("c", "b", "a"));
        assertThat(info.domainAndIDEquals(other.generateImmutableOutputInfo())).isFalse();
    }

    @Test
    void externalModel_hasTheIdsThatAreGiven() {
        var mapping = Map.of(LabelSequence.of("z"), 0, LabelSequence.of("a"), 1);
        ImmutableLabelSequenceInfo info = (ImmutableLabelSequenceInfo) FACTORY.constructInfoForExternalModel(mapping);
        assertThat(info.label(0)).isEqualTo("z");
        assertThat(info.getID("a")).isEqualTo(1);
        assertThat(Helpers.testProtoSerialization(info).label(0)).isEqualTo("z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FACTORY.constructInfoForExternalModel(Map.of(DATE, 0)))
                .withMessage("id 0 is that of \"2 0 2 1\", which has 4 labels; give an id to each label");
    }

    @Test
    void serialize_allOfThem_readsTheSame() {
        for (LabelSequence sequence : List.of(NONE, DATE, DATE.withScore(0.25), LabelSequence.UNKNOWN)) {
            assertThat(((LabelSequence) Output.deserialize(sequence.serialize())).fullEquals(sequence))
                    .isTrue();
        }
        assertThat(OutputFactory.deserialize(FACTORY.serialize())).isEqualTo(FACTORY);
        assertThat(OutputInfo.deserialize(info().serialize())).isEqualTo(info());
        var immutable = info().generateImmutableOutputInfo();
        assertThat(OutputInfo.deserialize(immutable.serialize())).isEqualTo(immutable);
        Helpers.testProvenanceMarshalling(new SimpleDataSourceProvenance("a test", FACTORY));
    }

    @Test
    void serialize_aDataset_readsTheSame() {
        MutableDataset<LabelSequence> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("a test", FACTORY), FACTORY);
        data.add(new ArrayExample<>(DATE, List.of(new Feature("t001:x", 1))));
        data.add(new ArrayExample<>(NONE, List.of(new Feature("t001:y", 1))));
        Helpers.testDatasetSerialization(data);
        assertThat(data.getOutputInfo().size()).isEqualTo(3);
    }

    @Test
    void javaSerialization_readsTheSame() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(List.of(DATE, FACTORY, info(), info().generateImmutableOutputInfo()));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(List.of(DATE, FACTORY, info(), info().generateImmutableOutputInfo()));
        }
    }

    private static void assertRefused(Consumer<LabelSequenceInfoProto.Builder> tampering, String message)
            throws Exception {
        OutputDomainProto sound = info().generateImmutableOutputInfo().serialize();
        var data = sound.getSerializedData().unpack(LabelSequenceInfoProto.class).toBuilder();
        tampering.accept(data);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImmutableLabelSequenceInfo.deserializeFromProto(
                        0, sound.getClassName(), Any.pack(data.build())))
                .withMessage("a message of label sequences is damaged: " + message);
    }

    @Test
    void deserialize_damagedMessages_areRefused() throws Exception {
        assertRefused(data -> data.addCount(1), "3 labels have 4 counts");
        assertRefused(data -> data.setCount(1, 0), "label \"b\" occurs 0 times");
        assertRefused(data -> data.setLabel(0, ""), "label 1 is empty");
        assertRefused(data -> data.setLabel(0, "b"), "label \"b\" is there twice");
        assertRefused(data -> data.setUnknown(-1), "-1 outputs are unknown");
        assertRefused(data -> data.setSequences(-2), "there are -2 sequences");
        assertRefused(data -> data.setLongest(-3), "the longest sequence has -3 labels");
    }

    @Test
    void deserialize_anotherVersionOrMessage_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Output.deserialize(
                        DATE.serialize().toBuilder().setVersion(1).build()))
                .havingRootCause()
                .withMessage("a message of label sequences is damaged: version 1, but this Unspool reads up to 0");
        Any empty = Any.pack(LabelSequenceProto.newBuilder().addLabel("").build());
        assertThatIllegalStateException()
                .isThrownBy(() -> Output.deserialize(
                        DATE.serialize().toBuilder().setSerializedData(empty).build()))
                .havingRootCause()
                .withMessage("label 1 of 1 is empty; leave it out, or give it a name");
        Any bytes = Any.newBuilder().setValue(ByteString.copyFromUtf8("ab")).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSequenceFactory.deserializeFromProto(0, "", bytes))
                .withMessage("a message of label sequences is damaged: its factory has 2 bytes, but none are known");
    }
}
