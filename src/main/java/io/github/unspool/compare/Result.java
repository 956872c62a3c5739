package io.github.unspool.compare;

import io.github.unspool.training.History;

/**
 * The result of a task.
 *
 * @param candidate the number of the candidate
 * @param repeat the number of the repeat
 * @param rung which rung was reached, from 0
 * @param score the score of the model; NaN if there is none
 * @param problem a sentence that explains why there is no score; empty if there is one
 * @param epochs all epochs since the beginning; empty for a competing trainer
 * @param seconds how long the task took, without the parts before it; in a {@link LeaderboardRow} with them
 * @param state the state that the next part resumes from; empty if the run is over
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
     * Whether the run is over, at its end or earlier.
     *
     * @return false if it is paused
     */
    public boolean isOver() {
        return state.length == 0;
    }

    /**
     * Whether the run succeeded.
     *
     * @return false if it diverged or failed
     */
    public boolean isSound() {
        return problem.isEmpty();
    }
}
