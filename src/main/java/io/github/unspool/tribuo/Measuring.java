package io.github.unspool.tribuo;

import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.unspool.loss.OutputScale;
import io.github.unspool.tribuo.adapter.Census;
import io.github.unspool.tribuo.adapter.Outputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.MutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceEvaluation;
import org.tribuo.sequence.SequenceEvaluator;
import org.tribuo.sequence.SequenceExample;
import org.tribuo.sequence.SequenceModel;

/**
 * Measures models by Tribuo's evaluators on data that holds what training did not have, which they alone refuse. Targets that
 * are not known are left out. A label that training did not have is one that the model never predicts: it counts as wrong,
 * and in means over the labels with 0. The loss has the same rules, but leaves such labels out, since −log 0 is infinite.
 */
public final class Measuring {
    private Measuring() {}

    /**
     * Evaluates a model of examples.
     *
     * @param evaluator such as {@code new LabelEvaluator()}
     * @param model any model
     * @param data examples with targets
     * @param <T> the kind of output
     * @param <E> the evaluation
     * @return the evaluation
     * @throws IllegalArgumentException if no target is known
     */
    public static <T extends Output<T>, E extends Evaluation<T>> E evaluate(
            Evaluator<T, E> evaluator, Model<T> model, Dataset<T> data) {
        Known<T> known = new Known<>(model.getOutputIDInfo(), data.getOutputFactory());
        List<Example<T>> examples = new ArrayList<>();
        for (Example<T> example : data) {
            if (known.target(example)) {
                examples.add(example);
            }
        }
        List<Prediction<T>> predictions = model instanceof RnnModel<T> ours
                ? ours.predict(examples, Census.ofMeasuring())
                : examples.stream().map(model::predict).toList();
        known.check();
        Model<T> wider = known.isComplete()
                ? model
                : new WiderModel<>(model.getProvenance(), model.getFeatureIDMap(), known.wider(), true);
        return Quiet.quietly(() -> evaluator.evaluate(wider, known.withZeros(predictions), data.getProvenance()));
    }

    /**
     * Evaluates a model of sequences.
     *
     * @param evaluator such as {@code new LabelSequenceEvaluator()}
     * @param model any model
     * @param data sequences with targets
     * @param <T> the kind of output
     * @param <E> the evaluation
     * @return the evaluation
     * @throws IllegalArgumentException if no target is known
     */
    public static <T extends Output<T>, E extends SequenceEvaluation<T>> E evaluate(
            SequenceEvaluator<T, E> evaluator, SequenceModel<T> model, SequenceDataset<T> data) {
        Known<T> known = new Known<>(model.getOutputIDInfo(), data.getOutputFactory());
        List<List<Prediction<T>>> predictions = new ArrayList<>();
        for (SequenceExample<T> sequence : data) {
            predictions.add(known.of(sequence, predictAnyway(model, sequence)));
        }
        known.check();
        SequenceModel<T> wider = known.isComplete()
                ? model
                : new WiderSequenceModel<>(model.getProvenance(), model.getFeatureIDMap(), known.wider());
        List<List<Prediction<T>>> all =
                predictions.stream().map(known::withZeros).toList();
        return Quiet.quietly(() -> evaluator.evaluate(wider, all, data.getProvenance()));
    }

    /**
     * Evaluates a model of sequences by an evaluator of examples: each step counts as one.
     *
     * @param evaluator such as {@code new LabelEvaluator()}; it gets no probabilities
     * @param model any model
     * @param data sequences with targets
     * @param <T> the kind of output
     * @param <E> the evaluation
     * @return the evaluation over all steps
     * @throws IllegalArgumentException if no target is known
     */
    public static <T extends Output<T>, E extends Evaluation<T>> E evaluate(
            Evaluator<T, E> evaluator, SequenceModel<T> model, SequenceDataset<T> data) {
        Known<T> known = new Known<>(model.getOutputIDInfo(), data.getOutputFactory());
        List<Prediction<T>> predictions = new ArrayList<>();
        for (SequenceExample<T> sequence : data) {
            predictions.addAll(known.of(sequence, predictAnyway(model, sequence)));
        }
        known.check();
        Model<T> steps = new WiderModel<>(model.getProvenance(), model.getFeatureIDMap(), known.wider(), false);
        return Quiet.quietly(() -> evaluator.evaluate(steps, predictions, data.getProvenance()));
    }

    /**
     * Predicts a sequence, also where training knew no feature of a step.
     *
     * @param model any model
     * @param sequence what is read
     * @param <T> the kind of output
     * @return a prediction for each step
     */
    public static <T extends Output<T>> List<Prediction<T>> predictAnyway(
            SequenceModel<T> model, SequenceExample<T> sequence) {
        return model instanceof RnnSequenceModel<T> ours ? ours.predictAnyway(sequence) : model.predict(sequence);
    }

    /**
     * The loss of a model, as {@link RnnModel#loss} gives it, without a line in the log.
     *
     * @param model the model
     * @param data examples with targets
     * @param <T> the kind of output
     * @return the mean loss of an example
     */
    public static <T extends Output<T>> double loss(RnnModel<T> model, Dataset<T> data) {
        return model.loss(data, Census.ofMeasuring());
    }

    /**
     * The loss of a model, as {@link RnnSequenceModel#loss} gives it, without a line in the log.
     *
     * @param model the model
     * @param data sequences with targets
     * @param <T> the kind of output
     * @return the mean loss of a step
     */
    public static <T extends Output<T>> double loss(RnnSequenceModel<T> model, SequenceDataset<T> data) {
        return model.loss(data, Census.ofMeasuring());
    }

    /** What the targets of some data have that a model does not. */
    private static final class Known<T extends Output<T>> {
        private final ImmutableOutputInfo<T> info;
        private final Outputs<T> outputs;
        private final OutputFactory<T> factory;
        private final Set<T> unseen = new LinkedHashSet<>();
        private int targets;

        Known(ImmutableOutputInfo<T> info, OutputFactory<T> factory) {
            this.info = info;
            this.outputs = Outputs.of(info, OutputScale.none(info.size()));
            this.factory = factory;
        }

        /** Whether a target is known. */
        boolean target(Example<T> example) {
            boolean isKnown = outputs.isKnown(example.getOutput());
            targets += isKnown ? 1 : 0;
            if (isKnown && outputs.isOfLabels() && !outputs.has(example.getOutput())) {
                unseen.add(example.getOutput());
            }
            return isKnown;
        }

        /** The predictions of the steps that have a target. */
        List<Prediction<T>> of(SequenceExample<T> sequence, List<Prediction<T>> steps) {
            return IntStream.range(0, steps.size())
                    .filter(t -> target(sequence.get(t)))
                    .mapToObj(steps::get)
                    .toList();
        }

        void check() {
            if (targets == 0) {
                throw new IllegalArgumentException("the data has no known targets, so there is nothing to measure");
            }
        }

        boolean isComplete() {
            return unseen.isEmpty();
        }

        /** The model's labels and those that it lacks. */
        ImmutableOutputInfo<T> wider() {
            MutableOutputInfo<T> all = factory.generateInfo();
            info.getDomain().forEach(all::observe);
            unseen.forEach(all::observe);
            return all.generateImmutableOutputInfo();
        }

        /** Curves over probabilities ask for one of each label. */
        @SuppressWarnings("unchecked") // A label's score is a label.
        List<Prediction<T>> withZeros(List<Prediction<T>> predictions) {
            if (isComplete() || !(unseen.iterator().next() instanceof Label)) {
                return predictions;
            }
            return predictions.stream()
                    .map(prediction -> {
                        Map<String, T> scores = new HashMap<>(prediction.getOutputScores());
                        unseen.forEach(label -> {
                            String name = ((Label) (Object) label).getLabel();
                            scores.put(name, (T) new Label(name, 0));
                        });
                        return new Prediction<>(
                                prediction.getOutput(),
                                scores,
                                prediction.getNumActiveFeatures(),
                                prediction.getExample(),
                                prediction.hasProbabilities());
                    })
                    .toList();
        }
    }

    /** Only says which labels there are. */
    private static final class WiderModel<T extends Output<T>> extends Model<T> {
        private static final long serialVersionUID = 1L;

        WiderModel(
                ModelProvenance provenance,
                ImmutableFeatureMap features,
                ImmutableOutputInfo<T> outputs,
                boolean hasProbabilities) {
            super("wider", provenance, features, outputs, hasProbabilities);
        }

        @Override
        public Prediction<T> predict(Example<T> example) {
            throw new UnsupportedOperationException("its predictions were made earlier");
        }

        @Override
        public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
            return Map.of();
        }

        @Override
        public Optional<Excuse<T>> getExcuse(Example<T> example) {
            return Optional.empty();
        }

        @Override
        protected Model<T> copy(String newName, ModelProvenance newProvenance) {
            return new WiderModel<>(newProvenance, getFeatureIDMap(), getOutputIDInfo(), generatesProbabilities());
        }
    }

    /** Only says which labels there are. */
    private static final class WiderSequenceModel<T extends Output<T>> extends SequenceModel<T> {
        private static final long serialVersionUID = 1L;

        WiderSequenceModel(ModelProvenance provenance, ImmutableFeatureMap features, ImmutableOutputInfo<T> outputs) {
            super("wider", provenance, features, outputs);
        }

        @Override
        public List<Prediction<T>> predict(SequenceExample<T> example) {
            throw new UnsupportedOperationException("its predictions were made earlier");
        }

        @Override
        public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
            return Map.of();
        }
    }
}
