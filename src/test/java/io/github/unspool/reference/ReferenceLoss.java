package io.github.unspool.reference;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What one row of outputs o = u·Wy + by, K, costs against its target y; beside each loss stands its gradient do.
 *
 * <pre>
 *   softmax         p = softmax(o)    −Σ q log p                     p − q
 *                                     q = (1 − ε) onehot(y) + ε/K
 *   sigmoid         p = σ(o)          −1/K Σ y log p + (1−y) log(1−p)    (p − y)/K
 *   squared error   p = o             1/K Σ e²                       2e/K              e = o − y
 *   Huber           p = o             1/K Σ ½e²          |e| ≤ δ     e/K
 *                                         δ(|e| − ½δ)    |e| > δ     δ sign(e)/K
 *   absolute error  p = o             1/K Σ |e|                      sign(e)/K
 *   quantile        p = o             1/K Σ −qe          e < 0       −q/K
 *                                         (1 − q)e       e > 0       (1 − q)/K
 *   log-cosh        p = o             1/K Σ log cosh e               tanh(e)/K
 *   Poisson         p = exp(o)        1/K Σ p − y·o                  (p − y)/K
 *   focal           p = σ(o)          1/K Σ −(1−s)^γ log s           s = p where y = 1, else 1 − p
 * </pre>
 */
public sealed interface ReferenceLoss {

    /** p, K. */
    double[] predictions(double[] o);

    double value(double[] o, double[] y);

    /** do, K. */
    double[] gradient(double[] o, double[] y);

    /** The width of a target: K, or 1 where it is the index of a class. */
    default int targetWidth(int outputs) {
        return outputs;
    }

    double[] randomTarget(SplittableRandom random, int outputs);

    /** Softmax cross-entropy in nats. */
    static ReferenceLoss softmax() {
        return new Softmax(0);
    }

    /** Softmax cross-entropy with the label smoothing of Szegedy et al. 2015 (arXiv:1512.00567). */
    static ReferenceLoss softmax(double smoothing) {
        return new Softmax(smoothing);
    }

    /** Sigmoid cross-entropy, each output a label of its own that is 0 or 1. */
    static ReferenceLoss sigmoid() {
        return new Sigmoid();
    }

    static ReferenceLoss squaredError() {
        return new SquaredError();
    }

    /** The loss of Huber 1964, quadratic up to an error of {@code delta} and linear from there. */
    static ReferenceLoss huber(double delta) {
        return new Huber(delta);
    }

    /** The loss of the median. */
    static ReferenceLoss absoluteError() {
        return new Each(o -> o, (o, y) -> Math.abs(o - y), (o, y) -> Math.signum(o - y), Each.NUMBER);
    }

    /** The pinball loss of Koenker and Bassett 1978. */
    static ReferenceLoss quantile(double q) {
        return new Each(
                o -> o, (o, y) -> y > o ? q * (y - o) : (1 - q) * (o - y), (o, y) -> y > o ? -q : 1 - q, Each.NUMBER);
    }

    static ReferenceLoss logCosh() {
        return new Each(o -> o, (o, y) -> Math.log(Math.cosh(o - y)), (o, y) -> Math.tanh(o - y), Each.NUMBER);
    }

    /** −log of the Poisson distribution with the mean exp(o), without log y!. */
    static ReferenceLoss poisson() {
        return new Each(
                Math::exp, (o, y) -> Math.exp(o) - y * o, (o, y) -> Math.exp(o) - y, random -> random.nextInt(4));
    }

    /** The focal loss of Lin et al. 2017 (arXiv:1708.02002): −(1 − s)^γ log s, where s is p of a label that is there, else 1 − p. */
    static ReferenceLoss focal(double gamma) {
        return new Each(
                Equations::sigmoid,
                (o, y) -> focal(gamma, Equations.sigmoid(y > 0 ? o : -o)),
                (o, y) -> {
                    double s = Equations.sigmoid(y > 0 ? o : -o);
                    double slope = Math.pow(1 - s, gamma) * (gamma * s * Math.log(s) - (1 - s));
                    return y > 0 ? slope : -slope;
                },
                random -> random.nextInt(2));
    }

    private static double focal(double gamma, double s) {
        return -Math.pow(1 - s, gamma) * Math.log(s);
    }

    /** A mean over the outputs of something that depends on one output each. */
    record Each(
            DoubleUnaryOperator prediction,
            DoubleBinaryOperator loss,
            DoubleBinaryOperator slope,
            ToDoubleFunction<SplittableRandom> target)
            implements ReferenceLoss {
        static final ToDoubleFunction<SplittableRandom> NUMBER = random -> Rows.normal(random, 1, 1, 1)[0][0];

        @Override
        public double[] predictions(double[] o) {
            return Arrays.stream(o).map(prediction).toArray();
        }

        @Override
        public double value(double[] o, double[] y) {
            return IntStream.range(0, o.length)
                            .mapToDouble(k -> loss.applyAsDouble(o[k], y[k]))
                            .sum()
                    / o.length;
        }

        @Override
        public double[] gradient(double[] o, double[] y) {
            return IntStream.range(0, o.length)
                    .mapToDouble(k -> slope.applyAsDouble(o[k], y[k]) / o.length)
                    .toArray();
        }

        @Override
        public double[] randomTarget(SplittableRandom random, int outputs) {
            return IntStream.range(0, outputs)
                    .mapToDouble(k -> target.applyAsDouble(random))
                    .toArray();
        }
    }

    /** @param smoothing ε */
    record Softmax(double smoothing) implements ReferenceLoss {

        @Override
        public double[] predictions(double[] o) {
            double logSum = logSumExp(o);
            return Arrays.stream(o).map(logit -> Math.exp(logit - logSum)).toArray();
        }

        @Override
        public double value(double[] o, double[] y) {
            double logSum = logSumExp(o);
            var q = smoothed(y, o.length);
            double sum = 0;
            for (int k = 0; k < o.length; k++) {
                sum += q[k] * (logSum - o[k]);
            }
            return sum;
        }

        @Override
        public double[] gradient(double[] o, double[] y) {
            var q = smoothed(y, o.length);
            var gradient = predictions(o);
            for (int k = 0; k < o.length; k++) {
                gradient[k] -= q[k];
            }
            return gradient;
        }

        @Override
        public int targetWidth(int outputs) {
            return 1;
        }

        @Override
        public double[] randomTarget(SplittableRandom random, int outputs) {
            return new double[] {random.nextInt(outputs)};
        }

        /** q, K. */
        private double[] smoothed(double[] y, int outputs) {
            var q = new double[outputs];
            Arrays.fill(q, smoothing / outputs);
            q[(int) y[0]] += 1 - smoothing;
            return q;
        }

        /** log Σ exp, with the maximum taken out so that a large logit does not overflow. */
        private static double logSumExp(double[] o) {
            double max = Arrays.stream(o).max().orElseThrow();
            return max
                    + Math.log(
                            Arrays.stream(o).map(logit -> Math.exp(logit - max)).sum());
        }
    }

    record Sigmoid() implements ReferenceLoss {

        @Override
        public double[] predictions(double[] o) {
            return Arrays.stream(o).map(Equations::sigmoid).toArray();
        }

        /** From −y log σ(o) − (1−y) log(1−σ(o)) = log(1 + exp(o)) − y·o, without an exp that overflows. */
        @Override
        public double value(double[] o, double[] y) {
            double sum = 0;
            for (int k = 0; k < o.length; k++) {
                sum += Math.max(o[k], 0) + Math.log1p(Math.exp(-Math.abs(o[k]))) - y[k] * o[k];
            }
            return sum / o.length;
        }

        @Override
        public double[] gradient(double[] o, double[] y) {
            var gradient = new double[o.length];
            for (int k = 0; k < o.length; k++) {
                gradient[k] = (Equations.sigmoid(o[k]) - y[k]) / o.length;
            }
            return gradient;
        }

        @Override
        public double[] randomTarget(SplittableRandom random, int outputs) {
            return random.ints(outputs, 0, 2).asDoubleStream().toArray();
        }
    }

    record SquaredError() implements ReferenceLoss {

        @Override
        public double[] predictions(double[] o) {
            return o.clone();
        }

        @Override
        public double value(double[] o, double[] y) {
            double sum = 0;
            for (int k = 0; k < o.length; k++) {
                sum += (o[k] - y[k]) * (o[k] - y[k]);
            }
            return sum / o.length;
        }

        @Override
        public double[] gradient(double[] o, double[] y) {
            var gradient = new double[o.length];
            for (int k = 0; k < o.length; k++) {
                gradient[k] = 2 * (o[k] - y[k]) / o.length;
            }
            return gradient;
        }

        @Override
        public double[] randomTarget(SplittableRandom random, int outputs) {
            return Rows.normal(random, 1, 1, outputs)[0];
        }
    }

    /** @param delta δ */
    record Huber(double delta) implements ReferenceLoss {

        @Override
        public double[] predictions(double[] o) {
            return o.clone();
        }

        @Override
        public double value(double[] o, double[] y) {
            double sum = 0;
            for (int k = 0; k < o.length; k++) {
                double e = Math.abs(o[k] - y[k]);
                sum += e <= delta ? e * e / 2 : delta * (e - delta / 2);
            }
            return sum / o.length;
        }

        @Override
        public double[] gradient(double[] o, double[] y) {
            var gradient = new double[o.length];
            for (int k = 0; k < o.length; k++) {
                double e = o[k] - y[k];
                gradient[k] = (Math.abs(e) <= delta ? e : delta * Math.signum(e)) / o.length;
            }
            return gradient;
        }

        @Override
        public double[] randomTarget(SplittableRandom random, int outputs) {
            return Rows.normal(random, 1, 1, outputs)[0];
        }
    }
}
