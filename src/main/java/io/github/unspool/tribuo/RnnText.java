package io.github.unspool.tribuo;

import io.github.unspool.inspect.GradientFlow;
import io.github.unspool.inspect.Surprise;
import io.github.unspool.network.Bptt;
import io.github.unspool.network.Weights;
import io.github.unspool.part.Sequence;
import io.github.unspool.tribuo.adapter.LabelOutputs;
import io.github.unspool.tribuo.adapter.TextReader;
import java.util.List;
import org.tribuo.classification.Label;
import org.tribuo.sequence.SequenceDataset;

/**
 * A model of labels as a model of text, whose labels are the tokens that come next. {@link RnnSequenceModel#text} returns it.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * model.text().sampler().temperature(0.5).write("Call me ", 300)
 * }</pre>
 */
public final class RnnText {
    private final RnnSequenceModel<Label> model;
    private final LabelOutputs labels;

    private RnnText(RnnSequenceModel<Label> model) {
        this.model = model;
        this.labels = (LabelOutputs) model.encoder().outputs();
    }

    /**
     * Any model of labels as a model of text.
     *
     * @param model the model
     * @return its view for text
     */
    public static RnnText of(RnnSequenceModel<Label> model) {
        return new RnnText(model);
    }

    /**
     * Reads a text or its tokens and measures how surprising each was after those before it.
     *
     * @param tokens a text, which is cut as that of training was; or at least two names of a feature, one for each step
     * @return −log p of each token but the first, at most 103.3 nats, what the smallest float gives
     * @throws IllegalArgumentException if there are fewer than two tokens, or one that training never saw
     */
    public Surprise surprise(String... tokens) {
        List<String> steps = model.steps("surprise", tokens);
        if (steps.size() < 2) {
            throw new IllegalArgumentException(
                    "surprise(): the first token is only an input, so at least two are needed");
        }
        double[] nats = new double[steps.size() - 1];
        int[] targets = new int[nats.length];
        for (int t = 0; t < targets.length; t++) {
            targets[t] = labels.idOfToken(steps.get(t + 1));
        }
        Sequence read = model.encoder().tokens(steps.subList(0, nats.length));
        model.network().read(read, (step, predictions, hidden) -> nats[step] = surprise(predictions[targets[step]]));
        return new Surprise(steps.subList(1, steps.size()), nats);
    }

    /** A probability too small for a float counts as the smallest that is not, so that sums stay finite. */
    private static double surprise(float probability) {
        return -StrictMath.log(Math.max(probability, Float.MIN_VALUE));
    }

    /**
     * The gradients of a text's loss, the mean of −log p over its steps: what one backward pass passes to the optimiser.
     *
     * @param tokens a text, which is cut as that of training was; or at least two names of a feature, one for each step;
     *     the last is only a target, and is not read
     * @return ∂L/∂w for each number of {@link RnnSequenceModel#weights}, in nats
     * @throws IllegalArgumentException if there are fewer than two tokens, or one that training never saw
     */
    public Weights gradients(String... tokens) {
        return Bptt.gradients(model.network().weights(), sequence(several("gradients", tokens)));
    }

    /**
     * How much of the signal of each token's loss, −log p, comes back to the steps before it.
     *
     * @param tokens a text, which is cut as that of training was; or at least two names of a feature, one for each step;
     *     the last is only a target, and is not read
     * @return the norm of the gradient of each loss with respect to the state at each step, of each layer
     * @throws IllegalArgumentException if there are fewer than two tokens, or one that training never saw
     */
    public GradientFlow gradientFlow(String... tokens) {
        List<String> steps = several("gradientFlow", tokens);
        return GradientFlow.of(model.network().weights(), sequence(steps), steps.subList(0, steps.size() - 1))
                .withTargets(steps.subList(1, steps.size()));
    }

    private List<String> several(String call, String... tokens) {
        List<String> steps = model.steps(call, tokens);
        if (steps.size() < 2) {
            throw new IllegalArgumentException(
                    call + "(): the last token is only a target, so at least two are needed");
        }
        return steps;
    }

    /** Tokens, each of which except the last is an input with the next one as its target. */
    private Sequence sequence(List<String> steps) {
        return model.encoder().text(steps, labels);
    }

    /**
     * How well the model predicts the labels of data, as a number of equally likely choices.
     *
     * @param examples sequences whose labels are known
     * @return e to the power of the mean of −log p
     * @throws IllegalArgumentException if a label or all features of a step were not in the training data
     */
    public double perplexity(SequenceDataset<Label> examples) {
        return StrictMath.exp(model.loss(examples));
    }

    /**
     * Looks for the most probable continuation of a text by beam search.
     *
     * @param beginning at least one unit, each known from training; for a model of lines also nothing
     * @param length how many units to add; fewer if the text ends, or one is reached that never had a successor in training
     * @param beams how many continuations are followed at once, at least 1
     * @return the beginning and what follows
     * @throws IllegalArgumentException if the beginning is empty or not known, or a number too small
     * @throws IllegalStateException if the model was not trained on text from {@code Sequences}
     */
    public String likeliest(String beginning, int length, int beams) {
        TextReader reader = reader();
        List<String> units = reader.read(beginning);
        if (units.isEmpty() || length < 0 || beams < 1) {
            throw new IllegalArgumentException(
                    "likeliest(\"%s\", %s, %s): the beginning must not be empty, and the length and the number of beams must be positive; try likeliest(\"The \", 20, 5)"
                            .formatted(beginning, length, beams));
        }
        return reader.write(new BeamSearch(model, beams).run(units, length));
    }

    /**
     * Writes text from what the model has learned.
     *
     * @return a sampler with temperature 1, to be set up and asked
     * @throws IllegalStateException if the model was not trained on text from {@code Sequences}
     */
    public Sampler sampler() {
        return new Sampler(model, reader());
    }

    private TextReader reader() {
        return TextReader.ofText(model.getProvenance().getDatasetProvenance())
                .orElseThrow(
                        () -> new IllegalStateException(
                                "the model was not trained on a text, so it cannot split or join one; predict step by step with start() instead"));
    }

    @Override
    public String toString() {
        return model.toString();
    }
}
