package io.github.unspool.curves;

import io.github.unspool.cell.Cell;
import io.github.unspool.data.Datasets;
import io.github.unspool.loss.Loss;
import io.github.unspool.math.Randoms;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Network;
import io.github.unspool.network.Stack;
import io.github.unspool.network.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/** What is learned. {@code src/test/pytorch/curves.py} has the same tasks and draws the same numbers. */
enum Task {
    /**
     * The sum of the two marked numbers, as the target of the last step. S. Hochreiter, J. Schmidhuber, <i>Long short-term
     * memory</i>, Neural Computation 9 (1997), experiment 4, in the form of Q. V. Le, N. Jaitly, G. E. Hinton,
     * arXiv:1504.00941, section 4.1.
     */
    ADDING("the adding problem", 2, 32, 1, 2000) {
        private static final int STEPS = 30;

        @Override
        List<Steps> batch(long seed, int update) {
            Randoms random = Randoms.of(seed, DATA, update);
            return Stream.generate(() -> sequence(random)).limit(BATCH).toList();
        }

        private Steps sequence(Randoms random) {
            double[] values =
                    IntStream.range(0, STEPS).mapToDouble(t -> random.uniform()).toArray();
            int one = below(STEPS / 2, random);
            int other = STEPS / 2 + below(STEPS / 2, random);
            Steps steps = Steps.zeros(STEPS, inputs, outputs);
            for (int t = 0; t < STEPS; t++) {
                steps.x()[t][0] = (float) values[t];
            }
            steps.x()[one][1] = steps.x()[other][1] = 1;
            steps.y()[STEPS - 1][0] = (float) (values[one] + values[other]);
            Arrays.fill(steps.weight(), 0, STEPS - 1, 0);
            return steps;
        }
    },

    /**
     * Some symbols, a pause, a sign, and then the symbols again. Hochreiter and Schmidhuber (1997) in the form of M.
     * Arjovsky, A. Shah, Y. Bengio, <i>Unitary evolution recurrent neural networks</i>, arXiv:1511.06464, section 5.1.
     */
    COPY("copy memory", 10, 48, 9, 3000) {
        private static final int SYMBOLS = 8;
        private static final int LENGTH = 3;
        private static final int PAUSE = 10;

        @Override
        List<Steps> batch(long seed, int update) {
            Randoms random = Randoms.of(seed, DATA, update);
            return Stream.generate(() -> sequence(random)).limit(BATCH).toList();
        }

        private Steps sequence(Randoms random) {
            int[] x = new int[LENGTH + PAUSE + LENGTH];
            Arrays.fill(x, SYMBOLS);
            int[] y = x.clone();
            for (int i = 0; i < LENGTH; i++) {
                x[i] = y[LENGTH + PAUSE + i] = below(SYMBOLS, random);
            }
            x[LENGTH + PAUSE - 1] = SYMBOLS + 1;
            return Steps.classes(x, inputs, y, outputs);
        }
    },

    /** The sound of each letter of a word, {@code datasets/letter-sounds.csv}, in a new order each epoch. */
    LETTERS("letters and their sounds", 26, 32, 33, 1500) {
        private static final Comparator<Steps> LONGEST_FIRST =
                Comparator.comparingInt(Steps::length).reversed();

        private List<Steps> words;

        @Override
        List<Steps> batch(long seed, int update) {
            if (words == null) {
                words = words();
            }
            int perEpoch = words.size() / BATCH;
            int[] order = Randoms.of(seed, DATA, update / perEpoch).permutation(words.size());
            int from = update % perEpoch * BATCH;
            return Arrays.stream(order, from, from + BATCH)
                    .mapToObj(words::get)
                    .sorted(LONGEST_FIRST)
                    .toList();
        }

        private List<Steps> words() {
            Table table = Datasets.letterSounds();
            List<List<String>> sounds = table.stringColumn("sounds").asList().stream()
                    .map(text -> List.of(text.split(" ")))
                    .toList();
            List<String> names =
                    sounds.stream().flatMap(List::stream).distinct().sorted().toList();
            List<Steps> all = new ArrayList<>();
            for (int i = 0; i < sounds.size(); i++) {
                int[] x = table.stringColumn("word")
                        .get(i)
                        .chars()
                        .map(c -> c - 'a')
                        .toArray();
                int[] y = sounds.get(i).stream().mapToInt(names::indexOf).toArray();
                all.add(Steps.classes(x, inputs, y, outputs));
            }
            return all;
        }
    };

    static final int BATCH = 32;
    static final double RATE = 0.005;
    /** The place of the data among the paths of {@link Randoms}; the weights have 0 and 1. */
    private static final long DATA = 100;

    final String title;
    final int inputs;
    final int units;
    final int outputs;
    /** How many a whole run has. */
    final int updates;

    Task(String title, int inputs, int units, int outputs, int updates) {
        this.title = title;
        this.inputs = inputs;
        this.units = units;
        this.outputs = outputs;
        this.updates = updates;
    }

    /** The sequences of an update, longest first. */
    abstract List<Steps> batch(long seed, int update);

    Network network(Cell cell) {
        Stack stack = Stack.of(List.of(new LayerSpec(units, cell)));
        return this == ADDING
                ? new Network(inputs, stack, outputs, Loss.squaredError(), Targets.LAST_STEP)
                : new Network(inputs, stack, outputs, Loss.crossEntropy(), Targets.EACH_STEP);
    }

    private static int below(int n, Randoms random) {
        return (int) (random.uniform() * n);
    }
}
