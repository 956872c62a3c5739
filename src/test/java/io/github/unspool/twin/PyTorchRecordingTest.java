package io.github.unspool.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PyTorchRecordingTest {

    static final List<String> RECORDINGS = Recording.NAMES;

    @ParameterizedTest
    @FieldSource("RECORDINGS")
    void twin_everyStateLogitLossAndGradient_agreesWithPyTorch(String name) {
        var recording = Recording.read(name);
        computed(recording)
                .forEach((tensor, values) -> assertThat(error(values, recording.tensor(tensor)))
                        .as(tensor)
                        .isLessThanOrEqualTo(1e-9));
    }

    @ParameterizedTest
    @FieldSource("RECORDINGS")
    void recording_everyTensor_isGivenOrCompared(String name) {
        var recording = Recording.read(name);
        var names = new HashSet<>(computed(recording).keySet());
        names.addAll(recording.rnn().names());
        for (int s = 0; s < recording.batch().size(); s++) {
            names.addAll(List.of("sequence" + s + ".x", "sequence" + s + ".y", "sequence" + s + ".h0"));
        }
        assertThat(recording.tensors().keySet()).isEqualTo(names);
        assertThat(recording.batch()).extracting(Sequence::length).containsExactly(3, 7, 1, 4);
    }

    /** What the twin computes, under the names of the recording. */
    static Map<String, double[][]> computed(Recording recording) {
        var rnn = recording.rnn();
        var batch = recording.batch();
        var forward = rnn.forward(batch);
        var gradients = rnn.backward(batch, forward);
        var all = new LinkedHashMap<String, double[][]>();
        all.put("loss", new double[][] {{forward.loss()}});
        for (int i = 0; i < rnn.names().size(); i++) {
            // layer0.wx → layer0.dwx, wy → dwy
            var gradient = rnn.names().get(i).replaceFirst("(\\w+)$", "d$1");
            all.put(gradient, gradients.parameters().get(i));
        }
        for (int s = 0; s < batch.size(); s++) {
            var prefix = "sequence" + s + ".";
            var trace = forward.traces().get(s);
            for (int l = 0; l < recording.layers(); l++) {
                all.put(prefix + "layer" + l + ".h", trace.h().get(l));
                if (recording.cell() == TwinCell.LSTM) {
                    all.put(prefix + "layer" + l + ".c", trace.c().get(l));
                }
            }
            all.put(prefix + "logits", trace.logits());
            all.put(prefix + "p", trace.p());
            all.put(prefix + "dh0", gradients.dh0().get(s));
            all.put(prefix + "dx", gradients.dx().get(s));
        }
        return all;
    }

    /** The largest difference, relative to the largest recorded element: a small gradient gets no free pass. */
    static double error(double[][] actual, double[][] recorded) {
        assertThat(actual).hasDimensions(recorded.length, recorded[0].length);
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < recorded.length; i++) {
            for (int j = 0; j < recorded[i].length; j++) {
                difference = Math.max(difference, Math.abs(actual[i][j] - recorded[i][j]));
                largest = Math.max(largest, Math.abs(recorded[i][j]));
            }
        }
        return difference / largest;
    }
}
