package io.github.unspool.optimiser;

/**
 * The learning rate over a training run. Immutable; each call gives a new one.
 *
 * <pre>{@code
 * Rate.cosine(0.01).warmUp(0.1)      // rises for a tenth of the run, then falls along half a cosine to 0
 * }</pre>
 *
 * @param peak the largest rate, positive and finite
 * @param shape the shape of the rate after the peak
 * @param warmUp the part of the run, 0 to less than 1, in which the rate first rises in a straight line from a hundredth of
 *     it
 * @param drops how often a rate of steps falls; 0 for the others
 * @param factor what each drop multiplies the rate with, or an exponential rate the whole run; 1 for the others
 */
public record Rate(double peak, Shape shape, double warmUp, int drops, double factor) {
    /** Where a warm-up begins; with a rate of 0 the first update would be lost. */
    private static final double START = 0.01;

    private static final double CYCLE_RISE = 0.3;
    private static final double CYCLE_START = 1 / 25.0;
    private static final double CYCLE_END = CYCLE_START / 1e4;

    /** How a rate goes. */
    public enum Shape {
        /** It stays. */
        CONSTANT,
        /** It falls in a straight line to 0. */
        LINEAR,
        /** It falls along half a cosine to 0. */
        COSINE,
        /** It falls in steps. */
        STEPS,
        /** It falls by the same factor in each equal part of the run. */
        EXPONENTIAL,
        /** It rises along a cosine for three tenths of the run and falls along another for the rest. */
        ONE_CYCLE
    }

    /**
     * Checks the ranges.
     *
     * @param peak the largest rate
     * @param shape the shape after the peak
     * @param warmUp the part in which it rises
     * @param drops how often it falls
     * @param factor what a drop multiplies with
     * @throws IllegalArgumentException if one of them does not make sense
     */
    public Rate {
        check(
                peak > 0 && Double.isFinite(peak),
                "a learning rate of %s: it must be positive and finite; try 0.01",
                peak);
        check(
                warmUp >= 0 && warmUp < 1,
                "warmUp(%s): the fraction of the run must be at least 0 and less than 1; try 0.1. To warm up for 100 of 2000 updates, use warmUp(0.05)",
                warmUp);
        check(drops >= 0, "steps: %s drops are not possible; try 2", drops);
        check(
                factor > 0 && factor <= 1,
                (shape == Shape.EXPONENTIAL ? "exponential" : "steps")
                        + ": the factor %s does not reduce the rate; try 0.1",
                factor);
    }

    private static void check(boolean condition, String sentence, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(sentence.formatted(value));
        }
    }

    /**
     * A rate that stays.
     *
     * @param rate positive and finite
     * @return the rate
     * @throws IllegalArgumentException if it is not
     */
    public static Rate constant(double rate) {
        return new Rate(rate, Shape.CONSTANT, 0, 0, 1);
    }

    /**
     * A rate that falls in a straight line to 0 at the end of the run.
     *
     * @param peak where it begins
     * @return the rate
     * @throws IllegalArgumentException if the peak is not positive and finite
     */
    public static Rate linear(double peak) {
        return new Rate(peak, Shape.LINEAR, 0, 0, 1);
    }

    /**
     * A rate that falls along half a cosine to 0 at the end of the run.
     *
     * <p>Source: I. Loshchilov, F. Hutter, <i>SGDR: stochastic gradient descent with warm restarts</i>, ICLR 2017, without
     * restarts.
     *
     * @param peak where it begins
     * @return the rate
     * @throws IllegalArgumentException if the peak is not positive and finite
     */
    public static Rate cosine(double peak) {
        return new Rate(peak, Shape.COSINE, 0, 0, 1);
    }

    /**
     * A rate that falls in steps of equal length.
     *
     * @param peak where it begins
     * @param drops how often it falls
     * @param factor what each drop multiplies it with, above 0 and up to 1
     * @return the rate
     * @throws IllegalArgumentException if one of them does not make sense
     */
    public static Rate steps(double peak, int drops, double factor) {
        return new Rate(peak, Shape.STEPS, 0, drops, factor);
    }

    /**
     * A rate that falls evenly on a logarithmic scale.
     *
     * @param peak where it begins
     * @param factor the part of the peak that is left at the end of the run, above 0 and up to 1
     * @return the rate
     * @throws IllegalArgumentException if one of them does not make sense
     */
    public static Rate exponential(double peak, double factor) {
        return new Rate(peak, Shape.EXPONENTIAL, 0, 0, factor);
    }

    /**
     * A rate that rises from a 25th of the peak and falls to nearly 0.
     *
     * <p>Source: L. N. Smith, N. Topin, <i>Super-convergence: very fast training of neural networks using large learning
     * rates</i>, arXiv:1708.07120; the numbers are those of PyTorch's {@code OneCycleLR}.
     *
     * @param peak the largest rate
     * @return the rate
     * @throws IllegalArgumentException if the peak is not positive and finite
     */
    public static Rate oneCycle(double peak) {
        return new Rate(peak, Shape.ONE_CYCLE, 0, 0, 1);
    }

    /**
     * Lets the rate rise in a straight line from a hundredth of the peak before it does what it does.
     *
     * @param part how much of the run it rises, from 0 to less than 1
     * @return the changed rate
     * @throws IllegalArgumentException if the part is outside of that
     */
    public Rate warmUp(double part) {
        return new Rate(peak, shape, part, drops, factor);
    }

    /**
     * The rate at a moment.
     *
     * @param progress how much of the run is done, 0 to 1
     * @return the learning rate
     */
    public double at(double progress) {
        if (progress < warmUp) {
            return peak * (START + (1 - START) * progress / warmUp);
        }
        double done = Math.min(1, (progress - warmUp) / (1 - warmUp));
        return peak
                * switch (shape) {
                    case CONSTANT -> 1;
                    case LINEAR -> 1 - done;
                    case COSINE -> halfCosine(1, 0, done);
                    case STEPS -> StrictMath.pow(factor, Math.min(drops, Math.floor(done * (drops + 1))));
                    case EXPONENTIAL -> StrictMath.pow(factor, done);
                    case ONE_CYCLE ->
                        done < CYCLE_RISE
                                ? halfCosine(CYCLE_START, 1, done / CYCLE_RISE)
                                : halfCosine(1, CYCLE_END, (done - CYCLE_RISE) / (1 - CYCLE_RISE));
                };
    }

    private static double halfCosine(double from, double to, double part) {
        return to + (from - to) * (1 + StrictMath.cos(Math.PI * part)) / 2;
    }

    /** The chain of calls that gives this value. */
    @Override
    public String toString() {
        String arguments = peak
                + switch (shape) {
                    case STEPS -> ", " + drops + ", " + factor;
                    case EXPONENTIAL -> ", " + factor;
                    default -> "";
                };
        String call = switch (shape) {
            case CONSTANT -> "constant";
            case LINEAR -> "linear";
            case COSINE -> "cosine";
            case STEPS -> "steps";
            case EXPONENTIAL -> "exponential";
            case ONE_CYCLE -> "oneCycle";
        };
        String text = "Rate." + call + "(" + arguments + ")";
        return warmUp == 0 ? text : text + ".warmUp(" + warmUp + ")";
    }

    /**
     * The shortest argument that gives this value to a call that takes a number or a rate.
     *
     * @return the number alone if the rate stays, else {@link #toString}
     */
    public String shortest() {
        return equals(constant(peak)) ? Double.toString(peak) : toString();
    }
}
