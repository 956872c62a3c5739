package io.github.unspool.loss;

import io.github.unspool.equation.Expression;
import java.util.function.BinaryOperator;

/** Losses as equations: those that have a name, and the way to one's own. */
final class NamedLosses {
    private NamedLosses() {}

    static EquationLoss own(String name, LossEquation.Link link, BinaryOperator<Expression> loss) {
        return EquationLoss.own(name, equation(link, loss));
    }

    /** Through its text, so that a loss from a lambda and one from a file are the same. */
    private static LossEquation equation(LossEquation.Link link, BinaryOperator<Expression> loss) {
        Expression y = Expression.variable(LossEquation.PREDICTION);
        Expression t = Expression.variable(LossEquation.TARGET);
        return LossEquation.parse(new LossEquation(link, loss.apply(y, t)).text());
    }

    static Loss absoluteError() {
        return named(
                "mean absolute error",
                "absoluteError()",
                LossEquation.Link.NUMBER,
                (y, t) -> y.minus(t).abs());
    }

    /** Source: R. Koenker, G. Bassett, <i>Regression quantiles</i>, Econometrica 46 (1978). */
    static Loss quantile(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "quantile(%s): the level must be above 0 and below 1; try quantile(0.9)".formatted(level));
        }
        return named(
                "pinball loss of the quantile " + level,
                "quantile(%s)".formatted(level),
                LossEquation.Link.NUMBER,
                (y, t) -> t.minus(y).times(level).max(t.minus(y).times(level - 1)));
    }

    /** Source: J. A. Nelder, R. W. M. Wedderburn, <i>Generalized linear models</i>, J. of the Royal Statistical Society A 135 (1972). */
    static Loss poisson() {
        return named("Poisson loss", "poisson()", LossEquation.Link.POSITIVE, (y, t) -> y.minus(t.times(y.log())));
    }

    /**
     * As softplus(2e) − e − log 2, which no error makes infinite.
     *
     * <p>Source: R. A. Saleh, A. K. Md. E. Saleh, <i>Statistical properties of the log-cosh loss function used in machine
     * learning</i>, arXiv:2208.04564 (2022).
     */
    static Loss logCosh() {
        return named("log-cosh loss", "logCosh()", LossEquation.Link.NUMBER, (y, t) -> {
            Expression e = y.minus(t);
            return e.times(2).softplus().minus(e).minus(StrictMath.log(2));
        });
    }

    /** Source: T.-Y. Lin, P. Goyal, R. Girshick, K. He, P. Dollár, <i>Focal loss for dense object detection</i>, arXiv:1708.02002 (2017), without α. */
    static Loss focal(double gamma) {
        if (!(gamma >= 0) || Double.isInfinite(gamma)) {
            throw new IllegalArgumentException(
                    "focal(%s): gamma must be 0 or more and finite; try focal(2)".formatted(gamma));
        }
        return named(
                "focal loss with γ = " + gamma, "focal(%s)".formatted(gamma), LossEquation.Link.PROBABILITY, (p, t) -> {
                    Expression log = p.log();
                    Expression logOfRest = p.oneMinus().log();
                    Expression there = logOfRest.times(gamma).exp().times(log);
                    Expression absent = log.times(gamma).exp().times(logOfRest);
                    return t.times(there).plus(t.oneMinus().times(absent)).negate();
                });
    }

    private static Loss named(String title, String call, LossEquation.Link link, BinaryOperator<Expression> loss) {
        return new EquationLoss(title, "Loss." + call, equation(link, loss));
    }
}
