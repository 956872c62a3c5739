package io.github.unspool.data.baseline;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.unspool.tribuo.adapter.KnownNames;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;
import org.tribuo.sequence.SequenceModel;
import org.tribuo.sequence.SequenceTrainer;

/**
 * Counts how often each label occurs, in total or for each token, and predicts the most frequent one. A label's overall
 * frequency counts as one more occurrence for each token (the Dirichlet prior of MacKay and Peto, 1995), so that none is
 * impossible.
 */
final class FrequencyTrainer implements SequenceTrainer<Label> {
    @Config(description = "Whether to count separately for each token.")
    private boolean perToken;

    private int invocations;

    /** For OLCUT. */
    private FrequencyTrainer() {}

    FrequencyTrainer(boolean perToken) {
        this.perToken = perToken;
    }

    @Override
    public SequenceModel<Label> train(SequenceDataset<Label> data, Map<String, Provenance> runProvenance) {
        TrainerProvenance trainer = getProvenance();
        invocations++;
        var provenance = new ModelProvenance(
                Frequencies.class.getName(), OffsetDateTime.now(), data.getProvenance(), trainer, runProvenance);
        return new Frequencies(provenance, data, perToken);
    }

    @Override
    public int getInvocationCount() {
        return invocations;
    }

    @Override
    public TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }

    private static final class Frequencies extends SequenceModel<Label> {
        private static final long serialVersionUID = 1L;
        private final transient boolean perToken;
        private final transient Map<String, Integer> all = new TreeMap<>();
        private final transient Map<String, Map<String, Integer>> byToken = new HashMap<>();
        /** Probabilities are made when a token is met for the first time. */
        private final transient Map<String, Map<String, Label>> scores = new HashMap<>();

        private final transient int steps;

        Frequencies(ModelProvenance provenance, SequenceDataset<Label> data, boolean perToken) {
            super("frequencies", provenance, data.getFeatureIDMap(), data.getOutputIDInfo());
            this.perToken = perToken;
            int count = 0;
            for (SequenceExample<Label> sequence : data) {
                for (Example<Label> step : sequence) {
                    String label = step.getOutput().getLabel();
                    all.merge(label, 1, Integer::sum);
                    byToken.computeIfAbsent(token(step), token -> new HashMap<>())
                            .merge(label, 1, Integer::sum);
                    count++;
                }
            }
            this.steps = count;
        }

        /** All that a step says to a model of this training. */
        private String token(Example<Label> step) {
            StringBuilder token = new StringBuilder();
            Iterable<Feature> read = perToken ? KnownNames.step(step, this::isKnown) : List.of();
            read.forEach(feature -> token.append(feature.getName()).append('\n'));
            return token.toString();
        }

        private boolean isKnown(String name) {
            return getFeatureIDMap().getID(name) >= 0;
        }

        private synchronized Map<String, Label> scores(String token) {
            return scores.computeIfAbsent(token, this::probabilities);
        }

        private Map<String, Label> probabilities(String token) {
            Map<String, Integer> counts = byToken.getOrDefault(token, Map.of());
            int times = counts.values().stream().mapToInt(Integer::intValue).sum();
            Map<String, Label> probabilities = new LinkedHashMap<>();
            all.forEach((label, count) -> {
                double share = (count + 1.0) / (steps + all.size());
                double probability = (counts.getOrDefault(label, 0) + share) / (times + 1);
                probabilities.put(label, new Label(label, probability));
            });
            return Collections.unmodifiableMap(probabilities);
        }

        @Override
        public List<Prediction<Label>> predict(SequenceExample<Label> sequence) {
            List<Prediction<Label>> predictions = new ArrayList<>();
            for (Example<Label> step : sequence) {
                Map<String, Label> probabilities = scores(token(step));
                Label likeliest = Collections.max(
                        probabilities.values(),
                        Comparator.comparingDouble(Label::getScore)
                                .thenComparing(Label::getLabel, Comparator.reverseOrder()));
                predictions.add(new Prediction<>(likeliest, probabilities, step.size(), step, true));
            }
            return predictions;
        }

        @Override
        public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
            return Map.of();
        }
    }
}
