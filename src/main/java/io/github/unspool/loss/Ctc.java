package io.github.unspool.loss;

import io.github.unspool.math.LogSpace;
import java.util.Arrays;

/**
 * Connectionist temporal classification of one sequence: T steps, at each of which an output is one of K labels or the blank, and
 * a target of at most T labels. A path of outputs stands for the target if the target remains when repetitions are made one
 * and blanks are then removed; the loss is −log of the sum of the probabilities of all such paths.
 *
 * <p>Source: A. Graves, S. Fernández, F. Gomez, J. Schmidhuber, <i>Connectionist temporal classification: labelling unsegmented
 * sequence data with recurrent neural networks</i>, ICML 2006; here with logarithms instead of the scaling of its section 4.1.
 *
 * <p>The states that a path goes through are 0 … 2L: the even ones are blanks, state 2i + 1 is label i of the target. One
 * instance has the memory for one sequence at a time, which only grows. Not thread-safe.
 */
public final class Ctc {
    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private final int outputs;
    private double[] slab = new double[0];
    /** T × S: log of the probability of all beginnings of paths that end in a state at a step. */
    private double[] alpha = new double[0];
    /** Of a step's states: log of the probability of all that may follow, without the step's own output, and with it. */
    private double[] beta = new double[0];

    private double[] following = new double[0];
    /** By state. */
    private int[] output = new int[0];

    /**
     * Prepares for sequences.
     *
     * @param outputs K + 1; the last is the blank
     */
    public Ctc(int outputs) {
        this.outputs = outputs;
    }

    /**
     * How many steps a target needs: one for each label, and one between two that are equal.
     *
     * @param labels the target, by number from 0
     * @return the smallest T that has a path
     */
    public static int stepsFor(int... labels) {
        int steps = labels.length;
        for (int i = 1; i < labels.length; i++) {
            steps += labels[i] == labels[i - 1] ? 1 : 0;
        }
        return steps;
    }

    /**
     * Says that a sequence is too short for its target.
     *
     * @param steps T
     * @param labels the target, which needs more
     * @return the exception, whose message continues "example 3 "
     */
    public static IllegalArgumentException tooShort(int steps, int... labels) {
        int least = stepsFor(labels);
        String neighbours = least > labels.length ? " with %s equal neighbours".formatted(least - labels.length) : "";
        return new IllegalArgumentException(
                "has %s steps, but a target of %s labels%s needs at least %s for CTC; use more steps or a shorter target"
                        .formatted(steps, labels.length, neighbours, least));
    }

    /**
     * Gives the memory for the outputs of a sequence.
     *
     * @param steps T
     * @return at least T × (K + 1) numbers of any value, to be filled row by row with the outputs before softmax
     */
    public double[] slab(int steps) {
        int size = Math.multiplyExact(steps, outputs);
        if (slab.length < size) {
            slab = new double[size];
        }
        return slab;
    }

    /**
     * Copies the outputs of a sequence into the slab.
     *
     * @param rows T × (K + 1)
     */
    public void fill(double[][] rows) {
        slab(rows.length);
        for (int t = 0; t < rows.length; t++) {
            System.arraycopy(rows[t], 0, slab, t * outputs, outputs);
        }
    }

    /**
     * The loss of the outputs in the slab, and its gradient in their place.
     *
     * @param steps T
     * @param labels the target, by number from 0
     * @return −log of the probability of the target
     * @throws IllegalArgumentException if the target needs more steps
     */
    public double learn(int steps, int... labels) {
        double probability = forward(steps, labels);
        backward(steps, probability, null);
        return -probability;
    }

    /**
     * The loss of the outputs in the slab, which become logarithms of probabilities.
     *
     * @param steps T
     * @param labels the target, by number from 0
     * @return −log of the probability of the target
     * @throws IllegalArgumentException if the target needs more steps
     */
    public double loss(int steps, int... labels) {
        return -forward(steps, labels);
    }

    /**
     * How probable it is that a path for the target is in a state at a step. The outputs in the slab become the gradient.
     *
     * @param steps T
     * @param labels the target, by number from 0
     * @return T × (2L + 1); each row adds up to 1
     * @throws IllegalArgumentException if the target needs more steps
     */
    public double[][] posterior(int steps, int... labels) {
        double probability = forward(steps, labels);
        double[][] posterior = new double[steps][2 * labels.length + 1];
        backward(steps, probability, posterior);
        return posterior;
    }

    private void prepare(int steps, int... labels) {
        if (steps < stepsFor(labels)) {
            throw tooShort(steps, labels);
        }
        int states = 2 * labels.length + 1;
        int size = Math.multiplyExact(steps, states);
        if (alpha.length < size) {
            alpha = new double[size];
        }
        if (beta.length != states) {
            beta = new double[states];
            following = new double[states];
            output = new int[states];
        }
        for (int s = 0; s < states; s++) {
            output[s] = s % 2 == 0 ? outputs - 1 : labels[s / 2];
        }
    }

    /** Whether a path may leave out the blank before a state's label. */
    private boolean mayJump(int state) {
        return state % 2 == 1 && state > 1 && output[state] != output[state - 2];
    }

    /** Fills alpha, with the slab as logarithms of probabilities; the logarithm of the probability of the target. */
    private double forward(int steps, int... labels) {
        prepare(steps, labels);
        int states = beta.length;
        for (int t = 0; t < steps; t++) {
            LogSpace.normalise(slab, t * outputs, (t + 1) * outputs);
            // From the others the end cannot be reached, or they cannot be reached yet.
            int from = Math.max(0, states - 2 * (steps - t));
            int to = Math.min(states, 2 * t + 2);
            int at = t * states;
            Arrays.fill(alpha, at, at + states, NEVER);
            for (int s = from; s < to; s++) {
                alpha[at + s] = (t == 0 ? 0 : before(at - states, s)) + slab[t * outputs + output[s]];
            }
        }
        int end = steps * states;
        return states == 1 ? alpha[end - 1] : LogSpace.add(alpha[end - 1], alpha[end - 2]);
    }

    private double before(int at, int s) {
        double stay = alpha[at + s];
        if (s == 0) {
            return stay;
        }
        double next = alpha[at + s - 1];
        return mayJump(s) ? LogSpace.add(stay, next, alpha[at + s - 2]) : LogSpace.add(stay, next);
    }

    /** From the last step to the first, each of whose outputs becomes its gradient p − (the part of the paths that have it). */
    private void backward(int steps, double probability, double[][] posterior) {
        int states = beta.length;
        for (int t = steps - 1; t >= 0; t--) {
            int row = t * outputs;
            for (int s = 0; s < states; s++) {
                beta[s] = t == steps - 1 ? (s >= states - 2 ? 0 : NEVER) : after(s);
            }
            for (int s = 0; s < states; s++) {
                following[s] = beta[s] + slab[row + output[s]];
            }
            for (int k = row; k < row + outputs; k++) {
                slab[k] = LogSpace.exp(slab[k]);
            }
            for (int s = 0; s < states; s++) {
                double part = LogSpace.exp(alpha[t * states + s] + beta[s] - probability);
                slab[row + output[s]] -= part;
                if (posterior != null) {
                    posterior[t][s] = part;
                }
            }
        }
    }

    private double after(int s) {
        double stay = following[s];
        if (s + 1 == following.length) {
            return stay;
        }
        double next = following[s + 1];
        return s + 2 < following.length && mayJump(s + 2)
                ? LogSpace.add(stay, next, following[s + 2])
                : LogSpace.add(stay, next);
    }
}
