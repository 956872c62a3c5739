package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.Windows;
import io.github.unspool.data.Datasets;
import io.github.unspool.loss.Loss;
import io.github.unspool.tribuo.optimiser.RmsProp;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.test.Helpers;

/** What Tribuo asks of its own trainers and models, asked with Tribuo's own helpers. */
class TribuoHelpersTest {
    private static final Windows WEATHER =
            new Windows(Datasets.seattleWeather(), List.of("precipitation", "temp_max"), 5);

    static Stream<Rnn> networks() {
        Rnn plain = Rnn.builder().hidden(3).tanh();
        Rnn small = Rnn.builder().hidden(2).lstm();
        return Stream.of(
                        plain,
                        plain.hidden(3)
                                .gru()
                                .dropout(0.1)
                                .skip()
                                .hidden(2)
                                .relu()
                                .recurrentDropout(0.1),
                        small.top().bidirectional().hidden(4).gru().skip(),
                        Rnn.builder().embedding(2).hidden(2).gru().learnStart(),
                        small.optimiser(new RmsProp(0.01)).clip(1).batch(2).bucket())
                .map(rnn -> rnn.epochs(2));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void sequences_ofLabels(Rnn rnn) {
        RnnSequenceTrainer<Label> trainer = rnn.sequenceTrainer();
        Helpers.testConfigurableRoundtrip(trainer);

        RnnSequenceModel<Label> model = trainer.train(Samples.gorillas());
        Helpers.testProvenanceMarshalling(model.getProvenance());
        var read = Helpers.testSequenceModelProtoSerialization(model, Label.class, Samples.gorillas());
        assertThat(Samples.bits((RnnSequenceModel<Label>) read)).isEqualTo(Samples.bits(model));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void examples_ofLabels(Rnn rnn) {
        MutableDataset<Label> data = WEATHER.dataset(
                new LabelFactory(),
                5,
                45,
                10,
                row -> new Label(WEATHER.value("precipitation", row) > 0 ? "wet" : "dry"));
        RnnTrainer<Label> trainer = rnn.loss(Loss.crossEntropy(0.1))
                .classWeights(Map.of("wet", 2.0))
                .trainer();
        Helpers.testConfigurableRoundtrip(trainer);

        RnnModel<Label> model = trainer.train(data);
        Helpers.testProvenanceMarshalling(model.getProvenance());
        var read = Helpers.testModelProtoSerialization(model, Label.class, data, 0);
        assertThat(Samples.bits(((RnnModel<Label>) read).weights())).isEqualTo(Samples.bits(model.weights()));
        assertThat(((RnnModel<Label>) read).history()).isEqualTo(model.history());
    }

    @Test
    void examples_ofNumbers() {
        MutableDataset<Regressor> data = WEATHER.dataset(
                new RegressionFactory(),
                5,
                45,
                10,
                row -> new Regressor(
                        new String[] {"warm", "wet"},
                        new double[] {WEATHER.value("temp_max", row), WEATHER.value("precipitation", row)}));
        RnnTrainer<Regressor> trainer =
                Rnn.builder().hidden(3).gru().loss(Loss.huber(0.5)).epochs(3).trainer();
        Helpers.testConfigurableRoundtrip(trainer);

        RnnModel<Regressor> model = trainer.train(data);
        Helpers.testProvenanceMarshalling(model.getProvenance());
        var read = Helpers.testModelProtoSerialization(model, Regressor.class, data, 0);
        assertThat(((RnnModel<Regressor>) read).loss(data)).isEqualTo(model.loss(data));
    }

    @Test
    void examples_ofSetsOfLabels() {
        MutableDataset<MultiLabel> data = WEATHER.dataset(new MultiLabelFactory(), 5, 45, 10, row -> {
            String wet = WEATHER.value("precipitation", row) > 0 ? "wet" : "";
            String warm = WEATHER.value("temp_max", row) > 8 ? "warm" : "";
            return new MultiLabel(Stream.of(wet, warm)
                    .filter(name -> !name.isEmpty())
                    .map(Label::new)
                    .collect(Collectors.toSet()));
        });
        RnnTrainer<MultiLabel> trainer = Rnn.builder().hidden(3).gru().epochs(3).trainer();
        Helpers.testConfigurableRoundtrip(trainer);

        RnnModel<MultiLabel> model = trainer.train(data);
        Helpers.testProvenanceMarshalling(model.getProvenance());
        var read = Helpers.testModelProtoSerialization(model, MultiLabel.class, data, 0);
        assertThat(Samples.bits(((RnnModel<MultiLabel>) read).weights())).isEqualTo(Samples.bits(model.weights()));
    }
}
