package io.github.unspool.tribuo.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.parameter.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.classification.Label;
import org.tribuo.math.Parameters;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.la.Tensor;
import org.tribuo.math.optimisers.AdaDelta;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.AdaGradRDA;
import org.tribuo.math.optimisers.ParameterAveraging;
import org.tribuo.math.optimisers.Pegasos;
import org.tribuo.math.optimisers.RMSProp;
import org.tribuo.math.optimisers.SGD;

/** Tribuo's optimisers on recurrent networks. */
class TribuoOptimiserTest {
    private static final double[] GRADIENTS = {0.5, -0.2, 0.9, 0, -3};
    private static final double ROUNDING = 1e-6;

    private static Parameter parameter(int rows, int columns, float... values) {
        return new Parameter(new Parameter.Shape("W", rows, columns), values);
    }

    /** One number of a bias and one of a matrix, each followed through several steps. */
    private static double after(StochasticGradientOptimiser tribuos) {
        var optimiser = Optimisers.start(tribuos);
        List<Parameter> weights = List.of(parameter(1, 1, 1), parameter(2, 1, 1, 5));
        for (double g : GRADIENTS) {
            optimiser.step(weights, List.of(parameter(1, 1, (float) g), parameter(2, 1, (float) g, 0)), 0);
        }
        assertThat(weights.get(1).values()).containsExactly(weights.get(0).values()[0], 5);
        return weights.get(0).values()[0];
    }

    @Test
    void sgd_goesAgainstTheGradient() {
        double constant = 1;
        double linear = 1;
        double root = 1;
        for (int t = 1; t <= GRADIENTS.length; t++) {
            constant -= 0.1 * GRADIENTS[t - 1];
            linear -= 0.1 / t * GRADIENTS[t - 1];
            root -= 0.1 / Math.sqrt(t) * GRADIENTS[t - 1];
        }
        assertThat(after(SGD.getSimpleSGD(0.1))).isCloseTo(constant, within(ROUNDING));
        assertThat(after(SGD.getLinearDecaySGD(0.1))).isCloseTo(linear, within(ROUNDING));
        assertThat(after(SGD.getSqrtDecaySGD(0.1))).isCloseTo(root, within(ROUNDING));
    }

    @Test
    void momentum_keepsItsDirection() {
        double plain = 1;
        double ahead = 1;
        double v = 0;
        for (double g : GRADIENTS) {
            v = 0.9 * v + g;
            plain -= 0.1 * v;
            ahead -= 0.1 * (g + 0.9 * v);
        }
        assertThat(after(SGD.getSimpleSGD(0.1, 0.9, SGD.Momentum.STANDARD))).isCloseTo(plain, within(ROUNDING));
        assertThat(after(SGD.getSimpleSGD(0.1, 0.9, SGD.Momentum.NESTEROV))).isCloseTo(ahead, within(ROUNDING));
    }

    @Test
    void adaGrad_dividesByTheRootOfTheSumOfSquares() {
        double w = 1;
        double sum = 0;
        for (double g : GRADIENTS) {
            sum += g * g;
            w -= 0.1 * g / (1e-3 + Math.sqrt(sum));
        }
        assertThat(after(new AdaGrad(0.1, 1e-3))).isCloseTo(w, within(ROUNDING));
    }

    @Test
    void rmsProp_dividesByTheRootMeanSquare() {
        double w = 1;
        double s = 0;
        for (double g : GRADIENTS) {
            s = 0.9 * s + 0.1 * g * g;
            w -= 0.1 * g / (1e-3 + Math.sqrt(s));
        }
        assertThat(after(new RMSProp(0.1, 0.9, 1e-3, 0))).isCloseTo(w, within(ROUNDING));
    }

    @Test
    void adaDelta_scalesByEarlierSteps() {
        double w = 1;
        double squares = 0;
        double steps = 0;
        for (double g : GRADIENTS) {
            squares = 0.9 * squares + 0.1 * g * g;
            double step = g * Math.sqrt(steps + 1e-3) / Math.sqrt(squares + 1e-3);
            steps = 0.9 * steps + 0.1 * step * step;
            w -= step;
        }
        assertThat(after(new AdaDelta(0.9, 1e-3))).isCloseTo(w, within(ROUNDING));
    }

    private static Rnn rnn(StochasticGradientOptimiser optimiser) {
        return Rnn.builder()
                .hidden(6)
                .gru()
                .epochs(40)
                .batch(4)
                .optimiser(optimiser)
                .seed(3);
    }

    static Stream<StochasticGradientOptimiser> accepted() {
        return Stream.of(
                new AdaGrad(0.1),
                new AdaDelta(0.9, 1e-3),
                new RMSProp(0.01, 0.9),
                SGD.getSimpleSGD(0.3),
                SGD.getLinearDecaySGD(2),
                SGD.getSqrtDecaySGD(0.5, 0.5, SGD.Momentum.NESTEROV));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void train_learnsAndTheSecondRunBeginsAnew(StochasticGradientOptimiser optimiser) {
        var trainer = rnn(optimiser).<Label>sequenceTrainer();
        var first = trainer.train(Samples.gorillas());
        assertThat(first.history().loss())
                .isLessThan(0.7 * first.history().epochs().list().get(0).loss());

        trainer.setInvocationCount(0);
        assertThat(Samples.bits(trainer.train(Samples.gorillas()))).isEqualTo(Samples.bits(first));
    }

    @Test
    void train_tribuosSgdAndOurs_comeToTheSame() {
        double ours = rnn(new Sgd(0.3)).train(Samples.gorillas()).history().loss();
        assertThat(rnn(SGD.getSimpleSGD(0.3))
                        .train(Samples.gorillas())
                        .history()
                        .loss())
                .isCloseTo(ours, within(1e-5));
    }

    @Test
    void train_fromManyThreads_sharesNothing() throws Exception {
        var trainer = rnn(new AdaGrad(0.1)).<Label>sequenceTrainer();
        List<List<Integer>> expected = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            expected.add(Samples.bits(trainer.train(Samples.gorillas())));
        }
        trainer.setInvocationCount(0);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<List<Integer>> run = () -> Samples.bits(trainer.train(Samples.gorillas()));
            List<List<Integer>> actual = new ArrayList<>();
            for (Future<List<Integer>> future : threads.invokeAll(List.of(run, run, run, run))) {
                actual.add(future.get());
            }
            assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
        } finally {
            threads.shutdown();
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        new org.tribuo.math.optimisers.Adam(),
                        "Tribuo 4.3.2's Adam multiplies by the root where the paper divides; use adam(0.01), or"
                                + " optimiser(new io.github.unspool.tribuo.optimiser.Adam(0.01))"),
                Arguments.of(
                        new Pegasos(0.1, 0.1),
                        "Tribuo's Pegasos replaces the weights by its own shrinking tensors, for linear models; use sgd(0.1), or optimiser(new Adam(Rate.constant(0.01), 0.01)) for weight decay"),
                Arguments.of(
                        new AdaGradRDA(0.1, 1e-6),
                        "Tribuo's AdaGradRDA replaces the weights by its own tensors, for linear models; use optimiser(new AdaGrad(0.1))"),
                Arguments.of(
                        new ParameterAveraging(new AdaGrad(0.1)),
                        "Tribuo's ParameterAveraging averages only at the end of a run, so no loss of the run would belong to its final weights; use its inner optimiser"),
                Arguments.of(
                        new AdaGrad(0.1, 1e-6, 0.5),
                        "optimiser(new AdaGrad(0.1, 1.0E-6, 0.5)): each run copies it, but its copy() loses a setting: optimiser(new AdaGrad(0.1, 1.0E-6, 0.0)); use a value that it keeps"),
                Arguments.of(
                        new Shared(),
                        Shared.class.getName()
                                + ": its copy() does not return a new optimiser, but each run needs its own"),
                Arguments.of(
                        new LastWord(),
                        LastWord.class.getName()
                                + " changes the weights at the end of a run (finalise), so no loss of the run would belong to its final weights; use one that does not, such as adam(0.01)"),
                Arguments.of(null, "optimiser(null): choose one, such as adam(0.01)"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void optimiser_thatCannotTrain_isRefusedInTheCall(StochasticGradientOptimiser optimiser, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rnn.builder().optimiser(optimiser))
                .withMessage(sentence);
    }

    /** Some class that nobody here knows. */
    private static class Foreign implements StochasticGradientOptimiser {
        private final UnaryOperator<Tensor[]> update;

        Foreign(UnaryOperator<Tensor[]> update) {
            this.update = update;
        }

        @Override
        public Tensor[] step(Tensor[] updates, double weight) {
            return update.apply(updates);
        }

        @Override
        public void reset() {}

        @Override
        public StochasticGradientOptimiser copy() {
            return new Foreign(update);
        }

        @Override
        public ConfiguredObjectProvenance getProvenance() {
            return new ConfiguredObjectProvenanceImpl(this, "StochasticGradientOptimiser");
        }

        @Override
        public String toString() {
            return "Foreign()";
        }
    }

    private static final class Shared extends Foreign {
        Shared() {
            super(updates -> updates);
        }

        @Override
        public StochasticGradientOptimiser copy() {
            return this;
        }
    }

    private static final class LastWord extends Foreign {
        LastWord() {
            super(updates -> updates);
        }

        @Override
        public void finalise() {}
    }

    private static final class Setting extends Foreign {
        Setting() {
            super(updates -> updates);
        }

        @Override
        public StochasticGradientOptimiser copy() {
            return new Setting();
        }

        @Override
        public void initialise(Parameters parameters) {
            parameters.set(parameters.getEmptyCopy());
        }
    }

    @Test
    void train_unknownClassThatBehaves_learns() {
        Rnn rnn = rnn(new Foreign(updates -> {
            for (Tensor update : updates) {
                update.scaleInPlace(0.02);
            }
            return updates;
        }));
        assertThat(rnn).hasToString("Rnn.builder().hidden(6).gru().epochs(40).batch(4).optimiser(Foreign()).seed(3)");
        assertThat(rnn.train(Samples.gorillas()).history().loss())
                .isCloseTo(
                        rnn(SGD.getSimpleSGD(0.02))
                                .train(Samples.gorillas())
                                .history()
                                .loss(),
                        within(1e-9));
    }

    @Test
    void step_sparseUpdate_changesOnlyWhatItHas() {
        var optimiser = new TribuoOptimiser(new Foreign(
                updates -> new Tensor[] {SparseVector.createSparseVector(3, new int[] {1}, new double[] {0.5})}));
        Parameter weights = parameter(1, 3, 1, 2, 3);
        optimiser.step(List.of(weights), List.of(parameter(1, 3, 0, 0, 0)), 0);
        assertThat(weights.values()).containsExactly(1, 2.5f, 3);
    }

    @Test
    void step_looksAtTheWeights_seesThemAsTheyAre() {
        List<double[]> seen = new ArrayList<>();
        var optimiser = new TribuoOptimiser(new Foreign(updates -> updates) {
            private Parameters parameters;

            @Override
            public void initialise(Parameters trained) {
                parameters = trained;
            }

            @Override
            public Tensor[] step(Tensor[] updates, double weight) {
                seen.add(((DenseVector) parameters.get()[0]).toArray());
                return updates;
            }

            @Override
            public StochasticGradientOptimiser copy() {
                return this;
            }
        });
        Parameter weights = parameter(1, 2, 1, 2);
        optimiser.step(List.of(weights), List.of(parameter(1, 2, 0.25f, 0)), 0);
        optimiser.step(List.of(weights), List.of(parameter(1, 2, 0, 0)), 0);
        assertThat(seen).containsExactly(new double[] {1, 2}, new double[] {0.75, 2});
    }

    static Stream<Arguments> misbehaving() {
        String name = Foreign.class.getName();
        return Stream.of(
                Arguments.of(new Foreign(updates -> null), name + " returned no updates for 5 parameters"),
                Arguments.of(
                        new Foreign(updates -> Arrays.copyOf(updates, 2)),
                        name + " returned 2 updates for 5 parameters"),
                Arguments.of(
                        new Foreign(updates -> {
                            updates[0] = new DenseVector(3);
                            return updates;
                        }),
                        name + " returned an update of shape [3] for layer 1 Wx, instead of [4, 4]"),
                Arguments.of(
                        new Foreign(updates -> {
                            updates[2].foreachInPlace(g -> Double.NaN);
                            return updates;
                        }),
                        name + " returned an update of NaN for layer 1 b, whose gradient is finite"),
                Arguments.of(
                        new Foreign(updates -> {
                            throw new ClassCastException("not a sparse vector");
                        }),
                        name + " cannot train this network: java.lang.ClassCastException: not a sparse vector"),
                Arguments.of(
                        new Setting(),
                        Setting.class.getName() + " cannot train this network: java.lang.UnsupportedOperationException:"
                                + " a recurrent network does not take other tensors in the place of its weights"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("misbehaving")
    void train_unknownClassThatMisbehaves_namesIt(StochasticGradientOptimiser optimiser, String sentence) {
        Rnn rnn = Samples.rnn().optimiser(optimiser);
        assertThatIllegalStateException()
                .isThrownBy(() -> rnn.train(Samples.sentence()))
                .withMessage(sentence);
    }
}
