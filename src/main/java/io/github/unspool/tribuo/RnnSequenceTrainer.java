package io.github.unspool.tribuo;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.unspool.training.RateSearch;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.tribuo.adapter.SequenceAdapter;
import io.github.unspool.tribuo.checkpoint.PartialRun;
import io.github.unspool.tribuo.setting.Hyperparameters;
import java.util.Map;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;
import org.tribuo.sequence.SequenceTrainer;

/**
 * Trains recurrent networks with an output at each step of a sequence: the next word, a tag, the next temperature.
 *
 * <p>The type of outputs decides the default loss: cross-entropy for labels, squared error for numbers,
 * binary cross-entropy for sets of labels; gradients are found by backpropagation through time. The same configuration, data and
 * invocation count give the same model, bit for bit. Interrupting the thread ends the training and gives the model with its
 * best weights so far. Thread-safe: runs do not share anything but the count of runs.
 *
 * @param <T> the kind of output
 */
public final class RnnSequenceTrainer<T extends Output<T>> extends BaseTrainer implements SequenceTrainer<T> {

    /** For OLCUT. */
    private RnnSequenceTrainer() {}

    /**
     * Configures a trainer.
     *
     * @param parameters all that can be chosen
     * @throws IllegalArgumentException if something does not make sense; the message names all that does not
     */
    public RnnSequenceTrainer(Hyperparameters parameters) {
        super(parameters);
    }

    @Override
    public RnnSequenceModel<T> train(SequenceDataset<T> examples) {
        return train(examples, Map.of());
    }

    @Override
    public RnnSequenceModel<T> train(SequenceDataset<T> examples, Map<String, Provenance> runProvenance) {
        return train(examples, runProvenance, listener());
    }

    /**
     * Trains with a listener.
     *
     * @param examples the data
     * @param runProvenance what to note about this run
     * @param listener receives the progress
     * @return the model; its {@link RnnSequenceModel#history} says how the run ended
     * @throws IllegalArgumentException if the data cannot be trained on; the message names the sequence and the step
     */
    public RnnSequenceModel<T> train(
            SequenceDataset<T> examples, Map<String, Provenance> runProvenance, TrainingListener listener) {
        return model(runs().train(
                        new SequenceAdapter<>(examples), runProvenance, Trainer.INCREMENT_INVOCATION_COUNT, listener));
    }

    /**
     * Trains, and measures each epoch with other data.
     *
     * @param examples the data to train on
     * @param validationExamples the data to measure with; its features and outputs must be among those of the first
     * @return the model; its {@link RnnSequenceModel#history} has the validation losses
     * @throws IllegalArgumentException if the data cannot be used; the message names the sequence and the step
     */
    public RnnSequenceModel<T> train(SequenceDataset<T> examples, SequenceDataset<T> validationExamples) {
        return model(runs().train(
                        new SequenceAdapter<>(examples), new SequenceAdapter<>(validationExamples), Start.fresh()));
    }

    /**
     * Continues training from a model. The model stays as it is.
     *
     * @param examples the data to train on; it may have features and outputs that are new to the model, if they have names
     * @param model where training begins: with the same layers, and the scale of the numbers that it predicts
     * @return the model that continues the first one; its provenance contains that of the first
     * @throws IllegalArgumentException if the data cannot be trained on, or the model has other layers
     */
    public RnnSequenceModel<T> train(SequenceDataset<T> examples, RnnSequenceModel<T> model) {
        return model(runs().train(new SequenceAdapter<>(examples), model.asStart()));
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
    public RnnSequenceModel<T> train(
            SequenceDataset<T> examples, SequenceDataset<T> validationExamples, RnnSequenceModel<T> model) {
        return model(runs().train(
                        new SequenceAdapter<>(examples), new SequenceAdapter<>(validationExamples), model.asStart()));
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
    public PartialRun.End<RnnSequenceModel<T>> train(
            SequenceDataset<T> examples, SequenceDataset<T> validationExamples, PartialRun part) {
        return runs().train(new SequenceAdapter<>(examples), new SequenceAdapter<>(validationExamples), part)
                .map(RnnSequenceTrainer::model);
    }

    /**
     * What training would need.
     *
     * @param examples the data to train on
     * @param validationExamples the data to measure each epoch with
     * @return bytes of memory in addition to the data, by the formula of docs/memory.md
     * @throws IllegalArgumentException if the data cannot be used
     */
    public long memoryNeed(SequenceDataset<T> examples, SequenceDataset<T> validationExamples) {
        return runs().memoryNeed(new SequenceAdapter<>(examples), new SequenceAdapter<>(validationExamples));
    }

    /**
     * Looks for a learning rate by training once with rates that rise, from the weights that the first run begins with.
     * The optimiser is the configured one, except for its rate. This is no run: the count of runs stays.
     *
     * @param examples the data to train on
     * @return the losses by rate
     * @throws IllegalArgumentException if the data cannot be trained on, or the optimiser's rate cannot be changed
     */
    public RateSearch findRate(SequenceDataset<T> examples) {
        return runs().findRate(new SequenceAdapter<>(examples));
    }

    private TrainingRuns runs() {
        return runs(RnnSequenceModel.class);
    }

    private static <T extends Output<T>> RnnSequenceModel<T> model(
            TrainingRuns.Trained<SequenceExample<T>, T> trained) {
        return new RnnSequenceModel<>("rnn", trained.provenance(), trained.network());
    }

    @Override
    public TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }
}
