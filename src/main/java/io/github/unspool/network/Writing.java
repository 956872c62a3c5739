package io.github.unspool.network;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.DenseRows;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Chain;
import io.github.unspool.part.DecoderPass;
import io.github.unspool.part.Head;
import io.github.unspool.part.Masks;
import io.github.unspool.part.Pass;
import io.github.unspool.part.RecurrentPart;
import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A decoder while it writes: first it reads sequences, then it writes any number of outputs side by side, each to one of them, step
 * by step. Not thread-safe.
 */
public final class Writing {
    private final Weights weights;
    private final Network network;
    private final Pass encoder;
    private final DecoderPass decoder;
    private final List<RecurrentPart> layers;
    private final Head head;
    private final Masks masks;
    /** Where each sequence stands in the batch, which is sorted. */
    private int[] place = new int[0];

    /** Of each output that is written: which sequence of the batch it belongs to, and the states after its last step. */
    private int[] source = new int[0];

    private State state;
    private Batch step;

    /**
     * Prepares a decoder.
     *
     * @param weights a network with a decoder, which must no longer change
     */
    public Writing(Weights weights) {
        this.weights = weights;
        this.network = weights.network();
        Chain below = network.encoder();
        int count = below.shapes().size();
        List<Parameter> body = weights.body();
        this.encoder = below.pass(body.subList(0, count), true, Workers.alone());
        var part = network.decoder().orElseThrow();
        this.decoder = (DecoderPass) part.pass(body.subList(count, body.size()), true, Workers.alone());
        this.layers = part.layers().recurrent();
        this.head = network.output().head(weights.output(), true, Workers.alone());
        this.masks = network.noMasks();
    }

    /** The output that ends a sequence, which is also what a decoder reads first. */
    public static int end(Network network) {
        return network.outputs() - 1;
    }

    /**
     * Reads sequences, and begins to write one output to each.
     *
     * @param sequences at least one
     */
    public void read(List<Sequence> sequences) {
        int[] order = IntStream.range(0, sequences.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> -sequences.get(i).steps()))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Sequence> sorted = new ArrayList<>();
        place = new int[order.length];
        for (int b = 0; b < order.length; b++) {
            Sequence sequence = sequences.get(order[b]);
            sorted.add(Sequence.unlabelled(sequence.inputs()));
            place[order[b]] = b;
        }
        Batch batch = Batch.of(sorted, 0, sorted.get(0).steps());
        encoder.forward(batch, batch.inputs(), weights.initialState(order.length), masks);
        decoder.encode(batch, new DenseRows(encoder.output(batch)));
        source = place.clone();
        state = State.zero(layers, source.length);
        SparseRows nothing = Sequence.unlabelled(rows(new int[source.length])).targets();
        decoder.start(Batch.step(nothing, source), state);
    }

    /** The states before the first step, or after the last; shared. */
    public State state() {
        return state;
    }

    /**
     * Computes a step of each output.
     *
     * @param read for each the output of its step before, or {@link #end} at first
     * @return the probabilities of what comes next, outputs × K
     */
    public float[] step(int... read) {
        step = Batch.step(rows(read), source);
        decoder.decode(step, state, masks.decoder());
        head.predict(step, decoder.decoded(step));
        float[] predictions = Arrays.copyOf(head.predictions(), read.length * network.outputs());
        Inference.checkFinite(predictions);
        return predictions;
    }

    private SparseRows rows(int... read) {
        SparseRows.Builder rows = new SparseRows.Builder(read.length);
        for (int output : read) {
            rows.add(output, 1);
            rows.endRow();
        }
        return rows.build();
    }

    /**
     * Goes on after a step with some of the outputs, also with one several times.
     *
     * @param kept the numbers of those that are continued, in the order that they will have
     */
    public void keep(int... kept) {
        State after = State.zero(layers, source.length);
        decoder.layers().forEach(layer -> layer.copyLastState(step, after));
        State next = State.zero(layers, kept.length);
        for (int layer = 0; layer < layers.size(); layer++) {
            pick(after.h()[layer], kept, source.length, next.h()[layer]);
            pick(after.c()[layer], kept, source.length, next.c()[layer]);
        }
        source = Arrays.stream(kept).map(row -> source[row]).toArray();
        state = next;
    }

    private static void pick(float[] from, int[] rows, int all, float[] to) {
        int width = from.length / all;
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(from, rows[i] * width, to, i * width, width);
        }
    }

    /**
     * How much of each step of its sequence an output looked at in the last step.
     *
     * @param output its number
     * @return numbers that add up to 1, or none if there is no attention
     */
    public float[] attention(int output) {
        Matrix weights = decoder.attention(output);
        return weights == null
                ? new float[0]
                : Arrays.copyOfRange(weights.data(), weights.row(0), weights.row(0) + weights.columns());
    }

    /**
     * What a layer of the decoder gave in the last step.
     *
     * @param layer 0 for the lowest
     * @param output the number of the output
     * @return its hidden state
     */
    public float[] hidden(int layer, int output) {
        Matrix states = decoder.layers().get(layer).output(step);
        return Arrays.copyOfRange(states.data(), states.row(output), states.row(output) + states.columns());
    }
}
