package io.github.unspool.network;

import io.github.unspool.cell.Slabs;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.ScaledSum;
import io.github.unspool.parameter.Parameter;
import java.util.Arrays;

/**
 * Reads one sequence step by step, in arrays of its own, so that a step allocates nothing. It computes what {@link Inference}
 * does, to the last bit. Not thread-safe.
 *
 * <p>For each step, {@link #add} sets the inputs that are not zero, then {@link #step} computes it.
 */
public final class Stepper {
    private static final ScaledSum SUM = ScaledSum.fastest();

    private final Weights weights;
    private final Floor[] floors;
    /** Where the inputs' rows of a table are summed up: E into e if there is an embedding, else Wx into the lowest zx. */
    private final Parameter table;

    private final float[] sum;
    /** What the sum begins with: zeros, or the lowest bias. */
    private final float[] first;

    private final MatrixProduct output = MatrixProduct.create();
    private final float[] predictions;
    private final float[] noTargets;
    private final Matrix o;

    /**
     * Begins a sequence.
     *
     * @param weights the network, which must no longer change
     * @throws IllegalArgumentException if a layer is bidirectional
     */
    public Stepper(Weights weights) {
        Network network = weights.network();
        if (!network.stack().isCausal()) {
            throw new IllegalArgumentException("a bidirectional layer cannot predict step by step: " + network);
        }
        this.weights = weights;
        this.floors = new Floor[network.layers().size()];
        boolean isEmbedded = network.stack().embedding() > 0;
        float[] e = new float[network.stack().embedding()];
        float[] x = isEmbedded ? e : null;
        for (int i = 0; i < floors.length; i++) {
            floors[i] = new Floor(weights, i, x);
            x = floors[i].u;
        }
        this.table = isEmbedded ? weights.embedding() : weights.wx(0);
        this.sum = isEmbedded ? e : floors[0].slabs.zx;
        this.first = isEmbedded ? new float[e.length] : weights.b(0).values();
        this.output.pack(weights.wy().matrix());
        this.predictions = new float[network.outputs()];
        this.noTargets = new float[network.outputs()];
        this.o = Matrix.of(predictions, 1, predictions.length);
        restart();
    }

    /** Forgets what was read. */
    public void restart() {
        set(State.initial(weights, 1));
    }

    /**
     * Goes on from somewhere else.
     *
     * @param state of one sequence; copied
     */
    void set(State state) {
        for (int i = 0; i < floors.length; i++) {
            System.arraycopy(state.h()[i], 0, floors[i].h, 0, state.h()[i].length);
            System.arraycopy(state.c()[i], 0, floors[i].slabs.c, 0, state.c()[i].length);
        }
        System.arraycopy(first, 0, sum, 0, first.length);
    }

    /** What is remembered now; a copy. */
    State state() {
        State state = State.zero(weights.network(), 1);
        for (int i = 0; i < floors.length; i++) {
            System.arraycopy(floors[i].h, 0, state.h()[i], 0, state.h()[i].length);
            System.arraycopy(floors[i].slabs.c, 0, state.c()[i], 0, state.c()[i].length);
        }
        return state;
    }

    /**
     * Adds an input to the step that comes.
     *
     * @param input its number, from 0 to D − 1
     * @param value its value
     */
    public void add(int input, float value) {
        SUM.add(value, table.values(), input * sum.length, sum, 0, sum.length);
    }

    /**
     * Computes the step, and begins the next.
     *
     * @return the K predictions; shared with the next step
     */
    public float[] step() {
        for (Floor floor : floors) {
            floor.step();
        }
        System.arraycopy(first, 0, sum, 0, first.length);
        System.arraycopy(weights.by().values(), 0, predictions, 0, predictions.length);
        output.addTo(floors[floors.length - 1].row, o);
        // The loss leaves gradients where targets were.
        Arrays.fill(noTargets, 0);
        weights.network().loss().apply(predictions, noTargets, 0, predictions.length, -1);
        Inference.checkFinite(predictions);
        return predictions;
    }

    /**
     * The state of a layer after the last step.
     *
     * @param layer 0 for the lowest
     * @return H numbers; shared with the next step
     */
    public float[] hidden(int layer) {
        return floors[layer].h;
    }

    /** One layer. */
    private static final class Floor {
        private final LayerSpec spec;
        private final Slabs slabs;
        /** The state, which goes into the first row of the slab before a step. */
        private final float[] h;

        /** What the layer reads; null if its zx is summed up from inputs. */
        private final float[] x;
        /** What it gives: h, or with a skip connection h + x. */
        private final float[] u;

        private final float[] b;
        private final float[] bh;
        private final MatrixProduct input = MatrixProduct.create();
        private final MatrixProduct recurrent = MatrixProduct.create();
        private final Matrix read;
        private final Matrix zx;
        private final Matrix previous;
        private final Matrix z;
        private final Matrix row;

        Floor(Weights weights, int layer, float[] x) {
            this.spec = weights.network().layers().get(layer);
            this.slabs = new Slabs(spec.units(), spec.cell());
            slabs.reset(1, 1);
            this.h = new float[spec.units()];
            this.x = x;
            this.u = spec.skip() ? new float[spec.units()] : h;
            this.b = weights.b(layer).values();
            this.bh = spec.cell().gatesRecurrence() ? weights.bh(layer).values() : b;
            this.zx = Matrix.of(slabs.zx, 1, slabs.width);
            this.z = spec.cell().gatesRecurrence() ? Matrix.of(slabs.zh, 1, slabs.width) : zx;
            this.previous = Matrix.of(h, 1, spec.units());
            this.row = Matrix.of(u, 1, spec.units());
            this.read = x == null ? null : Matrix.of(x, 1, x.length);
            if (x != null) {
                input.pack(weights.wx(layer).matrix());
            }
            recurrent.pack(weights.wh(layer).matrix());
        }

        void step() {
            System.arraycopy(h, 0, slabs.h, 0, h.length);
            if (x != null) {
                System.arraycopy(b, 0, slabs.zx, 0, b.length);
                input.addTo(read, zx);
            }
            if (spec.cell().gatesRecurrence()) {
                System.arraycopy(bh, 0, slabs.zh, 0, bh.length);
            }
            recurrent.addTo(previous, z);
            spec.cell().forward(slabs, 0, 1, 0);
            System.arraycopy(slabs.h, h.length, h, 0, h.length);
            System.arraycopy(slabs.c, slabs.c.length / 2, slabs.c, 0, slabs.c.length / 2);
            for (int i = 0; spec.skip() && i < u.length; i++) {
                u[i] = h[i] + x[i];
            }
        }
    }
}
