package io.github.unspool.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A stack of Elman layers under a softmax head, forward and BPTT, one sequence and one step at a time.
 *
 * <p>The equations and shapes of the forward pass are in the {@linkplain io.github.unspool.twin package description}.
 * The backward pass is their mirror image, for t from T down to 1 and from the top layer down:
 *
 * <pre>
 *   dlogits_t = (p_t − onehot(y_t)) / N
 *   dWy      += h_tᵀ·dlogits_t              dby += dlogits_t
 *   dh_t      = dlogits_t·Wyᵀ               in the top layer, or the dx_t of the layer above
 *             + dz_{t+1}·Whᵀ                from the step after, if there is one
 *   dz_t      = dh_t ⊙ f'(z_t)
 *   dWx      += x_tᵀ·dz_t                   db  += dz_t
 *   dWh      += h_{t-1}ᵀ·dz_t
 *   dx_t      = dz_t·Wxᵀ
 *   dh_0      = dz_1·Whᵀ
 * </pre>
 */
public final class NaiveRnn {

    private final List<Layer> layers;
    private final double[][] wy;
    private final double[][] by;

    /** One recurrent layer: {@code wx} D×H, {@code wh} H×H, {@code b} 1×H. */
    public record Layer(Activation f, double[][] wx, double[][] wh, double[][] b) {

        public Layer {
            requireShape("wh", wh, b[0].length, b[0].length);
            requireShape("wx", wx, wx.length, b[0].length);
            requireShape("b", b, 1, b[0].length);
        }

        public int inputs() {
            return wx.length;
        }

        public int units() {
            return wh.length;
        }
    }

    /**
     * What one sequence did on its way forward.
     *
     * @param z pre-activations, for each layer T×H
     * @param h hidden states after each step, for each layer T×H; the initial state is not among them
     * @param logits T×K
     * @param p the softmax of the logits, T×K
     * @param losses the cross-entropy of each step in nats, T
     */
    public record Trace(List<double[][]> z, List<double[][]> h, double[][] logits, double[][] p, double[] losses) {

        /** The state after the last step, a row for each layer: where the next chunk begins. */
        public double[][] finalState() {
            return h.stream().map(steps -> steps[steps.length - 1].clone()).toArray(double[][]::new);
        }
    }

    /** A trace for each sequence of the batch, in its order, and the mean loss over all their steps. */
    public record Forward(List<Trace> traces, double loss) {}

    /**
     * The gradients of the mean loss.
     *
     * @param parameters in the order of {@link NaiveRnn#parameters()}
     * @param dh0 for each sequence of the batch, in the shape of its initial state
     * @param dx for each sequence of the batch, T×D
     */
    public record Gradients(List<double[][]> parameters, List<double[][]> dh0, List<double[][]> dx) {}

    /** A network over the given arrays, which are not copied. */
    public NaiveRnn(List<Layer> layers, double[][] wy, double[][] by) {
        this.layers = List.copyOf(layers);
        this.wy = wy;
        this.by = by;
        for (int l = 1; l < layers.size(); l++) {
            requireShape(
                    "layer" + l + ".wx",
                    layers.get(l).wx(),
                    layers.get(l - 1).units(),
                    layers.get(l).units());
        }
        requireShape("wy", wy, layers.get(layers.size() - 1).units(), by[0].length);
        requireShape("by", by, 1, by[0].length);
    }

    /** A network from its tensors in the order of {@link #parameters()}, with an activation for each layer. */
    public static NaiveRnn of(List<Activation> activations, List<double[][]> parameters) {
        if (parameters.size() != 3 * activations.size() + 2) {
            throw new IllegalArgumentException(
                    parameters.size() + " tensors for " + activations.size() + " layers: 3 a layer and 2 are needed");
        }
        var layers = new ArrayList<Layer>();
        var tensors = parameters.iterator();
        for (var f : activations) {
            layers.add(new Layer(f, tensors.next(), tensors.next(), tensors.next()));
        }
        return new NaiveRnn(layers, tensors.next(), tensors.next());
    }

    /**
     * A network with normal random weights: of variance 1/rows, so that pre-activations stay near 1 and gradients
     * neither vanish nor explode over the few steps of a test. The biases too are random, since a zero bias would hide
     * one that is left out.
     */
    public static NaiveRnn random(long seed, int inputs, List<Activation> activations, int[] units, int classes) {
        var random = new SplittableRandom(seed);
        var layers = new ArrayList<Layer>();
        int below = inputs;
        for (int l = 0; l < units.length; l++) {
            int h = units[l];
            layers.add(new Layer(
                    activations.get(l),
                    Rows.normal(random, 1 / Math.sqrt(below), below, h),
                    Rows.normal(random, 1 / Math.sqrt(h), h, h),
                    Rows.normal(random, 0.5, 1, h)));
            below = h;
        }
        return new NaiveRnn(
                layers,
                Rows.normal(random, 1 / Math.sqrt(below), below, classes),
                Rows.normal(random, 0.5, 1, classes));
    }

    /** A sequence for each length, with normal random inputs and initial states and uniformly random targets. */
    public List<Sequence> randomBatch(long seed, int... lengths) {
        var random = new SplittableRandom(seed);
        return Arrays.stream(lengths)
                .mapToObj(steps -> new Sequence(
                        Rows.normal(random, 1, steps, layers.get(0).inputs()),
                        random.ints(steps, 0, by[0].length).toArray(),
                        layers.stream()
                                .map(layer -> Rows.normal(random, 0.5, 1, layer.units())[0])
                                .toArray(double[][]::new)))
                .toList();
    }

    /** The state in which a sequence starts unless another is given: all zeros. */
    public double[][] zeroState() {
        return layers.stream().map(layer -> new double[layer.units()]).toArray(double[][]::new);
    }

    public List<Layer> layers() {
        return layers;
    }

    public double[][] wy() {
        return wy;
    }

    public double[][] by() {
        return by;
    }

    /** The tensors themselves, not copies: wx, wh, b of each layer from the lowest up, then wy, by. */
    public List<double[][]> parameters() {
        var all = new ArrayList<double[][]>();
        for (var layer : layers) {
            all.addAll(List.of(layer.wx(), layer.wh(), layer.b()));
        }
        all.addAll(List.of(wy, by));
        return all;
    }

    /** The names of {@link #parameters()}: {@code layer0.wx}, {@code layer0.wh}, …, {@code wy}, {@code by}. */
    public List<String> names() {
        var names = new ArrayList<String>();
        for (int l = 0; l < layers.size(); l++) {
            names.addAll(List.of("layer" + l + ".wx", "layer" + l + ".wh", "layer" + l + ".b"));
        }
        names.addAll(List.of("wy", "by"));
        return names;
    }

    /** Runs the sequences of a batch, each from its own initial state. */
    public Forward forward(List<Sequence> batch) {
        var traces = batch.stream().map(this::forward).toList();
        double total = traces.stream()
                .flatMapToDouble(trace -> Arrays.stream(trace.losses()))
                .sum();
        return new Forward(traces, total / steps(batch));
    }

    /** BPTT over the batch that {@code forward} came from, through all steps and no further than the initial states. */
    public Gradients backward(List<Sequence> batch, Forward forward) {
        var gradients = new Gradients(Rows.zerosLike(parameters()), new ArrayList<>(), new ArrayList<>());
        for (int s = 0; s < batch.size(); s++) {
            backward(batch.get(s), forward.traces().get(s), steps(batch), gradients);
        }
        return gradients;
    }

    private static int steps(List<Sequence> batch) {
        return batch.stream().mapToInt(Sequence::length).sum();
    }

    private Trace forward(Sequence sequence) {
        var z = new ArrayList<double[][]>();
        var h = new ArrayList<double[][]>();
        var x = sequence.x();
        for (int l = 0; l < layers.size(); l++) {
            var zOfLayer = new double[x.length][];
            x = forward(layers.get(l), x, sequence.h0()[l], zOfLayer);
            z.add(zOfLayer);
            h.add(x);
        }
        var logits = new double[x.length][];
        var p = new double[x.length][];
        var losses = new double[x.length];
        for (int t = 0; t < x.length; t++) {
            logits[t] = Rows.sum(Rows.times(x[t], wy), by[0]);
            double logSum = logSumExp(logits[t]);
            p[t] = Arrays.stream(logits[t])
                    .map(logit -> Math.exp(logit - logSum))
                    .toArray();
            losses[t] = logSum - logits[t][sequence.y()[t]];
        }
        return new Trace(z, h, logits, p, losses);
    }

    /** Returns h and fills z, both T×H. */
    private static double[][] forward(Layer layer, double[][] x, double[] h0, double[][] z) {
        var h = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            var before = t == 0 ? h0 : h[t - 1];
            var zx = Rows.sum(Rows.times(x[t], layer.wx()), layer.b()[0]);
            z[t] = Rows.sum(zx, Rows.times(before, layer.wh()));
            h[t] = Arrays.stream(z[t]).map(layer.f()::value).toArray();
        }
        return h;
    }

    private void backward(Sequence sequence, Trace trace, int steps, Gradients into) {
        int top = layers.size() - 1;
        var dh = backwardHead(sequence, trace, steps, into);
        var dh0 = new double[layers.size()][];
        for (int l = top; l >= 0; l--) {
            var x = l == 0 ? sequence.x() : trace.h().get(l - 1);
            dh = backwardLayer(l, x, sequence.h0()[l], trace, dh, dh0, into);
        }
        into.dh0().add(dh0);
        into.dx().add(dh);
    }

    /** Adds to dWy and dby; returns what the head sends into the top layer's dh, T×H. */
    private double[][] backwardHead(Sequence sequence, Trace trace, int steps, Gradients into) {
        var h = trace.h().get(layers.size() - 1);
        var dwy = into.parameters().get(3 * layers.size());
        var dby = into.parameters().get(3 * layers.size() + 1);
        var dh = new double[h.length][];
        for (int t = 0; t < h.length; t++) {
            var dlogits = trace.p()[t].clone();
            dlogits[sequence.y()[t]] -= 1;
            for (int k = 0; k < dlogits.length; k++) {
                dlogits[k] /= steps;
            }
            Rows.addOuter(dwy, h[t], dlogits);
            dby[0] = Rows.sum(dby[0], dlogits);
            dh[t] = Rows.timesTransposed(dlogits, wy);
        }
        return dh;
    }

    /**
     * Adds to the layer's dWx, dWh and db, sets its row of dh0, and returns dx, T×D.
     *
     * @param dhFromAbove the part of dh that comes from the head or the layer above, T×H
     */
    private double[][] backwardLayer(
            int l, double[][] x, double[] h0, Trace trace, double[][] dhFromAbove, double[][] dh0, Gradients into) {
        var layer = layers.get(l);
        var z = trace.z().get(l);
        var h = trace.h().get(l);
        var dwx = into.parameters().get(3 * l);
        var dwh = into.parameters().get(3 * l + 1);
        var db = into.parameters().get(3 * l + 2);
        var dx = new double[x.length][];
        var dhFromAfter = new double[layer.units()];
        for (int t = x.length - 1; t >= 0; t--) {
            var dh = Rows.sum(dhFromAbove[t], dhFromAfter);
            var dz = new double[layer.units()];
            for (int j = 0; j < dz.length; j++) {
                dz[j] = dh[j] * layer.f().derivative(z[t][j]);
            }
            Rows.addOuter(dwx, x[t], dz);
            Rows.addOuter(dwh, t == 0 ? h0 : h[t - 1], dz);
            db[0] = Rows.sum(db[0], dz);
            dx[t] = Rows.timesTransposed(dz, layer.wx());
            dhFromAfter = Rows.timesTransposed(dz, layer.wh());
        }
        dh0[l] = dhFromAfter;
        return dx;
    }

    /** log Σ exp, with the maximum taken out so that a large logit does not overflow. */
    private static double logSumExp(double[] logits) {
        double max = Arrays.stream(logits).max().orElseThrow();
        return max
                + Math.log(Arrays.stream(logits)
                        .map(logit -> Math.exp(logit - max))
                        .sum());
    }

    private static void requireShape(String name, double[][] m, int rows, int columns) {
        if (m.length != rows || Arrays.stream(m).anyMatch(row -> row.length != columns)) {
            throw new IllegalArgumentException(name + " must be " + rows + "×" + columns);
        }
    }
}
