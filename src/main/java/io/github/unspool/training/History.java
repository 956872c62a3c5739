package io.github.unspool.training;

import io.github.unspool.file.Digits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How a training run went.
 *
 * @param epochs the epochs that were completed
 * @param ending why the run ended
 * @param message a sentence about the ending, or empty
 * @param diagnosis what went wrong, and what to try
 */
public record History(Epochs epochs, Ending ending, String message, Diagnosis diagnosis) {

    /**
     * Creates a history without a diagnosis.
     *
     * @param epochs the epochs that were completed
     * @param ending why the run ended
     * @param message a sentence about the ending, or empty
     */
    public History(Epochs epochs, Ending ending, String message) {
        this(epochs, ending, message, Diagnosis.NOTHING);
    }

    /** Why a run ended. */
    public enum Ending {
        /** All epochs were run. */
        COMPLETED,
        /** Early stopping: no epoch was better for as long as patience allows. */
        EARLY,
        /** The run was interrupted, or its checkpoint could no longer be written. */
        STOPPED,
        /** The loss or its gradient was no longer a finite number. */
        DIVERGED;

        /**
         * Whether the run ended as its settings said.
         *
         * @return false if it was stopped or diverged
         */
        public boolean isPlanned() {
            return this == COMPLETED || this == EARLY;
        }
    }

    /**
     * The epochs in order. It is a separate type so that a notebook can show it as a table.
     *
     * @param list the epochs
     * @param measure the measure of their losses
     */
    public record Epochs(List<Epoch> list, Measure measure) {
        /**
         * Copies the list.
         *
         * @param list the epochs
         * @param measure the measure of their losses
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
     * Returns this history with a sentence appended.
     *
     * @param note a sentence that begins with a blank, or an empty text
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

    /**
     * The loss of each epoch.
     *
     * @return the mean losses of a step
     */
    public List<Double> losses() {
        return epochs.list().stream().map(Epoch::loss).toList();
    }

    /**
     * The validation loss of each epoch.
     *
     * @return the mean losses of a step of the validation data; empty if there was none
     */
    public List<Double> validationLosses() {
        return epochs.isValidated()
                ? epochs.list().stream().map(Epoch::validationLoss).toList()
                : List.of();
    }

    /**
     * The epoch with the lowest validation loss, or without validation data with the lowest loss; the first of several.
     *
     * @return its number, 1 for the first; 0 if no epoch was completed
     */
    public int bestEpoch() {
        List<Double> judged = epochs.isValidated() ? validationLosses() : losses();
        int best = 0;
        for (int i = 1; i < judged.size(); i++) {
            best = judged.get(i) < judged.get(best) ? i : best;
        }
        return judged.isEmpty() ? 0 : best + 1;
    }

    /**
     * Writes the epochs to a file: a table with the columns epoch, loss, gradientNorm and, if there was validation data,
     * validationLoss. Numbers have all their digits.
     *
     * @param file ends in {@code .csv}, or in {@code .jsonl} for one JSON object a line; replaced as a whole or not at all
     * @throws IOException if it cannot be written; the message names the file
     * @throws IllegalArgumentException if the name ends in something else
     */
    public void write(Path file) throws IOException {
        HistoryFile.write(this, file);
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
