package io.github.unspool.part;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.DenseRows;
import io.github.unspool.parameter.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How the layers of a decoder begin after a batch was encoded. */
final class DecoderStart {
    /** The parameters of a dense layer. */
    private static final int DENSE = 2;

    private final Decoder part;
    /** For each layer what makes its first hidden state; null where that is e itself. */
    private final List<Pass> hidden = new ArrayList<>();
    /** For each layer what makes its first memory; null where there is none. */
    private final List<Pass> memory = new ArrayList<>();
    /** A row for each sequence. */
    private Batch ends;
    /** e, B × E, and its gradient. */
    private float[] end = new float[0];

    private float[] dEnd = new float[0];

    DecoderStart(Decoder part, List<List<Parameter>> own, boolean isFrozen, Workers workers) {
        this.part = part;
        List<Dense> starts = part.starts();
        List<Dense> memories = part.memories();
        int s = 0;
        int m = 0;
        for (RecurrentPart layer : part.layers().recurrent()) {
            hidden.add(part.beginsWithEnd(layer) ? null : starts.get(s).pass(own.get(s++), isFrozen, workers));
            memory.add(
                    layer.cell().hasMemory()
                            ? memories.get(m).pass(own.get(starts.size() + m++), isFrozen, workers)
                            : null);
        }
    }

    void forward(Batch batch, Matrix vectors) {
        int sequences = batch.live(0);
        ends = Batch.rows(sequences);
        int size = Math.multiplyExact(sequences, part.end());
        if (end.length < size) {
            end = new float[size];
            dEnd = new float[size];
        }
        for (int b = 0; b < sequences; b++) {
            int last = batch.first(batch.lengthOf(b) - 1) + b;
            System.arraycopy(vectors.data(), vectors.row(last), end, b * part.end(), part.encoded());
            if (!part.isCausal()) {
                System.arraycopy(vectors.data(), vectors.row(b), end, b * part.end() + part.encoded(), part.encoded());
            }
        }
        DenseRows read = new DenseRows(Matrix.of(end, sequences, part.end()));
        for (List<Pass> passes : List.of(hidden, memory)) {
            for (Pass pass : passes) {
                if (pass != null) {
                    pass.forward(ends, read, null, null);
                }
            }
        }
    }

    /** The states of each sequence that is written, of whose source they are. */
    void copy(Batch decoded, State state) {
        for (int layer = 0; layer < hidden.size(); layer++) {
            copy(
                    decoded,
                    hidden.get(layer) == null ? endRows() : hidden.get(layer).output(ends),
                    state.h()[layer]);
            if (memory.get(layer) != null) {
                copy(decoded, memory.get(layer).output(ends), state.c()[layer]);
            }
        }
    }

    private Matrix endRows() {
        return Matrix.of(end, ends.rows(), part.end());
    }

    private static void copy(Batch decoded, Matrix from, float[] to) {
        for (int b = 0; b < decoded.live(0); b++) {
            System.arraycopy(from.data(), from.row(decoded.source(b)), to, b * from.columns(), from.columns());
        }
    }

    /** From the gradients of the states of the sequences that are written. */
    void backward(Batch decoded, State dState, List<Parameter> gradients) {
        Arrays.fill(dEnd, 0, ends.rows() * part.end(), 0);
        int from = 0;
        for (int layer = 0; layer < hidden.size(); layer++) {
            if (hidden.get(layer) == null) {
                add(decoded, dState.h()[layer], dEndRows());
            } else {
                backward(decoded, hidden.get(layer), dState.h()[layer], gradients.subList(from, from + DENSE));
                from += DENSE;
            }
        }
        for (int layer = 0; layer < memory.size(); layer++) {
            if (memory.get(layer) != null) {
                backward(decoded, memory.get(layer), dState.c()[layer], gradients.subList(from, from + DENSE));
                from += DENSE;
            }
        }
    }

    private Matrix dEndRows() {
        return Matrix.of(dEnd, ends.rows(), part.end());
    }

    private void backward(Batch decoded, Pass dense, float[] d, List<Parameter> gradients) {
        add(decoded, d, dense.outputGradient(ends));
        dense.backward(ends, gradients, null);
        dense.addInputGradient(ends, dEndRows());
    }

    private static void add(Batch decoded, float[] from, Matrix to) {
        for (int b = 0; b < decoded.live(0); b++) {
            int at = to.row(decoded.source(b));
            for (int j = 0; j < to.columns(); j++) {
                to.data()[at + j] += from[b * to.columns() + j];
            }
        }
    }

    void addInputGradient(Batch batch, Matrix dx) {
        for (int b = 0; b < ends.rows(); b++) {
            int last = batch.first(batch.lengthOf(b) - 1) + b;
            addRow(b * part.end(), dx, last);
            if (!part.isCausal()) {
                addRow(b * part.end() + part.encoded(), dx, b);
            }
        }
    }

    private void addRow(int from, Matrix dx, int row) {
        for (int j = 0; j < part.encoded(); j++) {
            dx.data()[dx.row(row) + j] += dEnd[from + j];
        }
    }
}
