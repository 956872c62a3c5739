package io.github.unspool.compare;

import io.github.unspool.training.History;

/**
 * What a task gave.
 *
 * @param candidate whose, by its number
 * @param repeat which repeat, by its number
 * @param rung which rung was reached, from 0
 * @param score how good the model is; NaN if there is none
 * @param problem why there is no score, as a sentence; empty if there is one
 * @param epochs all epochs since the beginning; empty for a rival
 * @param seconds how long the task took, without the parts before it; in a {@link Standing} with them
 * @param state what the next part begins with; empty if the run is over
 */
public record Result(
        int candidate,
        int repeat,
        int rung,
        double score,
        String problem,
        History.Epochs epochs,
        double seconds,
        byte[] state) {
    Task.Key key() {
        return new Task.Key(candidate, repeat, rung);
    }

    /** Such as {@code repeat 3: 0.912}; without the bytes of its state. */
    @Override
    public String toString() {
        return "repeat %s: %s".formatted(repeat + 1, isSound() ? Double.toString(score) : problem);
    }

    /** The same as the result of a task. */
    Result as(Task.Key key) {
        return new Result(key.candidate(), key.repeat(), key.rung(), score, problem, epochs, seconds, state);
    }

    /** The same, with how long all its parts took. */
    Result withSeconds(double all) {
        return new Result(candidate, repeat, rung, score, problem, epochs, all, state);
    }

    /**
     * Whether the run is over, be it at its end or before.
     *
     * @return false if it is paused
     */
    public boolean isOver() {
        return state.length == 0;
    }

    /**
     * Whether the run went well.
     *
     * @return false if it diverged or could not be made
     */
    public boolean isSound() {
        return problem.isEmpty();
    }
}
