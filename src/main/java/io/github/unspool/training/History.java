package io.github.unspool.training;

import io.github.unspool.file.Digits;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How a training run went.
 *
 * @param epochs the epochs that were completed
 * @param ending why the run ended
 * @param message one sentence about the ending if there is something to say, else empty
 * @param diagnosis what went wrong, and what to try
 */
public record History(Epochs epochs, Ending ending, String message, Diagnosis diagnosis) {

    /**
     * A run that nobody has looked at.
     *
     * @param epochs the epochs that were completed
     * @param ending why the run ended
     * @param message one sentence about the ending if there is something to say, else empty
     */
    public History(Epochs epochs, Ending ending, String message) {
        this(epochs, ending, message, Diagnosis.NOTHING);
    }

    /** Why a run ended. */
    public enum Ending {
        /** All epochs were run. */
        COMPLETED,
        /** No epoch was better for as long as patience lasts. */
        EARLY,
        /** Somebody interrupted it, or its checkpoint could no longer be written. */
        STOPPED,
        /** The loss or its gradient was no longer a finite number. */
        DIVERGED;

        /**
         * Whether the run ended as its settings said.
         *
         * @return false if somebody or something broke it off
         */
        public boolean isPlanned() {
            return this == COMPLETED || this == EARLY;
        }
    }

    /**
     * The epochs in order. A type of its own so that a notebook can show it as a table.
     *
     * @param list the epochs
     * @param measure what their losses are
     */
    public record Epochs(List<Epoch> list, Measure measure) {
        /**
         * Copies the list.
         *
         * @param list the epochs
         * @param measure what their losses are
         */
        public Epochs {
            list = List.copyOf(list);
        }

        /**
         * Whether there was validation data.
         *
         * @return true if the epochs have a validation loss
         */
        public boolean isValidated() {
            return !list.isEmpty() && list.get(0).isValidated();
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("loss: %s%n".formatted(measure.title()));
            text.append("epoch      loss");
            text.append(measure.hasPerplexity() ? "  perplexity" : "").append("  gradient norm");
            text.append(isValidated() ? "  validation loss" : "");
            for (Epoch e : list) {
                text.append(String.format(Locale.ROOT, "%n%5d %9s", e.number(), Digits.ofLoss(e.loss())));
                text.append(measure.hasPerplexity() ? String.format(Locale.ROOT, " %11.3f", e.perplexity()) : "");
                text.append(String.format(Locale.ROOT, " %14s", Digits.ofLoss(e.gradientNorm())));
                text.append(
                        e.isValidated() ? String.format(Locale.ROOT, " %16s", Digits.ofLoss(e.validationLoss())) : "");
            }
            return text.toString();
        }
    }

    /**
     * The same history with a sentence more.
     *
     * @param note such as how much of the validation data was not read; it begins with a blank, or is empty
     * @return a new history
     */
    public History noting(String note) {
        return note.isEmpty() ? this : new History(epochs, ending, (message + note).strip(), diagnosis);
    }

    /**
     * The loss of the last epoch.
     *
     * @return the mean loss of a step; NaN if no epoch was completed
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
        String validation = epochs.isValidated() ? ", validation loss " + firstToLast(Epoch::validationLoss) : "";
        return String.format(
                        Locale.ROOT,
                        "%s %s, loss %s%s. %s",
                        count,
                        count == 1 ? "epoch" : "epochs",
                        firstToLast(Epoch::loss),
                        validation,
                        message)
                .strip();
    }

    private String firstToLast(ToDoubleFunction<Epoch> loss) {
        List<Epoch> list = epochs.list();
        String last = Digits.ofLoss(loss.applyAsDouble(list.get(list.size() - 1)));
        return list.size() == 1 ? last : Digits.ofLoss(loss.applyAsDouble(list.get(0))) + " → " + last;
    }
}
