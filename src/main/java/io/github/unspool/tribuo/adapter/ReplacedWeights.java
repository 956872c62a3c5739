package io.github.unspool.tribuo.adapter;

import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DateTimeProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.tribuo.provenance.ModelProvenance;

/** The note in a model's provenance that its weights are no longer those of the training run, and since when. */
public final class ReplacedWeights {
    private static final String KEY = "weights-replaced";
    /** Where a {@link ModelProvenance} keeps the values of one run; its own constant is not public. */
    private static final String INSTANCE_VALUES = "instance-values";

    private ReplacedWeights() {}

    /** The provenance with the note; all else stays that of the training run, also its versions of Java and Tribuo. */
    public static ModelProvenance noteIn(ModelProvenance provenance) {
        Map<String, Provenance> all = new HashMap<>();
        for (Pair<String, Provenance> entry : provenance) {
            all.put(entry.getA(), entry.getB());
        }
        Map<String, Provenance> instance = new HashMap<>();
        provenance.getInstanceProvenance().getMap().forEach(instance::put);
        instance.put(KEY, new DateTimeProvenance(KEY, OffsetDateTime.now()));
        all.put(INSTANCE_VALUES, new MapProvenance<>(instance));
        return new ModelProvenance(all);
    }

    /** The note as the end of a sentence; empty where there is none. */
    public static String said(ModelProvenance provenance) {
        return provenance.getInstanceProvenance().getMap().containsKey(KEY) ? " Its weights were replaced later." : "";
    }
}
