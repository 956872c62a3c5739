package io.github.unspool.tribuo;

import io.github.unspool.runtime.Host;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.sequence.SequenceDataset;

/**
 * Keeps the model that was trained last, so that it is not lost with the variable that should have held it. One model is
 * kept, until the next one is trained, if the {@link Host} keeps results.
 */
public final class LatestModel {
    private LatestModel() {}

    /**
     * Keeps a model instead of the one before.
     *
     * @param model a model
     * @param <M> its kind
     * @return the same
     */
    public static <M> M keep(M model) {
        Host.current().keep(model);
        return model;
    }

    /**
     * The model that was trained last, on data of this kind.
     *
     * @param data says what the outputs are
     * @param <T> the kind of output
     * @return the model
     * @throws IllegalStateException if there is none, or it was trained on data of another kind
     */
    public static <T extends Output<T>> RnnSequenceModel<T> of(SequenceDataset<T> data) {
        Class<T> type = type(data.getOutputFactory().getUnknownOutput());
        if (latest() instanceof RnnSequenceModel<?> model && model.validate(type)) {
            return (RnnSequenceModel<T>) model.castModel(type);
        }
        throw other();
    }

    /**
     * The model that was trained last, on data of this kind.
     *
     * @param data says what the outputs are
     * @param <T> the kind of output
     * @return the model
     * @throws IllegalStateException if there is none, or it was trained on data of another kind
     */
    public static <T extends Output<T>> RnnModel<T> of(Dataset<T> data) {
        Class<T> type = type(data.getOutputFactory().getUnknownOutput());
        if (latest() instanceof RnnModel<?> model && model.validate(type)) {
            return (RnnModel<T>) model.castModel(type);
        }
        throw other();
    }

    @SuppressWarnings("unchecked") // An object of a class has that class.
    private static <T extends Output<T>> Class<T> type(T output) {
        return (Class<T>) output.getClass();
    }

    private static Object latest() {
        return Host.current()
                .latest()
                .orElseThrow(() -> new IllegalStateException(
                        Host.current().keepsLatest()
                                ? "no model has been trained yet; call rnn.train(data)"
                                : "only a notebook keeps the latest model; use what rnn.train(data) returned"));
    }

    private static IllegalStateException other() {
        return new IllegalStateException(
                "the latest model has outputs of another type; pass the data that it was trained on to latest(…)");
    }
}
