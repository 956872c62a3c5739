package io.github.unspool.tribuo.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.Any;
import io.github.unspool.Rnn;
import io.github.unspool.tribuo.OnnxCases;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.protos.RnnProto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.interop.onnx.DenseTransformer;
import org.tribuo.interop.onnx.LabelTransformer;
import org.tribuo.interop.onnx.MultiLabelTransformer;
import org.tribuo.interop.onnx.ONNXExternalModel;
import org.tribuo.interop.onnx.OutputTransformer;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Graphs with one output for each sequence, run by ONNX Runtime inside of Tribuo's own model for any ONNX graph. */
class OnnxModelTest {
    private static final double CLOSE = 1e-5;

    @TempDir
    private Path folder;

    static Stream<String> networks() {
        return OnnxCases.networks().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void export_anyNetwork_tellsWhatPredictTells(String name) throws Exception {
        var data = OnnxCases.examples(OnnxCases.LABELS, OnnxCases::label);
        RnnModel<Label> model = OnnxCases.networks().get(name).train(data);
        assertThat(difference(model, external(model, OnnxCases.LABELS, new LabelTransformer()), data))
                .isLessThanOrEqualTo(CLOSE);
    }

    @Test
    void export_numbers_tellsWhatPredictTells() throws Exception {
        var data = OnnxCases.examples(OnnxCases.NUMBERS, OnnxCases::numbers);
        var model = OnnxCases.rnn().hidden(4).gru().train(data);
        double[][] predicted = run(model, data);
        for (int i = 0; i < data.size(); i++) {
            double[] expected = OnnxCases.predicted(model.predict(data.getExample(i)), model.getOutputIDInfo());
            assertThat(predicted[i]).containsExactly(expected, within(CLOSE));
        }
    }

    /** Numbers are doubles, which Tribuo's own transformer does not read. */
    private double[][] run(RnnModel<?> model, Dataset<?> data) throws Exception {
        float[][] rows = new float[data.size()][model.getFeatureIDMap().size()];
        for (int i = 0; i < rows.length; i++) {
            for (Feature feature : data.getExample(i)) {
                rows[i][model.getFeatureIDMap().getID(feature.getName())] = (float) feature.getValue();
            }
        }
        OrtEnvironment runtime = OrtEnvironment.getEnvironment();
        byte[] graph = model.exportONNXModel("io.github.unspool", 1).toByteArray();
        try (OrtSession session = runtime.createSession(graph);
                OnnxTensor input = OnnxTensor.createTensor(runtime, rows);
                var result = session.run(Map.of("input", input))) {
            return (double[][]) result.get(0).getValue();
        }
    }

    @Test
    void export_setsOfLabels_tellsWhatPredictTells() throws Exception {
        var data = OnnxCases.examples(OnnxCases.SETS, OnnxCases::labels);
        var model = OnnxCases.rnn().hidden(4).lstm().bidirectional().train(data);
        assertThat(difference(model, external(model, OnnxCases.SETS, new MultiLabelTransformer()), data))
                .isLessThanOrEqualTo(CLOSE);
    }

    private <T extends Output<T>> ONNXExternalModel<T> external(
            RnnModel<T> model, OutputFactory<T> factory, OutputTransformer<T> transformer) throws Exception {
        Path file = folder.resolve("model.onnx");
        model.saveONNXModel("io.github.unspool", 1, file);
        Map<String, Integer> features = new HashMap<>();
        model.getFeatureIDMap()
                .keySet()
                .forEach(name -> features.put(name, model.getFeatureIDMap().getID(name)));
        Map<T, Integer> outputs = new HashMap<>();
        model.getOutputIDInfo().forEach(output -> outputs.put(output.getB(), output.getA()));
        return ONNXExternalModel.createOnnxModel(
                factory,
                features,
                outputs,
                new DenseTransformer(),
                transformer,
                new OrtSession.SessionOptions(),
                file,
                "input");
    }

    /** The largest difference of any output of any example, one by one and all of them in one ragged batch. */
    private static <T extends Output<T>> double difference(
            RnnModel<T> model, ONNXExternalModel<T> external, Dataset<T> data) {
        List<Prediction<T>> batch = external.predict(data);
        double largest = 0;
        for (int i = 0; i < data.size(); i++) {
            Example<T> example = data.getExample(i);
            largest = Math.max(largest, difference(model, example, external.predict(example)));
            largest = Math.max(largest, difference(model, example, batch.get(i)));
        }
        return largest;
    }

    private static <T extends Output<T>> double difference(
            RnnModel<T> model, Example<T> example, Prediction<T> external) {
        double[] expected = OnnxCases.predicted(model.predict(example), model.getOutputIDInfo());
        double[] predicted = OnnxCases.predicted(external, model.getOutputIDInfo());
        double largest = 0;
        for (int k = 0; k < expected.length; k++) {
            largest = Math.max(largest, Math.abs(predicted[k] - expected[k]));
        }
        return largest;
    }

    /** One number a step, among them zeros. */
    private static Example<Label> series(double... values) {
        List<Feature> features = new ArrayList<>();
        for (int t = 0; t < values.length; t++) {
            features.add(new Feature(String.format(Locale.ROOT, "t%02d:x", t + 1), values[t]));
        }
        return new ArrayExample<>(new Label(values[0] > 0 ? "up" : "down"), features);
    }

    private static MutableDataset<Label> data(List<Example<Label>> examples) {
        var source = new SimpleDataSourceProvenance("a test", OnnxCases.LABELS);
        MutableDataset<Label> data = new MutableDataset<>(source, OnnxCases.LABELS);
        examples.forEach(data::add);
        return data;
    }

    private static Rnn rnn() {
        return OnnxCases.rnn().hidden(4).lstm().bidirectional();
    }

    @Test
    void export_seriesOfOneLengthThatEndWithZeros_areReadToTheirEnds() throws Exception {
        var data = data(List.of(series(1, 2, 3, 4), series(-1, 2, 0, 0), series(3, 0, 0, 0), series(0, 0, 0, 0)));
        RnnModel<Label> model = rnn().train(data);
        assertThat(difference(model, external(model, OnnxCases.LABELS, new LabelTransformer()), data))
                .isLessThanOrEqualTo(CLOSE);
    }

    /** What an input in which zero and nothing are the same cannot express. */
    @Test
    void export_seriesOfDifferentLengths_readsZerosAtTheEndOnlyAsFarAsTheShortest() throws Exception {
        RnnModel<Label> model = rnn().train(data(List.of(series(1, 2, 3, 4), series(-1, 2))));
        var external = external(model, OnnxCases.LABELS, new LabelTransformer());
        var predicted = external.predict(series(3, 0, 0, 0));
        assertThat(difference(model, series(3, 0), predicted)).isLessThanOrEqualTo(CLOSE);
        assertThat(difference(model, series(3, 0, 0, 0), predicted)).isGreaterThan(0.001);
    }

    @Test
    void export_ofAModelFromAFile_isTheSame() {
        RnnModel<Label> model = rnn().train(data(List.of(series(1, 2, 0), series(-1, 0, 0))));
        var read = (RnnModel<?>) Model.deserialize(model.serialize());
        assertThat(read.exportONNXModel("a", 1)).isEqualTo(model.exportONNXModel("a", 1));
    }

    @Test
    void deserialize_shortestThatIsLongerThanTheLongest_isRefused() {
        RnnModel<Label> model = rnn().train(data(List.of(series(1, 2, 0), series(-1, 0, 0))));
        assertThatThrownBy(() -> Model.deserialize(changed(model, proto -> proto.setShortest(4))))
                .hasStackTraceContaining("a damaged model file: its shortest sequence has 4 of 3 steps");
        assertThatThrownBy(() -> Model.deserialize(changed(model, proto -> proto.setShortest(-1))))
                .hasStackTraceContaining("a damaged model file: its shortest sequence has -1 of 3 steps");
    }

    private static ModelProto changed(RnnModel<?> model, UnaryOperator<RnnProto.Builder> change) throws Exception {
        var proto = model.serialize();
        var rnn = proto.getSerializedData().unpack(RnnProto.class).toBuilder();
        return proto.toBuilder()
                .setSerializedData(Any.pack(change.apply(rnn).build()))
                .build();
    }

    @Test
    void externalModel_findsTheProvenance() throws Exception {
        RnnModel<Label> model = rnn().train(data(List.of(series(1, 2), series(-1, 0))));
        assertThat(external(model, OnnxCases.LABELS, new LabelTransformer()).getTribuoProvenance())
                .contains(model.getProvenance());
    }
}
