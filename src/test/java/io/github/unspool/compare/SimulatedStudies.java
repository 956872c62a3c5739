package io.github.unspool.compare;

import io.github.unspool.Rnn;
import io.github.unspool.loss.Loss;
import io.github.unspool.math.Randoms;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.tribuo.evaluation.metrics.EvaluationMetric;

/**
 * How often a comparison says "is better" and is wrong: studies with candidates whose true means are known, since they are
 * made up. Everything but the training is the real thing: who is stopped, who is ranked, and what the sentence says.
 *
 * <p>In a quarter of the studies all candidates are equally good, in a quarter every third is among the best, in a quarter their means
 * are spread, and in a quarter one is far better than the others. Candidates learn at different speeds, so that early scores mislead. Runs with the same seed share a part of their
 * noise; a run's early noise is in part its late noise. Half of the studies count in coarse steps, as accuracies do, which
 * makes ties.
 */
public final class SimulatedStudies {
    private static final History.Epochs NO_EPOCHS = new History.Epochs(List.of(), Measure.of(Loss.crossEntropy()));
    private static final double STEP = 1 / 270.0;

    private final Randoms random;

    SimulatedStudies(long seed) {
        this.random = Randoms.of(seed, 21);
    }

    /** How a comparison is run. */
    enum Mode {
        PLAIN(new Pruning.None(), false, 1),
        HALVING(new Pruning.Halving(3), false, 1),
        ASHA(new Pruning.Asha(3), false, 1),
        STOPPED(new Pruning.None(), true, 1),
        HALVING_STOPPED(new Pruning.Halving(3), true, 1),
        ASHA_STOPPED(new Pruning.Asha(3), true, 1),
        FOLDS(new Pruning.None(), false, 5),
        UNTIL(new Pruning.None(), false, 1);

        private final Pruning pruning;
        private final boolean isBrokenOff;
        private final int folds;

        Mode(Pruning pruning, boolean isBrokenOff, int folds) {
            this.pruning = pruning;
            this.isBrokenOff = isBrokenOff;
            this.folds = folds;
        }

        boolean isBrokenOff() {
            return isBrokenOff;
        }
    }

    /** What came of some studies. */
    record Count(int studies, int decided, int wrong, int bestShutOut) {
        Count plus(Count other) {
            return new Count(
                    studies + other.studies,
                    decided + other.decided,
                    wrong + other.wrong,
                    bestShutOut + other.bestShutOut);
        }

        double wrongShare() {
            return (double) wrong / studies;
        }
    }

    /** One study with made-up candidates. */
    private final class Study {
        private final double[] mean;
        private final double[] slowness;
        private final double[][][] noise;
        private final double[][] ofSplit;
        private final boolean isCoarse;
        private final Plan plan;
        private final double share;
        /** After how many seeds the worse are given up first; 0: all make all runs. */
        private final int first;

        Study(Mode mode) {
            int candidates = 2 + (int) (random.uniform() * 11);
            this.first = mode == Mode.UNTIL ? 3 + (int) (random.uniform() * 3) : 0;
            int seeds = first > 0
                    ? Race.most(first)
                    : mode.folds > 1 ? 1 + (int) (random.uniform() * 2) : 2 + (int) (random.uniform() * 9);
            this.mean = means(candidates);
            this.slowness = doubles(candidates, 0.3);
            this.isCoarse = random.uniform() < 0.5;
            List<Repeat> repeats = new ArrayList<>();
            for (int seed = 0; seed < seeds; seed++) {
                for (int fold = 0; fold < mode.folds; fold++) {
                    repeats.add(new Repeat(repeats.size(), seed, fold));
                }
            }
            this.plan = new Plan(
                    IntStream.range(0, candidates)
                            .mapToObj(i -> new Candidate(
                                    i,
                                    Map.of("number", Choice.of(i)),
                                    Rnn.builder().epochs(27)))
                            .toList(),
                    repeats,
                    mode.pruning);
            double[] shared = doubles(repeats.size(), 0.02);
            this.noise = new double[candidates][repeats.size()][];
            this.ofSplit = new double[candidates][];
            // Two splits have the part 1 / folds of a difference's variance in common (Nadeau and Bengio).
            double common = mode.folds > 1 ? Math.sqrt(1.0 / mode.folds) : 0;
            for (int c = 0; c < candidates; c++) {
                double ofAllSplits = 0.02 * common * random.normal();
                ofSplit[c] = doubles(mode.folds, mode.folds > 1 ? 0.02 * Math.sqrt(1 - common * common) : 0);
                for (int r = 0; r < repeats.size(); r++) {
                    double own = (mode.folds > 1 ? 0.004 : 0.02) * random.normal();
                    noise[c][r] = doubles(plan.rungs(), 0.01);
                    for (int rung = 0; rung < plan.rungs(); rung++) {
                        noise[c][r][rung] += shared[r]
                                + own
                                + ofAllSplits
                                + ofSplit[c][repeats.get(r).fold()];
                    }
                }
            }
            this.share = mode.folds > 1 ? 1.0 / (mode.folds - 1) : 0;
        }

        private double[] means(int candidates) {
            double[] means = new double[candidates];
            int kind = (int) (random.uniform() * 4);
            for (int c = 0; c < candidates; c++) {
                double spread = 0.04 * random.uniform();
                means[c] = switch (kind) {
                    case 0 -> 0.8;
                    case 1 -> c % 3 == 0 ? 0.84 : 0.8 + spread;
                    case 2 -> 0.8 + spread;
                    default -> c == 0 ? 0.9 : 0.8 + spread;
                };
            }
            return means;
        }

        private double score(Task task) {
            int left = plan.lastRung() - task.rung();
            double score = mean[task.candidate()]
                    - Math.abs(slowness[task.candidate()]) * left * left / 4
                    + noise[task.candidate()][task.repeat()][task.rung()];
            return isCoarse ? Math.round(score / STEP) * STEP : score;
        }

        private Result result(Task task) {
            byte[] state = task.rung() == plan.lastRung() ? new byte[0] : new byte[1];
            return new Result(task.candidate(), task.repeat(), task.rung(), score(task), "", NO_EPOCHS, 1, state);
        }

        Comparison run(boolean isBrokenOff) {
            Score score = new Score.Metric("ACCURACY", EvaluationMetric.Average.MICRO, true);
            Board board = new Board(plan, true);
            Race race = first == 0 ? null : new Race(plan, board, score, first, Compare.LEVEL);
            int most = isBrokenOff
                    ? (int) (random.uniform()
                            * plan.candidates().size()
                            * plan.repeats().size()
                            * 1.3)
                    : Integer.MAX_VALUE;
            Set<Task.Key> begun = new HashSet<>();
            List<Task> running = new ArrayList<>();
            for (int done = 0; done <= most; done++) {
                for (Task task : board.ready(begun)) {
                    if (running.size() < 3 && (race == null || race.wants(task))) {
                        running.add(task);
                        begun.add(task.key());
                    }
                }
                if (running.isEmpty()) {
                    break;
                }
                board.add(result(running.remove((int) (random.uniform() * running.size()))));
            }
            return (race == null ? new Ranking(plan, board, score, share) : race.ranking()).comparison("");
        }

        Count judged(Comparison comparison) {
            if (comparison.verdict().isEmpty()) {
                return new Count(1, 0, 0, 0);
            }
            Verdict verdict = comparison.verdict().get();
            int leader = verdict.leader().number();
            boolean isWrong = verdict.isDecided()
                    && verdict.differences().stream()
                            .anyMatch(d -> mean[d.other().number()] >= mean[leader]);
            double best = Math.max(
                    mean[leader],
                    verdict.differences().stream()
                            .mapToDouble(d -> mean[d.other().number()])
                            .max()
                            .orElse(0));
            boolean isShutOut = mean[leader] < best
                    && verdict.differences().stream()
                            .map(Difference::other)
                            .filter(c -> mean[c.number()] == best)
                            .noneMatch(verdict::mayBeBest);
            return new Count(1, verdict.isDecided() ? 1 : 0, isWrong ? 1 : 0, isShutOut ? 1 : 0);
        }
    }

    private double[] doubles(int count, double deviation) {
        double[] all = new double[count];
        for (int i = 0; i < count; i++) {
            all[i] = deviation * random.normal();
        }
        return all;
    }

    /** Runs studies of one kind. */
    Count run(Mode mode, int studies) {
        Count all = new Count(0, 0, 0, 0);
        for (int i = 0; i < studies; i++) {
            Study study = new Study(mode);
            all = all.plus(study.judged(study.run(mode.isBrokenOff)));
        }
        return all;
    }

    /**
     * Prints the table of docs/comparing.md.
     *
     * @param arguments the number of studies of each kind [500]
     */
    public static void main(String... arguments) {
        int studies = arguments.length == 0 ? 500 : Integer.parseInt(arguments[0]);
        System.out.println("| comparison | studies | says \"is better\" | wrongly | the best was shut out |");
        System.out.println("|---|---:|---:|---:|---:|");
        for (Mode mode : Mode.values()) {
            Count count = new SimulatedStudies(mode.ordinal()).run(mode, studies);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.1f %% | %.1f %% | %.1f %% |%n",
                    mode.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    count.studies,
                    100.0 * count.decided / studies,
                    100 * count.wrongShare(),
                    100.0 * count.bestShutOut / studies);
        }
    }
}
