package io.github.unspool.compare;

import io.github.unspool.Rnn;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One candidate of a comparison: a network with its hyperparameters, or a competing trainer.
 *
 * @param number from 0
 * @param choices the values of the varied hyperparameters by name, in the order of the calls; empty for a competing trainer
 * @param contender the network or trainer
 */
public record Candidate(int number, Map<String, Choice> choices, Contender contender) {
    /**
     * A network with its hyperparameters.
     *
     * @param number from 0
     * @param choices what each hyperparameter is, by its name, in the order of the calls
     * @param rnn the network and its training settings
     */
    public Candidate(int number, Map<String, Choice> choices, Rnn rnn) {
        this(number, choices, new Contender.Network(rnn));
    }

    /**
     * The network and its training settings.
     *
     * @return the network; empty for another trainer
     */
    public Optional<Rnn> rnn() {
        return contender instanceof Contender.Network network ? Optional.of(network.rnn()) : Optional.empty();
    }

    /**
     * Whether it is a competing trainer, which is not paused and has no learning curve.
     *
     * @return false for a network
     */
    public boolean isCompetitor() {
        return contender instanceof CompetingTrainer;
    }

    /**
     * Its name, which distinguishes it from the other candidates.
     *
     * @return such as {@code gru, rate 0.01}
     */
    public String name() {
        if (contender instanceof CompetingTrainer competitor) {
            return competitor.name();
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

    /** Everything that determines its results, except the repeat. */
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
