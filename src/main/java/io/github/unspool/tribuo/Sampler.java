package io.github.unspool.tribuo;

import io.github.unspool.math.Randoms;
import java.util.ArrayList;
import java.util.List;

/** Writes text: reads a beginning, then draws each next unit from the model's own predictions. Immutable. */
public final class Sampler {
    private final RnnSequenceModel model;
    private final TextUnit unit;
    private final double temperature;
    private final long seed;

    Sampler(RnnSequenceModel model, TextUnit unit) {
        this(model, unit, 1, 1);
    }

    private Sampler(RnnSequenceModel model, TextUnit unit, double temperature, long seed) {
        this.model = model;
        this.unit = unit;
        this.temperature = temperature;
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
        return new Sampler(model, unit, temperature, seed);
    }

    /**
     * Chooses other draws; the same seed gives the same text.
     *
     * @param seed any number
     * @return a sampler with that seed
     */
    public Sampler seed(long seed) {
        return new Sampler(model, unit, temperature, seed);
    }

    /**
     * Writes on from a beginning.
     *
     * @param beginning at least one unit, each known from training
     * @param length how many units to add; fewer if one is drawn that never had a successor in training
     * @return the beginning and what follows
     * @throws IllegalArgumentException if the beginning is empty or not known from training, or the length negative
     */
    public String write(String beginning, int length) {
        List<String> text = new ArrayList<>(unit.split(beginning));
        if (text.isEmpty() || length < 0) {
            throw new IllegalArgumentException(
                    "write(\"%s\", %d): a beginning and a length are needed; try write(\"The \", 200)"
                            .formatted(beginning, length));
        }
        Randoms random = Randoms.of(seed);
        RnnState state = model.start().read(text);
        for (int i = 0; i < length; i++) {
            String drawn = draw(state.probabilities(), random);
            text.add(drawn);
            if (model.getFeatureIDMap().getID(drawn) < 0) {
                break;
            }
            state = state.step(drawn);
        }
        return unit.join(text);
    }

    private String draw(float[] probabilities, Randoms random) {
        double[] cumulative = new double[probabilities.length];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += StrictMath.pow(probabilities[i], 1 / temperature);
            cumulative[i] = sum;
        }
        double drawn = random.uniform() * sum;
        int id = 0;
        while (id < cumulative.length - 1 && cumulative[id] <= drawn) {
            id++;
        }
        return model.getOutputIDInfo().getOutput(id).getLabel();
    }
}
