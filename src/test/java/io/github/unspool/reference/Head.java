package io.github.unspool.reference;

/**
 * The outputs and what they cost.
 *
 * <pre>
 *   o_i  = u_i·Wy + by                  dWy += u_iᵀ·do_i     dby += do_i     du_i = do_i·Wyᵀ
 *   loss = Σ w_i·loss(o_i, y_i) / W     do_i = w_i / W · the gradient of loss(o_i, y_i)
 * </pre>
 *
 * i runs over the steps of a sequence, or is the sequence itself where it has one output; W is the sum of the weights
 * w_i of the whole batch. Where w_i is 0 the target is unknown and is not looked at.
 */
record Head(double[][] wy, double[][] by, ReferenceLoss loss) {

    /** Fills logits, p and losses. */
    void forward(double[][] u, Sequence sequence, Trace into) {
        for (int i = 0; i < u.length; i++) {
            var o = Rows.sum(Rows.times(u[i], wy), by[0]);
            into.logits()[i] = o;
            into.p()[i] = loss.predictions(o);
            into.losses()[i] = sequence.weights()[i] == 0 ? 0 : loss.value(o, sequence.targets()[i]);
        }
    }

    /** Adds to dWy and dby; returns du. */
    double[][] backward(double[][] u, Sequence sequence, Trace trace, double totalWeight, Head into) {
        var du = Rows.zerosLike(u);
        for (int i = 0; i < u.length; i++) {
            double weight = sequence.weights()[i];
            if (weight == 0) {
                continue;
            }
            var gradient = loss.gradient(trace.logits()[i], sequence.targets()[i]);
            for (int k = 0; k < gradient.length; k++) {
                gradient[k] *= weight / totalWeight;
            }
            Rows.addOuter(into.wy, u[i], gradient);
            Rows.add(into.by[0], gradient);
            du[i] = Rows.timesTransposed(gradient, wy);
        }
        return du;
    }
}
