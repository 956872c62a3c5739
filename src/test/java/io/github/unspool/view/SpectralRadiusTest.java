package io.github.unspool.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYSeries;

class SpectralRadiusTest {
    private static final Rnn RNN =
            Rnn.builder().hidden(4).gru().epochs(5).adam(0.05).seed(42);

    @Test
    void watch_run_recordsEachEpochAndChangesNoBit() {
        SpectralRadius radius = new SpectralRadius();
        var model = RNN.watch(radius).train(Samples.sentence());
        assertThat(Samples.bits(model)).isEqualTo(Samples.bits(RNN.train(Samples.sentence())));
        assertThat(radius.byEpoch().stream().map(SpectralRadius.Radii::epoch)).containsExactly(1, 2, 3, 4, 5);
        Spectrum last = Spectrum.of(model.weights(), 0);
        assertThat(radius.byEpoch().get(4).gates()).containsExactly("reset", "update", "candidate");
        assertThat(radius.byEpoch().get(4).values())
                .containsExactlyElementsOf(
                        last.gates().stream().map(Spectrum.Gate::radius).toList());
        assertThat(radius.byEpoch().get(0).values())
                .as("after the first epoch")
                .containsExactlyElementsOf(
                        Spectrum.of(RNN.epochs(1).train(Samples.sentence()).weights(), 0).gates().stream()
                                .map(Spectrum.Gate::radius)
                                .toList());
    }

    @Test
    void watch_secondRun_takesThePlaceOfTheFirst() {
        SpectralRadius radius = new SpectralRadius();
        RNN.watch(radius).train(Samples.sentence());
        RNN.epochs(2).watch(radius).train(Samples.sentence());
        assertThat(radius.byEpoch()).hasSize(2);
    }

    @Test
    void chartAndTable_run_haveALineAndAColumnForEachGate() {
        SpectralRadius radius = new SpectralRadius();
        RNN.watch(radius).train(Samples.sentence());
        var chart = Views.chart(radius);
        assertThat(chart.getSeriesCollection().stream().map(XYSeries::getName))
                .containsExactly("reset", "update", "candidate", "unit circle");
        double[] update = IntStream.range(0, 5)
                .mapToDouble(i -> radius.byEpoch().get(i).values().get(1))
                .toArray();
        assertThat(chart.getSeries("update").getXData()).containsExactly(1, 2, 3, 4, 5);
        assertThat(chart.getSeries("update").getYData()).containsExactly(update);
        assertThat(chart.getSeries("unit circle").getYData()).containsExactly(1, 1);
        var table = Views.table(radius);
        assertThat(table.columnNames()).containsExactly("epoch", "reset", "update", "candidate");
        assertThat(table.doubleColumn("update").asDoubleArray()).containsExactly(update);
        assertThat(radius.toString()).matches("spectral radius of layer 1: reset .* → .*, update .*, candidate .*");
    }

    @Test
    void byEpoch_beforeTraining_saysWhatToDo() {
        assertThat(new SpectralRadius(1)).hasToString("spectral radius of layer 2: nothing recorded yet");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Views.chart(new SpectralRadius()))
                .withMessage("nothing is recorded yet; train with rnn.watch(radius).train(data)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RNN.watch(null))
                .withMessage("watch(null): the watcher must not be null; try watch(new SpectralRadius())");
    }
}
