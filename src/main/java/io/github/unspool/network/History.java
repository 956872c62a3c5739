package io.github.unspool.network;

import java.util.List;
import java.util.Locale;

/**
 * How a training run went.
 *
 * @param epochs the epochs that were completed
 * @param ending why the run ended
 * @param message one sentence about an ending that was not planned; empty otherwise
 */
public record History(Epochs epochs, Ending ending, String message) {
    private static final double LARGE = 1e4;

    /** Why a run ended. */
    public enum Ending {
        /** All epochs were run. */
        COMPLETED,
        /** Somebody interrupted it. */
        STOPPED,
        /** The loss or its gradient was no longer a finite number. */
        DIVERGED
    }

    /**
     * The epochs in order. A type of its own so that a notebook can show it as a table.
     *
     * @param list the epochs
     */
    public record Epochs(List<Epoch> list) {
        /**
         * Copies the list.
         *
         * @param list the epochs
         */
        public Epochs {
            list = List.copyOf(list);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("epoch      loss  perplexity  gradient norm");
            for (Epoch e : list) {
                text.append(
                        "%n%5d %9.4f %11.3f %14.4f".formatted(e.number(), e.loss(), e.perplexity(), e.gradientNorm()));
            }
            return text.toString();
        }
    }

    /**
     * The loss of the last epoch.
     *
     * @return the mean cross-entropy of a step in nats; NaN if no epoch was completed
     */
    public double loss() {
        List<Epoch> list = epochs.list();
        return list.isEmpty() ? Double.NaN : list.get(list.size() - 1).loss();
    }

    @Override
    public String toString() {
        if (epochs.list().isEmpty()) {
            return "no epoch was completed. " + message;
        }
        int count = epochs.list().size();
        String first = number(epochs.list().get(0).loss());
        return "%d %s, loss %s → %s. %s"
                .formatted(count, count == 1 ? "epoch" : "epochs", first, number(loss()), message)
                .strip();
    }

    /** A loss that has exploded is not written out with all its digits. */
    private static String number(double loss) {
        return String.format(Locale.ROOT, loss < LARGE ? "%.4f" : "%.3g", loss);
    }
}
