package io.github.unspool.tribuo;

import io.github.unspool.math.Randoms;
import io.github.unspool.tribuo.adapter.TextReader;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.tribuo.classification.Label;

/** Writes text: reads a beginning, then draws each next unit from the model's own predictions. Immutable. */
public final class Sampler {
    private final RnnSequenceModel<Label> model;
    private final TextReader reader;
    private final Draw draw;
    private final long seed;

    /** How a unit is chosen: the probabilities to the power of 1 / temperature, of the topK likeliest, of the nucleus. */
    private record Draw(double temperature, int topK, double nucleus) {}

    Sampler(RnnSequenceModel<Label> model, TextReader reader) {
        this(model, reader, new Draw(1, Integer.MAX_VALUE, 1), 1);
    }

    private Sampler(RnnSequenceModel<Label> model, TextReader reader, Draw draw, long seed) {
        this.model = model;
        this.reader = reader;
        this.draw = draw;
        this.seed = seed;
    }

    /**
     * Makes the draws bolder or more careful: probabilities are taken to the power of 1 / temperature.
     *
     * @param temperature 1: as the model says; less: more careful; more: bolder
     * @return a sampler with that temperature
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public Sampler temperature(double temperature) {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException(
                    "temperature(%s): the value must be positive and finite; try temperature(0.7)"
                            .formatted(temperature));
        }
        return new Sampler(model, reader, new Draw(temperature, draw.topK, draw.nucleus), seed);
    }

    /**
     * Draws from the likeliest units only.
     *
     * <p>Source: A. Fan, M. Lewis, Y. Dauphin, <i>Hierarchical neural story generation</i>, ACL 2018.
     *
     * @param k how many, at least 1
     * @return a sampler with that limit
     * @throws IllegalArgumentException if it is not positive
     */
    public Sampler topK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("topK(%s): the number must be at least 1; try topK(10)".formatted(k));
        }
        return new Sampler(model, reader, new Draw(draw.temperature, k, draw.nucleus), seed);
    }

    /**
     * Draws from the fewest units that together have this probability; the temperature is applied first.
     *
     * <p>Source: A. Holtzman et al., <i>The curious case of neural text degeneration</i>, ICLR 2020.
     *
     * @param probability more than 0, at most 1
     * @return a sampler with that limit
     * @throws IllegalArgumentException if it is not
     */
    public Sampler nucleus(double probability) {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "nucleus(%s): the probability must be above 0 and at most 1; try nucleus(0.9)"
                            .formatted(probability));
        }
        return new Sampler(model, reader, new Draw(draw.temperature, draw.topK, probability), seed);
    }

    /**
     * Chooses other draws; the same seed gives the same text.
     *
     * @param seed any number
     * @return a sampler with that seed
     */
    public Sampler seed(long seed) {
        return new Sampler(model, reader, draw, seed);
    }

    /**
     * Writes on from a beginning.
     *
     * @param beginning at least one unit, each known from training; for a model of lines also nothing
     * @param length how many units to add; fewer if the text ends, or one is drawn that never had a successor in training
     * @return the beginning and what follows; if it was stopped, what was written until then
     * @throws IllegalArgumentException if the beginning is empty or not known from training, or the length negative
     */
    public String write(String beginning, int length) {
        List<String> text = reader.read(beginning);
        if (text.isEmpty() || length < 0) {
            throw new IllegalArgumentException(
                    "write(\"%s\", %s): the beginning must not be empty and the length must be positive; try write(\"The \", 200)"
                            .formatted(beginning, length));
        }
        try {
            extend(text, length);
        } catch (CancellationException e) {
            // What was written until then is worth reading.
        }
        return reader.write(text);
    }

    private void extend(List<String> text, int length) {
        Randoms random = Randoms.of(seed);
        RnnStepper stepper = model.stepper();
        float[] probabilities = null;
        for (String read : text) {
            probabilities = stepper.read(read);
        }
        for (int i = 0; i < length; i++) {
            String drawn = draw(probabilities, random);
            text.add(drawn);
            if (model.getFeatureIDMap().getID(drawn) < 0) {
                break;
            }
            probabilities = stepper.read(drawn);
        }
    }

    private String draw(float[] probabilities, Randoms random) {
        double highest = 0;
        for (float p : probabilities) {
            highest = Math.max(highest, p);
        }
        double[] powers = new double[probabilities.length];
        for (int i = 0; i < powers.length; i++) {
            // Relative to the highest, or a low temperature would take all of them to 0.
            powers[i] = StrictMath.pow(probabilities[i] / highest, 1 / draw.temperature);
        }
        int[] candidates = candidates(powers);
        double drawn = random.uniform() * sum(powers, candidates);
        int last = 0;
        for (double passed = powers[candidates[0]]; passed <= drawn && last < candidates.length - 1; ) {
            passed += powers[candidates[++last]];
        }
        return model.getOutputIDInfo().getOutput(candidates[last]).getLabel();
    }

    /** The units that may be drawn; all of them in their order unless topK or nucleus leaves some out. */
    private int[] candidates(double[] powers) {
        int[] all = IntStream.range(0, powers.length).toArray();
        if (draw.topK >= powers.length && draw.nucleus == 1) {
            return all;
        }
        int[] likeliest = IntStream.of(all)
                .boxed()
                .sorted(Comparator.comparingDouble(id -> -powers[id]))
                .mapToInt(Integer::intValue)
                .limit(draw.topK)
                .toArray();
        double enough = draw.nucleus * sum(powers, all);
        double reached = 0;
        int count = 0;
        while (count < likeliest.length && (count == 0 || reached < enough)) {
            reached += powers[likeliest[count++]];
        }
        return Arrays.copyOf(likeliest, count);
    }

    private static double sum(double[] powers, int[] ids) {
        double sum = 0;
        for (int id : ids) {
            sum += powers[id];
        }
        return sum;
    }
}
