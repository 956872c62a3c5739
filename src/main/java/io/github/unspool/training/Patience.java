package io.github.unspool.training;

import java.util.List;

/**
 * How long training continues without a better epoch.
 *
 * @param epochs how many epochs to wait; 0: training runs all its epochs
 * @param gain the minimum decrease of the loss that counts as an improvement, in its unit; 0: any decrease
 */
public record Patience(int epochs, double gain) {
    /** Never ends. */
    public static final Patience NONE = new Patience(0, 0);

    /** Reads what {@link #toString} writes. */
    static Patience parse(String text) {
        String[] parts = text.split(",", 2);
        return new Patience(
                Integer.parseInt(parts[0].strip()), parts.length == 1 ? 0 : Double.parseDouble(parts[1].strip()));
    }

    boolean isSound() {
        return epochs >= 1 && gain >= 0 && Double.isFinite(gain);
    }

    /** Whether there is any. */
    boolean isChosen() {
        return epochs > 0;
    }

    /**
     * Whether it is over.
     *
     * @param losses of each epoch so far
     * @param first the epoch whose weights the first loss belongs to: 1 for validation losses, and 0 for training losses,
     *     which are measured before the updates
     */
    boolean isOver(List<Double> losses, int first) {
        int best = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < losses.size(); i++) {
            if (losses.get(i) < lowest - gain) {
                lowest = losses.get(i);
                best = first + i;
            }
        }
        int judged = first + losses.size() - 1;
        return isChosen() && judged - best >= epochs;
    }

    /** Why a run ended that it ended, up to what follows. */
    String message() {
        String better = gain == 0 ? "No better epoch" : "No epoch better by " + gain;
        return "%s for %s %s; ".formatted(better, epochs, epochs == 1 ? "epoch" : "epochs");
    }

    /** The arguments of the call, such as {@code 5} or {@code 5, 0.001}. */
    @Override
    public String toString() {
        return gain == 0 ? Integer.toString(epochs) : epochs + ", " + gain;
    }
}
