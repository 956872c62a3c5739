package io.github.unspool.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of the kinds; {@code ./unspool trial} tries all, and CheckpointTest another. */
class KilledRunsTest {
    @TempDir
    Path folder;

    @Test
    void kill_again_endsTheSame() throws Exception {
        assertThat(KilledRuns.endsTheSame(folder, "halving", new Random(3))).isTrue();
    }
}
