package io.github.unspool.compare;

import io.github.unspool.Rnn;
import io.github.unspool.training.TrainingSettings;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One of those that are compared: a network with its hyperparameters, or a rival of another kind.
 *
 * @param number from 0
 * @param choices what each hyperparameter is, by its name, in the order they were said; empty for a rival
 * @param rnn the network and how to train it; null for a rival
 * @param rival another trainer; null for a network
 */
public record Candidate(int number, Map<String, Choice> choices, Rnn rnn, Rival rival) {
    /**
     * Whether it is a trainer of another kind, which is not paused and has no curve.
     *
     * @return false for our networks
     */
    public boolean isRival() {
        return rival != null;
    }

    /**
     * What tells it from the others.
     *
     * @return such as {@code gru, rate 0.01}
     */
    public String name() {
        if (isRival()) {
            return rival.name();
        }
        return choices.isEmpty()
                ? rnn.toString()
                : choices.entrySet().stream()
                        .filter(choice -> !choice.getValue().equals(Choice.NONE))
                        .map(Candidate::words)
                        .collect(Collectors.joining(", "));
    }

    /** A number needs its name. */
    private static String words(Map.Entry<String, Choice> choice) {
        Choice value = choice.getValue();
        return value.isNumber() ? choice.getKey() + " " + value : value.text();
    }

    /** All that decides its numbers, but the repeat. */
    String identity() {
        return isRival() ? rival.identity() : rnn.toString();
    }

    /** How many epochs a whole run has. */
    int epochs() {
        return isRival() ? 1 : rnn.hyperparameters().get(TrainingSettings.EPOCHS);
    }

    @Override
    public String toString() {
        return name();
    }
}
