package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.property.ListProperty;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trainers from OLCUT's configurations, and configurations from provenance. */
class ConfigurationTest {
    private static final Map<String, String> TRAINER =
            Map.of("epochs", "4", "batchSize", "3", "truncation", "2", "clip", "0.5", "seed", "77");

    /** Every value of an optimiser, none as it would be by default, and another for each. */
    private record Optimiser(Class<?> type, Map<String, String> values, Map<String, String> others) {
        @Override
        public String toString() {
            return type.getSimpleName();
        }
    }

    private static final Map<String, String> STEPS =
            Map.of("schedule", "STEPS", "warmUp", "0.25", "drops", "2", "dropFactor", "0.5");
    private static final Map<String, String> OTHER_STEPS =
            Map.of("schedule", "LINEAR", "warmUp", "0.5", "drops", "1", "dropFactor", "0.25");
    private static final Optimiser ADAM = new Optimiser(
            Adam.class,
            with(
                    STEPS,
                    "learningRate",
                    "0.02",
                    "beta1",
                    "0.8",
                    "beta2",
                    "0.95",
                    "epsilon",
                    "0.001",
                    "weightDecay",
                    "0.1"),
            with(
                    OTHER_STEPS,
                    "learningRate",
                    "0.5",
                    "beta1",
                    "0.5",
                    "beta2",
                    "0.5",
                    "epsilon",
                    "0.5",
                    "weightDecay",
                    "0.5"));

    static Stream<Optimiser> optimisers() {
        return Stream.of(
                ADAM,
                new Optimiser(
                        Sgd.class,
                        with(STEPS, "learningRate", "0.2", "momentum", "0.6", "nesterov", "true"),
                        with(OTHER_STEPS, "learningRate", "0.5", "momentum", "0.3", "nesterov", "false")),
                new Optimiser(
                        RmsProp.class,
                        with(STEPS, "learningRate", "0.02", "rho", "0.7", "epsilon", "0.001"),
                        with(OTHER_STEPS, "learningRate", "0.5", "rho", "0.5", "epsilon", "0.5")));
    }

    private static Map<String, String> with(Map<String, String> values, String... keysAndValues) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            changed.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return changed;
    }

    private static ConfigurationData component(String name, Class<?> type, Map<String, String> values) {
        ConfigurationData data = new ConfigurationData(name, type.getName());
        values.forEach((key, value) -> data.add(key, new SimpleProperty(value)));
        return data;
    }

    private static ListProperty list(String... values) {
        return new ListProperty(Stream.of(values).map(SimpleProperty::new).toList());
    }

    private static List<ConfigurationData> components(
            Class<?> optimiser,
            Map<String, String> optimiserValues,
            Map<String, String> values,
            ListProperty units,
            ListProperty cells) {
        ConfigurationData trainer = component("trainer", RnnSequenceTrainer.class, values);
        trainer.add("optimiser", new SimpleProperty("optimiser"));
        trainer.add("units", units);
        trainer.add("cells", cells);
        return List.of(component("optimiser", optimiser, optimiserValues), trainer);
    }

    private static RnnSequenceTrainer lookup(List<ConfigurationData> components) {
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(components);
        return manager.lookupAll(RnnSequenceTrainer.class).get(0);
    }

    private static RnnSequenceTrainer configured(Class<?> optimiser, Map<String, String> values) {
        return lookup(components(optimiser, values, TRAINER, list("3", "2"), list("tanh", "gru")));
    }

    private static List<Integer> bits(RnnSequenceTrainer trainer) {
        return Samples.bits(trainer.train(Samples.gorillas()));
    }

    private static void assertRebuilds(RnnSequenceTrainer trainer) {
        var model = trainer.train(Samples.gorillas());
        var rebuilt = lookup(ProvenanceUtil.extractConfiguration(model.getProvenance()));
        assertThat(rebuilt).isNotSameAs(trainer).hasToString(trainer.toString());
        assertThat(bits(rebuilt)).isEqualTo(Samples.bits(model));
    }

    @Test
    void lookup_configuredTrainer_hasEveryValue() {
        assertThat(configured(Sgd.class, Map.of("learningRate", "0.02")))
                .hasToString("RnnSequenceTrainer(units=[3, 2], cells=[tanh, gru], dropout=[], sgd(0.02),"
                        + " epochs=4, batchSize=3, truncation=2, clip=0.5, validation=0.0, patience=0, seed=77)");
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void extractConfiguration_ofAModelWithNoDefaults_trainsTheSameBits(Optimiser optimiser) {
        assertRebuilds(configured(optimiser.type, optimiser.values));
    }

    /** Proves that the test above would notice a value that is lost. */
    @ParameterizedTest
    @MethodSource("optimisers")
    void lookup_oneOtherValue_trainsOtherBits(Optimiser optimiser) {
        var expected = bits(configured(optimiser.type, optimiser.values));
        assertThat(optimiser.others).containsOnlyKeys(optimiser.values.keySet());
        optimiser.others.forEach((key, value) -> assertThat(
                        bits(configured(optimiser.type, with(optimiser.values, key, value))))
                .as(key)
                .isNotEqualTo(expected));
    }

    @Test
    void extractConfiguration_ofAModelFromTheChain_trainsTheSameBits() {
        assertRebuilds(Rnn.builder()
                .hidden(4)
                .lstm()
                .epochs(3)
                .sgd(0.3)
                .clip(0.1)
                .seed(9)
                .trainer());
    }

    @Test
    void lookup_wrongValues_namesAll() {
        var values = with(TRAINER, "epochs", "0", "batchSize", "-2");
        assertRefused(
                components(Adam.class, ADAM.values, values, list("3", "2"), list("tanh")),
                "as many cells as units are needed, one for each layer;"
                        + " epochs(0): at least 1 is needed; batch(-2): at least 1 sequence is needed");
    }

    @Test
    void lookup_unknownCell_namesTheCells() {
        assertRefused(
                components(Adam.class, ADAM.values, TRAINER, list("3"), list("tahn")),
                "no cell is called \"tahn\"; there are tanh, relu, gru, lstm");
    }

    @Test
    void lookup_wrongOptimiserValues_sayWhichRange() {
        assertWrongAdam("learningRate", "0", "a learning rate of 0.0: it must be positive and finite; try 0.01");
        assertWrongAdam("beta1", "1", "beta1(1.0): the value must be at least 0 and less than 1");
        assertWrongAdam("beta2", "-0.1", "beta2(-0.1): the value must be at least 0 and less than 1");
        assertWrongAdam("epsilon", "NaN", "epsilon(NaN): the value must be positive and finite; try epsilon(1e-8)");
        assertWrongAdam("weightDecay", "1", "weightDecay(1.0): the value must be at least 0 and less than 1");
    }

    private static void assertWrongAdam(String key, String value, String sentence) {
        assertRefused(
                components(Adam.class, with(ADAM.values, key, value), TRAINER, list("3"), list("tanh")), sentence);
    }

    private static void assertRefused(List<ConfigurationData> wrong, String sentence) {
        assertThatThrownBy(() -> lookup(wrong))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void lookup_wrongLayersAndOtherMistakes_namesAll() {
        ConfigurationData sgd = new ConfigurationData("sgd", Sgd.class.getName());
        sgd.add("learningRate", new SimpleProperty("0.1"));
        ConfigurationData trainer = new ConfigurationData("trainer", RnnSequenceTrainer.class.getName());
        trainer.add("optimiser", new SimpleProperty("sgd"));
        trainer.add("epochs", new SimpleProperty("0"));
        trainer.add("units", new ListProperty(List.of(new SimpleProperty("0"))));
        trainer.add("cells", new ListProperty(List.of(new SimpleProperty("tahn"))));
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(List.of(sgd, trainer));
        assertThatThrownBy(() -> manager.lookupAll(RnnSequenceTrainer.class))
                .rootCause()
                .hasMessageContaining("epochs(0)")
                .hasMessageContaining("hidden(0)")
                .hasMessageContaining("no cell is called \"tahn\"");
    }
}
