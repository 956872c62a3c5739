package io.github.unspool.cell;

import java.util.List;

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

    /**
     * The long short-term memory with peepholes: gates read the memory, unit by unit.
     *
     * <p>Source: F. A. Gers, N. N. Schraudolph, J. Schmidhuber, <i>Learning precise timing with LSTM recurrent networks</i>,
     * Journal of Machine Learning Research 3 (2002).
     *
     * @return the cell
     */
    public static EquationCell peepholes() {
        return Cell.of("peepholes", c -> {
            var before = c.state("c");
            var i = c.gate("i").plus(c.vector("pi", 0).times(before)).sigmoid();
            var f = c.gate("f", 1).plus(c.vector("pf", 0).times(before)).sigmoid();
            var g = c.gate("g").tanh();
            var memory = c.state("c", f.times(before).plus(i.times(g)));
            var o = c.gate("o").plus(c.vector("po", 0).times(memory)).sigmoid();
            return o.times(memory.tanh());
        });
    }

    /**
     * The gated recurrent unit with its reset gate before the product.
     *
     * <p>Source: K. Cho, B. van Merriënboer, C. Gulcehre, D. Bahdanau, F. Bougares, H. Schwenk, Y. Bengio, <i>Learning phrase
     * representations using RNN encoder-decoder for statistical machine translation</i>, arXiv:1406.1078 (2014).
     *
     * @return the cell
     */
    public static EquationCell resetBefore() {
        return Cell.of("resetBefore", c -> {
            var r = c.gate("r").sigmoid();
            var z = c.gate("z").sigmoid();
            var n = c.input("n").plus(c.product("n", r.times(c.h()))).tanh();
            return z.oneMinus().times(n).plus(z.times(c.h()));
        });
    }

    /**
     * The minimal gated unit as in its paper, with its only gate before the product.
     *
     * <p>Source: G.-B. Zhou, J. Wu, C.-L. Zhang, Z.-H. Zhou, <i>Minimal gated unit for recurrent neural networks</i>,
     * arXiv:1603.09420 (2016).
     *
     * @return the cell
     */
    public static EquationCell mguOfItsPaper() {
        return Cell.of("mguOfItsPaper", c -> {
            var f = c.gate("f").sigmoid();
            var n = c.input("n").plus(c.product("n", f.times(c.h()))).tanh();
            return f.oneMinus().times(c.h()).plus(f.times(n));
        });
    }

    /**
     * The independently recurrent unit: each unit reads its own state only, with a learned weight.
     *
     * <p>Source: S. Li, W. Li, C. Cook, C. Zhu, Y. Gao, <i>Independently recurrent neural network (IndRNN): building a longer and
     * deeper RNN</i>, CVPR 2018, arXiv:1803.04831.
     *
     * @return the cell
     */
    public static EquationCell independent() {
        return Cell.of(
                "independent",
                c -> c.input("n").plus(c.vector("u", 0, 1).times(c.h())).relu());
    }

    /**
     * A continuous-time unit with a learned time constant, in steps of 1: τ·dh/dt = −h + tanh(z), where 1/τ = σ(a).
     *
     * <p>Source: K. Funahashi, Y. Nakamura, <i>Approximation of dynamical systems by continuous time recurrent neural
     * networks</i>, Neural Networks 6 (1993).
     *
     * @return the cell
     */
    public static EquationCell continuousTime() {
        return Cell.of("continuousTime", c -> {
            var rate = c.vector("a", -3, 2).sigmoid();
            return rate.oneMinus().times(c.h()).plus(rate.times(c.gate("n").tanh()));
        });
    }

    /**
     * A liquid time-constant unit, by one step of the fused solver: the gate decides how fast the state moves, and where to.
     *
     * <p>Source: R. Hasani, M. Lechner, A. Amini, D. Rus, R. Grosu, <i>Liquid time-constant networks</i>, AAAI 2021,
     * arXiv:2006.04439, algorithm 1 with Δt = 1; 1/τ = softplus(s) stays positive.
     *
     * @return the cell
     */
    public static EquationCell liquid() {
        return Cell.of("liquid", c -> {
            var f = c.gate("f").sigmoid();
            var goal = c.vector("a", -1, 1);
            var rate = c.vector("s", -2, 1).softplus();
            return c.h().plus(f.times(goal)).divide(rate.plus(f).plus(1));
        });
    }

    /**
     * The minimal GRU: no gate reads the state before.
     *
     * <p>Source: L. Feng, F. Tung, M. O. Ahmed, Y. Bengio, H. Hajimirsadegh, <i>Were RNNs all we needed?</i>, arXiv:2410.01201
     * (2024).
     *
     * @return the cell
     */
    public static EquationCell minGru() {
        return Cell.of("minGru", c -> {
            var z = c.input("z").sigmoid();
            return z.oneMinus().times(c.h()).plus(z.times(c.input("n")));
        });
    }

    /**
     * The minimal LSTM: no gate reads the state before, and both gates together are 1.
     *
     * <p>Source: as of {@link #minGru}.
     *
     * @return the cell
     */
    public static EquationCell minLstm() {
        return Cell.of("minLstm", c -> {
            var f = c.input("f").sigmoid();
            var i = c.input("i").sigmoid();
            var sum = f.plus(i);
            return f.divide(sum).times(c.h()).plus(i.divide(sum).times(c.input("n")));
        });
    }

    /**
     * The LSTM with exponential gates: a normaliser n and a stabiliser m keep its numbers finite.
     *
     * <p>Source: M. Beck et al., <i>xLSTM: extended long short-term memory</i>, arXiv:2405.04517 (2024), sLSTM with one head and a
     * sigmoid forget gate.
     *
     * @return the cell
     */
    public static EquationCell exponentialGates() {
        return Cell.of("exponentialGates", c -> {
            var kept = c.gate("f", 1).negate().softplus().negate().plus(c.state("m"));
            var written = c.gate("i");
            var most = c.state("m", kept.max(written));
            var f = kept.minus(most).exp();
            var i = written.minus(most).exp();
            var memory =
                    c.state("c", f.times(c.state("c")).plus(i.times(c.gate("z").tanh())));
            var sum = c.state("n", f.times(c.state("n")).plus(i));
            return c.gate("o").sigmoid().times(memory.divide(sum));
        });
    }

    /**
     * Every cell of this class.
     *
     * @return the cells; {@link #leaky} with a rate of 0.25
     */
    public static List<EquationCell> all() {
        return List.of(
                elman(),
                rectified(),
                gatedUnit(),
                longShortTermMemory(),
                mgu(),
                cifg(),
                ugrnn(),
                janet(),
                leaky(0.25),
                peepholes(),
                resetBefore(),
                mguOfItsPaper(),
                independent(),
                continuousTime(),
                liquid(),
                minGru(),
                minLstm(),
                exponentialGates());
    }
}
