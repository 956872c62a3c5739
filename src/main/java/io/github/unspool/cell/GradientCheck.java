package io.github.unspool.cell;

import io.github.unspool.equation.Expression;
import io.github.unspool.math.Randoms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the derived gradients of a cell with central differences of its equations, both in double. The loss is the sum
 * of the new states, each with a random weight.
 *
 * @param rows one for each variable of the equations
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

    static GradientCheck of(EquationCell cell) {
        Randoms random = Randoms.of(1);
        Map<String, Double> point = new HashMap<>();
        cell.stateNames().forEach(state -> point.put("d" + state + "[t]", random.normal()));
        List<Row> rows = new ArrayList<>();
        Map<String, Expression> gradients = cell.gradientByVariable();
        gradients.keySet().forEach(variable -> point.put(variable, random.normal()));
        gradients.forEach((variable, gradient) -> {
            double derived = gradient.value(name -> point.getOrDefault(name, 0.0));
            double difference = (loss(cell, point, variable, STEP) - loss(cell, point, variable, -STEP)) / (2 * STEP);
            rows.add(new Row(variable, derived, difference));
        });
        return new GradientCheck(List.copyOf(rows));
    }

    private static double loss(EquationCell cell, Map<String, Double> point, String changed, double step) {
        double loss = 0;
        for (int i = 0; i < cell.states().size(); i++) {
            double state = cell.states()
                    .get(i)
                    .value(name -> point.getOrDefault(name, 0.0) + (name.equals(changed) ? step : 0));
            loss += state * point.get("d" + cell.stateNames().get(i) + "[t]");
        }
        return loss;
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
