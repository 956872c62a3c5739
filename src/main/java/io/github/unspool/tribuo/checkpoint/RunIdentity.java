package io.github.unspool.tribuo.checkpoint;

import static io.github.unspool.tribuo.setting.Hyperparameters.CLASS_WEIGHTS;
import static io.github.unspool.tribuo.setting.Hyperparameters.OPTIMISER;

import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import io.github.unspool.file.Excerpt;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Network;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.part.Sequence;
import io.github.unspool.setting.Setting;
import io.github.unspool.training.Fingerprint;
import io.github.unspool.training.TrainingSettings;
import io.github.unspool.tribuo.optimiser.Optimisers;
import io.github.unspool.tribuo.optimiser.ScheduledOptimiser;
import io.github.unspool.tribuo.setting.Hyperparameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tribuo.math.StochasticGradientOptimiser;

/**
 * All that decides the numbers of a run, as texts by their names. The number of epochs is among it only where it decides
 * more than how long the run is: a learning rate that changes goes over all of them.
 */
record RunIdentity(Map<String, String> values) {
    private static final Set<String> RATE = Set.of("learningRate", "schedule", "warmUp", "drops", "dropFactor");
    private static final String NOT_SAID = "not said";

    static RunIdentity of(Hyperparameters chosen, Network network, Split split, String start, int number) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("network", network + " " + network.targets().unit());
        values.put("layers", chosen.layers().stream().map(LayerSpec::toString).collect(Collectors.joining(".")));
        values.put("loss", network.loss().toString());
        values.put("classWeights", new TreeMap<>(chosen.get(CLASS_WEIGHTS)).toString());
        values.put("optimiser", optimiser(chosen.get(OPTIMISER)));
        values.put("learning rate", rate(chosen));
        Hyperparameters.ALL.stream()
                .filter(setting -> setting.scope() == Setting.Scope.NUMBERS)
                .forEach(setting -> values.putIfAbsent(setting.name(), "" + chosen.get(setting)));
        if (!start.isEmpty()) {
            values.put("first weights", start);
        }
        values.put("run of the trainer", "" + number);
        values.put("data", data(split.training()));
        values.put("validation data", data(split.validation()));
        return new RunIdentity(values);
    }

    private static String optimiser(StochasticGradientOptimiser optimiser) {
        Map<String, String> settings = new TreeMap<>();
        optimiser.getProvenance().getConfiguredParameters().forEach((name, value) -> {
            if (!RATE.contains(name)) {
                settings.put(
                        name,
                        value instanceof PrimitiveProvenance<?> primitive
                                ? primitive.getValue().toString()
                                : value.toString());
            }
        });
        return Optimisers.name(optimiser) + settings;
    }

    private static String rate(Hyperparameters chosen) {
        String over = " over %s epochs".formatted(chosen.get(TrainingSettings.EPOCHS));
        if (!(chosen.get(OPTIMISER) instanceof ScheduledOptimiser ours)) {
            return "that of the optimiser" + over;
        }
        Rate rate = ours.rate();
        return rate.equals(Rate.constant(rate.peak())) ? rate.toString() : rate + over;
    }

    private static String data(List<Sequence> sequences) {
        long steps = sequences.stream().mapToLong(Sequence::steps).sum();
        return sequences.isEmpty()
                ? "nothing"
                : "%s sequences of %s steps with the fingerprint %s"
                        .formatted(sequences.size(), steps, Fingerprint.of(sequences));
    }

    /** The difference to another run, as the rest of a sentence; empty if there is none. */
    String differences(RunIdentity other) {
        Set<String> names = new LinkedHashSet<>(values.keySet());
        names.addAll(other.values.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String here = values.getOrDefault(name, NOT_SAID);
            String there = other.values.getOrDefault(name, NOT_SAID);
            if (!here.equals(there)) {
                differences.add(
                        "%s is %s there and %s here".formatted(Excerpt.of(name), Excerpt.of(there), Excerpt.of(here)));
            }
        }
        return String.join(", ", differences);
    }
}
