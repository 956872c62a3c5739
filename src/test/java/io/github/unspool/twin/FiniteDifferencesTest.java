package io.github.unspool.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FiniteDifferencesTest {

    static List<GradientCheck.Case> cases() {
        return GradientCheck.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void backward_everyParameterStateAndInput_agreesWithCentralDifferences(GradientCheck.Case c) {
        GradientCheck.check(c).forEach((name, check) -> {
            assertThat(check.worstError()).as(name).isLessThanOrEqualTo(1e-6);
            // Two gradients that are zero everywhere would agree too.
            assertThat(largest(check.gradient()))
                    .as("largest gradient in " + name)
                    .isGreaterThan(1e-3);
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void preActivations_ofReluLayers_keepAwayFromTheKink(GradientCheck.Case c) {
        assertThat(c.nearestKink()).isGreaterThan(GradientCheck.KINK_MARGIN);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void preActivations_ofEveryLayer_haveBothSigns(GradientCheck.Case c) {
        // Otherwise a relu would be checked on one side only: as the identity, or as zero.
        var traces = c.rnn().forward(c.batch()).traces();
        for (int l = 0; l < c.rnn().layers().size(); l++) {
            int layer = l;
            var signs = traces.stream()
                    .flatMapToDouble(trace -> elements(trace.z().get(layer)))
                    .map(Math::signum)
                    .distinct()
                    .toArray();
            assertThat(signs).as("layer " + l).containsExactlyInAnyOrder(-1, 1);
        }
    }

    private static double largest(double[][] matrix) {
        return elements(matrix).map(Math::abs).max().orElseThrow();
    }

    private static DoubleStream elements(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream);
    }
}
