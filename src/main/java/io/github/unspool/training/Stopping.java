package io.github.unspool.training;

import static io.github.unspool.training.TrainingSettings.EPOCHS;

import io.github.unspool.setting.Setting;
import io.github.unspool.setting.Setting.Scope;
import java.util.List;

/**
 * When a run that nothing disturbs ends.
 *
 * @param settings how to train
 * @param isValidated whether epochs are judged by their validation loss
 */
public record Stopping(TrainingSettings settings, boolean isValidated) {
    /** Early stopping: the number of epochs without improvement after which training ends. */
    public static final Setting<Patience> PATIENCE = new Setting<>(
            "patience",
            Scope.NUMBERS,
            Patience.NONE,
            Patience::parse,
            "patience(%s)"::formatted,
            Patience::isSound,
            "at least 1 epoch is needed, and a gain of 0 or more; try patience(5) or patience(5, 0.001)",
            "Number of epochs without improvement of the validation loss after which training ends; optionally, after a comma, the minimum decrease that counts as an improvement");

    /** What decides when a run ends, other than the number of its epochs. */
    static final List<Setting<?>> SETTINGS = List.of(PATIENCE);

    /** Whether no epoch follows. */
    boolean isOver(List<Epoch> epochs, int until) {
        return epochs.size() >= Math.min(settings.get(EPOCHS), until) || isEarly(epochs);
    }

    /** Whether no epoch was better for as long as patience allows. */
    boolean isEarly(List<Epoch> epochs) {
        return settings.get(PATIENCE).isOver(losses(epochs), isValidated ? 1 : 0);
    }

    /** The losses that epochs are judged by. */
    List<Double> losses(List<Epoch> epochs) {
        return epochs.stream()
                .map(isValidated ? Epoch::validationLoss : Epoch::loss)
                .toList();
    }
}
