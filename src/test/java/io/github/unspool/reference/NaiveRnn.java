package io.github.unspool.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A stack of recurrent layers under a head, forward and BPTT, one sequence and one step at a time.
 *
 * <p>The equations and shapes of the forward pass are in the {@linkplain io.github.unspool.reference package
 * description}. The backward pass is their mirror image, from the top down, and beside each equation stands what it
 * sends back: in {@link Head} and {@link ReferenceLoss} for the outputs, in {@link Layer} and {@link Direction} for a
 * layer, in {@link Embedding}.
 */
public final class NaiveRnn {

    private final ReferenceSpec spec;
    private final List<double[][]> parameters;
    private final Embedding embedding;
    private final List<Layer> layers = new ArrayList<>();
    /** On each layer; null where there is none. */
    private final List<Dense> dense = new ArrayList<>();

    private final Head head;

    /** A trace for each sequence of the batch, in its order, and the mean loss, weighted, over all their targets. */
    public record Forward(List<Trace> traces, double loss) {}

    /**
     * The gradients of the mean loss.
     *
     * @param parameters in the order of {@link NaiveRnn#parameters()}
     * @param dh0 for each sequence of the batch, in the shape of its initial state, which may be the learned one
     * @param dx for each sequence of the batch, T×D
     * @param dh for each sequence of the batch, by {@link ReferenceSpec#row}: of the hidden states after each step, T×H
     */
    public record Gradients(
            List<double[][]> parameters, List<double[][]> dh0, List<double[][]> dx, List<List<double[][]>> dh) {}

    private NaiveRnn(ReferenceSpec spec, List<double[][]> parameters) {
        var shapes = spec.shapes();
        if (parameters.size() != shapes.size()) {
            throw new IllegalArgumentException(
                    parameters.size() + " tensors for " + spec + ": " + shapes.size() + " are needed");
        }
        for (int i = 0; i < shapes.size(); i++) {
            var shape = shapes.get(i);
            Rows.requireShape(shape.name(), parameters.get(i), shape.rows(), shape.columns());
        }
        this.spec = spec;
        this.parameters = List.copyOf(parameters);
        var tensors = parameters.iterator();
        embedding = spec.embedding() > 0 ? new Embedding(tensors.next()) : null;
        for (var layer : spec.layers()) {
            layers.add(Layer.take(layer, spec.learnedStart(), tensors));
            dense.add(layer.dense() > 0 ? new Dense(tensors.next(), tensors.next(), layer.activation()) : null);
        }
        head = new Head(tensors.next(), tensors.next(), spec.loss());
    }

    /** A network over the given tensors, in the order of {@link #parameters()}, which are not copied. */
    public static NaiveRnn of(ReferenceSpec spec, List<double[][]> parameters) {
        return new NaiveRnn(spec, parameters);
    }

    /**
     * The same with forward layers of the given cells under a softmax, and nothing else; the sizes are those of the
     * tensors.
     */
    public static NaiveRnn of(List<ReferenceCell> cells, List<double[][]> parameters) {
        var layers = new ArrayList<ReferenceLayer>();
        int first = 0;
        for (var cell : cells) {
            int wh = Math.min(first + 1, parameters.size() - 1);
            layers.add(ReferenceLayer.of(cell, parameters.get(wh).length));
            first += cell.tensors().size();
        }
        int outputs = parameters.get(parameters.size() - 1)[0].length;
        return of(ReferenceSpec.of(parameters.get(0).length, layers, outputs), parameters);
    }

    /**
     * A network with normal random weights: of variance 1/rows, so that pre-activations stay near 1 and gradients
     * neither vanish nor explode over the few steps of a test. The biases and learned states too are random, since a
     * zero would hide one that is left out.
     */
    public static NaiveRnn random(long seed, ReferenceSpec spec) {
        var random = new SplittableRandom(seed);
        return of(
                spec, spec.shapes().stream().map(shape -> shape.random(random)).toList());
    }

    /** The same of forward layers under a softmax. */
    public static NaiveRnn random(long seed, int inputs, List<ReferenceCell> cells, int[] units, int classes) {
        var layers = IntStream.range(0, units.length)
                .mapToObj(l -> ReferenceLayer.of(cells.get(l), units[l]))
                .toList();
        return random(seed, ReferenceSpec.of(inputs, layers, classes));
    }

    /**
     * A sequence for each length, with normal random inputs, random targets of weight 1 and normal random initial
     * states, or null where the network has learned ones.
     */
    public List<Sequence> randomBatch(long seed, int... lengths) {
        var random = new SplittableRandom(seed);
        return Arrays.stream(lengths)
                .mapToObj(steps -> new Sequence(
                        Rows.normal(random, 1, steps, spec.inputs()),
                        IntStream.range(0, spec.targets(steps))
                                .mapToObj(i -> spec.loss().randomTarget(random, spec.outputs()))
                                .toArray(double[][]::new),
                        spec.learnedStart() ? null : spec.randomState(random)))
                .toList();
    }

    /** A state of zeros. */
    public double[][] zeroState() {
        return Arrays.stream(spec.stateWidths()).mapToObj(double[]::new).toArray(double[][]::new);
    }

    public ReferenceSpec spec() {
        return spec;
    }

    public List<Layer> layers() {
        return List.copyOf(layers);
    }

    public double[][] wy() {
        return head.wy();
    }

    public double[][] by() {
        return head.by();
    }

    /** The tensors themselves, not copies, in the order of {@link ReferenceSpec#shapes()}. */
    public List<double[][]> parameters() {
        return new ArrayList<>(parameters);
    }

    /** The names of {@link #parameters()}: {@code layer0.wx}, {@code layer0.wh}, …, {@code wy}, {@code by}. */
    public List<String> names() {
        return spec.shapes().stream().map(ReferenceSpec.Shape::name).toList();
    }

    /** Runs the sequences of a batch, each from its own initial state. */
    public Forward forward(List<Sequence> batch) {
        return forward(batch, Masks.none(spec, batch.size()));
    }

    /** The same with dropout, but no recurrent dropout: see {@link Masks#up()}. */
    public Forward forward(List<Sequence> batch, List<List<double[][]>> masks) {
        return forward(batch, Masks.up(spec, masks));
    }

    /** The same with both kinds of dropout. */
    public Forward forward(List<Sequence> batch, Masks masks) {
        var traces = new ArrayList<Trace>();
        double sum = 0;
        for (int s = 0; s < batch.size(); s++) {
            requireFits(batch.get(s));
            var trace =
                    forward(batch.get(s), masks.up().get(s), masks.recurrent().get(s));
            for (int i = 0; i < trace.losses().length; i++) {
                sum += batch.get(s).weights()[i] * trace.losses()[i];
            }
            traces.add(trace);
        }
        return new Forward(traces, sum / totalWeight(batch));
    }

    /** BPTT over the batch that {@code forward} came from, through all steps and no further than the initial states. */
    public Gradients backward(List<Sequence> batch, Forward forward) {
        return backward(batch, forward, Masks.none(spec, batch.size()));
    }

    /** The same with the masks, which are constants, that {@code forward} was given. */
    public Gradients backward(List<Sequence> batch, Forward forward, List<List<double[][]>> masks) {
        return backward(batch, forward, Masks.up(spec, masks));
    }

    /** The same with both kinds of masks. */
    public Gradients backward(List<Sequence> batch, Forward forward, Masks masks) {
        // The gradients of a network's tensors have the shape of a network.
        var into = of(spec, Rows.zerosLike(parameters));
        var dh0 = new ArrayList<double[][]>();
        var dx = new ArrayList<double[][]>();
        var dh = new ArrayList<List<double[][]>>();
        for (int s = 0; s < batch.size(); s++) {
            var trace = forward.traces().get(s);
            var du = backwardHead(batch.get(s), trace, totalWeight(batch), into);
            var dstart = zeroState();
            var dhOfSequence = new ArrayList<double[][]>();
            var de = backwardLayers(trace, masks.up().get(s), masks.recurrent().get(s), du, dstart, dhOfSequence, into);
            dh.add(dhOfSequence);
            if (batch.get(s).h0() == null) {
                into.addStart(dstart);
            }
            dh0.add(dstart);
            dx.add(embedding == null ? de : embedding.backward(batch.get(s).x(), de, into.embedding));
        }
        return new Gradients(into.parameters(), dh0, dx, dh);
    }

    private static double totalWeight(List<Sequence> batch) {
        double total = batch.stream()
                .flatMapToDouble(sequence -> Arrays.stream(sequence.weights()))
                .sum();
        if (!(total > 0)) {
            throw new IllegalArgumentException("a batch of total weight " + total + " has no mean loss");
        }
        return total;
    }

    private void requireFits(Sequence sequence) {
        Rows.requireShape("x", sequence.x(), sequence.length(), spec.inputs());
        Rows.requireShape(
                "targets",
                sequence.targets(),
                spec.targets(sequence.length()),
                spec.loss().targetWidth(spec.outputs()));
    }

    private Trace forward(Sequence sequence, List<double[][]> masks, double[][] recurrentMasks) {
        var trace = new Trace(sequence.targets().length);
        var starts = sequence.h0() == null ? start() : sequence.h0();
        var x = embedding == null ? sequence.x() : embedding.forward(sequence.x());
        for (int l = 0; l < layers.size(); l++) {
            var layer = layers.get(l);
            var scans = layer.forward(x, ofLayer(l, starts), ofLayer(l, recurrentMasks));
            trace.x().add(x);
            trace.scans().add(scans);
            x = layer.output(x, scans, masks.get(l));
            trace.u().add(x);
            x = dense.get(l) == null ? x : dense.get(l).forward(x);
        }
        trace.x().add(x);
        head.forward(read(trace), sequence, trace);
        return trace;
    }

    /** What the head reads: u of the topmost layer, T×W, or 1×W with one output per sequence. */
    private double[][] read(Trace trace) {
        int top = layers.size() - 1;
        var u = trace.u().get(top);
        var read = spec.perSequence() ? new double[][] {layers.get(top).read(u)} : u;
        return dense.get(top) == null ? read : dense.get(top).forward(read);
    }

    /** The mirror of {@link #read} and of the head: returns du of the topmost layer, T×W. */
    private double[][] backwardHead(Sequence sequence, Trace trace, double totalWeight, NaiveRnn into) {
        int top = layers.size() - 1;
        var dread = head.backward(read(trace), sequence, trace, totalWeight, into.head);
        if (dense.get(top) != null) {
            var u = trace.u().get(top);
            var below = spec.perSequence() ? new double[][] {layers.get(top).read(u)} : u;
            dread = dense.get(top).backward(below, read(trace), dread, into.dense.get(top));
        }
        return spec.perSequence() ? layers.get(layers.size() - 1).unread(dread[0], sequence.length()) : dread;
    }

    /** Adds to the gradients of the layers' tensors, fills dstart and dh and returns the dx of the lowest layer. */
    private double[][] backwardLayers(
            Trace trace,
            List<double[][]> masks,
            double[][] recurrentMasks,
            double[][] du,
            double[][] dstart,
            List<double[][]> dh,
            NaiveRnn into) {
        var dx = du;
        for (int l = layers.size() - 1; l >= 0; l--) {
            if (l < layers.size() - 1 && dense.get(l) != null) {
                dx = dense.get(l).backward(trace.u().get(l), trace.x().get(l + 1), dx, into.dense.get(l));
            }
            var back = layers.get(l)
                    .backward(
                            trace.x().get(l),
                            trace.scans().get(l),
                            masks.get(l),
                            ofLayer(l, recurrentMasks),
                            dx,
                            into.layers.get(l));
            dx = back.dx();
            dh.addAll(0, back.dh());
            System.arraycopy(back.dstarts(), 0, dstart, spec.row(l, 0), back.dstarts().length);
        }
        return dx;
    }

    /** Of an array by {@link ReferenceSpec#row} the rows of one layer. */
    private double[][] ofLayer(int layer, double[][] rows) {
        return Arrays.copyOfRange(rows, spec.row(layer, 0), spec.row(layer + 1, 0));
    }

    /** The state in which a sequence starts that brings none: the learned one, or zeros. */
    private double[][] start() {
        return layers.stream()
                .flatMap(layer -> layer.directions().stream())
                .map(Direction::start)
                .toArray(double[][]::new);
    }

    /** Adds to dh0 and dc0 of all directions, if they are learned. */
    private void addStart(double[][] dstart) {
        for (int l = 0; l < layers.size(); l++) {
            for (int d = 0; d < layers.get(l).directions().size(); d++) {
                layers.get(l).directions().get(d).addStart(dstart[spec.row(l, d)]);
            }
        }
    }
}
