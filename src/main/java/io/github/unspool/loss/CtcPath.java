package io.github.unspool.loss;

import java.util.Arrays;

/**
 * The likeliest path of outputs that stands for a target, so at which steps each label is: a forced alignment.
 *
 * @param states of each step, as {@link Ctc} numbers them: even for a blank, 2i + 1 for label i of the target
 * @param logProbability the logarithm of the probability of this path alone
 */
public record CtcPath(int[] states, double logProbability) {
    /**
     * Looks for the likeliest path (A. J. Viterbi, <i>Error bounds for convolutional codes and an asymptotically optimum decoding
     * algorithm</i>, 1967). Of several it is the one that reaches each state latest.
     *
     * @param logProbabilities T × (K + 1), the logarithm of the probability of each output at each step; the last is the blank
     * @param labels the target, by number from 0
     * @return the path
     * @throws IllegalArgumentException if the target needs more steps
     */
    public static CtcPath of(double[][] logProbabilities, int... labels) {
        int steps = logProbabilities.length;
        int least = Ctc.stepsFor(labels);
        if (steps < least) {
            throw new IllegalArgumentException(
                    "there are %s steps, but the target needs at least %s; use a shorter target"
                            .formatted(steps, least));
        }
        int states = 2 * labels.length + 1;
        double[] best = new double[states];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        best[0] = 0;
        byte[][] moves = new byte[steps][states];
        for (int t = 0; t < steps; t++) {
            double[] next = new double[states];
            for (int s = 0; s < states; s++) {
                byte move = t == 0 ? first(s) : move(best, s, labels);
                double before = t == 0 ? (s < 2 ? 0 : Double.NEGATIVE_INFINITY) : best[s - move];
                int output = s % 2 == 0 ? logProbabilities[t].length - 1 : labels[s / 2];
                next[s] = before + logProbabilities[t][output];
                moves[t][s] = move;
            }
            best = next;
        }
        int end = states > 1 && best[states - 2] > best[states - 1] ? states - 2 : states - 1;
        return new CtcPath(back(moves, end), best[end]);
    }

    private static byte first(int state) {
        return (byte) Math.min(state, 1);
    }

    /** How many states back the best one before lies. */
    private static byte move(double[] best, int s, int... labels) {
        byte move = 0;
        if (s > 0 && best[s - 1] > best[s]) {
            move = 1;
        }
        boolean mayJump = s % 2 == 1 && s > 1 && labels[s / 2] != labels[s / 2 - 1];
        return mayJump && best[s - 2] > best[s - move] ? 2 : move;
    }

    private static int[] back(byte[][] moves, int end) {
        int[] path = new int[moves.length];
        int state = end;
        for (int t = moves.length - 1; t >= 0; t--) {
            path[t] = state;
            state -= moves[t][state];
        }
        return path;
    }

    /**
     * At which steps each label is.
     *
     * @param labels the number of labels in the target
     * @return for each the first step, and the step after the last, from 0
     */
    public int[][] spans(int labels) {
        int[][] spans = new int[labels][2];
        for (int t = states.length - 1; t >= 0; t--) {
            if (states[t] % 2 == 1) {
                int[] span = spans[states[t] / 2];
                span[0] = t;
                span[1] = span[1] == 0 ? t + 1 : span[1];
            }
        }
        return spans;
    }
}
