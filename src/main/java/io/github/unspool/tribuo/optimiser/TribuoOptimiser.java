package io.github.unspool.tribuo.optimiser;

import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.parameter.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.Matrix;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.la.Tensor;

/**
 * One run with an optimiser of Tribuo's, over copies of weights and gradients as tensors of doubles.
 *
 * <p>This is the one place where a sign changes: our gradients are those of the loss and are gone against, Tribuo's point
 * uphill and its updates are added.
 */
final class TribuoOptimiser implements Optimiser {
    private static final double WEIGHT = 1;

    private final String name;
    private final StochasticGradientOptimiser optimiser;
    private TensorParameters parameters;

    TribuoOptimiser(StochasticGradientOptimiser configured) {
        this.name = Optimisers.name(configured);
        // Several runs of one trainer may begin at once.
        synchronized (configured) {
            this.optimiser = configured.copy();
        }
    }

    @Override
    public void step(List<Parameter> weights, List<Parameter> gradients, double progress) {
        if (parameters == null) {
            parameters = new TensorParameters(weights);
            named(() -> {
                optimiser.initialise(parameters);
                return null;
            });
        }
        parameters.read(weights);
        Tensor[] uphill = TensorParameters.tensors(gradients, -1);
        Tensor[] updates = named(() -> optimiser.step(uphill, WEIGHT));
        check(updates, weights);
        for (int i = 0; i < updates.length; i++) {
            add(updates[i], weights.get(i));
        }
    }

    @Override
    public void scaleRate(double factor) {
        throw new IllegalArgumentException(
                "lowerRate: the learning rate of %s cannot be changed; use adam(0.01), sgd(0.1) or optimiser(new RmsProp(0.001))"
                        .formatted(name));
    }

    /** The tensors of weights and gradients; what Tribuo's optimiser remembers is its own. */
    @Override
    public int memories() {
        return 2 * Double.BYTES / Float.BYTES;
    }

    private <T> T named(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw new IllegalStateException(name + " cannot train this network: " + e, e);
        }
    }

    private void check(Tensor[] updates, List<Parameter> weights) {
        if (updates == null || updates.length != weights.size()) {
            throw new IllegalStateException("%s returned %s updates for %s parameters"
                    .formatted(name, updates == null ? "no" : updates.length, weights.size()));
        }
        for (int i = 0; i < updates.length; i++) {
            int[] shape = parameters.get()[i].getShape();
            if (updates[i] == null || !Arrays.equals(updates[i].getShape(), shape)) {
                throw new IllegalStateException("%s returned an update of shape %s for %s, instead of %s"
                        .formatted(
                                name,
                                updates[i] == null ? null : Arrays.toString(updates[i].getShape()),
                                weights.get(i).shape().name(),
                                Arrays.toString(shape)));
            }
        }
    }

    private void add(Tensor update, Parameter parameter) {
        float[] w = parameter.values();
        int columns = parameter.shape().columns();
        for (int j = 0; j < w.length; j++) {
            double change = update instanceof SGDVector vector
                    ? vector.get(j)
                    : ((Matrix) update).get(j / columns, j % columns);
            if (!Double.isFinite(change)) {
                throw new IllegalStateException("%s returned an update of %s for %s, whose gradient is finite"
                        .formatted(name, change, parameter.shape().name()));
            }
            w[j] = (float) (w[j] + change);
        }
    }
}
