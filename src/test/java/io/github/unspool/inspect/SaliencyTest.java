package io.github.unspool.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.network.EngineAgainstReferenceTest;
import io.github.unspool.network.ReferenceCases;
import io.github.unspool.network.ReferenceCases.Case;
import io.github.unspool.network.Sentences;
import io.github.unspool.network.Weights;
import io.github.unspool.reference.NaiveRnn;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SaliencyTest {
    private static final int STEPS = 5;
    private static final double MOVE = 1e-5;

    static Stream<Case> cases() {
        return ReferenceCases.all();
    }

    private static List<String> words(int steps) {
        return IntStream.range(0, steps).mapToObj(t -> "w" + t).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void of_anyNetwork_agreesWithCentralDifferencesOfTheInputs(Case c) {
        NaiveRnn reference = NaiveRnn.random(3, c.spec());
        var sequence =
                reference.randomBatch(5, STEPS).get(0).from(c.spec().learnedStart() ? null : reference.zeroState());
        Weights weights = EngineAgainstReferenceTest.rounded(c.network(), reference);
        boolean isLog = c.loss().kind().isProbability();
        int step = c.spec().perSequence() ? STEPS - 1 : 2;
        int output = 1;
        Saliency saliency = Saliency.of(
                weights, EngineAgainstReferenceTest.sequence(c, sequence), words(STEPS), step, output, "one");

        double[] squares = new double[STEPS];
        double[] contributions = new double[STEPS];
        for (int t = 0; t < STEPS; t++) {
            double[] x = sequence.x()[t];
            for (int j = 0; j < x.length; j++) {
                double at = x[j];
                x[j] = at + MOVE;
                double above = value(reference, sequence, isLog, step, output);
                x[j] = at - MOVE;
                double below = value(reference, sequence, isLog, step, output);
                x[j] = at;
                double slope = (above - below) / (2 * MOVE);
                squares[t] += slope * slope;
                contributions[t] += at * slope;
            }
        }
        double largest = Math.sqrt(Arrays.stream(squares).max().orElseThrow());
        assertThat(saliency.value()).isCloseTo(value(reference, sequence, isLog, step, output), within(1e-5));
        assertThat(largest).isPositive();
        for (int t = 0; t < STEPS; t++) {
            assertThat(saliency.norms()[t]).as("norm %s", t).isCloseTo(Math.sqrt(squares[t]), within(1e-4 * largest));
            assertThat(saliency.contributions()[t])
                    .as("contribution %s", t)
                    .isCloseTo(contributions[t], within(5e-4 * largest));
        }
    }

    private static double value(
            NaiveRnn reference, io.github.unspool.reference.Sequence sequence, boolean isLog, int step, int output) {
        double[][] p = reference.forward(List.of(sequence)).traces().get(0).p();
        double value = p[p.length == 1 ? 0 : step][output];
        return isLog ? Math.log(value) : value;
    }

    @Test
    void of_certainClass_stillHasAGradient() {
        Weights weights = Sentences.weights(4);
        // So likely that a float takes its probability for 1.
        weights.parameter("output by").values()[1] = 20;
        Saliency saliency = Saliency.of(weights, Sentences.of(0, 1, 2, 3), words(3), 2, 1, "b");
        assertThat(saliency.value()).isEqualTo(0.0);
        assertThat(saliency.norms()[0]).isPositive().isLessThan(1e-6);
    }

    @Test
    void of_stepsBehindTheOutput_areZero() {
        Saliency saliency = Saliency.of(Sentences.weights(4), Sentences.of(0, 1, 2, 3), words(3), 1, 1, "b");
        assertThat(saliency.norms()[2]).isZero();
        assertThat(saliency.norms()[1]).isPositive();
    }

    @Test
    void toString_saliency_isATableOfItsSteps() {
        Saliency saliency =
                new Saliency(List.of("I", "love"), 1, "it", true, -0.5, new double[] {1, 0.25}, new double[] {-0.5, 0});
        assertThat(saliency.toString().lines())
                .containsExactly(
                        "log p(it) = -0.5000 after \"love\": ‖gradient‖, gradient × input",
                        "           I       1.00     -0.500",
                        "        love      0.250       0.00");
    }

    @Test
    void of_stepThatIsNotThere_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Saliency.of(Sentences.weights(4), Sentences.of(0, 1, 2), words(2), 2, 0, "a"))
                .withMessage("step 2 of a sequence of 2: the first is step 0, the last step 1");
    }
}
