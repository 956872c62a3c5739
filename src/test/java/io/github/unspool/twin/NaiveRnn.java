package io.github.unspool.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A stack of recurrent layers under a softmax head, forward and BPTT, one sequence and one step at a time.
 *
 * <p>The equations and shapes of the forward pass are in the {@linkplain io.github.unspool.twin package description}.
 * The backward pass is their mirror image, for t from T down to 1 and from the top layer down:
 *
 * <pre>
 *   dlogits_t = (p_t − onehot(y_t)) / N
 *   dWy      += u_tᵀ·dlogits_t              dby += dlogits_t
 *   du_t      = dlogits_t·Wyᵀ               in the top layer, or the dx_t of the layer above
 *   dh_t      = m_t ⊙ du_t
 *   ds_t      = dh_t in the columns of h    plus ds_t from the step after, if there is one
 *   dzx_t, dzh_t and a part of ds_{t-1} come from ds_t by the equations of the cell
 *   dWx      += x_tᵀ·dzx_t                  db  += dzx_t
 *   dWh      += h_{t-1}ᵀ·dzh_t              dbh += dzh_t
 *   dx_t      = dzx_t·Wxᵀ
 *   ds_{t-1} += dzh_t·Whᵀ                   in the columns of h; ds_0 is dh0
 * </pre>
 */
public final class NaiveRnn {

    private final List<Layer> layers;
    private final double[][] wy;
    private final double[][] by;

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
            Rows.requireShape(
                    "layer" + l + ".wx",
                    layers.get(l).wx(),
                    layers.get(l - 1).units(),
                    layers.get(l).b()[0].length);
        }
        Rows.requireShape("wy", wy, layers.get(layers.size() - 1).units(), by[0].length);
        Rows.requireShape("by", by, 1, by[0].length);
    }

    /** A network from its tensors in the order of {@link #parameters()}, with a cell for each layer. */
    public static NaiveRnn of(List<TwinCell> cells, List<double[][]> parameters) {
        int needed = cells.stream().mapToInt(cell -> cell.tensors().size()).sum() + 2;
        if (parameters.size() != needed) {
            throw new IllegalArgumentException(
                    parameters.size() + " tensors for the layers " + cells + ": " + needed + " are needed");
        }
        var layers = new ArrayList<Layer>();
        var tensors = parameters.iterator();
        for (var cell : cells) {
            layers.add(new Layer(
                    cell,
                    tensors.next(),
                    tensors.next(),
                    tensors.next(),
                    cell.hasRecurrentBias() ? tensors.next() : new double[1][0]));
        }
        return new NaiveRnn(layers, tensors.next(), tensors.next());
    }

    /**
     * A network with normal random weights: of variance 1/rows, so that pre-activations stay near 1 and gradients
     * neither vanish nor explode over the few steps of a test. The biases too are random, since a zero bias would hide
     * one that is left out.
     */
    public static NaiveRnn random(long seed, int inputs, List<TwinCell> cells, int[] units, int classes) {
        var random = new SplittableRandom(seed);
        var layers = new ArrayList<Layer>();
        int below = inputs;
        for (int l = 0; l < units.length; l++) {
            var cell = cells.get(l);
            int columns = cell.gates() * units[l];
            layers.add(new Layer(
                    cell,
                    Rows.normal(random, 1 / Math.sqrt(below), below, columns),
                    Rows.normal(random, 1 / Math.sqrt(units[l]), units[l], columns),
                    Rows.normal(random, 0.5, 1, columns),
                    Rows.normal(random, 0.5, 1, cell.hasRecurrentBias() ? columns : 0)));
            below = units[l];
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
                                .map(layer -> Rows.normal(random, 0.5, 1, layer.stateWidth())[0])
                                .toArray(double[][]::new)))
                .toList();
    }

    /** The state in which a sequence starts unless another is given: all zeros. */
    public double[][] zeroState() {
        return layers.stream().map(layer -> new double[layer.stateWidth()]).toArray(double[][]::new);
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

    /** The tensors themselves, not copies: wx, wh, b and bh, if any, of each layer from the lowest up, then wy, by. */
    public List<double[][]> parameters() {
        var all = new ArrayList<double[][]>();
        layers.forEach(layer -> all.addAll(layer.parameters()));
        all.addAll(List.of(wy, by));
        return all;
    }

    /** The names of {@link #parameters()}: {@code layer0.wx}, {@code layer0.wh}, …, {@code wy}, {@code by}. */
    public List<String> names() {
        var names = new ArrayList<String>();
        for (int l = 0; l < layers.size(); l++) {
            for (var tensor : layers.get(l).cell().tensors()) {
                names.add("layer" + l + "." + tensor);
            }
        }
        names.addAll(List.of("wy", "by"));
        return names;
    }

    /** Runs the sequences of a batch, each from its own initial state. */
    public Forward forward(List<Sequence> batch) {
        return forward(batch, noMasks(batch));
    }

    /**
     * The same with dropout.
     *
     * @param masks for each sequence of the batch and each layer the factors of h on its way up, T×H, or null
     */
    public Forward forward(List<Sequence> batch, List<List<double[][]>> masks) {
        var traces = IntStream.range(0, batch.size())
                .mapToObj(s -> forward(batch.get(s), masks.get(s)))
                .toList();
        double total = traces.stream()
                .flatMapToDouble(trace -> Arrays.stream(trace.losses()))
                .sum();
        return new Forward(traces, total / steps(batch));
    }

    /** BPTT over the batch that {@code forward} came from, through all steps and no further than the initial states. */
    public Gradients backward(List<Sequence> batch, Forward forward) {
        return backward(batch, forward, noMasks(batch));
    }

    /** The same with the masks, which are constants, that {@code forward} was given. */
    public Gradients backward(List<Sequence> batch, Forward forward, List<List<double[][]>> masks) {
        // The gradients of a network's tensors have the shape of a network.
        var into = of(layers.stream().map(Layer::cell).toList(), Rows.zerosLike(parameters()));
        var dh0 = new ArrayList<double[][]>();
        var dx = new ArrayList<double[][]>();
        for (int s = 0; s < batch.size(); s++) {
            var dh0OfSequence = new double[layers.size()][];
            dx.add(backward(batch.get(s), forward.traces().get(s), masks.get(s), steps(batch), dh0OfSequence, into));
            dh0.add(dh0OfSequence);
        }
        return new Gradients(into.parameters(), dh0, dx);
    }

    /** The masks of a batch without dropout: null everywhere. */
    List<List<double[][]>> noMasks(List<Sequence> batch) {
        return Collections.nCopies(batch.size(), Collections.nCopies(layers.size(), null));
    }

    private static int steps(List<Sequence> batch) {
        return batch.stream().mapToInt(Sequence::length).sum();
    }

    private Trace forward(Sequence sequence, List<double[][]> masks) {
        var trace = new Trace(sequence.length());
        var x = sequence.x();
        for (int l = 0; l < layers.size(); l++) {
            x = Rows.masked(forwardLayer(layers.get(l), x, sequence.h0()[l], trace), masks.get(l));
        }
        for (int t = 0; t < x.length; t++) {
            var logits = Rows.sum(Rows.times(x[t], wy), by[0]);
            double logSum = logSumExp(logits);
            trace.logits()[t] = logits;
            trace.p()[t] =
                    Arrays.stream(logits).map(logit -> Math.exp(logit - logSum)).toArray();
            trace.losses()[t] = logSum - logits[sequence.y()[t]];
        }
        return trace;
    }

    /** Adds the layer to the trace; returns h, T×H. */
    private static double[][] forwardLayer(Layer layer, double[][] x, double[] h0, Trace into) {
        var zx = new double[x.length][];
        var zh = new double[x.length][];
        var h = new double[x.length][];
        var c = new double[x.length][];
        var state = h0;
        for (int t = 0; t < x.length; t++) {
            zx[t] = Rows.sum(Rows.times(x[t], layer.wx()), layer.b()[0]);
            zh[t] = Rows.sum(Rows.times(layer.h(state), layer.wh()), layer.bh()[0]);
            state = layer.cell().equations().forward(zx[t], zh[t], state);
            h[t] = layer.h(state);
            c[t] = layer.c(state);
        }
        into.zx().add(zx);
        into.zh().add(zh);
        into.h().add(h);
        into.c().add(c);
        return h;
    }

    /** Adds to the gradients of the tensors, fills dh0 and returns dx, T×D. */
    private double[][] backward(
            Sequence sequence, Trace trace, List<double[][]> masks, int steps, double[][] dh0, NaiveRnn into) {
        int top = layers.size() - 1;
        var du = backwardHead(sequence, trace, Rows.masked(trace.h().get(top), masks.get(top)), steps, into);
        for (int l = top; l >= 0; l--) {
            var x = l == 0 ? sequence.x() : Rows.masked(trace.h().get(l - 1), masks.get(l - 1));
            var dh = Rows.masked(du, masks.get(l));
            du = backwardLayer(l, x, sequence.h0()[l], trace, dh, dh0, into.layers.get(l));
        }
        return du;
    }

    /** Adds to dWy and dby; returns the top layer's du, T×H. */
    private double[][] backwardHead(Sequence sequence, Trace trace, double[][] u, int steps, NaiveRnn into) {
        var du = new double[u.length][];
        for (int t = 0; t < u.length; t++) {
            var dlogits = trace.p()[t].clone();
            dlogits[sequence.y()[t]] -= 1;
            for (int k = 0; k < dlogits.length; k++) {
                dlogits[k] /= steps;
            }
            Rows.addOuter(into.wy, u[t], dlogits);
            Rows.add(into.by[0], dlogits);
            du[t] = Rows.timesTransposed(dlogits, wy);
        }
        return du;
    }

    /**
     * Adds to the gradients of the layer's tensors, sets its row of dh0, and returns dx, T×D.
     *
     * @param dh what comes from the head or the layer above, through the mask, T×H
     */
    private double[][] backwardLayer(
            int l, double[][] x, double[] h0, Trace trace, double[][] dh, double[][] dh0, Layer into) {
        var layer = layers.get(l);
        var dx = new double[x.length][];
        var dstate = new double[layer.stateWidth()];
        for (int t = x.length - 1; t >= 0; t--) {
            var before = t == 0 ? h0 : trace.state(l, t - 1);
            Rows.add(dstate, dh[t]);
            var back = layer.cell()
                    .equations()
                    .backward(trace.zx().get(l)[t], trace.zh().get(l)[t], before, dstate);
            addOuterProducts(into, x[t], layer.h(before), back);
            dx[t] = Rows.timesTransposed(back.dzx(), layer.wx());
            dstate = Rows.sum(back.dbefore(), Rows.timesTransposed(back.dzh(), layer.wh()));
        }
        dh0[l] = dstate;
        return dx;
    }

    /** One step's part of dWx, dWh, db and dbh. */
    private static void addOuterProducts(Layer into, double[] x, double[] h, Equations.Back back) {
        Rows.addOuter(into.wx(), x, back.dzx());
        Rows.addOuter(into.wh(), h, back.dzh());
        Rows.add(into.b()[0], back.dzx());
        if (into.cell().hasRecurrentBias()) {
            Rows.add(into.bh()[0], back.dzh());
        }
    }

    /** log Σ exp, with the maximum taken out so that a large logit does not overflow. */
    private static double logSumExp(double[] logits) {
        double max = Arrays.stream(logits).max().orElseThrow();
        return max
                + Math.log(Arrays.stream(logits)
                        .map(logit -> Math.exp(logit - max))
                        .sum());
    }
}
