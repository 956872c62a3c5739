package io.github.unspool.data.split;

import java.util.List;

/**
 * The fractions of a split; the rest is test data.
 *
 * @param training above 0
 * @param validation above 0
 */
public record Shares(double training, double validation) {
    /**
     * Checks two shares.
     *
     * @param training above 0
     * @param validation above 0
     * @return the shares
     * @throws IllegalArgumentException if they leave nothing for the test
     */
    public static Shares of(double training, double validation) {
        if (!(training > 0 && validation > 0 && training + validation < 1)) {
            throw new IllegalArgumentException(
                    "split(%s, %s): both fractions must be positive, with a sum below 1; try split(0.8, 0.1)"
                            .formatted(training, validation));
        }
        return new Shares(training, validation);
    }

    /**
     * Cuts a list into three stretches that follow each other.
     *
     * @param all the list
     * @param <T> what it holds
     * @return the parts for training, validation and test
     */
    public <T> List<List<T>> split(List<T> all) {
        int trained = (int) Math.rint(training * all.size());
        int validated = (int) Math.rint((training + validation) * all.size());
        return List.of(all.subList(0, trained), all.subList(trained, validated), all.subList(validated, all.size()));
    }

    /** Which part something is in that lies at a place between 0 and 1. */
    int part(double place) {
        if (place < training) {
            return 0;
        }
        return place < training + validation ? 1 : 2;
    }
}
