package io.github.unspool.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

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
public record Layer(List<Direction> directions, boolean skip) {

    /** What BPTT sends back: dx, T×D, and for each direction the gradients of its initial state and of its h, T×H. */
    record Back(double[][] dx, double[][] dstarts, List<double[][]> dh) {}

    static Layer take(ReferenceLayer layer, boolean learnedStart, Iterator<double[][]> tensors) {
        var directions = new ArrayList<Direction>();
        for (int d = 0; d < layer.directions(); d++) {
            directions.add(Direction.take(layer.cell(), d == 1, learnedStart, tensors));
        }
        return new Layer(directions, layer.skip());
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
            h = Rows.beside(h, scans.get(1).h());
        }
        var u = Rows.masked(h, mask);
        return skip ? Rows.sum(u, x) : u;
    }

    /** The mirror of {@link #output} and {@link #forward}; adds to the gradients of the tensors. */
    Back backward(double[][] x, List<Scan> scans, double[][] mask, double[][] masks, double[][] du, Layer into) {
        var dh = Rows.masked(du, mask);
        var dx = skip ? du : Rows.zerosLike(x);
        var dstarts = new double[directions.size()][];
        var dhOfDirections = new ArrayList<double[][]>();
        int column = 0;
        for (int d = 0; d < dstarts.length; d++) {
            var direction = directions.get(d);
            var dhOfDirection = Rows.columns(dh, column, column + direction.units());
            var back = direction.backward(scans.get(d), x, masks[d], dhOfDirection, into.directions.get(d));
            dx = Rows.sum(dx, back.dx());
            dstarts[d] = back.dstart();
            dhOfDirections.add(back.dh());
            column += direction.units();
        }
        return new Back(dx, dstarts, dhOfDirections);
    }

    /**
     * Of u, T×W, what each direction says when it has read everything: forward at the last step, backward at the
     * first.
     */
    double[] read(double[][] u) {
        int units = directions.get(0).units();
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
