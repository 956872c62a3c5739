package io.github.unspool.tribuo;

import io.github.unspool.math.Randoms;
import io.github.unspool.tribuo.adapter.TextReader;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.tribuo.classification.Label;

/** Writes text: reads a beginning, then draws each next unit from the model's own predictions. Immutable. */
public final class Sampler {
    private final RnnSequenceModel<Label> model;
    private final TextReader reader;
    private final Draw draw;
    private final long seed;

    Sampler(RnnSequenceModel<Label> model, TextReader reader) {
        this(model, reader, Draw.PLAIN, 1);
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
        return new Sampler(model, reader, draw.withTemperature(temperature), seed);
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
        return new Sampler(model, reader, draw.withTopK(k), seed);
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
        return new Sampler(model, reader, draw.withNucleus(probability), seed);
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
            String drawn = model.getOutputIDInfo()
                    .getOutput(draw.of(probabilities, random))
                    .getLabel();
            text.add(drawn);
            if (model.getFeatureIDMap().getID(drawn) < 0) {
                break;
            }
            probabilities = stepper.read(drawn);
        }
    }
}
