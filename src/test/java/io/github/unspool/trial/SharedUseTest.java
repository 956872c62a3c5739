package io.github.unspool.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedUseTest {
    @Test
    void model_onManyThreads_givesEachWhatItGivesAlone() throws Exception {
        assertThat(SharedUse.differentUses(100)).isZero();
    }

    @Test
    void trainer_onManyThreads_givesTheModelsThatItGivesOneAfterTheOther() throws Exception {
        assertThat(SharedUse.differentModels(16)).isZero();
    }
}
