package io.github.unspool.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PyTorchRecordingTest {

    static final List<String> RECORDINGS = Recording.NAMES;

    private static final List<String> WEIGHTED =
            List.of("embedding-smoothing", "huber", "sigmoid", "quantile", "poisson");

    @ParameterizedTest
    @FieldSource("RECORDINGS")
    void reference_everyStateLogitLossAndGradient_agreesWithPyTorch(String name) {
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
            var prefix = "sequence" + s + ".";
            names.addAll(List.of(prefix + "x", prefix + "y", prefix + "h0"));
            if (WEIGHTED.contains(name)) {
                names.add(prefix + "weights");
            }
        }
        assertThat(recording.tensors().keySet()).isEqualTo(names);
        assertThat(recording.batch()).extracting(Sequence::length).containsExactly(3, 7, 1, 4);
    }

    /** What the reference implementation computes, under the names of the recording. */
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
            putHidden(all, prefix, recording, trace);
            all.put(prefix + "logits", trace.logits());
            all.put(prefix + "p", trace.p());
            all.put(prefix + "dh0", gradients.dh0().get(s));
            if (rnn.spec().embedding() == 0) {
                // PyTorch looks a row of the embedding up: there is no x that could have a gradient.
                all.put(prefix + "dx", gradients.dx().get(s));
            }
        }
        return all;
    }

    /** Of one direction every state of every layer; of two the h of the top layer, and the states at the ends. */
    private static void putHidden(Map<String, double[][]> all, String prefix, Recording recording, Trace trace) {
        int top = recording.layers() - 1;
        if (trace.scans().get(top).size() == 2) {
            all.put(prefix + "layer" + top + ".h", trace.h(top, 0));
            all.put(prefix + "layer" + top + ".reverse.h", trace.h(top, 1));
            all.put(prefix + "last", trace.finalState());
            return;
        }
        for (int l = 0; l <= top; l++) {
            all.put(prefix + "layer" + l + ".h", trace.h(l, 0));
            if (recording.cell().hasMemory()) {
                all.put(prefix + "layer" + l + ".c", trace.c(l, 0));
            }
        }
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
