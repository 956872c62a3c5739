package io.github.unspool.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.Rnn;
import io.github.unspool.loss.Loss;
import io.github.unspool.math.Randoms;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions about made-up runs: a candidate's score is its number, at any rung, and lower is better. */
class BoardTest {
    private static final History.Epochs NO_EPOCHS = new History.Epochs(List.of(), Measure.of(Loss.crossEntropy()));

    private static Plan plan(int candidates, int repeats, Pruning pruning) {
        return new Plan(
                IntStream.range(0, candidates)
                        .mapToObj(i -> new Candidate(
                                i, Map.of("number", Choice.of(i)), Rnn.builder().epochs(81)))
                        .toList(),
                IntStream.range(0, repeats).mapToObj(i -> new Repeat(i, i, 0)).toList(),
                pruning);
    }

    private static Result result(Plan plan, Task task, double score, String problem) {
        byte[] state = task.rung() == plan.lastRung() || !problem.isEmpty() ? new byte[0] : new byte[1];
        return new Result(task.candidate(), task.repeat(), task.rung(), score, problem, NO_EPOCHS, 1, state);
    }

    private static double score(Task task) {
        return (task.candidate() * 7 + 3) % 100 + task.repeat() * 0.1;
    }

    /** Runs all, on so many workers that end in a random order; gives the tasks in the order they were begun. */
    private static List<Task.Key> finish(Plan plan, Board board, int workers, long seed) {
        Randoms random = Randoms.of(seed);
        Set<Task.Key> begun = new HashSet<>();
        List<Task> running = new ArrayList<>();
        List<Task.Key> order = new ArrayList<>();
        while (true) {
            for (Task task : board.ready(begun)) {
                if (running.size() < workers) {
                    running.add(task);
                    begun.add(task.key());
                    order.add(task.key());
                }
            }
            if (running.isEmpty()) {
                return order;
            }
            Task done = running.remove((int) (random.uniform() * running.size()));
            board.add(result(plan, done, score(done), ""));
        }
    }

    @Test
    void halving_of27_keeps9Then3() {
        Plan plan = plan(27, 2, new Pruning.Halving(3));
        assertThat(plan.rungs()).isEqualTo(3);
        Candidate any = plan.candidates().get(0);
        assertThat(IntStream.range(0, 3).map(rung -> plan.until(any, rung))).containsExactly(9, 27, 81);
        Board board = new Board(plan, false);
        assertThat(finish(plan, board, 1, 1)).hasSize(2 * (27 + 9 + 3));
        assertThat(board.admitted(1)).hasSize(9);
        assertThat(board.admitted(2).stream().map(Candidate::number))
                .containsExactlyElementsOf(IntStream.range(0, 27)
                        .boxed()
                        .sorted((a, b) -> (a * 7 + 3) % 100 - (b * 7 + 3) % 100)
                        .limit(3)
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void decisions_inWhateverOrderRunsEnd_areTheSame(long seed) {
        for (Pruning pruning : List.of(new Pruning.None(), new Pruning.Halving(2), new Pruning.Asha(3))) {
            Plan plan = plan(20, 3, pruning);
            Board one = new Board(plan, true);
            Set<Task.Key> alone = new HashSet<>(finish(plan, one, 1, 0));
            Board many = new Board(plan, true);
            List<Task.Key> together = finish(plan, many, 5, seed);
            assertThat(new HashSet<>(together)).isEqualTo(alone);
            assertThat(together).doesNotHaveDuplicates();
            assertThat(new Ranking(plan, many, new Score.ValidationLoss(), 0).comparison(""))
                    .hasToString(new Ranking(plan, one, new Score.ValidationLoss(), 0)
                            .comparison("")
                            .toString());
        }
    }

    @Test
    void asha_doesNotWaitForAll() {
        Plan plan = plan(9, 1, new Pruning.Asha(3));
        Board board = new Board(plan, false);
        Task first = board.ready(Set.of()).get(0);
        board.add(result(plan, first, 1, ""));
        assertThat(board.ready(Set.of()).get(0).key()).isEqualTo(new Task.Key(0, 0, 1));

        Board halving = new Board(plan(9, 1, new Pruning.Halving(3)), false);
        halving.add(result(plan, first, 1, ""));
        assertThat(halving.ready(Set.of()).get(0).key()).isEqualTo(new Task.Key(1, 0, 0));
    }

    @Test
    void asha_holdsACandidateAgainstThoseBeforeIt() {
        Plan plan = plan(4, 1, new Pruning.Asha(3));
        Board board = new Board(plan, false);
        double[] scores = {5, 6, 4, 4.5};
        for (Task task : board.ready(Set.of())) {
            board.add(result(plan, task, scores[task.candidate()], ""));
        }
        // The first of one; not the second of two; the first of three; of four the two best.
        assertThat(board.admitted(1).stream().map(Candidate::number)).containsExactly(0, 2, 3);
    }

    @Test
    void ready_withoutPruning_goesThroughTheSeedsOneByOne() {
        Plan plan = plan(3, 2, new Pruning.None());
        assertThat(new Board(plan, false).ready(Set.of()).stream().map(Task::key))
                .containsExactly(
                        new Task.Key(0, 0, 0),
                        new Task.Key(1, 0, 0),
                        new Task.Key(2, 0, 0),
                        new Task.Key(0, 1, 0),
                        new Task.Key(1, 1, 0),
                        new Task.Key(2, 1, 0));
    }

    @Test
    void candidatesThatDiverge_areRankedBehindThoseThatDoNot() {
        Plan plan = plan(3, 2, new Pruning.None());
        Board board = new Board(plan, false);
        for (Task task : board.ready(Set.of())) {
            boolean diverges = task.candidate() == 0 && task.repeat() == 1 || task.candidate() == 2;
            board.add(result(plan, task, diverges ? Double.NaN : task.candidate(), diverges ? "it diverged" : ""));
        }
        Comparison comparison = new Ranking(plan, board, new Score.ValidationLoss(), 0).comparison("");
        assertThat(comparison.rows().stream().map(s -> s.candidate().number())).containsExactly(1, 0, 2);
        assertThat(comparison.rows().stream().map(LeaderboardRow::rank)).containsExactly(1, 2, 0);
        assertThat(comparison.rows().stream().map(LeaderboardRow::remark))
                .containsExactly("", "1 of 2: it diverged", "2 of 2: it diverged");
    }

    @Test
    void runThatIsOver_isNotGoneOnWith() {
        Plan plan = plan(4, 1, new Pruning.Halving(2));
        Board board = new Board(plan, false);
        for (Task task : board.ready(Set.of())) {
            Result ended = result(plan, task, task.candidate(), "");
            board.add(new Result(task.candidate(), 0, 0, ended.score(), "", NO_EPOCHS, 1, new byte[0]));
        }
        assertThat(board.ready(Set.of())).isEmpty();
        Comparison comparison = new Ranking(plan, board, new Score.ValidationLoss(), 0).comparison("");
        assertThat(comparison.rows().stream().map(LeaderboardRow::rank)).containsExactly(1, 2, 0, 0);
    }

    @Test
    void comparisonThatIsBrokenOff_ranksByTheHighestRungWithTwo() {
        Plan plan = plan(6, 1, new Pruning.Halving(2));
        Board board = new Board(plan, false);
        Set<Task.Key> begun = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            Task task = board.ready(begun).get(0);
            board.add(result(plan, task, score(task), ""));
        }
        // Six at the first rung, one of three at the second: nobody is there to be held against.
        Comparison comparison = new Ranking(plan, board, new Score.ValidationLoss(), 0).comparison("over");
        assertThat(comparison.rows().stream().filter(s -> s.rank() > 0)).hasSize(6);
        assertThat(comparison.message()).isEqualTo("over");
    }
}
