package io.github.unspool.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.equation.GradientCheck;
import io.github.unspool.math.Randoms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EquationCellTest {
    private static final int ROWS = 37;

    static List<EquationCell> cells() {
        return Recurrences.all();
    }

    static List<Arguments> fastForms() {
        return List.of(
                Arguments.of(Cells.TANH, Recurrences.elman()),
                Arguments.of(Cells.RELU, Recurrences.rectified()),
                Arguments.of(Cells.GRU, Recurrences.gatedUnit()),
                Arguments.of(Cells.LSTM, Recurrences.longShortTermMemory()));
    }

    private static Slabs slabs(Cell cell, int units) {
        Slabs s = new Slabs(units, cell);
        s.reset(ROWS, ROWS);
        Randoms random = Randoms.of(3);
        for (float[] slab : List.of(s.zx, s.zh, s.h, s.c, s.dh, s.dc)) {
            for (int i = 0; i < slab.length; i++) {
                slab[i] = (float) random.normal();
            }
        }
        return s;
    }

    private static void assertClose(float[] actual, float[] expected, String what) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).as("%s %s", what, i).isCloseTo(expected[i], within(2e-6));
        }
    }

    /** The equations are the specification of the fast forms. Widths below, at and above what is computed together. */
    @ParameterizedTest
    @MethodSource("fastForms")
    void fastForm_computesItsEquations(Cell fast, EquationCell equations) {
        for (int units : new int[] {1, 7, 64, 256, 300, 600}) {
            Slabs a = slabs(fast, units);
            Slabs b = slabs(equations, units);
            fast.forward(a, 0, ROWS, 0);
            equations.forward(b, 0, ROWS, 0);
            assertClose(b.h, a.h, "h");
            assertClose(b.c, a.c, "c");
            fast.backward(a, 0, ROWS, 0, 0);
            equations.backward(b, 0, ROWS, 0, 0);
            assertClose(b.dzx, a.dzx, "dzx");
            assertClose(b.dzh, a.dzh, "dzh");
            assertClose(b.dh, a.dh, "dh");
            assertClose(b.dc, a.dc, "dc");
        }
        assertThat(equations.gates()).isEqualTo(fast.gates());
        for (int gate = 0; gate < fast.gates(); gate++) {
            assertThat(equations.initialBias(gate)).isEqualTo(fast.initialBias(gate));
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void check_comparesEachGradientWithADifference(EquationCell cell) {
        GradientCheck check = cell.check();

        assertThat(check.worst()).isLessThan(1e-8);
        assertThat(check.rows()).hasSizeGreaterThanOrEqualTo(cell.gates());
        assertThat(check.rows()).allSatisfy(row -> assertThat(row.derived()).isNotZero());
    }

    @ParameterizedTest
    @MethodSource("cells")
    void parse_ofItsEquations_isTheSameCell(EquationCell cell) {
        EquationCell read = Cell.parse(cell.name(), cell.equations());

        assertThat(read).isEqualTo(cell).hasSameHashCodeAs(cell);
        assertThat(read.gateNames()).isEqualTo(cell.gateNames());
        assertThat(read.equations()).isEqualTo(cell.equations());
    }

    @Test
    void equations_readLikeThoseOfABook() {
        assertThat(Recurrences.longShortTermMemory().equations())
                .isEqualTo("i = sigmoid(gate(i)); f = sigmoid(gate(f, 1)); g = tanh(gate(g)); o = sigmoid(gate(o));"
                        + " c[t] = f * c[t-1] + i * g; h[t] = o * tanh(c[t])");
        assertThat(Recurrences.mgu()).hasToString("""
                        mgu
                          f = sigmoid(gate(f))
                          n = tanh(input(n) + f * recurrent(n))
                          h[t] = (1 - f) * h[t-1] + f * n""");
        assertThat(Recurrences.mgu().latex())
                .isEqualTo("\\begin{aligned}f_t &= \\sigma\\left(x_t W_{xf} + h_{t-1} W_{hf} + b_{f}\\right) \\\\ "
                        + "n_t &= \\tanh\\left(x_t W_{xn} + b_{n} + f_t \\odot \\left(h_{t-1} W_{hn} + b_{hn}\\right)\\right) \\\\ "
                        + "h_t &= \\left(1 - f_t\\right) \\odot h_{t-1} + f_t \\odot n_t\\end{aligned}");
        assertThat(Recurrences.elman().backwardLatex())
                .isEqualTo("\\begin{aligned}\\mathrm{d}z_{n} &= "
                        + "\\mathrm{d}h_t \\odot \\left(1 - h_t \\odot h_t\\right)\\end{aligned}");
    }

    /** The page has the backward pass that was derived by hand and the one that is derived here. */
    @Test
    void backwardLatex_ofTheLstm_isWhatThePageShows() throws IOException {
        assertThat(Files.readString(Path.of("docs/bptt.md")))
                .contains("```math\n" + Recurrences.longShortTermMemory().backwardLatex() + "\n```");
    }

    /** Sums in another order have other bits, and no order may depend on where objects lie in memory. */
    @ParameterizedTest
    @MethodSource("cells")
    void derivation_ofTheSameEquations_isTheSameEachTime(EquationCell cell) {
        for (int i = 0; i < 10; i++) {
            EquationCell again = Cell.parse(cell.name(), cell.equations());
            assertThat(again.backwardLatex()).isEqualTo(cell.backwardLatex());
        }
    }

    @Test
    void mistakes_areNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.of("none", c -> c.h()))
                .withMessage("a cell needs 1 to 64 gates, and this one has 0; begin with c.gate(\"n\")");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.of("unused", c -> {
                    c.gate("f");
                    return c.gate("n").tanh();
                }))
                .withMessage("the gate \"f\" is not used; use it, or leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Cell.of("lost", c -> c.gate("n").plus(c.state("c")).tanh()))
                .withMessage("the state \"c\" never gets a new value; say what it is: c.state(\"c\", …)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.of("infinite", c -> c.gate("n").log()))
                .withMessage(
                        "log(gate(n)) is -Infinity where all inputs and states are 0, which is where a sequence begins");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.of("gru", c -> c.gate("n").tanh()))
                .withMessage("the cell \"gru\": a cell of the library has this name; choose another");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.of("a", c -> c.gate("tanh").tanh()))
                .withMessageContaining("gate(\"tanh\"): a name is a letter");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.parse("a", "h[t] = tanh(gate(n)); h[t] = gate(n)"))
                .withMessage("\"h[t]\" has two equations");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.parse("a", "f = tanh(gate(n))"))
                .withMessage("no equation says what h[t] is");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.parse("a", "h[t] = tanh(gate(n)) + q"))
                .withMessageContaining("\"q\" is not defined");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.of("a", c -> {
                    c.vector("p", 1);
                    return c.gate("n").tanh();
                }))
                .withMessage("the vector \"p\" is not used; use it, or leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.of("a", c -> {
                    c.product("q", c.h());
                    return c.gate("n").tanh();
                }))
                .withMessage("the product \"q\" is not used; use it, or leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Cell.of("a", c -> c.gate("n").plus(c.vector("n", 1)).tanh()))
                .withMessage("vector(\"n\"): something else has this name; choose another");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Cell.of("a", c -> c.gate("n").plus(c.state("n")).tanh()))
                .withMessage("state(\"n\"): something else has this name; choose another");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Cell.of("a", c -> c.gate("n").times(c.vector("p", 1)).plus(c.vector("p", 2))))
                .withMessage("vector(\"p\"): it begins with 2.0 to 2.0 here and with 1.0 to 1.0 elsewhere");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.of("a", c -> c.gate("n").times(c.vector("bh", 1))))
                .withMessage("vector(\"bh\"): a parameter of each layer may be called so; choose another name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.of("a", c -> c.gate("n").plus(c.product("q", c.product("p", c.h())))))
                .withMessage(
                        "product(\"q\", …) is of another product, but a step has room for one after the other only once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.of("a", c -> {
                    c.state("c", c.gate("n"));
                    return c.state("c", c.gate("m"));
                }))
                .withMessage("state(\"c\", …): it already has a new value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.of("a", c -> c.gate("n").divide(c.vector("p", 0))))
                .withMessage(
                        "gate(n) / vector(p) is NaN where all inputs and states are 0, which is where a sequence begins");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.of("a", c -> {
                    c.state("c", c.gate("n"));
                    c.state("dc", c.gate("m"));
                    return c.gate("n");
                }))
                .withMessage(
                        "the state \"dc\": this is how the gradient of another state is written; choose another name");
    }
}
