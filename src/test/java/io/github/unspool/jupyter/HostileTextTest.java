package io.github.unspool.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTextTest {
    /** Some of the pieces alone, and some put together. */
    @ParameterizedTest
    @ValueSource(longs = {0, 13, 14, 100})
    void show_everythingWithHostileNames_isSoundOrRefused(long seed) {
        assertThat(HostileText.failures(seed)).isEmpty();
    }
}
