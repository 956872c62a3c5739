package io.github.unspool.twin;

/** The nonlinearity f of a layer, and its derivative, both at the pre-activation z. */
public enum Activation {
    TANH {
        @Override
        double value(double z) {
            return Math.tanh(z);
        }

        @Override
        double derivative(double z) {
            return 1 - Math.tanh(z) * Math.tanh(z);
        }
    },
    /** max(0, z); the derivative at the kink is 0, as in PyTorch. */
    RELU {
        @Override
        double value(double z) {
            return Math.max(0, z);
        }

        @Override
        double derivative(double z) {
            return z > 0 ? 1 : 0;
        }
    };

    abstract double value(double z);

    abstract double derivative(double z);
}
