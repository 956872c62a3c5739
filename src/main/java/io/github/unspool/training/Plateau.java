package io.github.unspool.training;

import io.github.unspool.setting.Setting;
import io.github.unspool.setting.Setting.Scope;
import java.util.List;

/**
 * When the learning rate is lowered because the loss no longer falls.
 *
 * @param epochs how many epochs without a better loss to wait each time; 0: the rate is never lowered
 * @param factor what the rate is multiplied by each time, between 0 and 1
 */
public record Plateau(int epochs, double factor) {
    /** Lowers the learning rate on a plateau of the validation loss, or without validation data of the loss. */
    public static final Setting<Plateau> LOWER_RATE = new Setting<>(
            "lowerRate",
            Scope.NUMBERS,
            new Plateau(0, 1),
            Plateau::parse,
            "lowerRate(%s)"::formatted,
            Plateau::isSound,
            "at least 1 epoch is needed, and a factor between 0 and 1; try lowerRate(5) or lowerRate(5, 0.5)",
            "Number of epochs without improvement after which the learning rate is lowered; optionally, after a comma, the factor [0.1]");

    static final List<Setting<?>> SETTINGS = List.of(LOWER_RATE);

    /** That of Keras' and PyTorch's ReduceLROnPlateau. */
    public static final double FACTOR = 0.1;

    /** Reads what {@link #toString} writes. */
    static Plateau parse(String text) {
        String[] parts = text.split(",", 2);
        return new Plateau(
                Integer.parseInt(parts[0].strip()), parts.length == 1 ? FACTOR : Double.parseDouble(parts[1].strip()));
    }

    private boolean isSound() {
        return epochs >= 1 && factor > 0 && factor < 1;
    }

    boolean isChosen() {
        return epochs > 0;
    }

    /**
     * What the rate is multiplied by in the next epoch. It follows from the losses alone, so a run that is resumed has the same.
     *
     * @param losses of each epoch so far
     */
    double factorAfter(List<Double> losses) {
        double product = 1;
        double lowest = Double.POSITIVE_INFINITY;
        int waited = 0;
        for (double loss : losses) {
            waited = loss < lowest ? 0 : waited + 1;
            lowest = Math.min(lowest, loss);
            if (isChosen() && waited == epochs) {
                product *= factor;
                waited = 0;
            }
        }
        return product;
    }

    /** The arguments of the call, such as {@code 5} or {@code 5, 0.5}. */
    @Override
    public String toString() {
        return factor == FACTOR ? Integer.toString(epochs) : epochs + ", " + factor;
    }
}
