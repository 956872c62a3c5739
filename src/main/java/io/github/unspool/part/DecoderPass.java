package io.github.unspool.part;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.DenseRows;
import io.github.unspool.parameter.InputRows;
import io.github.unspool.parameter.Parameter;
import java.util.List;

/** A decoder over a batch: all steps of its targets at once in training, or one step of many sequences while it writes. */
public final class DecoderPass implements Pass {
    private final Decoder part;
    private final Pass layers;
    private final DecoderStart start;
    /** Null if there is no attention. */
    private final AttentionPass attention;

    private final Pass top;
    private final int[] counts;
    private State initial;
    private State dInitial;

    DecoderPass(Decoder part, List<Parameter> own, boolean isFrozen, Workers workers) {
        this.part = part;
        List<Declaration> declarations = part.declarations();
        List<List<Parameter>> parts = part.parts(own);
        this.counts = parts.stream().mapToInt(List::size).toArray();
        int body = declarations.indexOf(part.layers());
        this.start = new DecoderStart(part, parts.subList(0, body), isFrozen, workers);
        this.layers = part.layers().pass(parts.get(body), isFrozen, workers);
        this.attention =
                part.attention() == null ? null : part.attention().pass(parts.get(body + 1), isFrozen, workers);
        this.top = part.attention() == null ? null : part.top().get(0).pass(parts.get(body + 2), isFrozen, workers);
        this.initial = zeroState(0);
        this.dInitial = zeroState(0);
    }

    private State zeroState(int sequences) {
        return State.zero(part.layers().recurrent(), sequences);
    }

    @Override
    public void forward(Batch batch, InputRows x, State unused, Masks masks) {
        encode(batch, x);
        if (batch.decoded() != null) {
            reserve(batch.live(0));
            start(batch.decoded(), initial);
            decode(batch.decoded(), initial, masks.decoder());
        }
    }

    private void reserve(int sequences) {
        if (initial.sequences() < sequences) {
            initial = zeroState(sequences);
            dInitial = zeroState(sequences);
        }
    }

    /** Takes over what the encoder gave. */
    public void encode(Batch batch, InputRows x) {
        Matrix vectors = ((DenseRows) x).x();
        start.forward(batch, vectors);
        if (attention != null) {
            attention.read(batch, vectors);
        }
    }

    /** Sets the states before the first step of each sequence that is written. */
    public void start(Batch decoded, State state) {
        start.copy(decoded, state);
    }

    /**
     * Computes some steps, which {@link #decoded} then has.
     *
     * @param batch what is read
     * @param from the states before
     * @param masks what is left out
     */
    public void decode(Batch batch, State from, Masks masks) {
        layers.forward(batch, batch.inputs(), from, masks);
        if (attention != null) {
            attention.forward(batch, layers.output(batch));
            top.forward(batch, new DenseRows(attention.output(batch)), from, masks);
        }
    }

    /** What {@link #decode} gave, R × outputs. */
    public Matrix decoded(Batch batch) {
        return (attention == null ? layers : top).output(batch);
    }

    /** How much of each encoded step a sequence that is written looked at, steps × encoded steps; null without attention. */
    public Matrix attention(int sequence) {
        return attention == null ? null : attention.weights(sequence);
    }

    /** The decoder's own recurrent layers, from the lowest. */
    public List<RecurrentPass> layers() {
        return layers.recurrent();
    }

    /** Where the output reads; of a batch to which nothing was written no rows. */
    @Override
    public Matrix output(Batch batch) {
        return batch.decoded() == null ? Matrix.of(new float[0], 0, part.outputs()) : decoded(batch.decoded());
    }

    @Override
    public Matrix outputGradient(Batch batch) {
        return (attention == null ? layers : top).outputGradient(batch.decoded());
    }

    @Override
    public void backward(Batch batch, List<Parameter> gradients, State unused) {
        Batch decoded = batch.decoded();
        int to = gradients.size();
        if (attention != null) {
            int from = to - counts[counts.length - 1];
            top.backward(decoded, gradients.subList(from, to), dInitial);
            top.addInputGradient(decoded, attention.outputGradient(decoded));
            to = from - counts[counts.length - 2];
            attention.backward(decoded, gradients.subList(to, from), layers.outputGradient(decoded));
        }
        int from = to - part.layers().shapes().size();
        layers.backward(decoded, gradients.subList(from, to), dInitial);
        start.backward(decoded, dInitial, gradients.subList(0, from));
    }

    @Override
    public void addInputGradient(Batch batch, Matrix dx) {
        start.addInputGradient(batch, dx);
        if (attention != null) {
            attention.addInputGradient(dx);
        }
    }
}
