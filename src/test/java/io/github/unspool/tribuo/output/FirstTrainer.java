package io.github.unspool.tribuo.output;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/** Predicts the output of the first example; for any kind of output. */
final class FirstTrainer<T extends Output<T>> implements Trainer<T> {
    private int invocations;

    @Override
    public Model<T> train(Dataset<T> examples, Map<String, Provenance> instance) {
        return train(examples, instance, invocations);
    }

    @Override
    public Model<T> train(Dataset<T> examples, Map<String, Provenance> instance, int invocation) {
        invocations = invocation + 1;
        ModelProvenance provenance = new ModelProvenance(
                FirstModel.class.getName(), OffsetDateTime.now(), examples.getProvenance(), getProvenance(), instance);
        return new FirstModel<>(
                provenance,
                examples.getFeatureIDMap(),
                examples.getOutputIDInfo(),
                examples.getExample(0).getOutput());
    }

    @Override
    public int getInvocationCount() {
        return invocations;
    }

    @Override
    public void setInvocationCount(int count) {
        invocations = count;
    }

    @Override
    public TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }

    private static final class FirstModel<T extends Output<T>> extends Model<T> {
        private static final long serialVersionUID = 1L;

        private final transient T first;

        FirstModel(ModelProvenance provenance, ImmutableFeatureMap features, ImmutableOutputInfo<T> outputs, T first) {
            super("first", provenance, features, outputs, false);
            this.first = first;
        }

        @Override
        public Prediction<T> predict(Example<T> example) {
            return new Prediction<>(first, example.size(), example);
        }

        @Override
        public Map<String, List<com.oracle.labs.mlrg.olcut.util.Pair<String, Double>>> getTopFeatures(int n) {
            return new HashMap<>();
        }

        @Override
        public Optional<Excuse<T>> getExcuse(Example<T> example) {
            return Optional.empty();
        }

        @Override
        protected Model<T> copy(String name, ModelProvenance provenance) {
            return new FirstModel<>(provenance, featureIDMap, outputIDInfo, first);
        }
    }
}
