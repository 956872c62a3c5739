package io.github.unspool.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FiniteDifferencesTest {

    static List<GradientCheck.Case> cases() {
        return GradientCheck.cases();
    }

    static List<GradientCheck.Case> casesWithRelu() {
        return cases().stream().filter(c -> c.reluLayers().count() > 0).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void backward_everyParameterStateAndInput_agreesWithCentralDifferences(GradientCheck.Case c) {
        GradientCheck.check(c).forEach((name, check) -> {
            assertThat(check.worstError()).as(name).isLessThanOrEqualTo(1e-6);
            // Two gradients that are zero everywhere would agree too.
            assertThat(check.largestGradient())
                    .as("largest gradient in " + name)
                    .isGreaterThan(1e-3);
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void check_everyCase_coversParametersStatesAndInputs(GradientCheck.Case c) {
        var names = new ArrayList<>(c.rnn().names());
        names.addAll(List.of("h0", "x"));
        if (c.rnn().layers().stream().anyMatch(layer -> layer.cell() == TwinCell.LSTM)) {
            names.add("c0");
        }
        assertThat(GradientCheck.check(c).keySet()).containsExactlyInAnyOrderElementsOf(names);
    }

    @ParameterizedTest
    @MethodSource("casesWithRelu")
    void preActivations_ofReluLayers_keepAwayFromTheKink(GradientCheck.Case c) {
        assertThat(c.reluLayers().boxed())
                .allSatisfy(layer -> assertThat(c.z(layer).map(Math::abs).min().orElseThrow())
                        .isGreaterThan(GradientCheck.KINK_MARGIN));
    }

    @ParameterizedTest
    @MethodSource("casesWithRelu")
    void preActivations_ofReluLayers_haveBothSigns(GradientCheck.Case c) {
        // Otherwise a relu would be checked on one side only: as the identity, or as zero.
        assertThat(c.reluLayers().boxed())
                .allSatisfy(layer -> assertThat(
                                c.z(layer).map(Math::signum).distinct().boxed())
                        .containsExactlyInAnyOrder(-1.0, 1.0));
    }
}
