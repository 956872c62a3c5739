package io.github.unspool.part;

import io.github.unspool.math.Randoms;
import io.github.unspool.parameter.Parameter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a matrix of weights begins. Each gate is a matrix of its own, so only its own outputs count.
 *
 * @param kind the distribution
 * @param scale the limit of a uniform, the deviation of a normal distribution; the gain of an orthogonal matrix, the factor of
 *     the identity; 1 for the others
 */
public record Initial(Kind kind, double scale) {
    private static final Pattern TEXT =
            Pattern.compile("([a-zA-Z]{1,20})\\((\\d{1,20}(?:\\.\\d{1,20})?(?:[eE]-?\\d{1,3})?)?\\)");

    /** The distributions. */
    public enum Kind {
        /**
         * Uniform with variance 2 / (inputs + outputs). Source: X. Glorot, Y. Bengio, <i>Understanding the difficulty of training
         * deep feedforward neural networks</i>, AISTATS 2010.
         */
        GLOROT_UNIFORM("glorotUniform", false),
        /** Normal with the same variance. */
        GLOROT_NORMAL("glorotNormal", false),
        /**
         * Uniform with variance 2 / inputs, for relu. Source: K. He, X. Zhang, S. Ren, J. Sun, <i>Delving deep into rectifiers</i>,
         * ICCV 2015.
         */
        HE_UNIFORM("heUniform", false),
        /** Normal with the same variance. */
        HE_NORMAL("heNormal", false),
        /** Uniform between −scale and scale. */
        UNIFORM("uniform", true),
        /** Normal with the deviation scale. */
        NORMAL("normal", true),
        /**
         * A random orthogonal matrix for each gate, times the scale. Source: A. M. Saxe, J. L. McClelland, S. Ganguli, <i>Exact
         * solutions to the nonlinear dynamics of learning in deep linear neural networks</i>, arXiv:1312.6120.
         */
        ORTHOGONAL("orthogonal", true),
        /**
         * The identity for each gate, times the scale. Source: Q. V. Le, N. Jaitly, G. E. Hinton, <i>A simple way to initialize
         * recurrent networks of rectified linear units</i>, arXiv:1504.00941.
         */
        IDENTITY("identity", true);

        private final String call;
        private final boolean hasScale;

        Kind(String call, boolean hasScale) {
            this.call = call;
            this.hasScale = hasScale;
        }

        /** Whether a matrix must have as many inputs as outputs. */
        public boolean isSquare() {
            return this == ORTHOGONAL || this == IDENTITY;
        }
    }

    /**
     * What the matrices of a network begin with.
     *
     * @param input of what reads the inputs, the layer below or, in the output, the topmost layer
     * @param recurrent of what reads the states before
     */
    public record Choice(Initial input, Initial recurrent) {
        /** Glorot uniform, and orthogonal. */
        public static final Choice DEFAULT = new Choice(glorotUniform(), orthogonal());
    }

    public Initial {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException(
                    "Initial.%s(%s): the number must be positive and finite; try 0.1".formatted(kind.call, scale));
        }
    }

    /** Uniform with variance 2 / (inputs + outputs), the default of input weights. */
    public static Initial glorotUniform() {
        return new Initial(Kind.GLOROT_UNIFORM, 1);
    }

    /** Normal with variance 2 / (inputs + outputs). */
    public static Initial glorotNormal() {
        return new Initial(Kind.GLOROT_NORMAL, 1);
    }

    /** Uniform with variance 2 / inputs, for relu. */
    public static Initial heUniform() {
        return new Initial(Kind.HE_UNIFORM, 1);
    }

    /** Normal with variance 2 / inputs, for relu. */
    public static Initial heNormal() {
        return new Initial(Kind.HE_NORMAL, 1);
    }

    /** Uniform between −limit and limit. */
    public static Initial uniform(double limit) {
        return new Initial(Kind.UNIFORM, limit);
    }

    /** Normal with mean 0 and a deviation. */
    public static Initial normal(double deviation) {
        return new Initial(Kind.NORMAL, deviation);
    }

    /** A random orthogonal matrix for each gate, the default of recurrent weights. */
    public static Initial orthogonal() {
        return orthogonal(1);
    }

    /** A random orthogonal matrix for each gate, times a gain. */
    public static Initial orthogonal(double gain) {
        return new Initial(Kind.ORTHOGONAL, gain);
    }

    /** The identity for each gate, times a factor: with relu, a network that remembers at first. */
    public static Initial identity(double factor) {
        return new Initial(Kind.IDENTITY, factor);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @param text such as {@code heNormal()} or {@code uniform(0.1)}
     * @throws IllegalArgumentException if it says something else
     */
    public static Initial parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (parts.matches()) {
            for (Kind kind : Kind.values()) {
                if (kind.call.equals(parts.group(1)) && kind.hasScale == (parts.group(2) != null)) {
                    return new Initial(kind, kind.hasScale ? Double.parseDouble(parts.group(2)) : 1);
                }
            }
        }
        throw new IllegalArgumentException("there is no such distribution of weights; write one of %s"
                .formatted(Stream.of(Kind.values())
                        .map(kind -> kind.call + (kind.hasScale ? "(0.1)" : "()"))
                        .collect(Collectors.joining(", "))));
    }

    /** Fills a matrix whose gates have so many outputs each. */
    void fill(Parameter parameter, int outputs, Randoms random) {
        int inputs = parameter.rows();
        switch (kind) {
            case GLOROT_UNIFORM -> uniform(parameter, Math.sqrt(6.0 / (inputs + outputs)), random);
            case GLOROT_NORMAL -> normal(parameter, Math.sqrt(2.0 / (inputs + outputs)), random);
            case HE_UNIFORM -> uniform(parameter, Math.sqrt(6.0 / inputs), random);
            case HE_NORMAL -> normal(parameter, Math.sqrt(2.0 / inputs), random);
            case UNIFORM -> uniform(parameter, scale, random);
            case NORMAL -> normal(parameter, scale, random);
            case ORTHOGONAL -> orthogonal(parameter, random);
            case IDENTITY -> identity(parameter);
        }
    }

    private static void uniform(Parameter parameter, double limit, Randoms random) {
        float[] values = parameter.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (limit * (2 * random.uniform() - 1));
        }
    }

    private static void normal(Parameter parameter, double deviation, Randoms random) {
        float[] values = parameter.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.normal());
        }
    }

    private void identity(Parameter parameter) {
        for (int column = 0; column < parameter.columns(); column++) {
            parameter.values()[column % parameter.rows() * parameter.columns() + column] = (float) scale;
        }
    }

    private void orthogonal(Parameter parameter, Randoms random) {
        int units = parameter.rows();
        for (int gate = 0; gate < parameter.columns() / units; gate++) {
            double[][] rows = orthonormalRows(units, random);
            for (int i = 0; i < units; i++) {
                for (int j = 0; j < units; j++) {
                    parameter.values()[i * parameter.columns() + gate * units + j] = (float) (scale * rows[i][j]);
                }
            }
        }
    }

    /** Normal rows made orthonormal by the modified Gram-Schmidt process: uniform among the orthogonal matrices. */
    private static double[][] orthonormalRows(int n, Randoms random) {
        double[][] rows = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rows[i][j] = random.normal();
            }
            for (int k = 0; k < i; k++) {
                add(rows[i], -dot(rows[i], rows[k]), rows[k]);
            }
            double length = Math.sqrt(dot(rows[i], rows[i]));
            for (int j = 0; j < n; j++) {
                rows[i][j] /= length;
            }
        }
        return rows;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static void add(double[] to, double factor, double[] row) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * row[j];
        }
    }

    /** The call, such as {@code uniform(0.1)}. */
    @Override
    public String toString() {
        return kind.hasScale ? "%s(%s)".formatted(kind.call, scale) : kind.call + "()";
    }
}
