package io.github.unspool.inspect;

import java.util.List;
import java.util.Locale;

/**
 * How surprised a network was by a sequence, step by step.
 *
 * @param steps what came, in words; the first step is only read, so it is not among them
 * @param nats −log of its predicted probability; shared, not copied
 */
public record Surprise(List<String> steps, double[] nats) {

    /**
     * Copies the words and checks the sizes.
     *
     * @param steps what came
     * @param nats −log p of each
     * @throws IllegalArgumentException if there is not one number for each step
     */
    public Surprise {
        steps = List.copyOf(steps);
        if (nats.length != steps.size()) {
            throw new IllegalArgumentException(
                    "%s steps cannot have %s surprises".formatted(steps.size(), nats.length));
        }
    }

    /**
     * −log of the probability of the whole sequence, given its first step.
     *
     * @return the sum, in nats
     */
    public double total() {
        double sum = 0;
        for (double step : nats) {
            sum += step;
        }
        return sum;
    }

    /**
     * The mean surprise as a number of equally likely choices.
     *
     * @return e to the power of the mean
     */
    public double perplexity() {
        return StrictMath.exp(total() / nats.length);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int t = 0; t < nats.length; t++) {
            text.append(String.format(Locale.ROOT, "%12s %8.3f%n", steps.get(t), nats[t]));
        }
        return text + String.format(Locale.ROOT, "%12s %8.3f nats, perplexity %.3f", "all", total(), perplexity());
    }
}
