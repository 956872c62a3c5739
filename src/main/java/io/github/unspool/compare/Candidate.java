package io.github.unspool.compare;

import io.github.unspool.Rnn;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One of those that are compared: a network with its hyperparameters, or a rival of another kind.
 *
 * @param number from 0
 * @param choices what each hyperparameter is, by its name, in the order they were said; empty for a rival
 * @param contender what is trained: an {@code Rnn}, or another trainer
 */
public record Candidate(int number, Map<String, Choice> choices, Contender contender) {
    /**
     * A network with its hyperparameters.
     *
     * @param number from 0
     * @param choices what each hyperparameter is, by its name, in the order they were said
     * @param rnn the network and how to train it
     */
    public Candidate(int number, Map<String, Choice> choices, Rnn rnn) {
        this(number, choices, new Contender.Network(rnn));
    }

    /**
     * The network and how to train it.
     *
     * @return the network; empty for another trainer
     */
    public Optional<Rnn> rnn() {
        return contender instanceof Contender.Network network ? Optional.of(network.rnn()) : Optional.empty();
    }

    /**
     * Whether it is a trainer of another kind, which is not paused and has no curve.
     *
     * @return false for our networks
     */
    public boolean isRival() {
        return contender instanceof Rival;
    }

    /**
     * What tells it from the others.
     *
     * @return such as {@code gru, rate 0.01}
     */
    public String name() {
        if (contender instanceof Rival rival) {
            return rival.name();
        }
        return choices.isEmpty()
                ? identity()
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
        return contender.identity();
    }

    /** How many epochs a whole run has. */
    int epochs() {
        return contender.epochs();
    }

    @Override
    public String toString() {
        return name();
    }
}
