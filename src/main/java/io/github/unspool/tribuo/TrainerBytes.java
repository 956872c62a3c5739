package io.github.unspool.tribuo;

import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.protobuf.ProtoProvenanceSerialization;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.List;
import org.tribuo.provenance.TrainerProvenance;

/** Trainers as bytes, for other machines: what they are configured with, as OLCUT notes it. */
public final class TrainerBytes {
    private static final ProtoProvenanceSerialization FORMAT = new ProtoProvenanceSerialization(false);

    private TrainerBytes() {}

    /**
     * Writes how a trainer is configured.
     *
     * @param trainer any trainer of Tribuo
     * @return its bytes
     */
    public static byte[] write(Provenancable<TrainerProvenance> trainer) {
        return FORMAT.serializeToProto(ProvenanceUtil.marshalProvenance(trainer.getProvenance()))
                .toByteArray();
    }

    /**
     * Makes a trainer that is configured so; it has made no run yet. Bytes of strangers are not for here, since they name
     * any class.
     *
     * @param bytes the result of {@link #write}
     * @return a new trainer
     * @throws IllegalArgumentException if they are not sound
     */
    @SuppressWarnings("unchecked") // Only trainers are written.
    public static Provenancable<TrainerProvenance> read(byte[] bytes) {
        try {
            RootProvenanceProto proto = RootProvenanceProto.parseFrom(bytes);
            List<ConfigurationData> components = ProvenanceUtil.extractConfiguration(
                    ProvenanceUtil.unmarshalProvenance(FORMAT.deserializeFromProto(proto)));
            ConfigurationManager manager = new ConfigurationManager();
            manager.addConfiguration(components);
            Configurable trainer = manager.lookup(components.get(0).getName());
            return (Provenancable<TrainerProvenance>) trainer;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("a trainer cannot be parsed", e);
        }
    }
}
