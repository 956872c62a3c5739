package io.github.unspool.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NotebookTest {

    @Test
    void startOfJshell_importsWhatANotebookDoes() throws Exception {
        assertThat(Files.readAllLines(Path.of("unspool.jsh")))
                .isEqualTo(
                        Notebook.IMPORTS.stream().map(name -> "import " + name).toList());
    }
}
