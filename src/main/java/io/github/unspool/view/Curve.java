package io.github.unspool.view;

import io.github.unspool.compare.RepeatedScores;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The losses of a candidate by epoch, over its repeats: of data that is not learned from, if there is some.
 *
 * @param epochs the numbers of the epochs
 * @param samples the losses of the repeats that have come so far
 */
record Curve(int[] epochs, List<RepeatedScores> samples) {
    private static final int MOST_POINTS = 120;

    /** Of many epochs some, and always the first and the last. */
    static Curve of(List<List<Epoch>> runs) {
        int longest = runs.stream().mapToInt(List::size).max().orElse(0);
        int points = Math.min(MOST_POINTS, longest);
        int[] epochs = IntStream.range(0, points)
                .map(i -> 1 + (points == 1 ? 0 : (int) ((long) (longest - 1) * i / (points - 1))))
                .toArray();
        // Where all have diverged there is nothing to be drawn.
        int[] known = IntStream.of(epochs)
                .filter(epoch -> !at(runs, epoch).values().isEmpty())
                .toArray();
        return new Curve(
                known, IntStream.of(known).mapToObj(epoch -> at(runs, epoch)).toList());
    }

    private static RepeatedScores at(List<List<Epoch>> runs, int epoch) {
        return new RepeatedScores(runs.stream()
                .filter(run -> run.size() >= epoch)
                .map(run -> loss(run.get(epoch - 1)))
                .filter(Double::isFinite)
                .toList());
    }

    private static double loss(Epoch epoch) {
        return epoch.isValidated() ? epoch.validationLoss() : epoch.loss();
    }

    static List<List<Epoch>> lists(List<History.Epochs> curves) {
        return curves.stream().map(History.Epochs::list).toList();
    }

    boolean isEmpty() {
        return epochs.length == 0;
    }

    double[] numbers() {
        return IntStream.of(epochs).asDoubleStream().toArray();
    }

    double[] means() {
        return samples.stream().mapToDouble(RepeatedScores::mean).toArray();
    }

    /** The mean and a number of standard deviations; only the mean if there is one run. */
    double[] means(int deviations) {
        return samples.stream()
                .mapToDouble(s -> s.values().size() < 2 ? s.mean() : s.mean() + deviations * s.deviation())
                .toArray();
    }
}
