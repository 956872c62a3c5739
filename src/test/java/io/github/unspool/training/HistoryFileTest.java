package io.github.unspool.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.loss.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
    private static final Measure MEASURE = Measure.of(Loss.crossEntropy());

    @TempDir
    Path folder;

    private static History history(double... validationLosses) {
        List<Epoch> epochs = new ArrayList<>();
        for (double loss : validationLosses) {
            epochs.add(new Epoch(epochs.size() + 1, 1.0 / (epochs.size() + 1), 1e-7, loss));
        }
        return new History(new History.Epochs(epochs, MEASURE), History.Ending.COMPLETED, "");
    }

    @Test
    void write_csv_hasARowForEachEpochWithAllDigits() throws IOException {
        Path file = folder.resolve("run.csv");
        history(0.5, 0.25, 0.75).write(file);
        assertThat(file).hasContent("""
                epoch,loss,gradientNorm,validationLoss
                1,1.0,1.0E-7,0.5
                2,0.5,1.0E-7,0.25
                3,0.3333333333333333,1.0E-7,0.75
                """);
    }

    @Test
    void write_jsonl_hasAnObjectForEachEpoch() throws IOException {
        Path file = folder.resolve("run.JSONL");
        history(Double.NaN, Double.NaN).write(file);
        assertThat(file).hasContent("""
                {"epoch": 1, "loss": 1.0, "gradientNorm": 1.0E-7}
                {"epoch": 2, "loss": 0.5, "gradientNorm": 1.0E-7}
                """);
    }

    @Test
    void write_anotherEnding_saysWhichThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history(0.5).write(folder.resolve("run.txt")))
                .withMessageEndingWith("run.txt: the name must end in .csv or .jsonl; try run.txt.csv");
    }

    @Test
    void bestEpoch_isThatOfTheLowestValidationLoss() {
        assertThat(history(0.5, 0.25, 0.75, 0.25).bestEpoch()).isEqualTo(2);
        assertThat(history(0.5, 0.25).validationLosses()).containsExactly(0.5, 0.25);
        assertThat(history(Double.NaN, Double.NaN).bestEpoch()).isEqualTo(2);
        assertThat(history(Double.NaN, Double.NaN).losses()).containsExactly(1.0, 0.5);
        assertThat(history(Double.NaN).validationLosses()).isEmpty();
        assertThat(history().bestEpoch()).isZero();
    }
}
