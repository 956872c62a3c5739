package io.github.unspool.data.baseline;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.unspool.tribuo.Quiet;
import io.github.unspool.tribuo.adapter.KnownNames;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/** Lets another trainer see what the steps of an example hold together, but not in which order. */
final class BagTrainer implements Trainer<Label> {
    private static final Pattern NAME = Pattern.compile("(t\\d+):(.*)", Pattern.DOTALL);

    @Config(description = "The trainer of the model on the sums.")
    private Trainer<Label> inner;

    /** For OLCUT. */
    private BagTrainer() {}

    BagTrainer(Trainer<Label> inner) {
        this.inner = inner;
    }

    @Override
    public Model<Label> train(Dataset<Label> data, Map<String, Provenance> runProvenance) {
        TrainerProvenance trainer = getProvenance();
        MutableDataset<Label> bags = new MutableDataset<>(data.getProvenance(), data.getOutputFactory());
        data.forEach(example -> bags.add(bag(example, name -> true)));
        var provenance = new ModelProvenance(
                Bag.class.getName(), OffsetDateTime.now(), data.getProvenance(), trainer, runProvenance);
        return new Bag("bag of features", provenance, Quiet.quietly(() -> inner.train(bags)));
    }

    /** The sum of each feature over the steps, by its name without the step, as {@link KnownNames} reads it. */
    private static Example<Label> bag(Example<Label> example, Predicate<String> isKnown) {
        Map<String, List<Feature>> steps = new TreeMap<>();
        for (Feature feature : example) {
            Matcher name = NAME.matcher(feature.getName());
            boolean hasStep = name.matches();
            String step = hasStep ? name.group(1) : "";
            Feature read = hasStep ? new Feature(name.group(2), feature.getValue()) : feature;
            steps.computeIfAbsent(step, key -> new ArrayList<>()).add(read);
        }
        Map<String, Double> sums = new TreeMap<>();
        steps.values()
                .forEach(step -> KnownNames.step(step, isKnown)
                        .forEach(feature -> sums.merge(feature.getName(), feature.getValue(), Double::sum)));
        Example<Label> bag = new ArrayExample<>(example.getOutput(), example.getWeight());
        sums.forEach((name, sum) -> bag.add(new Feature(name, sum)));
        return bag;
    }

    @Override
    public int getInvocationCount() {
        return inner.getInvocationCount();
    }

    @Override
    public void setInvocationCount(int count) {
        inner.setInvocationCount(count);
    }

    @Override
    public TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }

    private static final class Bag extends Model<Label> {
        private static final long serialVersionUID = 1L;
        private final transient Model<Label> inner;

        Bag(String name, ModelProvenance provenance, Model<Label> inner) {
            super(name, provenance, inner.getFeatureIDMap(), inner.getOutputIDInfo(), inner.generatesProbabilities());
            this.inner = inner;
        }

        @Override
        public Prediction<Label> predict(Example<Label> example) {
            Example<Label> bag = bag(example, name -> inner.getFeatureIDMap().getID(name) >= 0);
            return new Prediction<>(inner.predict(bag), bag.size(), example);
        }

        @Override
        public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
            return inner.getTopFeatures(n);
        }

        @Override
        public Optional<Excuse<Label>> getExcuse(Example<Label> example) {
            return Optional.empty();
        }

        @Override
        protected Model<Label> copy(String newName, ModelProvenance newProvenance) {
            return new Bag(newName, newProvenance, inner);
        }
    }
}
