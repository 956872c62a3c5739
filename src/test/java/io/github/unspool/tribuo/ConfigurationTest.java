package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.property.ListProperty;
import com.oracle.labs.mlrg.olcut.config.property.MapProperty;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.tribuo.optimiser.Adam;
import io.github.unspool.tribuo.optimiser.RmsProp;
import io.github.unspool.tribuo.optimiser.Sgd;
import io.github.unspool.tribuo.setting.Hyperparameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.classification.Label;
import org.tribuo.math.optimisers.AdaDelta;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.RMSProp;
import org.tribuo.math.optimisers.SGD;

/** Trainers from OLCUT's configurations, and configurations from provenance. */
class ConfigurationTest {
    private static final Map<String, String> TRAINER =
            Map.of("epochs", "4", "batch", "3", "truncate", "2", "clip", "0.5", "seed", "77");

    private static final ListProperty LAYERS =
            list("hidden(3).tanh().dropout(0.1)", "hidden(2).gru().recurrentDropout(0.2)");

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
                        with(OTHER_STEPS, "learningRate", "0.5", "rho", "0.5", "epsilon", "0.5")),
                new Optimiser(
                        AdaGrad.class,
                        Map.of("initialLearningRate", "0.02", "epsilon", "0.001"),
                        Map.of("initialLearningRate", "0.5", "epsilon", "0.5")),
                new Optimiser(
                        AdaDelta.class,
                        Map.of("rho", "0.9", "epsilon", "0.001"),
                        Map.of("rho", "0.5", "epsilon", "0.5")),
                new Optimiser(
                        RMSProp.class,
                        Map.of("initialLearningRate", "0.02", "rho", "0.7", "epsilon", "0.001", "decay", "0.1"),
                        Map.of("initialLearningRate", "0.5", "rho", "0.5", "epsilon", "0.5", "decay", "0.5")),
                new Optimiser(
                        SGD.getSqrtDecaySGD(1).getClass(),
                        Map.of("initialLearningRate", "0.02", "rho", "0.7", "useMomentum", "NESTEROV"),
                        Map.of("initialLearningRate", "0.5", "rho", "0.5", "useMomentum", "STANDARD")));
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
            Class<?> optimiser, Map<String, String> optimiserValues, Map<String, String> values, ListProperty layers) {
        ConfigurationData trainer = component("trainer", RnnSequenceTrainer.class, Map.of());
        Map<String, SimpleProperty> settings = new LinkedHashMap<>();
        values.forEach((name, value) -> settings.put(name, new SimpleProperty(value)));
        trainer.add("settings", new MapProperty(settings));
        trainer.add("optimiser", new SimpleProperty("optimiser"));
        trainer.add("layers", layers);
        return List.of(component("optimiser", optimiser, optimiserValues), trainer);
    }

    @SuppressWarnings("unchecked") // A trainer is of any kind of output until it trains.
    private static RnnSequenceTrainer<Label> lookup(List<ConfigurationData> components) {
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(components);
        RnnSequenceTrainer<?> trainer =
                manager.lookupAll(RnnSequenceTrainer.class).get(0);
        return (RnnSequenceTrainer<Label>) trainer;
    }

    private static RnnSequenceTrainer<Label> configured(Class<?> optimiser, Map<String, String> values) {
        return lookup(components(optimiser, values, TRAINER, LAYERS));
    }

    private static List<Integer> bits(RnnSequenceTrainer<Label> trainer) {
        return Samples.bits(trainer.train(Samples.gorillas()));
    }

    private static void assertRebuilds(RnnSequenceTrainer<Label> trainer) {
        var model = trainer.train(Samples.gorillas());
        var rebuilt = lookup(ProvenanceUtil.extractConfiguration(model.getProvenance()));
        assertThat(rebuilt).isNotSameAs(trainer);
        assertThat(rebuilt.getProvenance().getConfiguredParameters())
                .isEqualTo(trainer.getProvenance().getConfiguredParameters());
        assertThat(bits(rebuilt)).isEqualTo(Samples.bits(model));
    }

    @Test
    void lookup_configuredTrainer_hasEveryValue() {
        assertThat(configured(Sgd.class, Map.of("learningRate", "0.02")))
                .hasToString(
                        "RnnSequenceTrainer(hidden(3).tanh().dropout(0.1).hidden(2).gru().recurrentDropout(0.2).sgd(0.02)"
                                + ".epochs(4).batch(3).truncate(2).clip(0.5).seed(77))");
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
                .sequenceTrainer());
    }

    @Test
    void lookup_wrongValues_namesAll() {
        var values = with(
                TRAINER,
                "epochs",
                "0",
                "batch",
                "-2",
                "truncate",
                "-1",
                "clip",
                "NaN",
                "validation",
                "1",
                "patience",
                "-1",
                "bucket",
                "perhaps",
                "batchSize",
                "3");
        assertRefused(
                components(Adam.class, ADAM.values, values, list("hidden(0).tanh()", "3 tanh")),
                "hidden(0): a layer needs at least 1 unit; try hidden(16); \"3 tanh\" is not a layer; write one such as"
                        + " hidden(64).lstm() or hidden(32).gru().bidirectional().skip().dropout(0.2).recurrentDropout(0.1);"
                        + " epochs(0): at least 1 is needed; try epochs(100);"
                        + " batch(-2): at least 1 sequence is needed; try batch(32);"
                        + " bucket(perhaps): it is true or false;"
                        + " truncate(-1): at least 1 step is needed; try truncate(50);"
                        + " clip(NaN): the norm must be positive and finite; try clip(1);"
                        + " patience(-1): at least 1 epoch is needed, and a gain of 0 or more; try patience(5) or patience(5, 0.001);"
                        + " validation(1.0): the fraction must be between 0 and 1; try validation(0.1);"
                        + " no setting is named \"batchSize\"; the settings are epochs, batch, bucket, stateful, truncate, clip, patience, freeze, l1, l2, maxNorm, clipValue, lowerRate,"
                        + " decoder, validation, learnStart, initial, initialRecurrent, loss, ignoreUnknown, threads, seed;"
                        + " there is no layer; add one, such as hidden(16).tanh()");
    }

    @Test
    void classes_ofAnyName_surviveXml(@TempDir Path directory) throws IOException {
        Map<String, Double> weights = new TreeMap<>();
        for (String name : List.of(
                "tab\there",
                "two\nlines\r\n",
                " blanks  around ",
                "bell\u0007",
                "nothing\u0000",
                "back\\slash \\u0009 \\\\t",
                "<&\"'>",
                "${home}",
                "ü 語 😀",
                "\ud83d",
                "\u0085\ufffe")) {
            weights.put(name, 2.0 + weights.size());
        }
        Hyperparameters chosen =
                Rnn.builder().hidden(2).tanh().classWeights(weights).hyperparameters();
        RnnTrainer<Label> trainer = new RnnTrainer<>(chosen);
        List<ConfigurationData> components = ProvenanceUtil.extractConfiguration(trainer.getProvenance());
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(components);
        Path file = directory.resolve("config.xml");
        manager.save(file.toFile(), true);
        try (ConfigurationManager again = new ConfigurationManager(file.toString())) {
            RnnTrainer<?> same = (RnnTrainer<?>) again.lookup(components.get(0).getName());
            assertThat(visible(same)).isEqualTo(visible(trainer));
        }
        assertThat(visible((RnnTrainer<?>) TrainerBytes.read(TrainerBytes.write(trainer))))
                .isEqualTo(visible(trainer));
        assertThat(trainer.hyperparameters().get(Hyperparameters.CLASS_WEIGHTS)).isEqualTo(weights);
    }

    /** The weights of classes, whose names a failure can show. */
    private static List<String> visible(RnnTrainer<?> trainer) {
        return new TreeMap<>(trainer.hyperparameters().get(Hyperparameters.CLASS_WEIGHTS))
                .entrySet().stream()
                        .map(e -> ConfigText.write(e.getKey()) + "=" + e.getValue())
                        .toList();
    }

    @Test
    void className_withASingleBackslash_isItself() {
        assertThat(ConfigText.read("C:\\temp\\users")).isEqualTo("C:\\temp\\users");
        assertThat(ConfigText.write("a\tb\\")).isEqualTo("a\\u0009b\\\\");
        assertThat(ConfigText.read("a\\u0009b\\\\")).isEqualTo("a\tb\\");
    }

    @Test
    void lookup_unknownCell_namesTheCells() {
        assertRefused(
                components(Adam.class, ADAM.values, TRAINER, list("hidden(3).tahn()")),
                "no cell is named \"tahn\"; the cells are tanh, relu, gru, lstm; there is no layer; add one, such as hidden(16).tanh()");
    }

    @Test
    void lookup_wrongOptimiserValues_sayWhichRange() {
        assertWrongAdam("learningRate", "0", "a learning rate of 0.0: it must be positive and finite; try 0.01");
        assertWrongAdam("beta1", "1", "beta1(1.0): the value must be at least 0 and less than 1");
        assertWrongAdam("beta2", "-0.1", "beta2(-0.1): the value must be at least 0 and less than 1");
        assertWrongAdam("epsilon", "NaN", "epsilon(NaN): the value must be positive and finite; try epsilon(1e-8)");
        assertWrongAdam("weightDecay", "1", "weightDecay(1.0): the value must be at least 0 and less than 1");
    }

    @Test
    void lookup_optimiserThatCannotTrain_saysWhatToUse() {
        assertRefused(
                components(org.tribuo.math.optimisers.Adam.class, Map.of(), TRAINER, LAYERS),
                "Tribuo 4.3.2's Adam multiplies by the root where the paper divides; use adam(0.01), or"
                        + " optimiser(new io.github.unspool.tribuo.optimiser.Adam(0.01))");
    }

    private static void assertWrongAdam(String key, String value, String sentence) {
        assertRefused(components(Adam.class, with(ADAM.values, key, value), TRAINER, LAYERS), sentence);
    }

    private static void assertRefused(List<ConfigurationData> wrong, String sentence) {
        assertThatThrownBy(() -> lookup(wrong))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }
}
