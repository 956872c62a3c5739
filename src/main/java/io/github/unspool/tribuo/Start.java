package io.github.unspool.tribuo;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.unspool.network.Initialisation;
import io.github.unspool.network.Network;
import io.github.unspool.network.Weights;
import io.github.unspool.part.Initial;
import io.github.unspool.training.Fingerprint;
import io.github.unspool.tribuo.adapter.DataAdapter;
import io.github.unspool.tribuo.adapter.Domain;
import io.github.unspool.tribuo.adapter.Encoder;
import io.github.unspool.tribuo.adapter.Numbered;
import io.github.unspool.tribuo.adapter.Outputs;
import io.github.unspool.tribuo.provenance.SeriesProvenance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Output;
import org.tribuo.provenance.ModelProvenance;

/**
 * What training begins with: new weights, or those of a model, which may know fewer features and outputs than the data.
 *
 * @param model what the run continues from; null for new weights
 * @param provenance where the model comes from
 * @param <E> what is read: examples, or sequences of them
 * @param <T> the kind of output
 */
record Start<E, T extends Output<T>>(TrainedNetwork<E, T> model, ModelProvenance provenance) {
    static <E, T extends Output<T>> Start<E, T> fresh() {
        return new Start<>(null, null);
    }

    /** What encodes the examples to train on, and those that the model knew; numbers keep the model's scale. */
    Encoder<E, T> encoder(
            DataAdapter<E, T> data, List<Numbered<E>> training, Map<String, Double> classWeights, boolean isPositive) {
        if (model == null) {
            return data.encoder(training, classWeights, isPositive);
        }
        Encoder<E, T> known = model.encoder();
        Domain<T> domain =
                new Domain<>(known.features(), known.outputs().info()).with(data.domain(training), data.factory());
        Outputs<T> outputs = classWeights.isEmpty()
                ? Outputs.of(domain.outputs(), model.weights().scale())
                : Outputs.forTraining(domain.outputs(), classWeights);
        return data.encoder(domain, outputs);
    }

    /** The first weights of a run. */
    Weights weights(Network network, Encoder<E, T> encoder, Initial.Choice initial, long seed) {
        Weights weights = Initialisation.of(network, initial, seed);
        if (model != null) {
            new WeightTransfer(model.weights(), model.encoder(), weights, encoder).run();
        }
        return weights;
    }

    /** What decides the numbers of the run besides its settings and data; empty for new weights. */
    String identity() {
        return model == null ? "" : "those with the fingerprint " + Fingerprint.of(model.weights());
    }

    /** What is noted about the run, with the whole history of the model. */
    Map<String, Provenance> notes(Map<String, Provenance> others) {
        Map<String, Provenance> notes = new HashMap<>(others);
        if (model != null) {
            notes.put(SeriesProvenance.CONTINUED_FROM, provenance);
        }
        return notes;
    }
}
