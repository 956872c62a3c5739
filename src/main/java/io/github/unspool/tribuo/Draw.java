package io.github.unspool.tribuo;

import io.github.unspool.math.Randoms;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How an output is drawn: the probabilities to the power of 1 / temperature, of the topK likeliest, of the nucleus.
 *
 * @param temperature positive and finite
 * @param topK at least 1
 * @param nucleus more than 0, at most 1
 */
record Draw(double temperature, int topK, double nucleus) {
    /** As the model says. */
    static final Draw PLAIN = new Draw(1, Integer.MAX_VALUE, 1);

    Draw withTemperature(double other) {
        if (!(other > 0) || Double.isInfinite(other)) {
            throw new IllegalArgumentException(
                    "temperature(%s): the value must be positive and finite; try temperature(0.7)".formatted(other));
        }
        return new Draw(other, topK, nucleus);
    }

    Draw withTopK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("topK(%s): the number must be at least 1; try topK(10)".formatted(k));
        }
        return new Draw(temperature, k, nucleus);
    }

    Draw withNucleus(double probability) {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "nucleus(%s): the probability must be above 0 and at most 1; try nucleus(0.9)"
                            .formatted(probability));
        }
        return new Draw(temperature, topK, probability);
    }

    /** The id of the output that is drawn. */
    int of(float[] probabilities, Randoms random) {
        double highest = 0;
        for (float p : probabilities) {
            highest = Math.max(highest, p);
        }
        double[] powers = new double[probabilities.length];
        for (int i = 0; i < powers.length; i++) {
            // Relative to the highest, or a low temperature would take all of them to 0.
            powers[i] = StrictMath.pow(probabilities[i] / highest, 1 / temperature);
        }
        int[] candidates = candidates(powers);
        double drawn = random.uniform() * sum(powers, candidates);
        int last = 0;
        for (double passed = powers[candidates[0]]; passed <= drawn && last < candidates.length - 1; ) {
            passed += powers[candidates[++last]];
        }
        return candidates[last];
    }

    /** The units that may be drawn; all of them in their order unless topK or nucleus leaves some out. */
    private int[] candidates(double[] powers) {
        int[] all = IntStream.range(0, powers.length).toArray();
        if (topK >= powers.length && nucleus == 1) {
            return all;
        }
        int[] likeliest = IntStream.of(all)
                .boxed()
                .sorted(Comparator.comparingDouble(id -> -powers[id]))
                .mapToInt(Integer::intValue)
                .limit(topK)
                .toArray();
        double enough = nucleus * sum(powers, all);
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
