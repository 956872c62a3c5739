package io.github.unspool.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import io.github.unspool.network.Initialisation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine learns as PyTorch does, from the same weights and the same data in the same order. */
class LearningCurvesTest {
    /** Of the median seed in the first updates, relative; measured: up to 6.9e-7. Floats have 6e-8. */
    private static final double MEDIAN_DIFFERENCE = 2e-6;
    /** Of every seed; measured: up to 2.8e-6, where the loss leaps from 0.2 to 1.8. */
    private static final double LARGEST_DIFFERENCE = 1e-5;
    /** Of the updates 51 to 100; measured: up to 9e-5. */
    private static final double NEXT_DIFFERENCE = 1e-3;
    /** How many updates are run here; whole runs are recorded. */
    private static final int UPDATES = 400;
    /** In standard deviations. */
    private static final double SEED_NOISE = 3;

    record Case(Task task, Cell cell) {
        @Override
        public String toString() {
            return task.title + ", " + cell.name();
        }
    }

    static Stream<Case> cases() {
        return Arrays.stream(Task.values()).flatMap(task -> Cells.all().stream().map(cell -> new Case(task, cell)));
    }

    @ParameterizedTest
    @EnumSource
    void data_areThoseOfPyTorchBitForBit(Task task) {
        Curves theirs = Curves.ofPyTorch(task);
        Curves.seeds()
                .forEach(seed ->
                        assertThat(Run.checksum(task, seed, Curves.CHECKED)).isEqualTo(theirs.checksum("data", seed)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void initialWeights_areThoseOfPyTorchBitForBit(Case c) {
        Curves theirs = Curves.ofPyTorch(c.task);
        Curves.seeds()
                .forEach(seed -> assertThat(Run.checksum(Initialisation.of(c.task.network(c.cell), seed)))
                        .isEqualTo(theirs.checksum(c.cell.name(), seed)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void firstUpdates_ofEverySeed_agreeToFloatPrecision(Case c) {
        Curves theirs = Curves.ofPyTorch(c.task);
        double[] differences = Curves.seeds()
                .mapToDouble(seed -> {
                    double[] losses = new Run(c.task, c.cell, seed).losses(CurveTable.AGREEING);
                    return CurveTable.difference(losses, theirs.first(c.cell.name(), seed), losses.length);
                })
                .sorted()
                .toArray();
        assertThat(CurveTable.median(differences)).isLessThan(MEDIAN_DIFFERENCE);
        assertThat(differences[differences.length - 1]).isLessThan(LARGEST_DIFFERENCE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void furtherUpdates_stayCloseAndEndWithinSeedNoise(Case c) {
        double[] means = Curves.means(new Run(c.task, c.cell, 1).losses(UPDATES));
        Curves theirs = Curves.ofPyTorch(c.task);
        assertThat(means[1]).isCloseTo(theirs.means(c.cell.name(), 1)[1], withinPercentage(100 * NEXT_DIFFERENCE));
        int last = means.length - 1;
        Curves.Spread seeds = theirs.window(c.cell.name(), last);
        assertThat(means[last]).isCloseTo(seeds.mean(), within(SEED_NOISE * seeds.deviation()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void recordedEnds_areWithinSeedNoise(Case c) {
        Curves.Spread ours = Curves.ofUnspool(c.task).ends(c.cell.name());
        Curves.Spread theirs = Curves.ofPyTorch(c.task).ends(c.cell.name());
        assertThat(CurveTable.apart(ours, theirs)).isLessThan(SEED_NOISE);
    }

    @ParameterizedTest
    @EnumSource
    void page_hasTheRecordedNumbers(Task task) throws IOException {
        assertThat(Files.readString(LearningCurves.PAGE)).contains(CurveTable.of(task), CurveChart.file(task));
    }
}
