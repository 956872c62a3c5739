package io.github.unspool.reference;

import io.github.unspool.cell.Merge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * One recurrent layer: one or two directions, and what leaves it upwards.
 *
 * <pre>
 *   u_t = m_t ⊙ [h_t | h'_t] + x_t      [dh_t | dh'_t] = m_t ⊙ du_t
 *                                       dx_t           = dx_t of h + dx_t of h' + du_t
 * </pre>
 *
 * h' is there only in a bidirectional layer, x_t in u_t and du_t in dx_t only with a skip connection.
 *
 * @param directions forward, and backward if the layer is bidirectional
 */
public record Layer(List<Direction> directions, boolean skip, Merge merge) {

    /** What BPTT sends back: dx, T×D, and for each direction the gradients of its initial state and of its h, T×H. */
    record Back(double[][] dx, double[][] dstarts, List<double[][]> dh) {}

    static Layer take(ReferenceLayer layer, boolean learnedStart, Iterator<double[][]> tensors) {
        var directions = new ArrayList<Direction>();
        for (int d = 0; d < layer.directions(); d++) {
            directions.add(Direction.take(layer.cell(), d == 1, learnedStart, tensors));
        }
        return new Layer(directions, layer.skip(), layer.merge());
    }

    /**
     * @param starts a state for each direction
     * @param masks the recurrent mask of each direction, H, or null
     */
    List<Scan> forward(double[][] x, double[][] starts, double[][] masks) {
        var scans = new ArrayList<Scan>();
        for (int d = 0; d < directions.size(); d++) {
            scans.add(directions.get(d).forward(x, starts[d], masks[d]));
        }
        return scans;
    }

    /**
     * u, T×W.
     *
     * @param mask m, T×W, or null
     */
    double[][] output(double[][] x, List<Scan> scans, double[][] mask) {
        var h = scans.get(0).h();
        if (scans.size() == 2) {
            h = merged(h, scans.get(1).h());
        }
        var u = Rows.masked(h, mask);
        return skip ? Rows.sum(u, x) : u;
    }

    private double[][] merged(double[][] forward, double[][] backward) {
        return switch (merge) {
            case JOIN -> Rows.beside(forward, backward);
            case SUM -> Rows.sum(forward, backward);
            case AVERAGE -> combined(forward, backward, (a, b) -> (a + b) / 2);
            case PRODUCT -> combined(forward, backward, (a, b) -> a * b);
        };
    }

    private static double[][] combined(double[][] a, double[][] b, DoubleBinaryOperator how) {
        var c = Rows.zerosLike(a);
        for (int t = 0; t < a.length; t++) {
            for (int j = 0; j < a[t].length; j++) {
                c[t][j] = how.applyAsDouble(a[t][j], b[t][j]);
            }
        }
        return c;
    }

    /** The mirror of {@link #merged}: dh of a direction. */
    private double[][] separated(double[][] dh, List<Scan> scans, int direction) {
        int units = directions.get(direction).units();
        return switch (merge) {
            case JOIN -> Rows.columns(dh, direction * units, (direction + 1) * units);
            case SUM -> dh;
            case AVERAGE -> combined(dh, dh, (a, b) -> a / 2);
            case PRODUCT -> combined(dh, scans.get(1 - direction).h(), (a, b) -> a * b);
        };
    }

    /** The mirror of {@link #output} and {@link #forward}; adds to the gradients of the tensors. */
    Back backward(double[][] x, List<Scan> scans, double[][] mask, double[][] masks, double[][] du, Layer into) {
        var dh = Rows.masked(du, mask);
        var dx = skip ? du : Rows.zerosLike(x);
        var dstarts = new double[directions.size()][];
        var dhOfDirections = new ArrayList<double[][]>();
        for (int d = 0; d < dstarts.length; d++) {
            var direction = directions.get(d);
            var dhOfDirection = dstarts.length == 1 ? dh : separated(dh, scans, d);
            var back = direction.backward(scans.get(d), x, masks[d], dhOfDirection, into.directions.get(d));
            dx = Rows.sum(dx, back.dx());
            dstarts[d] = back.dstart();
            dhOfDirections.add(back.dh());
        }
        return new Back(dx, dstarts, dhOfDirections);
    }

    /**
     * Of u, T×W, what each direction says when it has read everything: forward at the last step, backward at the
     * first.
     */
    double[] read(double[][] u) {
        int units = directions.get(0).units();
        if (directions.size() == 2 && merge != Merge.JOIN) {
            throw new IllegalArgumentException("the reference has no merged directions with one output per sequence");
        }
        var read = Arrays.copyOf(u[u.length - 1], units);
        return directions.size() == 1 ? read : Rows.concatenated(read, Arrays.copyOfRange(u[0], units, 2 * units));
    }

    /** The mirror of {@link #read}: du, T×W, zero wherever nothing was read. */
    double[][] unread(double[] dread, int length) {
        int units = directions.get(0).units();
        var du = new double[length][dread.length];
        System.arraycopy(dread, 0, du[length - 1], 0, units);
        System.arraycopy(dread, units, du[0], units, dread.length - units);
        return du;
    }
}
