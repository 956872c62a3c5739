package io.github.unspool.twin;

import java.util.Arrays;
import java.util.List;

/**
 * One recurrent layer.
 *
 * @param wx D×G·H
 * @param wh H×G·H
 * @param b 1×G·H
 * @param bh 1×G·H, or 1×0 in a cell without a recurrent bias
 */
public record Layer(TwinCell cell, double[][] wx, double[][] wh, double[][] b, double[][] bh) {

    public Layer {
        int columns = cell.gates() * wh.length;
        Rows.requireShape("wh", wh, wh.length, columns);
        Rows.requireShape("wx", wx, wx.length, columns);
        Rows.requireShape("b", b, 1, columns);
        Rows.requireShape("bh", bh, 1, cell.hasRecurrentBias() ? columns : 0);
    }

    /** A layer of a cell without a recurrent bias. */
    public Layer(TwinCell cell, double[][] wx, double[][] wh, double[][] b) {
        this(cell, wx, wh, b, new double[1][0]);
    }

    public int inputs() {
        return wx.length;
    }

    public int units() {
        return wh.length;
    }

    public int stateWidth() {
        return cell.stateWidth(units());
    }

    /** The h of a state [h | c] or h. */
    double[] h(double[] state) {
        return Arrays.copyOf(state, units());
    }

    double[] c(double[] state) {
        return Arrays.copyOfRange(state, units(), state.length);
    }

    List<double[][]> parameters() {
        return cell.hasRecurrentBias() ? List.of(wx, wh, b, bh) : List.of(wx, wh, b);
    }
}
