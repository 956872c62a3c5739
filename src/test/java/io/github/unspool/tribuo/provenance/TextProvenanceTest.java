package io.github.unspool.tribuo.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.labs.mlrg.olcut.config.protobuf.ProtoProvenanceSerialization;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.unspool.tribuo.text.TextUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tribuo.classification.LabelFactory;

class TextProvenanceTest {
    private static TextProvenance provenance(TextUnit unit, int sequences, String hash) {
        return new TextProvenance(
                new TextProvenance.Source("a.txt", hash),
                "words()",
                unit,
                true,
                sequences,
                new LabelFactory().getProvenance());
    }

    @ParameterizedTest
    @EnumSource
    void marshalAndUnmarshal_throughAProto_givesTheSame(TextUnit unit) {
        TextProvenance provenance = provenance(unit, 3, "ab12");
        var proto = new ProtoProvenanceSerialization(false);
        var stored = proto.serializeToProto(ProvenanceUtil.marshalProvenance(provenance));
        var read = ProvenanceUtil.unmarshalProvenance(proto.deserializeFromProto(stored));
        assertThat(read).isEqualTo(provenance).hasSameHashCodeAs(provenance);
        assertThat(((TextProvenance) read).unit()).isEqualTo(unit);
        assertThat(((TextProvenance) read).marks()).isTrue();
    }

    @Test
    void equals_otherPart_isFalse() {
        TextProvenance provenance = provenance(TextUnit.WORDS, 3, "ab12");
        assertThat(provenance)
                .isNotEqualTo(provenance(TextUnit.CHARACTERS, 3, "ab12"))
                .isNotEqualTo(provenance(TextUnit.WORDS, 4, "ab12"))
                .isNotEqualTo(provenance(TextUnit.WORDS, 3, "cd34"));
    }
}
