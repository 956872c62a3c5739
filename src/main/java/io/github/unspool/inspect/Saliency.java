package io.github.unspool.inspect;

import io.github.unspool.loss.Loss;
import io.github.unspool.network.Bptt;
import io.github.unspool.network.Network;
import io.github.unspool.network.Weights;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Sequence;
import io.github.unspool.runtime.Stop;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What of a sequence mattered for one output y at one step: how fast y would change with the input of each step. y is the
 * log-probability of a class or label, in nats, or a number. For each step k of T, with D inputs x[k]:
 *
 * <ul>
 *   <li>the gradient's Euclidean norm {@code ‖∂y/∂x[k]‖}, over all D inputs, also those that were 0
 *   <li>gradient times input {@code Σ x[k]·∂y/∂x[k]}, which has a sign: above 0, what was read speaks for the output, to
 *       first order; below, against it
 * </ul>
 *
 * <p>Source: K. Simonyan, A. Vedaldi, A. Zisserman, <i>Deep inside convolutional networks: visualising image classification
 * models and saliency maps</i>, arXiv:1312.6034 (2013), section 3, of images; there y is the score before the softmax. Times
 * the input: A. Shrikumar, P. Greenside, A. Shcherbina, A. Kundaje, <i>Not just a black box: learning important features
 * through propagating activation differences</i>, arXiv:1605.01713 (2016).
 *
 * @param steps what was read at each step, in words
 * @param step the step whose output it is, 0 for the first
 * @param output what the output is called
 * @param isLogProbability whether y is a log-probability, else a number
 * @param value y
 * @param norms of the gradient, for each step; shared, not copied
 * @param contributions gradient times input, for each step; shared, not copied
 */
public record Saliency(
        List<String> steps,
        int step,
        String output,
        boolean isLogProbability,
        double value,
        double[] norms,
        double[] contributions) {

    /**
     * Copies the words and checks the sizes.
     *
     * @param steps what was read
     * @param step the step of the output
     * @param output its name
     * @param isLogProbability what y is
     * @param value y
     * @param norms for each step
     * @param contributions for each step
     * @throws IllegalArgumentException if there is not one number for each step, or no such step
     */
    public Saliency {
        steps = List.copyOf(steps);
        checkStep(step, steps.size());
        if (norms.length != steps.size() || contributions.length != steps.size()) {
            throw new IllegalArgumentException("a saliency of %s steps cannot have %s norms and %s contributions"
                    .formatted(steps.size(), norms.length, contributions.length));
        }
    }

    private static void checkStep(int step, int steps) {
        if (step < 0 || step >= steps) {
            throw new IllegalArgumentException("step %s of a sequence of %s: the first is step 0, the last step %s"
                    .formatted(step, steps, steps - 1));
        }
    }

    /**
     * Reads a sequence and differentiates one output.
     *
     * @param weights the network
     * @param sequence what is read, from a fresh state
     * @param steps the same in words
     * @param step the step of the output, 0 for the first; the last one with one output for each sequence
     * @param output its number
     * @param name what it is called
     * @return the gradient by step
     * @throws IllegalArgumentException if there is no such step
     */
    public static Saliency of(
            Weights weights, Sequence sequence, List<String> steps, int step, int output, String name) {
        checkStep(step, sequence.steps());
        Network network = weights.network();
        Bptt bptt = new Bptt(weights, 1);
        Batch batch = Batch.of(List.of(sequence), 0, sequence.steps());
        bptt.forward(batch, weights.initialState(1));
        int from = step * network.outputs();
        float[] row = Arrays.copyOfRange(bptt.predictions(), from, from + network.outputs());
        bptt.backward(batch, step, gradient(network.loss(), row, output), new Weights(network));
        Stop.check("Stopped while computing the saliency.");
        float[] dx = bptt.inputGradient(batch);
        float[] x = new float[dx.length];
        sequence.inputs().scatter(0, sequence.steps(), x, 0, network.inputs());
        boolean isLog = network.loss().kind().isProbability();
        double unit = weights.scale().deviation(output);
        // A probability too small for a float counts as the smallest that is not.
        double value = isLog
                ? StrictMath.log(Math.max(row[output], Float.MIN_VALUE))
                : weights.scale().undo(output, row[output]);
        return new Saliency(
                steps,
                step,
                name,
                isLog,
                value,
                inUnit(norms(dx, sequence.steps()), unit),
                inUnit(sums(dx, x, sequence.steps()), unit));
    }

    /** ∂y/∂o of one row: of log softmax, of log σ, of e to the power of the output, or of the output itself. */
    private static float[] gradient(Loss loss, float[] predictions, int output) {
        float[] gradient = new float[predictions.length];
        float p = predictions[output];
        gradient[output] = loss.kind() == Loss.Kind.LABELS ? 1 - p : loss.isPositive() ? p : 1;
        if (loss.kind() == Loss.Kind.CLASS) {
            // 1 − p as the sum of the others, so that something is left of it when p is nearly 1.
            gradient[output] = 0;
            for (int i = 0; i < predictions.length; i++) {
                if (i != output) {
                    gradient[i] = -predictions[i];
                    gradient[output] += predictions[i];
                }
            }
        }
        return gradient;
    }

    private static double[] norms(float[] dx, int steps) {
        double[] norms = sums(dx, dx, steps);
        for (int t = 0; t < steps; t++) {
            norms[t] = Math.sqrt(norms[t]);
        }
        return norms;
    }

    private static double[] inUnit(double[] values, double unit) {
        return Arrays.stream(values).map(value -> unit * value).toArray();
    }

    /** The sum of the products of each row. */
    private static double[] sums(float[] a, float[] b, int rows) {
        double[] sums = new double[rows];
        int width = a.length / rows;
        for (int i = 0; i < a.length; i++) {
            sums[i / width] += (double) a[i] * b[i];
        }
        return sums;
    }

    /**
     * What is differentiated.
     *
     * @return such as {@code log p(networks)}, which is in nats, or the name of a number
     */
    public String measure() {
        return isLogProbability ? "log p(" + output + ")" : output;
    }

    /** A line for each step, with the norm and gradient times input. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s = %.4g after \"%s\": ‖gradient‖, gradient × input",
                measure(),
                value,
                steps.get(step)));
        for (int t = 0; t < steps.size(); t++) {
            text.append(String.format(Locale.ROOT, "%n%12s %10.3g %10.3g", steps.get(t), norms[t], contributions[t]));
        }
        return text.toString();
    }
}
