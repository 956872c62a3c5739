package io.github.unspool.compare;

import io.github.unspool.loss.Loss;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.tribuo.checkpoint.PartialRun;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;

/** Everything that the tasks of a comparison share. The result of a task depends on nothing else. */
public final class Job {
    private static final History.Epochs NO_EPOCHS = new History.Epochs(List.of(), Measure.of(Loss.crossEntropy()));

    private final List<Candidate> candidates;
    private final List<Repeat> repeats;
    private final Data data;
    private final List<Fold> folds;
    private final Score score;

    Job(List<Candidate> candidates, List<Repeat> repeats, Data data, Score score) {
        this.candidates = candidates;
        this.repeats = repeats;
        this.data = data;
        this.folds = data.folds();
        this.score = score;
    }

    List<Candidate> candidates() {
        return candidates;
    }

    List<Repeat> repeats() {
        return repeats;
    }

    Data data() {
        return data;
    }

    List<Fold> folds() {
        return folds;
    }

    Score score() {
        return score;
    }

    /**
     * Runs a task on the calling thread.
     *
     * @param task the task
     * @param listener receives the epochs so far, after each epoch
     * @return its result; if the run is impossible, the reason
     * @throws CancellationException if it was interrupted
     */
    public Result run(Task task, BiConsumer<Task, List<Epoch>> listener) {
        long begun = System.nanoTime();
        Fold.Outcome outcome;
        String problem = "";
        try {
            outcome = outcome(task, listener);
            History history = outcome.history();
            if (history != null && history.ending() == History.Ending.STOPPED) {
                throw new CancellationException("The run was stopped.");
            }
            problem = history != null && !history.ending().isPlanned() ? history.message() : "";
        } catch (CancellationException e) {
            throw e;
        } catch (IllegalArgumentException | ClassCastException | IllegalStateException e) {
            outcome = new Fold.Outcome(Double.NaN, null, new byte[0]);
            problem = String.valueOf(e.getMessage());
        }
        if (problem.isEmpty() && !Double.isFinite(outcome.score())) {
            problem = "its %s is %s".formatted(score.name(), outcome.score());
        }
        return new Result(
                task.candidate(),
                task.repeat(),
                task.rung(),
                outcome.score(),
                problem,
                outcome.history() == null ? NO_EPOCHS : outcome.history().epochs(),
                (System.nanoTime() - begun) / 1e9,
                outcome.state());
    }

    /**
     * Repeats one of the runs in a file if the score is a function, because a changed function has the same name.
     *
     * @param plan the runs of the comparison
     * @param kept the results in the file
     * @throws IllegalArgumentException if the run has another score now
     */
    void check(Plan plan, List<Result> kept) {
        if (score instanceof Score.Evaluated) {
            kept.stream()
                    .filter(result ->
                            result.isSound() && result.rung() == plan.firstRung(candidates.get(result.candidate())))
                    // Two functions may agree on an untrained model.
                    .max(Comparator.comparingDouble(result -> Math.abs(result.score())))
                    .ifPresent(result -> check(plan, result));
        }
    }

    private void check(Plan plan, Result kept) {
        Candidate candidate = candidates.get(kept.candidate());
        Task task =
                new Task(kept.candidate(), kept.repeat(), kept.rung(), plan.until(candidate, kept.rung()), new byte[0]);
        Result again = run(task, (same, epochs) -> {});
        if (again.score() != kept.score()) {
            throw new IllegalArgumentException(
                    "the comparison's file has %s = %s for %s, repeat %s, but now it is %s: the function with this name has changed; choose another file, or delete it to start again"
                            .formatted(score.name(), kept.score(), candidate, kept.repeat() + 1, again.score()));
        }
    }

    private Fold.Outcome outcome(Task task, BiConsumer<Task, List<Epoch>> listener) {
        Candidate candidate = candidates.get(task.candidate());
        Repeat repeat = repeats.get(task.repeat());
        Fold fold = folds.get(repeat.fold());
        TrainingListener each = new TrainingListener() {
            @Override
            public void epoch(List<Epoch> epochs) {
                listener.accept(task, epochs);
            }
        };
        PartialRun part = new PartialRun(task.state(), task.until(), each);
        return candidate.contender().run(fold, repeat, part, score);
    }
}
