package io.github.unspool.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.math.LogSpace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CtcTest {
    /** All paths of T outputs, one by one. */
    private static void forEachPath(double[][] logs, TriConsumer action) {
        int outputs = logs[0].length;
        int[] path = new int[logs.length];
        for (long n = 0; n < Math.round(Math.pow(outputs, logs.length)); n++) {
            long rest = n;
            double sum = 0;
            for (int t = 0; t < path.length; t++) {
                path[t] = (int) (rest % outputs);
                rest /= outputs;
                sum += logs[t][path[t]];
            }
            action.accept(path, labels(path, outputs - 1), sum);
        }
    }

    private interface TriConsumer {
        void accept(int[] path, List<Integer> labels, double logProbability);
    }

    private static List<Integer> labels(int[] path, int blank) {
        List<Integer> labels = new ArrayList<>();
        for (int t = 0; t < path.length; t++) {
            if (path[t] != blank && (t == 0 || path[t] != path[t - 1])) {
                labels.add(path[t]);
            }
        }
        return labels;
    }

    private static double[][] logs(int seed, int steps, int outputs) {
        Random random = new Random(seed);
        double[][] logs = new double[steps][outputs];
        for (double[] row : logs) {
            Arrays.setAll(row, k -> 2 * random.nextGaussian());
            LogSpace.normalise(row, 0, outputs);
        }
        return logs;
    }

    private static void fill(Ctc ctc, double[][] outputs) {
        double[] slab = ctc.slab(outputs.length);
        for (int t = 0; t < outputs.length; t++) {
            System.arraycopy(outputs[t], 0, slab, t * outputs[t].length, outputs[t].length);
        }
    }

    private static Map<List<Integer>, Double> probabilities(double[][] logs) {
        Map<List<Integer>, Double> all = new TreeMap<>(Comparator.comparing(List::toString));
        forEachPath(logs, (path, labels, log) -> all.merge(labels, Math.exp(log), Double::sum));
        return all;
    }

    @Test
    void loss_ofEveryTarget_isMinusLogOfTheSumOfItsPaths() {
        double[][] logs = logs(1, 5, 3);
        Ctc ctc = new Ctc(3);
        var all = probabilities(logs);
        assertThat(all).hasSizeGreaterThan(15).containsKey(List.of());
        all.forEach((labels, probability) -> {
            fill(ctc, logs);
            double loss = ctc.loss(5, labels.stream().mapToInt(i -> i).toArray());
            assertThat(loss).as(labels.toString()).isCloseTo(-Math.log(probability), within(1e-12));
        });
    }

    @Test
    void learn_gradient_isThatOfDifferences() {
        double[][] outputs = logs(2, 6, 4);
        int[] target = {1, 1, 0};
        Ctc ctc = new Ctc(4);
        fill(ctc, outputs);
        ctc.learn(6, target);
        double[] gradient = Arrays.copyOf(ctc.slab(6), 24);
        double step = 1e-5;
        for (int i = 0; i < 24; i++) {
            double[] values = new double[2];
            for (int side = 0; side < 2; side++) {
                double before = outputs[i / 4][i % 4];
                outputs[i / 4][i % 4] += side == 0 ? step : -step;
                fill(ctc, outputs);
                values[side] = ctc.loss(6, target);
                outputs[i / 4][i % 4] = before;
            }
            assertThat(gradient[i]).isCloseTo((values[0] - values[1]) / (2 * step), within(1e-9));
        }
    }

    /** Against src/test/pytorch/record_ctc.py. */
    @Test
    void learn_recordingsOfPyTorch_haveTheSameLossAndGradient() throws IOException {
        List<double[]> lines;
        try (var reader = new BufferedReader(
                new InputStreamReader(CtcTest.class.getResourceAsStream("ctc.txt"), StandardCharsets.UTF_8))) {
            lines = reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arrays.stream(line.split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
        }
        int cases = 0;
        for (int at = 0; at < lines.size(); cases++) {
            double[] head = lines.get(at++);
            int steps = (int) head[0];
            int[] target = Arrays.stream(head).skip(2).mapToInt(x -> (int) x).toArray();
            Ctc ctc = new Ctc((int) head[1]);
            fill(ctc, lines.subList(at, at + steps).toArray(double[][]::new));
            at += steps;
            assertThat(ctc.learn(steps, target)).isCloseTo(lines.get(at++)[0], within(1e-9));
            for (int t = 0; t < steps; t++, at++) {
                for (int k = 0; k < head[1]; k++) {
                    assertThat(ctc.slab(steps)[t * (int) head[1] + k])
                            .as("case %s, step %s, output %s", cases, t, k)
                            .isCloseTo(lines.get(at)[k], within(1e-9));
                }
            }
        }
        assertThat(cases).isEqualTo(26);
    }

    @Test
    void learn_aLongSequence_isFiniteAndGradientsOfAStepAddUpToZero() {
        int steps = 3000;
        int[] target = IntStream.range(0, 1500).map(i -> i % 3).toArray();
        double[][] logs = logs(3, steps, 4);
        Ctc ctc = new Ctc(4);
        fill(ctc, logs);
        assertThat(ctc.learn(steps, target)).isBetween(1000.0, 20_000.0);
        for (int t = 0; t < steps; t++) {
            double sum = 0;
            for (int k = 0; k < 4; k++) {
                sum += ctc.slab(steps)[t * 4 + k];
            }
            assertThat(sum).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void learn_oneAfterTheOther_dependsOnNothingBefore() {
        Ctc used = new Ctc(3);
        fill(used, logs(4, 9, 3));
        used.learn(9, 0, 1, 0);
        double[][] logs = logs(5, 4, 3);
        fill(used, logs);
        Ctc fresh = new Ctc(3);
        fill(fresh, logs);
        assertThat(used.learn(4, 1)).isEqualTo(fresh.learn(4, 1));
        assertThat(Arrays.copyOf(used.slab(4), 12)).containsExactly(Arrays.copyOf(fresh.slab(4), 12));
    }

    @Test
    void targetsThatDoNotFit_areRefused() {
        Ctc ctc = new Ctc(3);
        fill(ctc, logs(6, 3, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ctc.learn(3, 0, 0, 1))
                .withMessage(
                        "has 3 steps, but a target of 3 labels with 1 equal neighbours needs at least 4 for CTC; use more steps or a shorter target");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ctc.loss(3, 0, 1, 0, 1))
                .withMessage(
                        "has 3 steps, but a target of 4 labels needs at least 4 for CTC; use more steps or a shorter target");
        assertThat(Ctc.stepsFor()).isZero();
        assertThat(Ctc.stepsFor(1, 1, 1)).isEqualTo(5);
    }

    @Test
    void posterior_isThePartOfThePathsInEachState() {
        double[][] logs = logs(7, 5, 3);
        int[] target = {1, 0};
        double[][] expected = new double[5][5];
        double[] all = new double[1];
        forEachPath(logs, (path, labels, log) -> {
            if (labels.equals(List.of(1, 0))) {
                all[0] += Math.exp(log);
                int done = 0;
                for (int t = 0; t < 5; t++) {
                    boolean begins = path[t] != 2 && (t == 0 || path[t] != path[t - 1]);
                    done += begins ? 1 : 0;
                    expected[t][path[t] == 2 ? 2 * done : 2 * done - 1] += Math.exp(log);
                }
            }
        });
        Ctc ctc = new Ctc(3);
        fill(ctc, logs);
        double[][] posterior = ctc.posterior(5, target);
        for (int t = 0; t < 5; t++) {
            for (int s = 0; s < 5; s++) {
                assertThat(posterior[t][s]).isCloseTo(expected[t][s] / all[0], within(1e-12));
            }
        }
    }

    @Test
    void path_isTheLikeliestOfAll() {
        for (int seed = 0; seed < 20; seed++) {
            double[][] logs = logs(seed, 6, 3);
            for (int[] target : new int[][] {{}, {1}, {0, 0}, {1, 0, 1}, {0, 0, 0}}) {
                double[] best = {Double.NEGATIVE_INFINITY};
                List<Integer> wanted = Arrays.stream(target).boxed().toList();
                forEachPath(
                        logs,
                        (path, labels, log) -> best[0] = labels.equals(wanted) ? Math.max(best[0], log) : best[0]);
                CtcPath path = CtcPath.of(logs, target);
                assertThat(path.logProbability()).isCloseTo(best[0], within(1e-12));
                int[] outputs = Arrays.stream(path.states())
                        .map(s -> s % 2 == 0 ? 2 : target[s / 2])
                        .toArray();
                assertThat(labels(outputs, 2)).isEqualTo(wanted);
                for (int i = 0; i < target.length; i++) {
                    int[] span = path.spans(target.length)[i];
                    for (int t = span[0]; t < span[1]; t++) {
                        assertThat(path.states()[t]).isEqualTo(2 * i + 1);
                    }
                }
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CtcPath.of(logs(1, 2, 3), 1, 1))
                .withMessage("there are 2 steps, but the target needs at least 3; use a shorter target");
    }

    @Test
    void beam_ofAllPrefixes_givesTheProbabilityOfEachSequence() {
        double[][] logs = logs(8, 5, 3);
        var all = probabilities(logs);
        List<CtcDecoder.Reading> readings = CtcDecoder.beam(logs, 1000);
        assertThat(readings).hasSize(all.size());
        readings.forEach(reading ->
                assertThat(Math.exp(reading.logProbability())).isCloseTo(all.get(reading.labels()), within(1e-12)));
        assertThat(readings).isSortedAccordingTo(Comparator.comparingDouble(reading -> -reading.logProbability()));
    }

    @Test
    void beam_narrow_findsTheLikeliestSequenceHereAndGreedyDoesNot() {
        // Two steps; a path of blanks is the likeliest path, but "0" has three paths (Graves et al. 2006, section 3.2).
        double[][] logs = {{Math.log(0.4), Math.log(0.6)}, {Math.log(0.4), Math.log(0.6)}};
        assertThat(CtcDecoder.greedy(logs)).satisfies(reading -> {
            assertThat(reading.labels()).isEmpty();
            assertThat(reading.logProbability()).isCloseTo(Math.log(0.36), within(1e-12));
        });
        CtcDecoder.Reading best = CtcDecoder.beam(logs, 2).get(0);
        assertThat(best.labels()).containsExactly(0);
        assertThat(best.logProbability()).isCloseTo(Math.log(0.64), within(1e-12));
    }

    /** A prefix that leaves the beam and comes back does not keep what it had before. */
    @Test
    void beam_everyWidth_isNeverAboveTheTruth() {
        for (int seed = 0; seed < 30; seed++) {
            double[][] logs = logs(seed, 6, 3);
            var all = probabilities(logs);
            double likeliest = all.values().stream().mapToDouble(p -> p).max().orElseThrow();
            for (int width = 1; width < 8; width++) {
                List<CtcDecoder.Reading> readings = CtcDecoder.beam(logs, width);
                assertThat(readings)
                        .hasSizeBetween(1, width)
                        .allSatisfy(reading -> assertThat(Math.exp(reading.logProbability()))
                                .isLessThanOrEqualTo(all.get(reading.labels()) + 1e-12));
                if (width == 7) {
                    assertThat(all.get(readings.get(0).labels())).isGreaterThan(0.5 * likeliest);
                }
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CtcDecoder.beam(logs(1, 2, 3), 0))
                .withMessage("beam(0): the width must be at least 1; try beam(5)");
    }

    @Test
    void greedy_repetitionsAndBlanks_areTakenOut() {
        int[] path = {2, 0, 0, 2, 0, 1, 1, 2, 2};
        double[][] logs = new double[path.length][3];
        for (int t = 0; t < path.length; t++) {
            Arrays.fill(logs[t], Math.log(0.1));
            logs[t][path[t]] = Math.log(0.8);
        }
        assertThat(CtcDecoder.greedy(logs).labels()).containsExactly(0, 0, 1);
        assertThat(CtcDecoder.beam(logs, 4).get(0).labels()).containsExactly(0, 0, 1);
    }
}
