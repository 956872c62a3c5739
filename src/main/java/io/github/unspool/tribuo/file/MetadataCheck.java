package io.github.unspool.tribuo.file;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.file.Excerpt;
import io.github.unspool.runtime.Memory;
import io.github.unspool.tribuo.output.ImmutableLabelSequenceInfo;
import java.util.List;
import java.util.Set;
import org.tribuo.CategoricalIDInfo;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.RealIDInfo;
import org.tribuo.classification.ImmutableLabelInfo;
import org.tribuo.hash.HashedFeatureMap;
import org.tribuo.multilabel.ImmutableMultiLabelInfo;
import org.tribuo.protos.core.FeatureDomainProto;
import org.tribuo.protos.core.HashedFeatureMapProto;
import org.tribuo.protos.core.ImmutableFeatureMapProto;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.VariableInfoProto;
import org.tribuo.regression.ImmutableRegressionInfo;

/** Checks what Tribuo keeps of a model, before Tribuo reads it: classes, and how much memory it will need. */
final class MetadataCheck {
    private static final Set<String> FEATURES = names(ImmutableFeatureMap.class, HashedFeatureMap.class);
    private static final Set<String> FEATURE = names(CategoricalIDInfo.class, RealIDInfo.class);
    private static final Set<String> OUTPUTS = names(
            ImmutableLabelInfo.class,
            ImmutableRegressionInfo.class,
            ImmutableMultiLabelInfo.class,
            ImmutableLabelSequenceInfo.class);
    /** Its name, its counts, and its places in two maps. */
    private static final long BYTES_PER_FEATURE = 500;

    private MetadataCheck() {}

    private static Set<String> names(Class<?>... classes) {
        return Set.copyOf(List.of(classes).stream().map(Class::getName).toList());
    }

    /**
     * Refuses what cannot be read safely.
     *
     * @throws ModelFiles.Unsound if it cannot
     * @throws IllegalArgumentException if it needs more memory than Java may still get
     */
    static void check(ModelDataProto metadata) throws InvalidProtocolBufferException {
        ProvenanceCheck.check(metadata.getProvenance());
        check("its outputs are", metadata.getOutputDomain().getClassName(), OUTPUTS);
        FeatureDomainProto features = metadata.getFeatureDomain();
        check("its features are", features.getClassName(), FEATURES);
        List<VariableInfoProto> infos = infos(features);
        Memory.check("a model of %s features".formatted(infos.size()), BYTES_PER_FEATURE * infos.size());
        infos.forEach(info -> check("a feature is", info.getClassName(), FEATURE));
    }

    private static List<VariableInfoProto> infos(FeatureDomainProto features) throws InvalidProtocolBufferException {
        Any data = features.getSerializedData();
        if (features.getClassName().equals(ImmutableFeatureMap.class.getName())) {
            return data.unpack(ImmutableFeatureMapProto.class).getInfoList();
        }
        HashedFeatureMapProto hashed = data.unpack(HashedFeatureMapProto.class);
        TrustedClasses.check(hashed.getHasher().getClassName());
        return hashed.getInfoList();
    }

    private static void check(String what, String name, Set<String> known) {
        if (!known.contains(name)) {
            throw new ModelFiles.Unsound("%s of the class \"%s\", which is not read".formatted(what, Excerpt.of(name)));
        }
    }
}
