package io.github.unspool.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.equation.Expression;
import io.github.unspool.equation.GradientCheck;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses as equations: their values, the derived gradients, their text, and what is refused. */
class EquationLossTest {
    private static final EquationLoss PINBALL = Loss.of(
            "pinball 0.9", (y, t) -> t.minus(y).times(0.9).max(t.minus(y).times(-0.1)));

    static List<EquationLoss> losses() {
        return List.of(
                PINBALL,
                (EquationLoss) Loss.absoluteError(),
                (EquationLoss) Loss.quantile(0.2),
                (EquationLoss) Loss.logCosh(),
                (EquationLoss) Loss.poisson(),
                (EquationLoss) Loss.focal(2),
                Loss.of("squared", (y, t) -> y.minus(t).square()),
                Loss.ofPositive("gamma", (y, t) -> t.divide(y).plus(y.log())),
                Loss.ofLabels("Brier", (p, t) -> p.minus(t).square()));
    }

    @Test
    void apply_givesPredictionsTheMeanAndItsGradient() {
        float[] o = {9, 0, 2, 9};
        float[] y = {9, 1, 1, 9};
        assertThat(PINBALL.apply(o, y, 1, 2, -1)).isCloseTo((0.9 + 0.1) / 2, within(1e-6));
        assertThat(o).containsExactly(9, 0, 2, 9);
        assertThat(y).containsExactly(new float[] {9, -0.45f, 0.05f, 9}, within(1e-7f));
    }

    @Test
    void apply_ofAPositivePrediction_isEToTheOutput() {
        float[] o = {0, 1};
        float[] y = {3, 0};
        assertThat(Loss.poisson().apply(o, y, 0, 2, -1)).isCloseTo((1 + Math.E) / 2, within(1e-6));
        assertThat(o).containsExactly(new float[] {1, (float) Math.E}, within(1e-6f));
        assertThat(y).containsExactly(new float[] {-1, (float) Math.E / 2}, within(1e-6f));
    }

    /** More outputs than a register holds. */
    @Test
    void apply_ofManyOutputs_isTheMeanOfAll() {
        float[] o = new float[1000];
        float[] y = new float[1000];
        for (int k = 0; k < 1000; k++) {
            y[k] = k;
        }
        assertThat(Loss.absoluteError().apply(o, y, 0, 1000, -1)).isCloseTo(499.5, within(1e-9));
        assertThat(y[999]).isEqualTo(-0.001f);
    }

    /** The hand-written losses are equations too. */
    @Test
    void handWrittenLosses_computeTheirEquations() {
        assertSame(Loss.squaredError(), Loss.of("squared", (y, t) -> y.minus(t).square()));
        assertSame(Loss.huber(0.7), Loss.of("huber", (y, t) -> {
            Expression e = y.minus(t).abs();
            Expression small = e.min(Expression.constant(0.7));
            return small.square().divide(2).plus(e.minus(small).times(0.7));
        }));
        assertSame(
                Loss.binaryCrossEntropy(),
                Loss.ofLabels(
                        "cross-entropy",
                        (p, t) -> t.times(p.log())
                                .plus(t.oneMinus().times(p.oneMinus().log()))
                                .negate()));
        assertSame(Loss.binaryCrossEntropy(), Loss.focal(0));
    }

    private static void assertSame(Loss written, Loss equation) {
        float[] o = {-40, -0.6f, 0.3f, 60};
        float[] y = {0, 1, 0, 1};
        float[] otherO = o.clone();
        float[] otherY = y.clone();
        double expected = written.apply(o, y, 0, 4, -1);
        assertThat(equation.apply(otherO, otherY, 0, 4, -1)).isCloseTo(expected, within(1e-5 * expected));
        assertThat(otherO).containsExactly(o, within(1e-6f));
        assertThat(otherY).containsExactly(y, within(1e-6f));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void check_comparesTheGradientWithDifferences(EquationLoss loss) {
        GradientCheck check = loss.check();
        assertThat(check.rows()).hasSize(8);
        assertThat(check.worst()).isLessThan(1e-8);
        assertThat(check.rows()).anyMatch(row -> Math.abs(row.derived()) > 0.05);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void parse_ofItsText_isTheSameLoss(EquationLoss loss) {
        Loss read = Loss.parse(loss.toString());
        assertThat(read).isEqualTo(loss).hasToString(loss.toString());
        assertThat(read.title()).isEqualTo(loss.title());
        assertThat(read.kind()).isEqualTo(loss.kind());
        assertThat(read.isPositive()).isEqualTo(loss.isPositive());
        assertThat(((EquationLoss) read).equations()).isEqualTo(loss.equations());
    }

    @Test
    void loss_showsItselfWithItsGradient() {
        assertThat(PINBALL).hasToString("Loss.parse(\"pinball 0.9\", \"max((t - y) * 0.9, (t - y) * (-0.1))\")");
        assertThat(Loss.poisson()).hasToString("Loss.poisson()");
        assertThat(((EquationLoss) Loss.poisson()).equations())
                .isEqualTo("Poisson loss\n  y = exp(o)\n  loss = y - t * log(y)\n  dy = 1 + (-1) * t * (1 / y)");
        assertThat(((EquationLoss) Loss.absoluteError()).latex())
                .isEqualTo("\\begin{aligned}y &= o \\\\ \\ell(y, t) &= \\operatorname{abs}\\left(y - t\\right) \\\\ "
                        + "\\frac{\\partial\\ell}{\\partial y} &= "
                        + "\\operatorname{greater}\\left(y - t, 0\\right) \\cdot 2 - 1\\end{aligned}");
    }

    @Test
    void parse_ofTheCommandLinesText_isTheLoss() {
        assertThat(Loss.parse("parse(\"pinball 0.9\",\"max((t - y) * 0.9, (t - y) * -0.1)\")"))
                .isEqualTo(PINBALL);
        assertThat(Loss.parse("counts", "y = exp(o); loss = y - t * log(y)").isPositive())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abs(t)|the loss \"mine\" = abs(t) does not contain the prediction y, so that nothing can be learned",
                "y * y|the loss \"mine\" = y * y does not contain the target t, so that all targets are equal to it",
                "-(y - t) * (y - t)|the loss \"mine\" = -(y - t) * (y - t) is -4.0 at the prediction -3.0 and 0.0 at the"
                        + " target -1.0 itself, so that training would move predictions away from targets; change its sign",
                "y - t * log(y)|the loss \"mine\" = y - t * log(y) is NaN and has the gradient 0.6666666666666667 at the"
                        + " prediction -3.0 and the target -1.0; both must be finite, and a logarithm or root needs a number"
                        + " above 0: Loss.ofPositive(…) has predictions above 0",
                "sqrt((y - t) * (y - t))|the loss \"mine\" = sqrt((y - t) * (y - t)) is 0.0 and has the gradient NaN at the"
                        + " prediction -1.0 and the target -1.0; both must be finite, and a logarithm or root needs a number"
                        + " above 0: Loss.ofPositive(…) has predictions above 0",
                "abs(y - t|the formula \"abs(y - t\": \")\" is missing",
                "abs(y - z)|the formula \"abs(y - z)\": \"z\" is not defined",
                "y = tanh(o); abs(y - t)|\"y = tanh(o)\": the prediction y is o, exp(o) or sigmoid(o); write such as y = exp(o)",
                "a; b; c|the loss \"a; b; c\" has 3 equations; write \"y = exp(o); loss = …\", or the loss alone",
            })
    void parse_whatIsNoLoss_saysWhy(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.parse("mine", text))
                .withMessage(message);
    }

    @Test
    void of_anotherVariable_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.of("mine", (y, t) -> y.minus(t).abs().plus(Expression.variable("w"))))
                .withMessage("the formula \"abs(y - t) + w\": \"w\" is not defined");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "a\\b", "a\nb", "<script>"})
    void name_thatCannotStandInAFile_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.parse(name, "abs(y - t)"))
                .withMessageStartingWith("the loss \"" + name + "\": a name has 1 to 60 letters");
    }

    @Test
    void parse_ofAHostileText_isBounded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.parse("long", "y".repeat(10_001)))
                .withMessage("a loss of 10001 characters; at most 10000 are read");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.parse("deep", "(".repeat(5000)))
                .withMessageContaining("more than 100 parentheses inside each other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.parse("minus", "y *" + "-".repeat(5000)))
                .withMessageContaining("more than 100 parentheses inside each other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.parse("wide", "y" + " + y".repeat(600) + " - t"))
                .withMessage("an expression of more than 500 operations inside each other; make it simpler");
    }

    @Test
    void factories_valueOutOfRange_sayWhichRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.quantile(1))
                .withMessage("quantile(1.0): the level must be above 0 and below 1; try quantile(0.9)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.focal(-1))
                .withMessage("focal(-1.0): gamma must be 0 or more and finite; try focal(2)");
    }
}
