package io.github.unspool.tribuo;

import io.github.unspool.inspect.Alignment;
import io.github.unspool.inspect.Surprise;
import io.github.unspool.inspect.Trace;
import io.github.unspool.math.Randoms;
import io.github.unspool.network.Beams;
import io.github.unspool.network.DecoderSpec;
import io.github.unspool.network.Network;
import io.github.unspool.network.Writing;
import io.github.unspool.part.Sequence;
import io.github.unspool.tribuo.adapter.Census;
import io.github.unspool.tribuo.adapter.LabelSequenceOutputs;
import io.github.unspool.tribuo.output.LabelSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.tribuo.Example;
import org.tribuo.Prediction;

/**
 * The decoder of a model whose outputs are sequences of labels; {@link RnnModel#decoder} returns it. Immutable and thread-safe:
 * each setting returns a changed copy.
 *
 * <pre>{@code
 * model.decoder().beams(5).predict("unspool")            // the five best, with their probabilities
 * model.decoder().temperature(0.7).seed(3).draw("unspool")
 * model.decoder().alignment("unspool")                     // where it looked
 * }</pre>
 */
public final class RnnDecoder {
    /** What the end of a sequence is called. */
    private static final String END = "(end)";

    private final RnnModel<LabelSequence> model;
    private final LabelSequenceOutputs outputs;
    private final Network network;
    private final Beams search;
    private final Draw draw;
    private final long seed;

    RnnDecoder(RnnModel<LabelSequence> model) {
        this(model, new Beams(1, model.network().outputs().limit(), 0), Draw.PLAIN, 1);
    }

    private RnnDecoder(RnnModel<LabelSequence> model, Beams search, Draw draw, long seed) {
        this.model = model;
        this.outputs = (LabelSequenceOutputs) model.network().outputs();
        this.network = model.network().weights().network();
        this.search = search;
        this.draw = draw;
        this.seed = seed;
    }

    /**
     * Searches with several beams: so many beginnings are followed at once.
     *
     * @param beams at least 1; 1: the likeliest label at each step
     * @return a decoder that finds as many outputs
     * @throws IllegalArgumentException if there is no beam
     */
    public RnnDecoder beams(int beams) {
        if (beams < 1) {
            throw new IllegalArgumentException("beams(%s): there must be at least 1; try beams(5)".formatted(beams));
        }
        return new RnnDecoder(model, new Beams(beams, search.limit(), search.lengthPenalty()), draw, seed);
    }

    /**
     * Ranks outputs of different lengths by {@code log p / ((5 + steps) / 6)^α} instead of by log p, which prefers short ones.
     *
     * <p>Source: Y. Wu et al., <i>Google's neural machine translation system</i>, arXiv:1609.08144, equation 14.
     *
     * @param alpha 0: none; 0.6 is common
     * @return a decoder with that ranking
     * @throws IllegalArgumentException if it is negative
     */
    public RnnDecoder lengthPenalty(double alpha) {
        if (!(alpha >= 0) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException(
                    "lengthPenalty(%s): the value must be finite and not negative; try lengthPenalty(0.6)"
                            .formatted(alpha));
        }
        return new RnnDecoder(model, new Beams(search.beams(), search.limit(), alpha), draw, seed);
    }

    /**
     * Limits the length of what is written. By default it is twice the longest output of training, and ten more.
     *
     * @param labels how many labels at most, at least 1
     * @return a decoder with that limit
     * @throws IllegalArgumentException if it is not positive
     */
    public RnnDecoder limit(int labels) {
        if (labels < 1) {
            throw new IllegalArgumentException(
                    "limit(%s): the number must be at least 1; try limit(50)".formatted(labels));
        }
        return new RnnDecoder(model, new Beams(search.beams(), labels, search.lengthPenalty()), draw, seed);
    }

    /**
     * Makes the draws of {@link #draw} bolder or more careful, see {@link Sampler#temperature}.
     *
     * @param temperature 1: as the model says; less: more careful; more: bolder
     * @return a decoder with that temperature
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public RnnDecoder temperature(double temperature) {
        return new RnnDecoder(model, search, draw.withTemperature(temperature), seed);
    }

    /**
     * Draws from the likeliest labels only, see {@link Sampler#topK}.
     *
     * @param k how many, at least 1
     * @return a decoder with that limit
     * @throws IllegalArgumentException if it is not positive
     */
    public RnnDecoder topK(int k) {
        return new RnnDecoder(model, search, draw.withTopK(k), seed);
    }

    /**
     * Draws from the fewest labels that together have this probability, see {@link Sampler#nucleus}.
     *
     * @param probability more than 0, at most 1
     * @return a decoder with that limit
     * @throws IllegalArgumentException if it is not
     */
    public RnnDecoder nucleus(double probability) {
        return new RnnDecoder(model, search, draw.withNucleus(probability), seed);
    }

    /**
     * Chooses other draws; the same seed gives the same output.
     *
     * @param seed any number
     * @return a decoder with that seed
     */
    public RnnDecoder seed(long seed) {
        return new RnnDecoder(model, search, draw, seed);
    }

    /**
     * The most probable outputs that the search finds.
     *
     * @param text what is read, which is cut as that of training was
     * @return the best, and among its scores all that were found, at most as many as there are beams, with their probabilities
     * @throws IllegalArgumentException if it is empty, or training saw none of its letters or words
     * @throws IllegalStateException if the model was not trained on texts
     */
    public Prediction<LabelSequence> predict(String text) {
        return predict(model.example(text));
    }

    /**
     * The most probable outputs that the search finds.
     *
     * @param example what is read
     * @return the best, and among its scores all that were found, at most as many as there are beams, with their probabilities
     * @throws IllegalArgumentException if training saw none of its features
     */
    public Prediction<LabelSequence> predict(Example<LabelSequence> example) {
        return predict(List.of(example)).get(0);
    }

    /**
     * The most probable outputs that the search finds, for many examples side by side.
     *
     * @param examples what is read, such as a {@code Dataset}
     * @return a prediction for each; an evaluator of Tribuo takes them
     * @throws IllegalArgumentException if training saw none of the features of an example
     */
    public List<Prediction<LabelSequence>> predict(Iterable<Example<LabelSequence>> examples) {
        return model.predict(examples, Census.ofTraining(true), search);
    }

    private List<Beams.Written> written(Example<LabelSequence> example) {
        return model.network().write(List.of(read(example)), search).get(0);
    }

    private Sequence read(Example<LabelSequence> example) {
        return model.network().encoder().unlabelled(example);
    }

    /**
     * Draws an output, label by label, from the predictions.
     *
     * @param text what is read, which is cut as that of training was
     * @return the output; its score is the probability that the model gives it
     * @throws IllegalArgumentException if it is empty, or training saw none of its letters or words
     * @throws IllegalStateException if the model was not trained on texts
     */
    public LabelSequence draw(String text) {
        return draw(model.example(text));
    }

    /**
     * Draws an output, label by label, from the predictions.
     *
     * @param example what is read
     * @return the output; its score is the probability that the model gives it
     * @throws IllegalArgumentException if training saw none of its features
     */
    public LabelSequence draw(Example<LabelSequence> example) {
        Randoms random = Randoms.of(seed);
        double[] logProbability = new double[1];
        List<String> labels = steps(example, probabilities -> {
            int drawn = draw.of(probabilities, random);
            logProbability[0] += StrictMath.log(probabilities[drawn]);
            return drawn;
        });
        return LabelSequence.of(labels).withScore(StrictMath.exp(logProbability[0]));
    }

    /**
     * Writes an output label by label, the likeliest each time.
     *
     * <pre>{@code
     * model.decoder().write("unspool", label -> System.out.print(label + " "))
     * }</pre>
     *
     * @param text what is read, which is cut as that of training was
     * @param each is given each label as soon as it is known
     * @throws IllegalArgumentException if the text is empty, or training saw none of its letters or words
     * @throws IllegalStateException if the model was not trained on texts
     */
    public void write(String text, Consumer<String> each) {
        int end = Writing.end(network);
        steps(model.example(text), probabilities -> {
            int best = 0;
            for (int k = 1; k < probabilities.length; k++) {
                best = probabilities[k] > probabilities[best] ? k : best;
            }
            if (best != end) {
                each.accept(outputs.name(best));
            }
            return best;
        });
    }

    /** Chooses each label from the probabilities of all, until the end. */
    private List<String> steps(Example<LabelSequence> example, ToIntFunction<float[]> choice) {
        Sequence sequence = read(example);
        int end = Writing.end(network);
        return model.network().writing(writing -> {
            List<String> labels = new ArrayList<>();
            writing.read(List.of(sequence));
            int last = end;
            while (labels.size() < search.limit()) {
                last = choice.applyAsInt(writing.step(last));
                if (last == end) {
                    break;
                }
                labels.add(outputs.name(last));
                writing.keep(0);
            }
            return labels;
        });
    }

    /**
     * Where the decoder looked while it wrote the best output.
     *
     * @param text what is read, which is cut as that of training was
     * @return how much of each step that was read, for each that was written
     * @throws IllegalArgumentException if it is empty, or training saw none of its letters or words
     * @throws IllegalStateException if the model was not trained on texts, or has no attention
     */
    public Alignment alignment(String text) {
        return alignment(model.example(text));
    }

    /**
     * Where the decoder looked while it wrote the best output.
     *
     * @param example what is read
     * @return how much of each step that was read, for each that was written
     * @throws IllegalArgumentException if training saw none of its features
     * @throws IllegalStateException if the model has no attention
     */
    public Alignment alignment(Example<LabelSequence> example) {
        if (spec().attention().isEmpty()) {
            throw new IllegalStateException(
                    "the decoder has no attention, so it looks at nothing but the end of what it read; add attention() to decoder(…)");
        }
        Beams.Written best = written(example).get(0);
        int read = best.attention()[0].length;
        return new Alignment(model.network().encoder().steps(example, read), names(best), best.attention());
    }

    private DecoderSpec spec() {
        return network.stack().decoder().orElseThrow();
    }

    private List<String> names(Beams.Written written) {
        List<String> names = new ArrayList<>(outputs.sequence(written).labels());
        if (written.isComplete()) {
            names.add(END);
        }
        return names;
    }

    /**
     * What the decoder's units did while it wrote the best output; {@link RnnModel#trace} has those that read.
     *
     * @param text what is read, which is cut as that of training was
     * @return the states of its layers at each step that it wrote
     * @throws IllegalArgumentException if it is empty, or training saw none of its letters or words
     * @throws IllegalStateException if the model was not trained on texts
     */
    public Trace trace(String text) {
        return trace(model.example(text));
    }

    /**
     * What the decoder's units did while it wrote the best output; {@link RnnModel#trace} has those that read.
     *
     * @param example what is read
     * @return the states of its layers at each step that it wrote
     * @throws IllegalArgumentException if training saw none of its features
     */
    public Trace trace(Example<LabelSequence> example) {
        Beams.Written best = written(example).get(0);
        List<String> names = names(best);
        float[][][] hidden = new float[spec().layers().size()][names.size()][];
        follow(example, best.outputs(), names.size(), (writing, step, probabilities) -> {
            for (int layer = 0; layer < hidden.length; layer++) {
                hidden[layer][step] = writing.hidden(layer, 0);
            }
        });
        return new Trace(names, hidden);
    }

    /**
     * How surprising an output is, label by label, given what is read and the labels before.
     *
     * @param example what is read, and a known output
     * @return −log of the probability of each label, and of the end after them
     * @throws IllegalArgumentException if training did not have a label, or saw none of its features
     */
    public Surprise surprise(Example<LabelSequence> example) {
        LabelSequence output = example.getOutput();
        if (!outputs.isKnown(output) || !outputs.has(output)) {
            throw new IllegalArgumentException(
                    "surprise(…): the output \"%s\" is not known, or has labels that were not in the training data"
                            .formatted(output));
        }
        int[] ids = output.labels().stream().mapToInt(outputs::id).toArray();
        double[] nats = new double[ids.length + 1];
        follow(example, ids, nats.length, (writing, step, probabilities) -> {
            int target = step < ids.length ? ids[step] : Writing.end(network);
            nats[step] = -StrictMath.log(Math.max(probabilities[target], Float.MIN_VALUE));
        });
        List<String> names = new ArrayList<>(output.labels());
        names.add(END);
        return new Surprise(names, nats);
    }

    private interface StepConsumer {
        void accept(Writing writing, int step, float[] probabilities);
    }

    /** Writes given outputs. */
    private void follow(Example<LabelSequence> example, int[] ids, int steps, StepConsumer consumer) {
        Sequence sequence = read(example);
        model.network().writing(writing -> {
            writing.read(List.of(sequence));
            for (int step = 0; step < steps; step++) {
                consumer.accept(writing, step, writing.step(step == 0 ? Writing.end(network) : ids[step - 1]));
                writing.keep(0);
            }
            return null;
        });
    }

    /** What it is and how it searches. */
    @Override
    public String toString() {
        return "%s; %s, at most %s steps"
                .formatted(spec(), search.beams() == 1 ? "1 beam" : search.beams() + " beams", search.limit());
    }
}
