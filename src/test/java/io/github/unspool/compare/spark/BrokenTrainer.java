package io.github.unspool.compare.spark;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Map;
import org.tribuo.classification.Label;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceModel;
import org.tribuo.sequence.SequenceTrainer;

/** Fails in a way that nobody foresees. */
public final class BrokenTrainer implements SequenceTrainer<Label> {
    @Override
    public SequenceModel<Label> train(SequenceDataset<Label> examples, Map<String, Provenance> runProvenance) {
        throw new UnsupportedOperationException("this trainer never trains");
    }

    @Override
    public int getInvocationCount() {
        return 0;
    }

    @Override
    public TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }
}
