package io.github.unspool.reference;

import java.util.Arrays;
import java.util.Iterator;

/**
 * One direction of a layer: the recurrence, and the tensors it has for itself.
 *
 * <pre>
 *   zx_t = x_t·Wx + b                   dWx      += x_tᵀ·dzx_t       db += dzx_t     dx_t = dzx_t·Wxᵀ
 *   zh_t = (r ⊙ h_{t-1})·Wh + bh        dWh      += (r ⊙ h_{t-1})ᵀ·dzh_t             dbh += dzh_t
 *                                       dh_{t-1} += r ⊙ (dzh_t·Whᵀ)
 * </pre>
 *
 * Here t−1 is the step read before t: in the direction that reads from the end it is the next one of the sequence.
 *
 * @param wx D×G·H
 * @param wh H×G·H
 * @param b 1×G·H
 * @param bh 1×G·H, or 1×0 in a cell without a recurrent bias
 * @param h0 1×H, or 1×0 without a learned start
 * @param c0 1×H, or 1×0 without a learned start or in a cell without a memory
 */
public record Direction(
        ReferenceCell cell,
        boolean fromEnd,
        double[][] wx,
        double[][] wh,
        double[][] b,
        double[][] bh,
        double[][] h0,
        double[][] c0) {

    /**
     * What BPTT sends back: dx, T×D, the gradient of the state before the first step, S, and dh after each step, T×H.
     */
    record Back(double[][] dx, double[] dstart, double[][] dh) {}

    static Direction take(ReferenceCell cell, boolean fromEnd, boolean learnedStart, Iterator<double[][]> tensors) {
        return new Direction(
                cell,
                fromEnd,
                tensors.next(),
                tensors.next(),
                tensors.next(),
                cell.hasRecurrentBias() ? tensors.next() : new double[1][0],
                learnedStart ? tensors.next() : new double[1][0],
                learnedStart && cell.hasMemory() ? tensors.next() : new double[1][0]);
    }

    public int units() {
        return wh.length;
    }

    /** The state in which a sequence starts that brings none: the learned one, or zeros. */
    double[] start() {
        return Arrays.copyOf(Rows.concatenated(h0[0], c0[0]), cell.stateWidth(units()));
    }

    /** Adds to dh0 and dc0, if they are learned. */
    void addStart(double[] dstart) {
        for (int j = 0; j < h0[0].length; j++) {
            h0[0][j] += dstart[j];
        }
        for (int j = 0; j < c0[0].length; j++) {
            c0[0][j] += dstart[units() + j];
        }
    }

    /** @param mask r, the factors of h on its way to the next step, H, or null */
    Scan forward(double[][] x, double[] start, double[] mask) {
        var scan = new Scan(fromEnd, start, x.length);
        for (int t : scan.order()) {
            var before = scan.before(t);
            scan.zx()[t] = Rows.sum(Rows.times(x[t], wx), b[0]);
            scan.zh()[t] = Rows.sum(Rows.times(Rows.masked(h(before), mask), wh), bh[0]);
            // The whole state before, unmasked: a gate of a GRU or LSTM carries it over, no matrix.
            var after = cell.equations().forward(scan.zx()[t], scan.zh()[t], before);
            scan.h()[t] = h(after);
            scan.c()[t] = c(after);
        }
        return scan;
    }

    /**
     * The mirror of {@link #forward}; adds to the gradients of the tensors.
     *
     * @param dh what comes from above, T×H
     */
    Back backward(Scan scan, double[][] x, double[] mask, double[][] dh, Direction into) {
        var dx = new double[x.length][];
        var dhAll = new double[x.length][];
        var dstate = new double[cell.stateWidth(units())];
        for (int t : scan.orderBack()) {
            Rows.add(dstate, dh[t]);
            dhAll[t] = h(dstate);
            var before = scan.before(t);
            var back = cell.equations().backward(scan.zx()[t], scan.zh()[t], before, dstate);
            into.addOuterProducts(x[t], Rows.masked(h(before), mask), back);
            dx[t] = Rows.timesTransposed(back.dzx(), wx);
            dstate = Rows.sum(back.dbefore(), Rows.masked(Rows.timesTransposed(back.dzh(), wh), mask));
        }
        return new Back(dx, dstate, dhAll);
    }

    /** One step's part of dWx, dWh, db and dbh. */
    private void addOuterProducts(double[] x, double[] h, Equations.Back back) {
        Rows.addOuter(wx, x, back.dzx());
        Rows.addOuter(wh, h, back.dzh());
        Rows.add(b[0], back.dzx());
        if (cell.hasRecurrentBias()) {
            Rows.add(bh[0], back.dzh());
        }
    }

    /** The h of a state [h | c] or h. */
    private double[] h(double[] state) {
        return Arrays.copyOf(state, units());
    }

    private double[] c(double[] state) {
        return Arrays.copyOfRange(state, units(), state.length);
    }
}
