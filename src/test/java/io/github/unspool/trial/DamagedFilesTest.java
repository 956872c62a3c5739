package io.github.unspool.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.OwnJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFilesTest {
    @TempDir
    Path folder;

    @Test
    void read_damagedFilesOfEveryFormat_isOfUseOrRefusedInASentence() {
        List<String> lines = OwnJvm.lines(DamagedFiles.class, List.of("-Xmx256m"), folder.toString(), "1", "150");
        assertThat(lines)
                .containsExactly(
                        "damaged model,150,0",
                        "damaged npz,150,0",
                        "damaged checkpoint,150,0",
                        "damaged comparison,150,0",
                        "damaged midi,150,0",
                        "damaged csv,150,0",
                        "damaged tagged,150,0",
                        "damaged pairs,150,0",
                        "damaged lines,150,0",
                        "damaged series model,150,0",
                        "damaged configuration,150,0");
    }
}
