package io.github.unspool.tribuo.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.labs.mlrg.olcut.config.protobuf.ProtoProvenanceSerialization;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.LabelFactory;

class TableProvenanceTest {
    private static TableProvenance provenance(String source, String hash, String transformations) {
        return new TableProvenance(source, hash, transformations, new LabelFactory().getProvenance());
    }

    @Test
    void marshalAndUnmarshal_throughAProto_givesTheSame() {
        TableProvenance provenance = provenance("a.csv", "ab12", "table().id(\"id\")");
        var proto = new ProtoProvenanceSerialization(false);
        var stored = proto.serializeToProto(ProvenanceUtil.marshalProvenance(provenance));
        var read = ProvenanceUtil.unmarshalProvenance(proto.deserializeFromProto(stored));
        assertThat(read).isEqualTo(provenance).hasSameHashCodeAs(provenance);
    }

    @Test
    void equals_otherPart_isFalse() {
        assertThat(provenance("a.csv", "ab12", "table()"))
                .isNotEqualTo(provenance("b.csv", "ab12", "table()"))
                .isNotEqualTo(provenance("a.csv", "cd34", "table()"))
                .isNotEqualTo(provenance("a.csv", "ab12", "tagged(1, 2)"));
    }
}
