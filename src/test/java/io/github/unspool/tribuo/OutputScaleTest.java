package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.Any;
import io.github.unspool.Rnn;
import io.github.unspool.loss.OutputScale;
import io.github.unspool.network.Weights;
import io.github.unspool.tribuo.protos.RnnProto;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Numbers far from 0 keep their digits wherever a model's predictions come from. */
class OutputScaleTest {
    private static final RegressionFactory NUMBERS = new RegressionFactory();

    @TempDir
    private Path folder;

    /** A cycle of seven numbers, one step apart, of which two steps are read, far from 0. */
    private static MutableDataset<Regressor> cycle(double offset, double unit) {
        var data = new MutableDataset<>(new SimpleDataSourceProvenance("a cycle", NUMBERS), NUMBERS);
        for (int i = 0; i < 70; i++) {
            double[] read = {StrictMath.sin(i * 2 * Math.PI / 7), StrictMath.cos(i * 2 * Math.PI / 7)};
            String[] names = {"t1:x", "t2:x"};
            data.add(new ArrayExample<>(new Regressor("y", offset + unit * (i % 7)), names, read));
        }
        return data;
    }

    private static RnnModel<Regressor> model(MutableDataset<Regressor> data) {
        return Rnn.builder().hidden(8).gru().epochs(60).adam(0.02).batch(8).train(data);
    }

    private static double value(Regressor output) {
        return output.getValues()[0];
    }

    private static double mae(RnnModel<Regressor> model, MutableDataset<Regressor> data) {
        double sum = 0;
        for (Example<Regressor> example : data) {
            sum += Math.abs(value(model.predict(example).getOutput()) - value(example.getOutput()));
        }
        return sum / data.size();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e5, -1e7, 1e9, 123_456_789_012.0, -1e12})
    void predict_targetsFarFromZero_areAsCloseAsNearZero(double offset) {
        double near = mae(model(cycle(0, 1)), cycle(0, 1));
        assertThat(near).isLessThan(0.05);
        // 1e12 is known to 2⁻¹³ in a double; the rest is what training makes of the last bits of the scale.
        assertThat(mae(model(cycle(offset, 1)), cycle(offset, 1))).isCloseTo(near, within(1e-3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e-3, 1e6})
    void predict_targetsOfAnyUnit_areAsCloseInThatUnit(double unit) {
        double near = mae(model(cycle(0, 1)), cycle(0, 1));
        assertThat(mae(model(cycle(1e9 * unit, unit)), cycle(1e9 * unit, unit)) / unit)
                .isCloseTo(near, within(1e-3));
    }

    @Test
    void loss_targetsFarFromZero_isTheSquaredErrorOfThePredictions() {
        var data = cycle(1e9, 3);
        RnnModel<Regressor> model = Rnn.builder().hidden(3).tanh().epochs(2).train(data);
        double squares = 0;
        for (Example<Regressor> example : data) {
            squares += Math.pow(value(model.predict(example).getOutput()) - value(example.getOutput()), 2);
        }
        assertThat(model.loss(data)).isCloseTo(squares / data.size(), within(1e-4 * squares / data.size()));
    }

    @Test
    void deserialize_keepsTheScaleToTheLastBit() {
        var data = cycle(1e10 / 3, 0.1);
        RnnModel<Regressor> model = model(data);
        @SuppressWarnings("unchecked") // What was written is a model of numbers.
        var read = (RnnModel<Regressor>) Model.deserialize(model.serialize());
        for (Example<Regressor> example : data) {
            assertThat(value(read.predict(example).getOutput()))
                    .isEqualTo(value(model.predict(example).getOutput()));
        }
    }

    @Test
    void deserialize_scaleThatIsNotSound_isRefused() {
        RnnModel<Regressor> model = model(cycle(1e9, 1));
        for (double deviation : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> changed(model, proto -> proto.setDeviations(0, deviation)))
                    .hasStackTraceContaining("output 0 has the mean 1")
                    .hasStackTraceContaining("the deviation " + deviation);
        }
        assertThatThrownBy(() -> changed(model, RnnProto.Builder::clearMeans))
                .hasStackTraceContaining("a scale of 0 means cannot have 1 deviations");
    }

    private interface Change {
        void apply(RnnProto.Builder proto);
    }

    private static Model<?> changed(RnnModel<?> model, Change change) throws Exception {
        var proto = model.serialize();
        RnnProto.Builder rnn = proto.getSerializedData().unpack(RnnProto.class).toBuilder();
        change.apply(rnn);
        return Model.deserialize(
                proto.toBuilder().setSerializedData(Any.pack(rnn.build())).build());
    }

    @Test
    void onnx_targetsFarFromZero_areDoublesAsPredictGives() throws Exception {
        var data = cycle(1e9, 1);
        RnnModel<Regressor> model = model(data);
        Path file = folder.resolve("model.onnx");
        model.saveONNXModel("io.github.unspool", 1, file);
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
            for (Example<Regressor> example : data) {
                assertThat(run(session, model, example))
                        .isCloseTo(value(model.predict(example).getOutput()), within(1e-5));
            }
        }
    }

    private static double run(OrtSession session, RnnModel<Regressor> model, Example<Regressor> example)
            throws Exception {
        float[][] row = new float[1][model.getFeatureIDMap().size()];
        for (Feature feature : example) {
            row[0][model.getFeatureIDMap().getID(feature.getName())] = (float) feature.getValue();
        }
        try (OnnxTensor input = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), row);
                var result = session.run(Map.of("input", input))) {
            return ((double[][]) result.get(0).getValue())[0][0];
        }
    }

    @Test
    void npz_carriesTheScale() throws Exception {
        var data = cycle(1e10 / 3, 0.1);
        RnnModel<Regressor> model = model(data);
        Path file = folder.resolve("weights.npz");
        model.weights().writeNumpy(file);

        Weights read = Weights.readNumpy(model.weights().network(), file);
        assertThat(read.scale().means()).containsExactly(model.weights().scale().means());
        assertThat(read.scale().deviations())
                .containsExactly(model.weights().scale().deviations());
        Example<Regressor> example = data.getExample(3);
        assertThat(value(model.withWeights(read).predict(example).getOutput()))
                .isEqualTo(value(model.predict(example).getOutput()));
    }

    @Test
    void outputScale_wrongNumbers_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OutputScale(new double[] {1}, new double[] {0}))
                .withMessage("output 0 has the mean 1.0 and the deviation 0.0; both must be finite, and the deviation"
                        + " positive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OutputScale(new double[2], new double[] {1}))
                .withMessage("a scale of 2 means cannot have 1 deviations");
    }
}
