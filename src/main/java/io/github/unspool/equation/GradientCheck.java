package io.github.unspool.equation;

import io.github.unspool.math.Randoms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Derived gradients and central differences of what they were derived from, both in double.
 *
 * @param rows one for each variable
 */
public record GradientCheck(List<Row> rows) {
    private static final double STEP = 1e-5;

    /**
     * One variable.
     *
     * @param variable such as {@code gate(f)} or {@code h[t-1]}
     * @param derived the gradient that was derived
     * @param difference the central difference
     */
    public record Row(String variable, double derived, double difference) {
        /**
         * How far the two are apart.
         *
         * @return the difference of the two, relative where they are larger than 1
         */
        public double error() {
            return Math.abs(derived - difference) / Math.max(1, Math.abs(difference));
        }
    }

    /**
     * Compares at a random point.
     *
     * @param others what the gradients depend on besides their variables
     * @param gradients the derived gradient by each variable
     * @param loss the loss, from the values of all names
     * @return a row for each variable
     */
    public static GradientCheck of(
            List<String> others, Map<String, Expression> gradients, ToDoubleFunction<ToDoubleFunction<String>> loss) {
        Randoms random = Randoms.of(1);
        Map<String, Double> point = new HashMap<>();
        others.forEach(name -> point.put(name, random.normal()));
        gradients.keySet().forEach(name -> point.put(name, random.normal()));
        List<Row> rows = new ArrayList<>();
        gradients.forEach((variable, gradient) -> {
            double derived = gradient.value(name -> point.getOrDefault(name, 0.0));
            rows.add(new Row(variable, derived, difference(variable, point, loss)));
        });
        return new GradientCheck(List.copyOf(rows));
    }

    private static double difference(
            String variable, Map<String, Double> point, ToDoubleFunction<ToDoubleFunction<String>> loss) {
        double above = loss.applyAsDouble(name -> point.getOrDefault(name, 0.0) + (name.equals(variable) ? STEP : 0));
        double below = loss.applyAsDouble(name -> point.getOrDefault(name, 0.0) - (name.equals(variable) ? STEP : 0));
        return (above - below) / (2 * STEP);
    }

    /**
     * The largest error.
     *
     * @return the largest {@link Row#error}
     */
    public double worst() {
        return rows.stream().mapToDouble(Row::error).max().orElse(0);
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("%-16s %12s %12s %9s%n".formatted("gradient by", "derived", "difference", "error"));
        for (Row row : rows) {
            text.append(
                    "%-16s %12.6f %12.6f %9.1e%n".formatted(row.variable, row.derived, row.difference, row.error()));
        }
        return text.toString().stripTrailing();
    }
}
