package io.github.unspool.tribuo;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.unspool.training.RateSearch;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.tribuo.adapter.ExampleAdapter;
import io.github.unspool.tribuo.checkpoint.PartialRun;
import io.github.unspool.tribuo.setting.Hyperparameters;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Trains recurrent networks with one output for each sequence, such as its class, or its continuation. An
 * ordinary trainer of Tribuo's over an ordinary data set, in which a feature's name says at which step it stands, such as
 * {@code t003:temperature}; steps may begin at any number, and sequences may end at different steps.
 *
 * <p>The type of outputs decides the default loss: cross-entropy for labels, squared error for numbers,
 * binary cross-entropy for sets of labels. The same configuration, data and invocation count give the same model, bit for bit.
 * Interrupting the thread ends the training and gives the model with its best weights so far. Thread-safe: runs do not share
 * anything but the count of runs.
 *
 * @param <T> the kind of output
 */
public final class RnnTrainer<T extends Output<T>> extends BaseTrainer implements Trainer<T> {

    /** For OLCUT. */
    private RnnTrainer() {}

    /**
     * Configures a trainer.
     *
     * @param parameters all that can be chosen
     * @throws IllegalArgumentException if something does not make sense; the message names all that does not
     */
    public RnnTrainer(Hyperparameters parameters) {
        super(parameters);
    }

    @Override
    public RnnModel<T> train(Dataset<T> examples) {
        return train(examples, Map.of());
    }

    @Override
    public RnnModel<T> train(Dataset<T> examples, Map<String, Provenance> runProvenance) {
        return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
    }

    @Override
    public RnnModel<T> train(Dataset<T> examples, Map<String, Provenance> runProvenance, int invocationCount) {
        return train(examples, runProvenance, invocationCount, listener());
    }

    /**
     * Trains with a listener.
     *
     * @param examples the data
     * @param runProvenance what to note about this run
     * @param invocationCount which run this is, or {@link Trainer#INCREMENT_INVOCATION_COUNT}: the next
     * @param listener receives the progress
     * @return the model; its {@link RnnModel#history} says how the run ended
     * @throws IllegalArgumentException if the data cannot be trained on; the message names the example and the feature
     */
    public RnnModel<T> train(
            Dataset<T> examples,
            Map<String, Provenance> runProvenance,
            int invocationCount,
            TrainingListener listener) {
        return model(runs().train(new ExampleAdapter<>(examples), runProvenance, invocationCount, listener));
    }

    /**
     * Trains, and measures each epoch with other data.
     *
     * @param examples the data to train on
     * @param validationExamples the data to measure with; its outputs must be among those of the first
     * @return the model; its {@link RnnModel#history} has the validation losses
     * @throws IllegalArgumentException if the data cannot be used; the message names the example and the feature
     */
    public RnnModel<T> train(Dataset<T> examples, Dataset<T> validationExamples) {
        return model(runs().train(
                                new ExampleAdapter<>(examples),
                                new ExampleAdapter<>(validationExamples),
                                Start.fresh()))
                .rememberingErrors(validationExamples);
    }

    /**
     * Continues training from a model. The model stays as it is.
     *
     * @param examples the data to train on; it may have features and outputs that are new to the model, if they have names
     * @param model where training begins: with the same layers, and the scale of the numbers that it predicts
     * @return the model that continues the first one; its provenance contains that of the first
     * @throws IllegalArgumentException if the data cannot be trained on, or the model has other layers
     */
    public RnnModel<T> train(Dataset<T> examples, RnnModel<T> model) {
        return model(runs().train(new ExampleAdapter<>(examples), model.asStart()));
    }

    /**
     * Continues training from a model, and measures each epoch with other data. The model stays as it is.
     *
     * @param examples the data to train on; it may have features and outputs that are new to the model, if they have names
     * @param validationExamples the data to measure with
     * @param model where training begins: with the same layers, and the scale of the numbers that it predicts
     * @return the model that continues the first one; its provenance contains that of the first
     * @throws IllegalArgumentException if the data cannot be used, or the model has other layers
     */
    public RnnModel<T> train(Dataset<T> examples, Dataset<T> validationExamples, RnnModel<T> model) {
        return model(runs().train(
                                new ExampleAdapter<>(examples),
                                new ExampleAdapter<>(validationExamples),
                                model.asStart()))
                .rememberingErrors(validationExamples);
    }

    /**
     * Trains for a part of the first run, which is resumed later. Validation data measures the end of a part.
     *
     * @param examples the data to train on
     * @param validationExamples the data to measure each epoch with
     * @param part from where and until when
     * @return the model as it is at the end of the part, and what the next part begins with
     * @throws IllegalArgumentException if the data cannot be used, or the part does not belong to this run
     */
    public PartialRun.End<RnnModel<T>> train(Dataset<T> examples, Dataset<T> validationExamples, PartialRun part) {
        return runs().train(new ExampleAdapter<>(examples), new ExampleAdapter<>(validationExamples), part)
                .map(RnnTrainer::model);
    }

    /**
     * What training would need.
     *
     * @param examples the data to train on
     * @param validationExamples the data to measure each epoch with
     * @return bytes of memory in addition to the data, by the formula of docs/memory.md
     * @throws IllegalArgumentException if the data cannot be used
     */
    public long memoryNeed(Dataset<T> examples, Dataset<T> validationExamples) {
        return runs().memoryNeed(new ExampleAdapter<>(examples), new ExampleAdapter<>(validationExamples));
    }

    /**
     * Looks for a learning rate by training once with rates that rise, from the weights that the first run begins with.
     * The optimiser is the configured one, except for its rate. This is no run: the count of runs stays.
     *
     * @param examples the data to train on
     * @return the losses by rate
     * @throws IllegalArgumentException if the data cannot be trained on, or the optimiser's rate cannot be changed
     */
    public RateSearch findRate(Dataset<T> examples) {
        return runs().findRate(new ExampleAdapter<>(examples));
    }

    private TrainingRuns runs() {
        return runs(RnnModel.class);
    }

    private static <T extends Output<T>> RnnModel<T> model(TrainingRuns.Trained<Example<T>, T> trained) {
        return new RnnModel<>("rnn", trained.provenance(), trained.network());
    }

    @Override
    public TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }
}
