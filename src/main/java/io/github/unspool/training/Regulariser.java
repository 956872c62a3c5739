package io.github.unspool.training;

import io.github.unspool.math.Workers;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.setting.Setting;
import java.util.List;

/**
 * Keeps weights and gradients small. Penalties and the largest norm are for matrices; biases and first states are left alone.
 * The loss that is reported is that of the data, without penalties.
 *
 * <p>Sources: L1 and L2 penalties: R. Tibshirani, <i>Regression shrinkage and selection via the lasso</i>, JRSS B 58 (1996); A.
 * Krogh, J. A. Hertz, <i>A simple weight decay can improve generalization</i>, NIPS 1991. Largest norm: N. Srivastava et al.,
 * <i>Dropout: a simple way to prevent neural networks from overfitting</i>, JMLR 15 (2014), section 5.1.
 */
public final class Regulariser {
    /** The factor of the penalty Σ |w|, whose gradient is ± the factor. */
    public static final Setting<Double> L1 = Setting.number(
            "l1",
            Regulariser::isPositive,
            "the factor must be positive and finite; try l1(0.0001)",
            "Penalty on the absolute values of the weights, by this factor");

    /** The factor of the penalty Σ w² / 2, whose gradient is the factor times w. */
    public static final Setting<Double> L2 = Setting.number(
            "l2",
            Regulariser::isPositive,
            "the factor must be positive and finite; try l2(0.0001)",
            "Penalty on half the squares of the weights, by this factor");

    /** The largest norm of the weights into one unit, longer ones are scaled down after each update; 0: no limit. */
    public static final Setting<Double> MAX_NORM = Setting.number(
            "maxNorm",
            Regulariser::isPositive,
            "the norm must be positive and finite; try maxNorm(3)",
            "Largest norm of the weights into a unit");

    /** The largest absolute value of a number of the gradient, before its norm is clipped; 0: no limit. */
    public static final Setting<Double> CLIP_VALUE = Setting.number(
            "clipValue",
            Regulariser::isPositive,
            "the value must be positive and finite; try clipValue(0.5)",
            "Largest absolute value in a gradient");

    static final List<Setting<?>> SETTINGS = List.of(L1, L2, MAX_NORM, CLIP_VALUE);

    /** Numbers that threads go through together. */
    private static final int BLOCK = 1 << 14;
    /** What a number costs, as floating-point operations of a product. */
    private static final long OPERATIONS = 4;

    private final float l1;
    private final float l2;
    private final double maxNorm;
    private final float limit;
    private final Workers workers;

    Regulariser(TrainingSettings settings, Workers workers) {
        this.l1 = settings.get(L1).floatValue();
        this.l2 = settings.get(L2).floatValue();
        this.maxNorm = settings.get(MAX_NORM);
        this.limit = settings.get(CLIP_VALUE).floatValue();
        this.workers = workers;
    }

    private static boolean isPositive(double value) {
        return value > 0 && Double.isFinite(value);
    }

    /** Adds the gradients of the penalties, then limits each number. */
    void apply(List<Parameter> weights, List<Parameter> gradients) {
        for (int i = 0; i < gradients.size(); i++) {
            float[] w = weights.get(i).values();
            float[] g = gradients.get(i).values();
            if ((l1 > 0 || l2 > 0) && weights.get(i).rows() > 1) {
                forEach(g, (from, to) -> penalise(w, g, from, to));
            }
            if (limit > 0) {
                forEach(g, (from, to) -> limit(g, from, to));
            }
        }
    }

    private void forEach(float[] values, Workers.Range part) {
        workers.split(values.length, BLOCK, OPERATIONS * values.length, part);
    }

    private void penalise(float[] w, float[] g, int from, int to) {
        for (int i = from; i < to; i++) {
            g[i] += l2 * w[i] + l1 * Math.signum(w[i]);
        }
    }

    private void limit(float[] g, int from, int to) {
        for (int i = from; i < to; i++) {
            g[i] = Math.max(-limit, Math.min(limit, g[i]));
        }
    }

    /** Scales down the weights into each unit, a column of a matrix, whose norm became too large. */
    void constrain(List<Parameter> weights) {
        for (Parameter parameter : weights) {
            if (maxNorm > 0 && parameter.rows() > 1) {
                workers.split(
                        parameter.columns(),
                        1,
                        OPERATIONS * parameter.values().length,
                        (from, to) -> constrain(parameter, from, to));
            }
        }
    }

    private void constrain(Parameter parameter, int from, int to) {
        float[] w = parameter.values();
        for (int column = from; column < to; column++) {
            double squares = 0;
            for (int i = column; i < w.length; i += parameter.columns()) {
                squares += (double) w[i] * w[i];
            }
            double norm = Math.sqrt(squares);
            for (int i = column; norm > maxNorm && i < w.length; i += parameter.columns()) {
                w[i] *= (float) (maxNorm / norm);
            }
        }
    }
}
