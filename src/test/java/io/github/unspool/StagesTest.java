package io.github.unspool;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the builder offers after which call: a method that is added appears here. */
class StagesTest {
    private static final Predicate<Method> IS_STATIC = method -> Modifier.isStatic(method.getModifiers());

    private static final List<String> LAYERS = List.of("embedding", "hidden", "top", "units");
    private static final List<String> SETTINGS = List.of(
            "adam",
            "batch",
            "bucket",
            "checkpoint",
            "classWeights",
            "clip",
            "clipValue",
            "decoder",
            "epochs",
            "freeze",
            "ignoreUnknown",
            "initial",
            "initialRecurrent",
            "l1",
            "l2",
            "learnStart",
            "loss",
            "lowerRate",
            "maxNorm",
            "optimiser",
            "patience",
            "quiet",
            "seed",
            "sgd",
            "stateful",
            "threads",
            "truncate",
            "validation",
            "watch");
    private static final List<String> RESULTS =
            List.of("findRate", "hyperparameters", "sequenceTrainer", "train", "trainer");

    private static Stream<Method> methods(Class<?> stage) {
        return Stream.of(stage.getMethods()).filter(method -> method.getDeclaringClass() != Object.class);
    }

    private static Set<String> names(Stream<Method> methods) {
        return methods.map(Method::getName)
                .filter(name -> !name.equals("toString"))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> offered(Class<?> stage) {
        return names(methods(stage).filter(IS_STATIC.negate()));
    }

    @Test
    void rnn_offersTheBeginnings() {
        assertThat(names(methods(Rnn.class).filter(IS_STATIC))).containsExactlyInAnyOrder("builder", "latest", "of");
    }

    @Test
    void builder_offersLayersSettingsAndResults() {
        assertThat(offered(Rnn.class))
                .containsExactlyInAnyOrderElementsOf(Stream.of(LAYERS, SETTINGS, RESULTS)
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void hidden_offersItsCells() {
        assertThat(offered(Rnn.Layer.class)).containsExactlyInAnyOrder("tanh", "relu", "gru", "lstm", "cell");
    }

    @Test
    void decoder_offersItsLayersAndThenTheirOptions() {
        assertThat(offered(DecoderBuilder.class)).containsExactlyInAnyOrder("embedding", "hidden", "attention");
        assertThat(offered(DecoderBuilder.Layer.class))
                .containsExactlyInAnyOrder("tanh", "relu", "gru", "lstm", "cell");
        Set<String> own = offered(LayeredDecoder.class);
        own.removeAll(offered(DecoderBuilder.class));
        assertThat(own).containsExactlyInAnyOrder("skip", "dropout", "recurrentDropout");
    }

    @Test
    void layer_offersItsOptionsAndAllOfTheWholeNetwork() {
        Set<String> own = offered(LayeredRnn.class);
        own.removeAll(offered(Rnn.class));
        assertThat(own).containsExactlyInAnyOrder("bidirectional", "skip", "dense", "dropout", "recurrentDropout");
    }

    @Test
    void everyCall_ofALayer_keepsItsOptionsAndEverySettingLeavesThem() {
        Stream<Method> calls = methods(LayeredRnn.class)
                .filter(IS_STATIC.negate())
                .filter(method -> method.getReturnType() == LayeredRnn.class);
        assertThat(names(calls))
                .containsExactlyInAnyOrder(
                        "bidirectional", "skip", "dense", "dropout", "recurrentDropout", "top", "units");
        assertThat(names(methods(Rnn.class)
                        .filter(IS_STATIC.negate())
                        .filter(method -> method.getReturnType() == Rnn.class)))
                .containsAll(SETTINGS)
                .containsAll(List.of("embedding"));
    }

    @Test
    void top_ofAWholeNetwork_changesTheLastLayerOnly() {
        Rnn rnn = Rnn.builder().hidden(4).gru().dropout(0.1).hidden(3).tanh().epochs(2);
        assertThat(rnn.top().recurrentDropout(0.2).bidirectional().seed(3))
                .hasToString("Rnn.builder().hidden(4).gru().dropout(0.1)"
                        + ".hidden(3).tanh().bidirectional().recurrentDropout(0.2).epochs(2).seed(3)");
        assertThat(rnn.top()).hasToString(rnn.toString());
    }

    @Test
    void of_theSettingsOfALayer_isTheSameChain() {
        Rnn rnn = Rnn.builder().embedding(2).hidden(4).gru().skip().units(8).dropout(0.1);
        assertThat(Rnn.of(rnn.hyperparameters()))
                .hasToString("Rnn.builder().embedding(2).hidden(8).gru().skip().dropout(0.1)")
                .isExactlyInstanceOf(Rnn.class);
    }

    @Test
    void top_withoutALayer_saysWhatToAdd() {
        String sentence = "there is no layer yet; add one first, such as hidden(16).tanh()";
        Rnn rnn = Rnn.builder().epochs(3);
        assertThatIllegalArgumentException().isThrownBy(rnn::top).withMessage(sentence);
        assertThatIllegalArgumentException().isThrownBy(() -> rnn.units(3)).withMessage(sentence);
    }
}
