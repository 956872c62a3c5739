package io.github.unspool.tribuo.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.unspool.Samples;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.parameter.Parameter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.example.LabelledDataGenerator;
import org.tribuo.classification.sequence.LabelSequenceEvaluator;
import org.tribuo.classification.sgd.crf.CRFTrainer;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseSparseMatrix;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.la.Tensor;
import org.tribuo.math.optimisers.SGD;

/** Our optimisers in the hands of Tribuo's trainers, which climb and add. */
class OwnOptimisersInTribuoTest {
    private static final double RATE = 0.1;
    /** What a loss would give; Tribuo's trainers pass the opposite. */
    private static final double[] GRADIENTS = {0.5, -0.2, 0.9, 0, -3};

    private static final double PRECISE = 1e-14;

    private static TensorParameters parameters() {
        return new TensorParameters(List.of(
                new Parameter(new Parameter.Shape("b", 1, 2), new float[] {1, 1}),
                new Parameter(new Parameter.Shape("W", 2, 2), new float[] {1, 1, 1, 1})));
    }

    /** Follows each number of a vector and of a matrix through the same steps, and demands that all go the same way. */
    private static double after(StochasticGradientOptimiser optimiser, double weight) {
        TensorParameters parameters = parameters();
        optimiser.initialise(parameters);
        for (double g : GRADIENTS) {
            double uphill = -g;
            Tensor[] updates = optimiser.step(
                    new Tensor[] {
                        DenseVector.createDenseVector(new double[] {uphill, uphill}),
                        DenseMatrix.createDenseMatrix(new double[][] {{uphill, uphill}, {uphill, uphill}})
                    },
                    weight);
            for (int i = 0; i < updates.length; i++) {
                parameters.get()[i].intersectAndAddInPlace(updates[i]);
            }
        }
        double first = ((DenseVector) parameters.get()[0]).get(0);
        assertThat(((DenseVector) parameters.get()[0]).toArray()).containsExactly(first, first);
        assertThat(((DenseMatrix) parameters.get()[1]).toArray())
                .isDeepEqualTo(new double[][] {{first, first}, {first, first}});
        return first;
    }

    /** Algorithm 1 of the paper, with AdamW's decay. */
    private static double adam(double factor, double decay) {
        double w = 1;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= GRADIENTS.length; t++) {
            double g = factor * GRADIENTS[t - 1];
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            double mHat = m / (1 - Math.pow(0.9, t));
            double vHat = v / (1 - Math.pow(0.999, t));
            w = w - RATE * decay * w - RATE * mHat / (Math.sqrt(vHat) + 1e-8);
        }
        return w;
    }

    @Test
    void adam_followsAlgorithm1OfThePaper() {
        assertThat(after(new Adam(RATE), 1)).isCloseTo(adam(1, 0), within(PRECISE));
    }

    @Test
    void adamW_pullsToZeroApartFromTheGradient() {
        assertThat(after(new Adam(Rate.constant(RATE), 0.3), 1)).isCloseTo(adam(1, 0.3), within(PRECISE));
    }

    /** The reason why ours exists, and why Tribuo's is refused. */
    @Test
    void tribuosAdam_doesNotDivideByTheRoot() {
        var theirs = new org.tribuo.math.optimisers.Adam(RATE, 0.9, 0.999, 1e-8);
        Tensor[] first = {DenseVector.createDenseVector(new double[] {100, 0.01})};
        theirs.initialise(
                new TensorParameters(List.of(new Parameter(new Parameter.Shape("b", 1, 2), new float[] {0, 0}))));
        double[] updates = ((DenseVector) theirs.step(first, 1)[0]).toArray();
        // By the paper the first step is as long as the rate, whatever the gradient.
        assertThat(updates[0]).isGreaterThan(5 * RATE);
        assertThat(updates[1]).isLessThan(1e-3 * RATE);
    }

    @Test
    void sgd_goesAgainstTheGradient() {
        double w = 1;
        for (double g : GRADIENTS) {
            w -= RATE * g;
        }
        assertThat(after(new Sgd(RATE), 1)).isCloseTo(w, within(PRECISE));
    }

    @Test
    void momentum_isThatOfTheFormula() {
        double plain = 1;
        double ahead = 1;
        double v = 0;
        for (double g : GRADIENTS) {
            v = 0.9 * v + g;
            plain -= RATE * v;
            ahead -= RATE * (g + 0.9 * v);
        }
        assertThat(after(new Sgd(Rate.constant(RATE), 0.9, false), 1)).isCloseTo(plain, within(PRECISE));
        assertThat(after(new Sgd(Rate.constant(RATE), 0.9, true), 1)).isCloseTo(ahead, within(PRECISE));
    }

    @Test
    void rmsProp_dividesByTheRootMeanSquare() {
        double w = 1;
        double s = 0;
        for (double g : GRADIENTS) {
            s = 0.99 * s + 0.01 * g * g;
            w -= RATE * g / (Math.sqrt(s) + 1e-8);
        }
        assertThat(after(new RmsProp(RATE), 1)).isCloseTo(w, within(PRECISE));
    }

    @Test
    void step_ofWeightTwo_isThatOfTwiceTheGradient() {
        assertThat(after(new Adam(RATE), 2)).isCloseTo(adam(2, 0), within(PRECISE));
        assertThat(after(new Sgd(RATE), 2) - 1).isCloseTo(2 * (after(new Sgd(RATE), 1) - 1), within(PRECISE));
    }

    @Test
    void step_sparse_changesWhatItHasWhileAllMemoriesFade() {
        Adam adam = new Adam(RATE);
        adam.initialise(
                new TensorParameters(List.of(new Parameter(new Parameter.Shape("W", 2, 2), new float[] {1, 1, 1, 1}))));
        adam.step(new Tensor[] {sparse(new int[] {0, 1}, -0.5, -0.5)}, 1);
        Tensor[] one = adam.step(new Tensor[] {sparse(new int[] {0}, -0.2)}, 1);
        Tensor[] both = adam.step(new Tensor[] {sparse(new int[] {0, 1}, -0.9, -0.9)}, 1);

        assertThat(one[0]).isInstanceOf(DenseSparseMatrix.class);
        assertThat(((DenseSparseMatrix) one[0]).numActiveElements(0)).isEqualTo(1);
        assertThat(((DenseSparseMatrix) both[0]).get(0, 0)).isCloseTo(third(0.5, 0.2, 0.9), within(PRECISE));
        assertThat(((DenseSparseMatrix) both[0]).get(0, 1)).isCloseTo(third(0.5, 0, 0.9), within(PRECISE));
    }

    private static DenseSparseMatrix sparse(int[] columns, double... values) {
        return DenseSparseMatrix.createFromSparseVectors(new SparseVector[] {
            SparseVector.createSparseVector(2, columns, values),
            SparseVector.createSparseVector(2, new int[0], new double[0])
        });
    }

    /** Adam's third update. */
    private static double third(double... gradients) {
        double m = 0;
        double v = 0;
        for (double g : gradients) {
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
        }
        return -RATE * m / (1 - Math.pow(0.9, 3)) / (Math.sqrt(v / (1 - Math.pow(0.999, 3))) + 1e-8);
    }

    static Stream<RnnOptimiser> ours() {
        return Stream.of(
                new Adam(0.1),
                new Adam(Rate.constant(0.1), 0.001),
                new Sgd(0.1),
                new Sgd(Rate.constant(0.02), 0.9, true),
                new RmsProp(0.05));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void copy_afterSteps_remembersNothing(RnnOptimiser optimiser) {
        double fresh = after(optimiser.copy(), 1);
        optimiser.initialise(parameters());
        optimiser.step(parameters().get(), 1);
        RnnOptimiser copy = optimiser.copy();
        assertThat(copy).isNotSameAs(optimiser).hasSameClassAs(optimiser).hasToString(optimiser.toString());
        assertThat(copy.getProvenance()).isEqualTo(optimiser.getProvenance());
        assertThat(after(copy, 1)).isEqualTo(fresh);
    }

    @ParameterizedTest
    @MethodSource("ours")
    void step_beforeInitialise_saysWhatIsMissing(RnnOptimiser optimiser) {
        optimiser.initialise(parameters());
        optimiser.reset();
        assertThatIllegalStateException()
                .isThrownBy(() -> optimiser.step(parameters().get(), 1))
                .withMessage(optimiser.getClass().getSimpleName() + ": initialise(parameters) comes before step");
    }

    @Test
    void initialise_rateThatGoes_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> linear(new Adam(Rate.cosine(0.01), 0)).train(data()))
                .withMessage(
                        "Adam with Rate.cosine(0.01): this trainer does not report the progress of a run, so the rate must be constant; use Rate.constant(0.01)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> linear(new Sgd(Rate.constant(0.1).warmUp(0.1), 0, false))
                        .train(data()))
                .withMessageStartingWith("Sgd with Rate.constant(0.1).warmUp(0.1): ");
    }

    private static Dataset<Label> data() {
        return LabelledDataGenerator.denseTrainTest().getA();
    }

    private static LinearSGDTrainer linear(StochasticGradientOptimiser optimiser) {
        return new LinearSGDTrainer(new LogMulticlass(), optimiser, 20, 1000, 2, 1);
    }

    private static double[][] weights(StochasticGradientOptimiser optimiser) {
        return linear(optimiser).train(data()).getWeightsCopy().toArray();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void linearTrainer_learns(RnnOptimiser optimiser) {
        var model = linear(optimiser).train(data());
        assertThat(new LabelEvaluator().evaluate(model, data()).accuracy()).isEqualTo(1);
    }

    static Stream<Arguments> sameFormulas() {
        return Stream.of(
                Arguments.of(new Sgd(0.1), SGD.getSimpleSGD(0.1)),
                Arguments.of(
                        new Sgd(Rate.constant(0.1), 0.8, false), SGD.getSimpleSGD(0.1, 0.8, SGD.Momentum.STANDARD)),
                Arguments.of(new Sgd(Rate.constant(0.1), 0.8, true), SGD.getSimpleSGD(0.1, 0.8, SGD.Momentum.NESTEROV)),
                Arguments.of(new RmsProp(0.1), new org.tribuo.math.optimisers.RMSProp(0.1, 0.99)));
    }

    @ParameterizedTest
    @MethodSource("sameFormulas")
    void linearTrainer_withTribuosOwnOfTheSameFormula_comesToTheSame(
            RnnOptimiser ours, StochasticGradientOptimiser theirs) {
        double[][] expected = weights(theirs);
        double[][] actual = weights(ours);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i], within(1e-9));
        }
    }

    @Test
    void linearTrainer_rebuiltFromProvenance_trainsTheSameBits() {
        var trainer = linear(new Adam(Rate.constant(0.03), 0.01));
        LinearSGDModel model = trainer.train(data());
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(ProvenanceUtil.extractConfiguration(model.getProvenance()));
        LinearSGDTrainer rebuilt = manager.lookupAll(LinearSGDTrainer.class).get(0);
        assertThat(rebuilt.train(data()).getWeightsCopy().toArray())
                .isDeepEqualTo(model.getWeightsCopy().toArray());
    }

    @Test
    void conditionalRandomField_ofVectorsAndMatrices_learns() {
        var model = new CRFTrainer(new Adam(0.1), 20, 1).train(Samples.gorillas());
        assertThat(new LabelSequenceEvaluator()
                        .evaluate(model, Samples.gorillas())
                        .accuracy())
                .isEqualTo(1);
    }
}
