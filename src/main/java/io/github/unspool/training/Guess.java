package io.github.unspool.training;

import io.github.unspool.loss.CrossEntropy;
import io.github.unspool.loss.Loss;
import io.github.unspool.part.Sequence;
import java.util.List;
import java.util.stream.DoubleStream;

/** The loss of the best constant prediction, which ignores all inputs. */
final class Guess {
    /** An output whose probability is 0 or 1 in floats. */
    private static final double FAR = 80;

    private Guess() {}

    /**
     * The loss of the mean of the targets: for classes the entropy of their frequencies, for numbers their variance.
     *
     * @param loss the loss
     * @param outputs K
     * @param sequences at least one step of which counts
     * @return the mean loss of a step, by the steps' weights; 0 if it is not known
     */
    static double loss(Loss loss, int outputs, List<Sequence> sequences) {
        if (loss.isOfSequences()) {
            return 0;
        }
        double[] mean = new double[outputs];
        double total = 0;
        for (Sequence one : sequences) {
            Sequence sequence = one.predicted();
            for (int t = 0; t < sequence.steps(); t++) {
                float weight = sequence.weight()[t];
                if (weight > 0) {
                    sequence.targets().forEach(t, t + 1, (k, target) -> mean[k] += weight * target);
                    total += weight;
                }
            }
        }
        double all = total;
        double[] share = DoubleStream.of(mean).map(m -> m / all).toArray();
        return switch (loss.kind()) {
            case CLASS -> ofClasses(share, ((CrossEntropy) loss).smoothing());
            case LABELS -> loss.equals(Loss.binaryCrossEntropy()) ? ofLabels(share) : measured(loss, share, sequences);
            case NUMBERS -> measured(loss, share, sequences);
        };
    }

    private static double ofClasses(double[] share, double smoothing) {
        return DoubleStream.of(share)
                .map(p -> entropy((1 - smoothing) * p + smoothing / share.length))
                .sum();
    }

    private static double entropy(double p) {
        return p <= 0 ? 0 : -p * StrictMath.log(p);
    }

    private static double ofLabels(double[] share) {
        return DoubleStream.of(share)
                .map(p -> entropy(p) + entropy(1 - p))
                .average()
                .orElse(0);
    }

    /** The output whose prediction is a mean of targets. */
    private static float output(Loss loss, double mean) {
        if (loss.kind() == Loss.Kind.LABELS) {
            return (float) Math.max(-FAR, Math.min(FAR, StrictMath.log(mean / (1 - mean))));
        }
        return (float) (loss.isPositive() ? Math.max(-FAR, StrictMath.log(mean)) : mean);
    }

    private static double measured(Loss loss, double[] mean, List<Sequence> sequences) {
        double sum = 0;
        double total = 0;
        float[] targets = new float[mean.length];
        float[] outputs = new float[mean.length];
        for (Sequence one : sequences) {
            Sequence sequence = one.predicted();
            for (int t = 0; t < sequence.steps(); t++) {
                float weight = sequence.weight()[t];
                if (weight > 0) {
                    sequence.targets().scatter(t, t + 1, targets, 0, mean.length);
                    for (int k = 0; k < mean.length; k++) {
                        outputs[k] = output(loss, mean[k]);
                    }
                    sum += weight * loss.apply(outputs, targets, 0, mean.length, -1);
                    total += weight;
                }
            }
        }
        return sum / total;
    }
}
