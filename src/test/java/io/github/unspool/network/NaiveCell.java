package io.github.unspool.network;

import io.github.unspool.cell.EquationCell;
import io.github.unspool.equation.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The reference implementation of a layer whose cell is given by equations, with a linear output and the mean squared error:
 * in double, unit by unit, by the values of the expressions. Gradients are central differences.
 */
final class NaiveCell {
    private static final double STEP = 1e-5;

    private final EquationCell cell;
    /** By names such as Wx, the rows of each parameter; changed while differences are computed. */
    private final Map<String, double[][]> parameters;

    NaiveCell(EquationCell cell, Map<String, double[][]> parameters) {
        this.cell = cell;
        this.parameters = parameters;
    }

    private int units() {
        return parameters.get("Wy").length;
    }

    /** Outputs of all steps. */
    double[][] outputs(double[][] x) {
        Map<String, double[]> states = new LinkedHashMap<>();
        cell.stateNames().forEach(name -> states.put(name, new double[units()]));
        List<double[]> outputs = new ArrayList<>();
        for (double[] row : x) {
            states.putAll(step(row, states));
            outputs.add(plus(
                    times(states.get("h"), parameters.get("Wy")), parameters.get("by")[0]));
        }
        return outputs.toArray(double[][]::new);
    }

    private Map<String, double[]> step(double[] x, Map<String, double[]> states) {
        double[] zx = plus(times(x, parameters.get("Wx")), parameters.get("b")[0]);
        double[] zh = cell.recurrentGates() == 0 ? new double[0] : times(states.get("h"), parameters.get("Wh"));
        zh = cell.gatesRecurrence() ? plus(zh, parameters.get("bh")[0]) : zh;
        Map<String, double[]> products = new LinkedHashMap<>();
        int number = 0;
        for (Map.Entry<String, Expression> factor : cell.factors().entrySet()) {
            double[] q = values(factor.getValue(), zx, zh, Map.of(), states);
            products.put(factor.getKey(), times(q, columns(parameters.get("Wq"), number++)));
        }
        Map<String, double[]> after = new LinkedHashMap<>();
        for (int i = 0; i < cell.states().size(); i++) {
            after.put(cell.stateNames().get(i), values(cell.states().get(i), zx, zh, products, states));
        }
        return after;
    }

    private double[] values(
            Expression e, double[] zx, double[] zh, Map<String, double[]> products, Map<String, double[]> states) {
        double[] values = new double[units()];
        for (int j = 0; j < values.length; j++) {
            values[j] = e.value(variable(zx, zh, products, states, j));
        }
        return values;
    }

    private ToDoubleFunction<String> variable(
            double[] zx, double[] zh, Map<String, double[]> products, Map<String, double[]> states, int j) {
        return name -> {
            if (name.endsWith("[t-1]")) {
                return states.get(name.substring(0, name.length() - 5))[j];
            }
            String inside = name.substring(name.indexOf('(') + 1, name.length() - 1);
            int at = cell.gateNames().indexOf(inside) * units() + j;
            return switch (name.substring(0, name.indexOf('('))) {
                case "gate" -> zx[at] + zh[at];
                case "input" -> zx[at];
                case "recurrent" -> zh[at];
                case "product" -> products.get(inside)[j];
                default -> parameters.get(inside)[0][j];
            };
        };
    }

    private double[][] columns(double[][] wq, int number) {
        double[][] part = new double[wq.length][units()];
        for (int i = 0; i < wq.length; i++) {
            System.arraycopy(wq[i], number * units(), part[i], 0, units());
        }
        return part;
    }

    private static double[] times(double[] x, double[][] w) {
        double[] y = new double[w[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                y[j] += x[i] * w[i][j];
            }
        }
        return y;
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < a.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    double loss(double[][] x, double[][] y) {
        double[][] outputs = outputs(x);
        double sum = 0;
        for (int t = 0; t < y.length; t++) {
            for (int k = 0; k < y[t].length; k++) {
                sum += (outputs[t][k] - y[t][k]) * (outputs[t][k] - y[t][k]);
            }
        }
        return sum / (y.length * y[0].length);
    }

    /** The gradient by a parameter. */
    double[][] gradient(String name, double[][] x, double[][] y) {
        double[][] values = parameters.get(name);
        double[][] gradient = new double[values.length][values[0].length];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                double value = values[i][j];
                values[i][j] = value + STEP;
                double above = loss(x, y);
                values[i][j] = value - STEP;
                gradient[i][j] = (above - loss(x, y)) / (2 * STEP);
                values[i][j] = value;
            }
        }
        return gradient;
    }
}
