package io.github.unspool.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short run of the program whose figures are in docs/comparing.md. */
class SimulatedStudiesTest {
    @ParameterizedTest
    @EnumSource(SimulatedStudies.Mode.class)
    void isBetter_isSeldomWrong(SimulatedStudies.Mode mode) {
        SimulatedStudies.Count count = new SimulatedStudies(mode.ordinal()).run(mode, 60);
        assertThat(count.wrongShare()).isLessThanOrEqualTo(0.05);
        assertThat(count.bestShutOut()).isLessThanOrEqualTo(3);
    }
}
