package io.github.unspool.cell;

/**
 * Cells as equations: those of the library, whose fast forms are tested against these, and others to try with {@code
 * hidden(n).cell(…)}.
 */
public final class Recurrences {
    private Recurrences() {}

    /**
     * Elman's unit, as {@link Cells#TANH} computes it.
     *
     * @return h = tanh(z)
     */
    public static EquationCell elman() {
        return Cell.of("elman", c -> c.gate("n").tanh());
    }

    /**
     * Elman's unit with a rectifier, as {@link Cells#RELU} computes it.
     *
     * @return h = max(0, z)
     */
    public static EquationCell rectified() {
        return Cell.of("rectified", c -> c.gate("n").relu());
    }

    /**
     * The gated recurrent unit with its reset gate behind the product, as {@link Cells#GRU} computes it.
     *
     * @return the cell
     */
    public static EquationCell gatedUnit() {
        return Cell.of("gatedUnit", c -> {
            var r = c.gate("r").sigmoid();
            var z = c.gate("z").sigmoid();
            var n = c.input("n").plus(r.times(c.recurrent("n"))).tanh();
            return z.oneMinus().times(n).plus(z.times(c.h()));
        });
    }

    /**
     * The long short-term memory, as {@link Cells#LSTM} computes it.
     *
     * @return the cell
     */
    public static EquationCell longShortTermMemory() {
        return Cell.of("longShortTermMemory", c -> {
            var i = c.gate("i").sigmoid();
            var f = c.gate("f", 1).sigmoid();
            var g = c.gate("g").tanh();
            var o = c.gate("o").sigmoid();
            var memory = c.state("c", f.times(c.state("c")).plus(i.times(g)));
            return o.times(memory.tanh());
        });
    }

    /**
     * The minimal gated unit, with its only gate behind the product.
     *
     * <p>Source: G.-B. Zhou, J. Wu, C.-L. Zhang, Z.-H. Zhou, <i>Minimal gated unit for recurrent neural networks</i>,
     * arXiv:1603.09420 (2016), where the gate stands before the product.
     *
     * @return the cell
     */
    public static EquationCell mgu() {
        return Cell.of("mgu", c -> {
            var f = c.gate("f").sigmoid();
            var n = c.input("n").plus(f.times(c.recurrent("n"))).tanh();
            return f.oneMinus().times(c.h()).plus(f.times(n));
        });
    }

    /**
     * The long short-term memory whose input gate is what the forget gate leaves.
     *
     * <p>Source: K. Greff, R. K. Srivastava, J. Koutník, B. R. Steunebrink, J. Schmidhuber, <i>LSTM: a search space
     * odyssey</i>, IEEE Transactions on Neural Networks and Learning Systems 28 (2017), variant CIFG.
     *
     * @return the cell
     */
    public static EquationCell cifg() {
        return Cell.of("cifg", c -> {
            var f = c.gate("f", 1).sigmoid();
            var g = c.gate("g").tanh();
            var o = c.gate("o").sigmoid();
            var memory = c.state("c", f.times(c.state("c")).plus(f.oneMinus().times(g)));
            return o.times(memory.tanh());
        });
    }

    /**
     * The update gate recurrent network: one gate between the state before and a candidate.
     *
     * <p>Source: J. Collins, J. Sohl-Dickstein, D. Sussillo, <i>Capacity and trainability in recurrent neural networks</i>,
     * ICLR 2017, arXiv:1611.09913.
     *
     * @return the cell
     */
    public static EquationCell ugrnn() {
        return Cell.of("ugrnn", c -> {
            var g = c.gate("g", 1).sigmoid();
            var n = c.gate("n").tanh();
            return g.times(c.h()).plus(g.oneMinus().times(n));
        });
    }

    /**
     * The forget gate alone, which writes a little less than it forgets.
     *
     * <p>Source: J. van der Westhuizen, J. Lasenby, <i>The unreasonable effectiveness of the forget gate</i>,
     * arXiv:1804.04849 (2018), with β = 1.
     *
     * @return the cell
     */
    public static EquationCell janet() {
        return Cell.of("janet", c -> {
            var s = c.gate("f", 1);
            var n = c.gate("n").tanh();
            return s.sigmoid().times(c.h()).plus(s.minus(1).sigmoid().oneMinus().times(n));
        });
    }

    /**
     * A leaky integrator: Elman's unit that moves only a part of the way in each step.
     *
     * <p>Source: H. Jaeger, M. Lukoševičius, D. Popovici, U. Siewert, <i>Optimization and applications of echo state
     * networks with leaky-integrator neurons</i>, Neural Networks 20 (2007).
     *
     * @param rate the part, above 0 and at most 1
     * @return the cell
     * @throws IllegalArgumentException if the rate is out of range
     */
    public static EquationCell leaky(double rate) {
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("leaky(%s): a part above 0 and at most 1 is needed".formatted(rate));
        }
        return Cell.of(
                "leaky", c -> c.h().times(1 - rate).plus(c.gate("n").tanh().times(rate)));
    }
}
