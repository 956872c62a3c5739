package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SameBitsTest {
    private static final List<String> SETTINGS = SameBits.FEW;

    @ParameterizedTest
    @FieldSource("SETTINGS")
    void train_inAnotherJvm_givesTheSameBits(String options) {
        assertThat(SameBits.hashesWith(options)).isEqualTo(SameBits.HASHES);
    }
}
