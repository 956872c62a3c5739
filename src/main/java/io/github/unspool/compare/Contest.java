package io.github.unspool.compare;

import io.github.unspool.runtime.Stop;
import io.github.unspool.training.Epoch;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One comparison while it runs: starts tasks when they are ready, and collects their results, on one thread. */
final class Contest {
    /** How long the stop button waits at most. */
    private static final long PATIENCE_MILLIS = 50;

    private static final String STOPPED = "Stopped; these are the results until then.";

    private final Plan plan;
    private final Job job;
    private final ComparisonListener listener;
    private final Journal journal;
    /** By {@link System#nanoTime}, as what is left of it. */
    private final long nanos;

    private final long begun = System.nanoTime();
    private final double share;
    private final Board board;
    /** Null: all candidates make all repeats. */
    private final Race race;
    /** What a journal had kept. */
    private int doneBefore;

    private double epochsBefore;
    private final Set<Task.Key> running = new HashSet<>();
    private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();

    /** One of: the result of a run, a failure that ends the comparison, or a reason to stop waiting. */
    private record Arrival(Result result, Throwable failure, String message) {
        static Arrival of(Result result) {
            return new Arrival(result, null, "");
        }

        static Arrival of(Throwable failure) {
            return new Arrival(null, failure, "");
        }

        static Arrival of(String message) {
            return new Arrival(null, null, message);
        }
    }

    /**
     * @param share of splits of the same data, else 0
     * @param first after how many seeds those that are worse are given up, and again whenever their number has doubled; 0:
     *     never
     * @param level of the test by which they are
     */
    Contest(
            Plan plan,
            Job job,
            ComparisonListener listener,
            Journal journal,
            long nanos,
            double share,
            int first,
            double level) {
        this.plan = plan;
        this.job = job;
        this.listener = listener;
        this.journal = journal;
        this.nanos = nanos;
        this.share = share;
        this.board = new Board(plan, job.score().isHigherBetter());
        this.race = first == 0 ? null : new Race(plan, board, job.score(), first, level);
    }

    Comparison run(Backend place) {
        journal.results().forEach(board::add);
        doneBefore = board.all().size();
        epochsBefore = board.epochs();
        String message = "";
        if (!ready().isEmpty()) {
            try (Backend.Open open = place.open(job, this::arrive, this::fail, this::epoch)) {
                message = go(open);
            } catch (CancellationException e) {
                message = STOPPED;
            }
            if (!message.isEmpty()) {
                // A remaining interrupt would stop the next call of the cell.
                Thread.interrupted();
            }
        }
        Comparison comparison = ranking().comparison(message);
        listener.ended(comparison);
        return comparison;
    }

    private List<Task> ready() {
        List<Task> all = board.ready(running);
        return race == null ? all : all.stream().filter(race::wants).toList();
    }

    private Ranking ranking() {
        return race == null ? new Ranking(plan, board, job.score(), share) : race.ranking();
    }

    /** Runs until all is done; returns another reason for the ending, if any. */
    private String go(Backend.Open open) {
        while (true) {
            begin(open);
            report();
            if (running.isEmpty()) {
                return "";
            }
            Arrival next = next();
            if (next.failure != null) {
                throw failure(next.failure);
            }
            if (next.result == null) {
                return next.message;
            }
            try {
                keep(next.result);
            } catch (IOException e) {
                return e.getMessage() + ". " + STOPPED;
            }
        }
    }

    /** A cluster may execute a run twice; it counts once. */
    private void keep(Result done) throws IOException {
        if (running.remove(done.key())) {
            board.add(done);
            journal.add(done);
        }
    }

    private void arrive(Result result) {
        arrived.add(Arrival.of(result));
    }

    private void fail(Throwable failure) {
        arrived.add(Arrival.of(failure));
    }

    private void begin(Backend.Open open) {
        int free = open.width() - running.size();
        for (Task task : free > 0 ? ready() : List.<Task>of()) {
            if (free-- > 0) {
                running.add(task.key());
                open.begin(task);
            }
        }
    }

    private Arrival next() {
        while (true) {
            if (Stop.isWanted()) {
                return Arrival.of(STOPPED);
            }
            if (System.nanoTime() - begun >= nanos) {
                return Arrival.of("The time limit was reached before all runs were complete.");
            }
            try {
                Arrival result = arrived.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                if (result != null) {
                    return result;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause.getMessage(), cause);
    }

    private void epoch(Task task, List<Epoch> epochs) {
        listener.epoch(plan.candidates().get(task.candidate()), task.repeat(), epochs);
    }

    private void report() {
        int done = board.all().size();
        int known = done + running.size() + ready().size();
        listener.changed(
                ranking().comparison("").withoutVerdict(),
                new ComparisonListener.Progress(done, running.size(), known, secondsLeft(done)));
    }

    /** Known when as many runs came as are made side by side; parts are as long as they have epochs. */
    private double secondsLeft(int done) {
        double taken = (System.nanoTime() - begun) / 1e9;
        double epochs = board.epochs();
        if (race != null || done - doneBefore < Math.max(1, running.size()) || epochs <= epochsBefore) {
            return Double.NaN;
        }
        double left = taken * Math.max(0, plan.epochs() - epochs) / (epochs - epochsBefore);
        return Math.min(left, nanos / 1e9 - taken);
    }
}
