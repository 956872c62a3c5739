package io.github.unspool.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FiniteDifferencesTest {

    static List<GradientCases.Case> cases() {
        return GradientCases.all();
    }

    static List<GradientCases.Case> casesWithRelu() {
        return cases().stream().filter(c -> c.reluLayers().count() > 0).toList();
    }

    static List<GradientCases.Case> casesWithHuber() {
        return cases().stream()
                .filter(c -> c.rnn().spec().loss() instanceof ReferenceLoss.Huber)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void backward_everyParameterStateAndInput_agreesWithCentralDifferences(GradientCases.Case c) {
        GradientCheck.check(c).forEach((name, check) -> {
            assertThat(check.worstError()).as(name).isLessThanOrEqualTo(1e-6);
            // Two gradients that are zero everywhere would agree too.
            assertThat(check.largestGradient())
                    .as("largest gradient in " + name)
                    .isGreaterThan(GradientCheck.FLOOR);
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void check_everyCase_coversParametersStatesAndInputs(GradientCases.Case c) {
        var names = new ArrayList<>(c.rnn().names());
        names.add("x");
        if (c.batch().stream().anyMatch(sequence -> sequence.h0() != null)) {
            names.add("h0");
            if (c.rnn().spec().layers().stream().anyMatch(layer -> layer.cell().hasMemory())) {
                names.add("c0");
            }
        }
        assertThat(GradientCheck.check(c).keySet()).containsExactlyInAnyOrderElementsOf(names);
    }

    @ParameterizedTest
    @MethodSource("casesWithRelu")
    void preActivations_ofReluLayers_keepAwayFromTheKink(GradientCases.Case c) {
        assertThat(c.reluLayers().boxed())
                .allSatisfy(layer -> assertThat(c.z(layer).map(Math::abs).min().orElseThrow())
                        .isGreaterThan(GradientCheck.KINK_MARGIN));
    }

    @ParameterizedTest
    @MethodSource("casesWithRelu")
    void preActivations_ofReluLayers_haveBothSigns(GradientCases.Case c) {
        // Otherwise a relu would be checked on one side only: as the identity, or as zero.
        assertThat(c.reluLayers().boxed())
                .allSatisfy(layer -> assertThat(
                                c.z(layer).map(Math::signum).distinct().boxed())
                        .containsExactlyInAnyOrder(-1.0, 1.0));
    }

    @ParameterizedTest
    @MethodSource("casesWithHuber")
    void errors_ofHuberLoss_lieOnBothSidesOfDeltaAndNotNearIt(GradientCases.Case c) {
        double delta = ((ReferenceLoss.Huber) c.rnn().spec().loss()).delta();
        assertThat(c.errors().map(e -> Math.abs(e) - delta).boxed())
                .anyMatch(beyond -> beyond > 0)
                .anyMatch(beyond -> beyond < 0)
                .noneMatch(beyond -> Math.abs(beyond) < GradientCheck.KINK_MARGIN);
    }
}
