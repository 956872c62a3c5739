package io.github.unspool.cell;

import io.github.unspool.math.Elementary;
import java.util.Locale;

/** What a dense layer does with its sums, number by number. */
public enum Activation {
    /** Nothing. */
    LINEAR {
        @Override
        public float of(float z) {
            return z;
        }

        @Override
        public float slope(float y) {
            return 1;
        }
    },
    /** The hyperbolic tangent. */
    TANH {
        @Override
        public float of(float z) {
            return Elementary.tanh(z);
        }

        @Override
        public float slope(float y) {
            return 1f - y * y;
        }
    },
    /** max(0, z). */
    RELU {
        @Override
        public float of(float z) {
            return Math.max(0f, z);
        }

        @Override
        public float slope(float y) {
            return y > 0 ? 1 : 0;
        }
    },
    /** 1 / (1 + e⁻ᶻ). */
    SIGMOID {
        @Override
        public float of(float z) {
            return Elementary.sigmoid(z);
        }

        @Override
        public float slope(float y) {
            return y * (1f - y);
        }
    };

    /**
     * Applies the function.
     *
     * @param z the sum
     * @return y
     */
    public abstract float of(float z);

    /**
     * The derivative, from what the function gave.
     *
     * @param y the value of {@link #of}
     * @return dy/dz
     */
    public abstract float slope(float y);

    /**
     * Reads a name.
     *
     * @param name such as {@code relu}
     * @return the activation
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Activation named(String name) {
        for (Activation activation : values()) {
            if (activation.toString().equals(name)) {
                return activation;
            }
        }
        throw new IllegalArgumentException(
                "there is no activation \"%s\"; there are linear, tanh, relu and sigmoid".formatted(name));
    }

    /** The name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
