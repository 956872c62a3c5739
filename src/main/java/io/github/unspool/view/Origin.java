package io.github.unspool.view;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.unspool.tribuo.TextProvenance;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;

/** Where a model comes from, in words, without what differs when the same run is made again. */
final class Origin {
    private static final List<String> SETTINGS =
            List.of("epochs", "batchSize", "truncation", "clip", "validation", "patience", "seed");
    private static final List<String> RATES = List.of("learningRate", "initialLearningRate");

    private Origin() {}

    static String words(ModelProvenance provenance) {
        Map<String, Provenance> settings = provenance.getTrainerProvenance().getConfiguredParameters();
        StringJoiner how = new StringJoiner(", ");
        if (settings.get("optimiser") instanceof ObjectProvenance optimiser) {
            how.add(optimiser(optimiser));
        }
        for (String name : SETTINGS) {
            String value = value(settings.get(name));
            if (!List.of("", "0", "0.0").contains(value) || name.equals("seed")) {
                how.add(name + " " + value);
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
                        replaced ? " Its weights were replaced since." : "");
    }

    private static String data(DatasetProvenance data) {
        int count = data.getNumExamples();
        String kind = data.getSourceProvenance() instanceof TextProvenance text
                ? (count == 1 ? "1 text of " : count + " texts of ")
                        + text.unit().name().toLowerCase(Locale.ROOT)
                : count + (count == 1 ? " example" : " examples");
        return "%s, %d features, %d outputs".formatted(kind, data.getNumFeatures(), data.getNumOutputs());
    }

    private static String optimiser(ObjectProvenance optimiser) {
        String name =
                optimiser.getClassName().substring(optimiser.getClassName().lastIndexOf('.') + 1);
        StringJoiner rate = new StringJoiner("");
        optimiser.forEach(part -> {
            if (RATES.contains(part.getA())) {
                rate.add(" " + value(part.getB()));
            }
        });
        return name + rate;
    }

    private static String value(Provenance provenance) {
        return provenance instanceof PrimitiveProvenance<?> primitive
                ? primitive.getValue().toString()
                : "";
    }
}
