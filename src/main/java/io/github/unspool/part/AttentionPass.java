package io.github.unspool.part;

import io.github.unspool.cell.Attention;
import io.github.unspool.math.Exponential;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.Packed;
import io.github.unspool.parameter.Parameter;
import java.util.Arrays;
import java.util.List;

/**
 * Attention over one batch at a time. The rows of the encoded batch and those of the decoder are first brought together by
 * sequence, since each step of a sequence looks at all of its encoded steps and at no others. Not thread-safe.
 */
final class AttentionPass {
    private static final Exponential EXP = Exponential.create();
    /** Floating-point operations of softmax for each weight. */
    private static final int ELEMENTWISE = 30;

    private final AttentionPart part;
    private final List<Parameter> own;
    private final Workers workers;
    private final Packed[] packed;
    private final MatrixProduct product = MatrixProduct.create();
    private Scores[] scores = new Scores[0];

    /** The encoded vectors, and what scores read of them, sequence after sequence. */
    private final BySequence x = new BySequence();

    private final BySequence k = new BySequence();
    /** The decoder's states, what scores read of them, and the contexts. */
    private final BySequence h = new BySequence();

    private final BySequence q = new BySequence();
    private final BySequence context = new BySequence();
    /** Softmax of the scores: for each sequence of the decoder its steps × the steps that were encoded. */
    private float[] weights = new float[0];

    private int[] firstWeight = new int[1];
    /** ∂L/∂va of each sequence. */
    private float[] dva = new float[0];

    private Batch encoded;
    private Batch decoded;
    private final OutputSlab slab;

    AttentionPass(AttentionPart part, List<Parameter> own, boolean isFrozen, Workers workers) {
        this.part = part;
        this.own = own;
        this.workers = workers;
        this.packed = new Packed[own.size()];
        Arrays.setAll(packed, i -> new Packed(isFrozen));
        this.slab = new OutputSlab(part.outputs());
    }

    private boolean isAdditive() {
        return part.score() == Attention.ADDITIVE;
    }

    /** Takes over what was encoded. */
    void read(Batch batch, Matrix vectors) {
        encoded = batch;
        x.gather(batch, vectors);
        if (isAdditive()) {
            multiply(x, 1, k);
        }
    }

    /** to = from·W of all rows, where W is one of the parameters. */
    private void multiply(BySequence from, int parameter, BySequence to) {
        packed[parameter].prepare(own.get(parameter), workers);
        to.begin(from, own.get(parameter).columns());
        packed[parameter].product().addTo(from.all(), to.all(), workers);
    }

    /** The vectors that scores compare states with. */
    private BySequence keys() {
        return isAdditive() ? k : x;
    }

    /** What of the states is compared with them. */
    private BySequence queries() {
        return part.score() == Attention.DOT ? h : q;
    }

    /** Computes {@link #output} from the states of a decoder, R × H. */
    void forward(Batch batch, Matrix states) {
        decoded = batch;
        h.gather(batch, states);
        if (part.score() != Attention.DOT) {
            multiply(h, 0, q);
        }
        context.begin(h, part.keys());
        reserveWeights();
        share((sequence, with) -> forward(sequence, with));
        slab.begin(batch);
        context.scatter(batch, slab.output(batch), 0);
        copyStates(states);
    }

    private void copyStates(Matrix states) {
        for (int row = 0; row < decoded.rows(); row++) {
            System.arraycopy(
                    states.data(), states.row(row), slab.y, row * part.outputs() + part.keys(), part.queries());
        }
    }

    private void reserveWeights() {
        int sequences = decoded.live(0);
        if (firstWeight.length <= sequences) {
            firstWeight = new int[sequences + 1];
        }
        for (int b = 0; b < sequences; b++) {
            int size = Math.multiplyExact(h.rows(b), x.rows(decoded.source(b)));
            firstWeight[b + 1] = Math.addExact(firstWeight[b], size);
        }
        if (weights.length < firstWeight[sequences]) {
            weights = new float[firstWeight[sequences]];
        }
    }

    /** The weights of a sequence, its steps × the steps that were encoded. */
    Matrix weights(int sequence) {
        int encodedSteps = x.rows(decoded.source(sequence));
        return new Matrix(weights, firstWeight[sequence], h.rows(sequence), encodedSteps, encodedSteps, 1);
    }

    private interface Action {
        void run(int sequence, Scores with);
    }

    private void share(Action action) {
        int sequences = decoded.live(0);
        long operations = firstWeight[sequences] * (4L * part.keys() + ELEMENTWISE);
        int parts = Math.min(workers.parts(operations), sequences);
        if (scores.length < parts) {
            scores = new Scores[parts];
            Arrays.setAll(scores, i -> new Scores());
        }
        workers.run(parts, i -> {
            for (int b = sequences * i / parts; b < sequences * (i + 1) / parts; b++) {
                action.run(b, scores[i]);
            }
        });
    }

    private void forward(int b, Scores with) {
        int s = decoded.source(b);
        Matrix a = weights(b);
        Arrays.fill(weights, firstWeight[b], firstWeight[b + 1], 0);
        if (isAdditive()) {
            with.additive(queries().of(b), keys().of(s), own.get(2).values(), a);
        } else {
            with.product.pack(keys().of(s).transposed()).addTo(queries().of(b), a);
        }
        for (int u = 0; u < a.rows(); u++) {
            softmax(a.row(u), a.columns());
        }
        with.product.pack(x.of(s)).addTo(a, context.of(b));
    }

    private void softmax(int from, int count) {
        float highest = EXP.highest(weights, from, from + count);
        EXP.softmax(weights, from, from + count, highest);
    }

    /** [context | h], R × outputs. */
    Matrix output(Batch batch) {
        return slab.output(batch);
    }

    Matrix outputGradient(Batch batch) {
        return slab.gradient(batch);
    }

    /**
     * The mirror image of {@link #forward}: adds to the gradients of the parameters and of the states.
     *
     * @param dStates R × H
     */
    void backward(Batch batch, List<Parameter> gradients, Matrix dStates) {
        Matrix d = slab.gradient(batch);
        addRows(new Matrix(d.data(), part.keys(), d.rows(), part.queries(), d.rowStride(), 1), dStates);
        context.gatherGradient(batch, new Matrix(d.data(), 0, d.rows(), part.keys(), d.rowStride(), 1));
        x.clearGradient();
        k.clearGradient();
        h.clearGradient();
        q.clearGradient();
        reserveVector();
        share((sequence, with) -> backward(sequence, with));
        if (part.score() != Attention.DOT) {
            learn(h, 0, q, gradients);
        }
        if (isAdditive()) {
            learn(x, 1, k, gradients);
            addVector(gradients.get(2).values());
        }
        h.scatterGradient(batch, dStates);
    }

    private static void addRows(Matrix from, Matrix to) {
        for (int row = 0; row < from.rows(); row++) {
            for (int j = 0; j < from.columns(); j++) {
                to.data()[to.row(row) + j] += from.data()[from.row(row) + j];
            }
        }
    }

    private void reserveVector() {
        int size = isAdditive() ? decoded.live(0) * part.queries() : 0;
        if (dva.length < size) {
            dva = new float[size];
        }
        Arrays.fill(dva, 0, size, 0);
    }

    private void addVector(float[] dv) {
        for (int i = 0; i < decoded.live(0) * dv.length; i++) {
            dv[i % dv.length] += dva[i];
        }
    }

    /** Where to = from·W: dW += fromᵀ·dto, dfrom += dto·Wᵀ. */
    private void learn(BySequence from, int parameter, BySequence to, List<Parameter> gradients) {
        product.pack(to.allGradient(), workers)
                .addTo(from.all().transposed(), gradients.get(parameter).matrix(), workers);
        product.pack(own.get(parameter).matrix().transposed(), workers)
                .addTo(to.allGradient(), from.allGradient(), workers);
    }

    private void backward(int b, Scores with) {
        int s = decoded.source(b);
        Matrix a = weights(b);
        Matrix dContext = context.gradientOf(b);
        with.product.pack(dContext).addTo(a.transposed(), x.gradientOf(s));
        Matrix dScores = with.gradient(a.rows(), a.columns());
        with.product.pack(x.of(s).transposed()).addTo(dContext, dScores);
        for (int u = 0; u < a.rows(); u++) {
            softmaxGradient(a.row(u), dScores.data(), dScores.row(u), a.columns());
        }
        if (isAdditive()) {
            with.additiveGradient(
                    queries().of(b),
                    keys().of(s),
                    own.get(2).values(),
                    queries().gradientOf(b),
                    keys().gradientOf(s));
            with.copyVector(dva, b * part.queries(), part.queries());
            return;
        }
        with.product.pack(keys().of(s)).addTo(dScores, queries().gradientOf(b));
        with.product.pack(queries().of(b)).addTo(dScores.transposed(), keys().gradientOf(s));
    }

    /** ds = a ⊙ (da − Σ a·da), in the place of da. */
    private void softmaxGradient(int from, float[] d, int at, int count) {
        float sum = 0;
        for (int t = 0; t < count; t++) {
            sum = Math.fma(weights[from + t], d[at + t], sum);
        }
        for (int t = 0; t < count; t++) {
            d[at + t] = weights[from + t] * (d[at + t] - sum);
        }
    }

    /** Adds the gradient of the vectors that {@link #read} took over. */
    void addInputGradient(Matrix dVectors) {
        x.scatterGradient(encoded, dVectors);
    }
}
