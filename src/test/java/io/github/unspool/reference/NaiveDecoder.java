package io.github.unspool.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An encoder and a decoder in doubles, one sequence, one step and one number at a time, written from the equations. Its gradients
 * are those of a {@link Tape}, so there is no backward pass that could repeat a mistake.
 *
 * @param encoder the cells of the encoder's layers
 * @param bidirectional whether its layers also read from the end
 * @param decoder the cells of the decoder's layers
 * @param tensors by the names that the engine's parameters have; what is not there, such as an embedding, is left out
 */
public record NaiveDecoder(
        List<ReferenceCell> encoder,
        boolean bidirectional,
        List<ReferenceCell> decoder,
        Map<String, double[][]> tensors) {

    /**
     * A sequence and the one that is to be written, how much it counts, and by which factors the outputs of the decoder's layers and
     * the states that their products see are multiplied; null where they are not.
     */
    public record Pair(double[][] x, int[] y, double weight, double[][][] up, double[][] recurrent) {
        public Pair(double[][] x, int... y) {
            this(x, y, 1, null, null);
        }
    }

    /** The mean loss of an output, its derivatives by the tensors, and the weights of attention of each pair. */
    public record Result(double loss, Map<String, double[][]> gradients, List<double[][]> attention) {}

    private record Run(Tape tape, Map<String, int[][]> t, List<int[][]> attention) {}

    /** Forward, and back. */
    public Result run(List<Pair> pairs) {
        Run run = new Run(new Tape(), new LinkedHashMap<>(), new ArrayList<>());
        tensors.forEach((name, rows) -> run.t.put(name, numbers(run.tape, rows)));
        int sum = run.tape.number(0);
        double count = 0;
        for (Pair pair : pairs) {
            sum = run.tape.plus(sum, run.tape.times(loss(run, pair), pair.weight));
            count += pair.weight * (pair.y.length + 1);
        }
        int mean = run.tape.times(sum, 1 / count);
        double[] d = run.tape.derivatives(mean);
        Map<String, double[][]> gradients = new LinkedHashMap<>();
        run.t.forEach((name, rows) -> gradients.put(name, values(d, rows)));
        List<double[][]> attention = new ArrayList<>();
        run.attention.forEach(rows -> attention.add(
                Arrays.stream(rows).map(row -> values(run.tape, row)).toArray(double[][]::new)));
        return new Result(run.tape.value(mean), gradients, attention);
    }

    private static int[][] numbers(Tape tape, double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).mapToInt(tape::number).toArray())
                .toArray(int[][]::new);
    }

    private static double[][] values(double[] of, int[][] rows) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).mapToDouble(i -> of[i]).toArray())
                .toArray(double[][]::new);
    }

    private static double[] values(Tape tape, int[] row) {
        return Arrays.stream(row).mapToDouble(tape::value).toArray();
    }

    /** The sum of the losses of a pair's outputs. */
    private int loss(Run run, Pair pair) {
        int[][] x = encoded(run, numbers(run.tape, pair.x));
        int[] end = bidirectional ? joined(x[x.length - 1], x[0]) : x[x.length - 1];
        int[][] states = new int[decoder.size()][];
        for (int layer = 0; layer < states.length; layer++) {
            states[layer] = start(run, layer, end);
        }
        int outputs = tensors.get("output by")[0].length;
        int sum = run.tape.number(0);
        List<int[]> attention = new ArrayList<>();
        for (int u = 0; u <= pair.y.length; u++) {
            int token = u == 0 ? outputs - 1 : pair.y[u - 1];
            int[] read = oneHot(run, outputs, token);
            if (run.t.containsKey("decoder embedding E")) {
                read = product(run, read, "decoder embedding E");
            }
            for (int layer = 0; layer < states.length; layer++) {
                double[] mask = pair.recurrent == null ? null : pair.recurrent[layer];
                states[layer] =
                        step(run, "decoder layer " + (layer + 1), decoder.get(layer), read, states[layer], mask);
                read = Arrays.copyOf(states[layer], units("decoder layer " + (layer + 1)));
                if (pair.up != null && pair.up[layer] != null) {
                    read = masked(run, read, pair.up[layer][u]);
                }
            }
            if (run.t.containsKey("decoder top Wd")) {
                int[] weights = weights(run, read, x);
                attention.add(weights);
                int[] joined = joined(mean(run, weights, x), read);
                read = tanh(run, affine(run, joined, "decoder top Wd", "decoder top bd"));
            }
            int[] o = affine(run, read, "output Wy", "output by");
            sum = run.tape.plus(sum, surprise(run, o, u < pair.y.length ? pair.y[u] : outputs - 1));
        }
        run.attention.add(attention.toArray(int[][]::new));
        return sum;
    }

    private int[][] encoded(Run run, int[][] inputs) {
        int[][] x = inputs;
        if (run.t.containsKey("embedding E")) {
            x = Arrays.stream(x).map(row -> product(run, row, "embedding E")).toArray(int[][]::new);
        }
        for (int layer = 0; layer < encoder.size(); layer++) {
            String name = "layer " + (layer + 1);
            int[][] forward = read(run, name, encoder.get(layer), x, false);
            if (bidirectional) {
                int[][] backward = read(run, name + " backward", encoder.get(layer), x, true);
                for (int t = 0; t < x.length; t++) {
                    forward[t] = joined(forward[t], backward[t]);
                }
            }
            x = forward;
        }
        return x;
    }

    private int[][] read(Run run, String name, ReferenceCell cell, int[][] x, boolean fromEnd) {
        int[] state = new int[cell.stateWidth(units(name))];
        Arrays.fill(state, run.tape.number(0));
        int[][] h = new int[x.length][];
        for (int i = 0; i < x.length; i++) {
            int t = fromEnd ? x.length - 1 - i : i;
            state = step(run, name, cell, x[t], state, null);
            h[t] = Arrays.copyOf(state, units(name));
        }
        return h;
    }

    private int units(String layer) {
        return tensors.get(layer + " Wh").length;
    }

    private int[] start(Run run, int layer, int[] end) {
        String start = "decoder start " + (layer + 1);
        int[] h = run.t.containsKey(start + " Wd") ? tanh(run, affine(run, end, start + " Wd", start + " bd")) : end;
        String memory = "decoder memory " + (layer + 1);
        return run.t.containsKey(memory + " Wd") ? joined(h, affine(run, end, memory + " Wd", memory + " bd")) : h;
    }

    /** The equations of Elman's cell, the GRU and the LSTM, whose states are h or [h | c]. */
    private int[] step(Run run, String name, ReferenceCell cell, int[] x, int[] state, double[] mask) {
        Tape tape = run.tape;
        int units = units(name);
        int[] seen = masked(run, Arrays.copyOf(state, units), mask);
        int[] zx = affine(run, x, name + " Wx", name + " b");
        int[] zh = product(run, seen, name + " Wh");
        int[] after = new int[state.length];
        for (int j = 0; j < units; j++) {
            int h = state[j];
            switch (cell) {
                case TANH -> after[j] = tape.tanh(tape.plus(zx[j], zh[j]));
                case GRU -> {
                    int r = tape.sigmoid(tape.plus(zx[j], gru(run, name, zh, j)));
                    int z = tape.sigmoid(tape.plus(zx[units + j], gru(run, name, zh, units + j)));
                    int n = tape.tanh(tape.plus(zx[2 * units + j], tape.times(r, gru(run, name, zh, 2 * units + j))));
                    after[j] = tape.plus(tape.times(tape.rest(z), n), tape.times(z, h));
                }
                case LSTM -> {
                    int i = tape.sigmoid(tape.plus(zx[j], zh[j]));
                    int f = tape.sigmoid(tape.plus(zx[units + j], zh[units + j]));
                    int g = tape.tanh(tape.plus(zx[2 * units + j], zh[2 * units + j]));
                    int o = tape.sigmoid(tape.plus(zx[3 * units + j], zh[3 * units + j]));
                    after[units + j] = tape.plus(tape.times(f, state[units + j]), tape.times(i, g));
                    after[j] = tape.times(o, tape.tanh(after[units + j]));
                }
                default -> throw new IllegalArgumentException("no decoder of " + cell);
            }
        }
        return after;
    }

    private static int gru(Run run, String name, int[] zh, int j) {
        return run.tape.plus(zh[j], run.t.get(name + " bh")[0][j]);
    }

    /** Softmax of the scores of a state with each encoded step. */
    private static int[] weights(Run run, int[] h, int[][] x) {
        int[] exp = new int[x.length];
        int sum = run.tape.number(0);
        for (int t = 0; t < exp.length; t++) {
            exp[t] = run.tape.exp(score(run, h, x[t]));
            sum = run.tape.plus(sum, exp[t]);
        }
        int all = sum;
        return Arrays.stream(exp).map(e -> run.tape.over(e, all)).toArray();
    }

    private static int score(Run run, int[] h, int[] x) {
        if (run.t.containsKey("decoder attention Wa")) {
            return dot(run, product(run, h, "decoder attention Wa"), x);
        }
        if (run.t.containsKey("decoder attention va")) {
            int[] q = product(run, h, "decoder attention Wq");
            int[] k = product(run, x, "decoder attention Wk");
            int[] both = new int[q.length];
            Arrays.setAll(both, j -> run.tape.plus(q[j], k[j]));
            return dot(run, tanh(run, both), run.t.get("decoder attention va")[0]);
        }
        return dot(run, h, x);
    }

    private static int dot(Run run, int[] x, int[] y) {
        int sum = run.tape.number(0);
        for (int j = 0; j < x.length; j++) {
            sum = run.tape.plus(sum, run.tape.times(x[j], y[j]));
        }
        return sum;
    }

    private static int[] mean(Run run, int[] weights, int[][] x) {
        int[] mean = new int[x[0].length];
        for (int j = 0; j < mean.length; j++) {
            int column = j;
            mean[j] = dot(
                    run, weights, Arrays.stream(x).mapToInt(row -> row[column]).toArray());
        }
        return mean;
    }

    /** −log p of the softmax at a token. */
    private static int surprise(Run run, int[] o, int token) {
        int sum = run.tape.number(0);
        for (int k : o) {
            sum = run.tape.plus(sum, run.tape.exp(k));
        }
        return run.tape.times(run.tape.log(run.tape.over(run.tape.exp(o[token]), sum)), -1.0);
    }

    private static int[] oneHot(Run run, int size, int at) {
        int[] row = new int[size];
        Arrays.setAll(row, j -> run.tape.number(j == at ? 1 : 0));
        return row;
    }

    private static int[] masked(Run run, int[] x, double[] mask) {
        int[] masked = x.clone();
        for (int j = 0; mask != null && j < x.length; j++) {
            masked[j] = run.tape.times(x[j], mask[j]);
        }
        return masked;
    }

    private static int[] product(Run run, int[] x, String w) {
        int[][] rows = run.t.get(w);
        int[] y = new int[rows[0].length];
        for (int j = 0; j < y.length; j++) {
            y[j] = run.tape.number(0);
            for (int i = 0; i < x.length; i++) {
                y[j] = run.tape.plus(y[j], run.tape.times(x[i], rows[i][j]));
            }
        }
        return y;
    }

    private static int[] affine(Run run, int[] x, String w, String b) {
        int[] y = product(run, x, w);
        Arrays.setAll(y, j -> run.tape.plus(y[j], run.t.get(b)[0][j]));
        return y;
    }

    private static int[] tanh(Run run, int[] x) {
        return Arrays.stream(x).map(run.tape::tanh).toArray();
    }

    private static int[] joined(int[] x, int[] y) {
        int[] both = Arrays.copyOf(x, x.length + y.length);
        System.arraycopy(y, 0, both, x.length, y.length);
        return both;
    }
}
