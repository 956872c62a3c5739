package io.github.unspool.view;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.unspool.setting.Setting;
import io.github.unspool.tribuo.optimiser.Adam;
import io.github.unspool.tribuo.optimiser.RmsProp;
import io.github.unspool.tribuo.optimiser.Sgd;
import io.github.unspool.tribuo.provenance.TextProvenance;
import io.github.unspool.tribuo.setting.Hyperparameters;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;

/** Where a model comes from, in words, without what differs when the same run is made again. */
final class Origin {
    private static final List<String> RATES = List.of("learningRate", "initialLearningRate");
    private static final Set<String> NOTHING = Set.of("", "0", "0.0", "false");
    /** The default settings of Unspool's optimisers, by class name. */
    private static final Map<String, Map<String, Provenance>> DEFAULTS = Stream.<StochasticGradientOptimiser>of(
                    new Adam(0.01), new Sgd(0.1), new RmsProp(0.001))
            .collect(Collectors.toMap(
                    one -> one.getClass().getName(), one -> one.getProvenance().getConfiguredParameters()));

    private Origin() {}

    static String words(ModelProvenance provenance) {
        Map<String, Provenance> settings = provenance.getTrainerProvenance().getConfiguredParameters();
        StringJoiner how = new StringJoiner(", ");
        if (settings.get("optimiser") instanceof ConfiguredObjectProvenance optimiser) {
            how.add(optimiser(optimiser));
        }
        Map<String, Provenance> values = new HashMap<>(settings);
        if (settings.get("settings") instanceof MapProvenance<?> chosen) {
            values.putAll(chosen.getMap());
        }
        for (Setting<?> setting : Hyperparameters.ALL) {
            String value = value(values.get(setting.name()));
            if (setting != Hyperparameters.OPTIMISER && (setting == Hyperparameters.SEED || !NOTHING.contains(value))) {
                how.add(setting(setting.name(), value));
            }
        }
        String runs =
                value(provenance.getTrainerProvenance().getInstanceValues().get("train-invocation-count"));
        how.add("run " + (runs.isEmpty() ? 1 : Integer.parseInt(runs) + 1));
        boolean replaced = provenance.getInstanceProvenance().getMap().containsKey("weights-replaced");
        return "Trained on %s; with %s.%s"
                .formatted(
                        data(provenance.getDatasetProvenance()),
                        how,
                        replaced ? " Its weights were replaced later." : "");
    }

    private static String data(DatasetProvenance data) {
        int count = data.getNumExamples();
        String kind = data.getSourceProvenance() instanceof TextProvenance text
                ? (count == 1 ? "1 text of " : count + " texts of ")
                        + text.unit().name().toLowerCase(Locale.ROOT)
                : count + (count == 1 ? " example" : " examples");
        return "%s, %s features, %s outputs".formatted(kind, data.getNumFeatures(), data.getNumOutputs());
    }

    private static String optimiser(ConfiguredObjectProvenance optimiser) {
        String name =
                optimiser.getClassName().substring(optimiser.getClassName().lastIndexOf('.') + 1);
        Map<String, Provenance> usual = DEFAULTS.getOrDefault(optimiser.getClassName(), Map.of());
        StringBuilder rate = new StringBuilder();
        StringBuilder others = new StringBuilder();
        new TreeMap<>(optimiser.getConfiguredParameters()).forEach((part, set) -> {
            String value = value(set);
            if (RATES.contains(part)) {
                rate.append(' ').append(value);
            } else if (!NOTHING.contains(value) && !value.equals(value(usual.get(part)))) {
                others.append(' ').append(setting(part, value));
            }
        });
        return name + rate + others;
    }

    /** Of a switch its name. */
    private static String setting(String name, String value) {
        return value.equals("true") ? name : name + " " + value.replace(",", "");
    }

    private static String value(Provenance provenance) {
        if (provenance instanceof MapProvenance<?> map) {
            return new TreeMap<>(map.getMap())
                    .entrySet().stream()
                            .map(entry -> entry.getKey() + " " + value(entry.getValue()))
                            .collect(Collectors.joining(" "));
        }
        return provenance instanceof PrimitiveProvenance<?> primitive
                ? primitive.getValue().toString()
                : "";
    }
}
