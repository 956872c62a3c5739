package io.github.unspool.loss;

import io.github.unspool.math.LogSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads sequences of labels from the outputs of a network that was trained with CTC. */
public final class CtcDecoder {
    private CtcDecoder() {}

    /**
     * A sequence of labels that was read.
     *
     * @param labels by number from 0
     * @param logProbability the logarithm of the probability of those of its paths that were followed, so of at most that of
     *     the sequence
     */
    public record Reading(List<Integer> labels, double logProbability) {}

    /**
     * Takes the likeliest output of each step, makes repetitions one, and removes blanks: best path decoding.
     *
     * @param logProbabilities T × (K + 1), the logarithm of the probability of each output at each step; the last is the blank
     * @return the sequence, with the probability of this one path
     */
    public static Reading greedy(double[][] logProbabilities) {
        List<Integer> labels = new ArrayList<>();
        double sum = 0;
        int last = -1;
        for (double[] step : logProbabilities) {
            int best = 0;
            for (int k = 1; k < step.length; k++) {
                best = step[k] > step[best] ? k : best;
            }
            if (best != last && best < step.length - 1) {
                labels.add(best);
            }
            sum += step[best];
            last = best;
        }
        return new Reading(List.copyOf(labels), sum);
    }

    /**
     * Follows the likeliest sequences step by step, each with all of its paths: prefix beam search. Of equally likely ones those
     * with the lower labels come first.
     *
     * <p>Source: A. Y. Hannun, A. L. Maas, D. Jurafsky, A. Y. Ng, <i>First-pass large vocabulary continuous speech recognition using
     * bi-directional recurrent DNNs</i>, arXiv:1408.2873 (2014), algorithm 1 without a language model.
     *
     * @param logProbabilities T × (K + 1), the logarithm of the probability of each output at each step; the last is the blank
     * @param width how many sequences are followed at a time, at least 1
     * @return at most that many sequences, the likeliest first
     * @throws IllegalArgumentException if the width is not positive
     */
    public static List<Reading> beam(double[][] logProbabilities, int width) {
        if (width < 1) {
            throw new IllegalArgumentException("beam(%s): the width must be at least 1; try beam(5)".formatted(width));
        }
        Prefix empty = new Prefix(null, -1);
        empty.blank = 0;
        List<Prefix> beam = List.of(empty);
        for (double[] step : logProbabilities) {
            List<Prefix> reached = new ArrayList<>();
            beam.forEach(prefix -> prefix.step(step, reached));
            reached.forEach(Prefix::take);
            beam = reached.stream().sorted(Prefix.LIKELIEST).limit(width).toList();
            Set<Prefix> kept = new HashSet<>(beam);
            reached.stream().filter(prefix -> !kept.contains(prefix)).forEach(Prefix::leave);
        }
        return beam.stream()
                .map(prefix -> new Reading(Arrays.stream(prefix.path()).boxed().toList(), prefix.all()))
                .toList();
    }

    /** The beginning of a sequence, and what it is continued by. */
    private static final class Prefix {
        static final Comparator<Prefix> LIKELIEST = Comparator.comparingDouble((Prefix prefix) -> -prefix.all())
                .thenComparing(Prefix::path, Arrays::compare);

        private final Prefix before;
        private final int last;
        private final int length;
        private final Map<Integer, Prefix> longer = new HashMap<>();
        /** Of the paths up to a step: those that end with a blank, and those that do not. */
        private double blank = Double.NEGATIVE_INFINITY;

        private double label = Double.NEGATIVE_INFINITY;
        private double nextBlank = Double.NEGATIVE_INFINITY;
        private double nextLabel = Double.NEGATIVE_INFINITY;
        private boolean isReached;

        Prefix(Prefix before, int last) {
            this.before = before;
            this.last = last;
            this.length = before == null ? 0 : before.length + 1;
        }

        double all() {
            return LogSpace.add(blank, label);
        }

        int[] path() {
            int[] path = new int[length];
            for (Prefix at = this; at.before != null; at = at.before) {
                path[at.length - 1] = at.last;
            }
            return path;
        }

        /** Adds what this step makes of the paths so far. */
        void step(double[] step, List<Prefix> reached) {
            int ofBlank = step.length - 1;
            double all = all();
            reach(reached);
            nextBlank = LogSpace.add(nextBlank, all + step[ofBlank]);
            for (int k = 0; k < ofBlank; k++) {
                if (k == last) {
                    nextLabel = LogSpace.add(nextLabel, label + step[k]);
                }
                // Without a blank between them, two equal labels are one.
                double from = (k == last ? blank : all) + step[k];
                if (from > Double.NEGATIVE_INFINITY) {
                    int next = k;
                    Prefix child = longer.computeIfAbsent(k, key -> new Prefix(this, next));
                    child.reach(reached);
                    child.nextLabel = LogSpace.add(child.nextLabel, from);
                }
            }
        }

        private void reach(List<Prefix> reached) {
            if (!isReached) {
                isReached = true;
                reached.add(this);
            }
        }

        void take() {
            blank = nextBlank;
            label = nextLabel;
            nextBlank = Double.NEGATIVE_INFINITY;
            nextLabel = Double.NEGATIVE_INFINITY;
            isReached = false;
        }

        /** Lets go of what is no longer followed, unless a longer one is. */
        void leave() {
            if (before != null && longer.isEmpty()) {
                before.longer.remove(last);
            }
        }
    }
}
