package io.github.unspool.tribuo.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.cell.Cells;
import io.github.unspool.loss.Loss;
import io.github.unspool.tribuo.OnnxCases;
import io.github.unspool.tribuo.RnnSequenceModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ONNXExportable;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;

/** Graphs with an output at each step, run by ONNX Runtime. */
class OnnxSequenceModelTest {
    private static final double CLOSE = 1e-5;
    /** Stands behind the end of sequences, where it must not matter. */
    private static final float RUBBISH = 1000;

    @TempDir
    private Path folder;

    static Stream<String> networks() {
        return OnnxCases.networks().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void export_anyNetwork_tellsWhatPredictTells(String name) throws Exception {
        var data = OnnxCases.sequences(OnnxCases.LABELS, OnnxCases::label);
        assertThat(difference(OnnxCases.networks().get(name).train(data), data)).isLessThanOrEqualTo(CLOSE);
    }

    @Test
    void export_numbers_tellsWhatPredictTells() throws Exception {
        var data = OnnxCases.sequences(OnnxCases.NUMBERS, OnnxCases::numbers);
        assertThat(difference(OnnxCases.rnn().hidden(4).gru().train(data), data))
                .isLessThanOrEqualTo(CLOSE);
    }

    @Test
    void export_positiveNumbers_isEToTheOutput() throws Exception {
        var data = OnnxCases.sequences(
                OnnxCases.NUMBERS,
                random -> new Regressor(new String[] {"u", "v"}, new double[] {random.nextInt(9), random.nextInt(3)}));
        assertThat(difference(
                        OnnxCases.rnn().hidden(4).gru().loss(Loss.poisson()).train(data), data))
                .isLessThanOrEqualTo(CLOSE);
    }

    @Test
    void export_setsOfLabels_tellsWhatPredictTells() throws Exception {
        var data = OnnxCases.sequences(OnnxCases.SETS, OnnxCases::labels);
        assertThat(difference(OnnxCases.rnn().hidden(4).lstm().train(data), data))
                .isLessThanOrEqualTo(CLOSE);
    }

    @Test
    void export_textModel_tellsWhatPredictTells() throws Exception {
        assertThat(difference(Samples.sentenceModel(), Samples.sentence())).isLessThanOrEqualTo(CLOSE);
    }

    /** The largest difference of any output at any step of any sequence, all of them in one ragged batch. */
    private static <T extends Output<T>> double difference(RnnSequenceModel<T> model, SequenceDataset<T> data)
            throws OrtException {
        int[] lengths = data.getData().stream().mapToInt(SequenceExample::size).toArray();
        double[][][] predicted = run(model.exportONNXModel("io.github.unspool", 1), inputs(model, data), lengths);
        double largest = 0;
        for (int i = 0; i < lengths.length; i++) {
            var predictions = model.predict(data.getExample(i));
            for (int t = 0; t < lengths[i]; t++) {
                double[] expected = OnnxCases.predicted(predictions.get(t), model.getOutputIDInfo());
                largest = Math.max(largest, difference(predicted[t][i], expected));
            }
        }
        return largest;
    }

    private static double difference(double[] predicted, double[] expected) {
        assertThat(predicted).hasSameSizeAs(expected);
        double largest = 0;
        for (int k = 0; k < predicted.length; k++) {
            largest = Math.max(largest, Math.abs(predicted[k] - expected[k]));
        }
        return largest;
    }

    /** Steps × sequences × features. */
    private static <T extends Output<T>> float[][][] inputs(RnnSequenceModel<T> model, SequenceDataset<T> data) {
        int steps =
                data.getData().stream().mapToInt(SequenceExample::size).max().orElseThrow();
        float[][][] inputs = new float[steps][data.size()][];
        for (int i = 0; i < data.size(); i++) {
            SequenceExample<T> sequence = data.getExample(i);
            for (int t = 0; t < steps; t++) {
                inputs[t][i] = new float[model.getFeatureIDMap().size()];
                if (t < sequence.size()) {
                    fill(inputs[t][i], model, sequence.get(t));
                } else {
                    Arrays.fill(inputs[t][i], RUBBISH);
                }
            }
        }
        return inputs;
    }

    private static <T extends Output<T>> void fill(float[] row, RnnSequenceModel<T> model, Example<T> step) {
        for (Feature feature : step) {
            row[model.getFeatureIDMap().getID(feature.getName())] = (float) feature.getValue();
        }
    }

    private static double[][][] run(ModelProto graph, float[][][] inputs, int[] lengths) throws OrtException {
        OrtEnvironment runtime = OrtEnvironment.getEnvironment();
        try (OrtSession session = runtime.createSession(graph.toByteArray());
                OnnxTensor input = OnnxTensor.createTensor(runtime, inputs);
                OnnxTensor lens = OnnxTensor.createTensor(runtime, lengths);
                var result = session.run(Map.of("input", input, "sequence_lens", lens))) {
            return result.get(0).getValue() instanceof double[][][] numbers
                    ? numbers
                    : doubles((float[][][]) result.get(0).getValue());
        }
    }

    private static double[][][] doubles(float[][][] floats) {
        return Arrays.stream(floats)
                .map(step ->
                        Arrays.stream(step).map(OnnxSequenceModelTest::doubles).toArray(double[][]::new))
                .toArray(double[][][]::new);
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int k = 0; k < floats.length; k++) {
            doubles[k] = floats[k];
        }
        return doubles;
    }

    @Test
    void export_declaresWhatItReadsAndGives() throws Exception {
        ModelProto graph = Samples.sentenceModel().exportONNXModel("io.github.unspool", 7);
        assertThat(graph.getModelVersion()).isEqualTo(7);
        assertThat(graph.getDomain()).isEqualTo("io.github.unspool");
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(graph.toByteArray())) {
            assertThat(session.getInputNames()).isEqualTo(Set.of("input", "sequence_lens"));
            assertThat(shape(session.getInputInfo(), "input")).isEqualTo("FLOAT[steps, batch, 4]");
            assertThat(shape(session.getInputInfo(), "sequence_lens")).isEqualTo("INT32[batch]");
            assertThat(shape(session.getOutputInfo(), "output")).isEqualTo("FLOAT[steps, batch, 4]");
        }
    }

    private static String shape(Map<String, NodeInfo> all, String name) {
        TensorInfo tensor = (TensorInfo) all.get(name).getInfo();
        List<String> sizes = new ArrayList<>();
        for (int i = 0; i < tensor.getShape().length; i++) {
            long size = tensor.getShape()[i];
            sizes.add(size < 0 ? tensor.getDimensionNames()[i] : Long.toString(size));
        }
        return tensor.type.name() + sizes;
    }

    @Test
    void export_carriesTheProvenance() throws Exception {
        ModelProto graph = Samples.sentenceModel().exportONNXModel("io.github.unspool", 1);
        assertThat(graph.getMetadataPropsList())
                .extracting(StringStringEntryProto::getKey)
                .containsExactly(ONNXExportable.PROVENANCE_METADATA_FIELD);
        assertThat(ONNXExportable.SERIALIZER.deserializeAndUnmarshal(
                        graph.getMetadataProps(0).getValue()))
                .isEqualTo(Samples.sentenceModel().getProvenance());
    }

    @Test
    void saveOnnxModel_writesTheSameBytesAsAnyExport() throws Exception {
        Path file = folder.resolve("model.onnx");
        Samples.sentenceModel().saveONNXModel("io.github.unspool", 1, file);
        assertThat(Files.readAllBytes(file))
                .isEqualTo(Samples.sentenceModel()
                        .exportONNXModel("io.github.unspool", 1)
                        .toByteArray());
    }

    /** A graph around the network's, in which the rows of a matrix are the steps of one sequence. */
    @Test
    void writeOnnxGraph_insideOfAnotherGraph_readsAllSteps() throws Exception {
        var data = OnnxCases.sequences(OnnxCases.LABELS, OnnxCases::label);
        Rnn rnn = OnnxCases.networks().get("learned start lstm");
        RnnSequenceModel<Label> model = rnn.train(data);
        SequenceExample<Label> sequence = data.getExample(5);
        float[][] rows = new float[sequence.size()][model.getFeatureIDMap().size()];
        for (int t = 0; t < rows.length; t++) {
            fill(rows[t], model, sequence.get(t));
        }
        float[][] predicted = run(around(model), rows);
        for (int t = 0; t < rows.length; t++) {
            double[] expected = OnnxCases.predicted(model.predict(sequence).get(t), model.getOutputIDInfo());
            assertThat(difference(doubles(predicted[t]), expected)).isLessThanOrEqualTo(CLOSE);
        }
    }

    private static ModelProto around(RnnSequenceModel<Label> model) {
        ONNXContext onnx = new ONNXContext();
        onnx.setName("around");
        var input = onnx.floatInput(model.getFeatureIDMap().size());
        var output = onnx.floatOutput(model.getOutputIDInfo().size());
        var one = onnx.array("one", new long[] {1});
        ONNXNode predicted = model.writeONNXGraph(input.apply(ONNXOperators.UNSQUEEZE, one));
        var shape = onnx.array("shape", new long[] {-1, model.getOutputIDInfo().size()});
        predicted.apply(OnnxOps.RESHAPE, shape).assignTo(output);
        return ONNXExportable.buildModel(onnx, "io.github.unspool", 1, model);
    }

    private static float[][] run(ModelProto graph, float[][] rows) throws OrtException {
        OrtEnvironment runtime = OrtEnvironment.getEnvironment();
        try (OrtSession session = runtime.createSession(graph.toByteArray());
                OnnxTensor input = OnnxTensor.createTensor(runtime, rows);
                var result = session.run(Map.of("input", input))) {
            return (float[][]) result.get(0).getValue();
        }
    }

    @Test
    void everyCell_hasAnOperator() {
        assertThat(Cells.all())
                .allSatisfy(cell -> assertThat(OnnxCell.of(cell).name()).isEqualToIgnoringCase(cell.name()));
    }
}
