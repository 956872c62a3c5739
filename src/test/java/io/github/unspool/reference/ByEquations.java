package io.github.unspool.reference;

import io.github.unspool.cell.EquationCell;
import io.github.unspool.equation.Expression;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A cell that is given by its equations, evaluated in double, unit by unit; its gradient as the equations derive it. */
final class ByEquations implements Equations {
    private final EquationCell cell;
    private final List<Expression> states;
    private final Map<String, Expression> gradients;

    ByEquations(EquationCell cell) {
        this.cell = cell;
        this.states = cell.states();
        this.gradients = cell.gradientByVariable();
    }

    private ToDoubleFunction<String> values(double[] zx, double[] zh, double[] before, double[] dafter, int j) {
        int units = units(zx);
        return name -> {
            if (name.endsWith(")")) {
                int at = cell.gateNames().indexOf(name.substring(name.indexOf('(') + 1, name.length() - 1)) * units + j;
                return name.startsWith("gate(") ? zx[at] + zh[at] : name.startsWith("input(") ? zx[at] : zh[at];
            }
            double[] state = name.startsWith("d") ? dafter : before;
            return state[(name.contains("h[") ? 0 : units) + j];
        };
    }

    private int units(double[] zx) {
        return zx.length / cell.gates();
    }

    @Override
    public double[] forward(double[] zx, double[] zh, double[] before) {
        double[] after = new double[before.length];
        for (int j = 0; j < units(zx); j++) {
            for (int s = 0; s < states.size(); s++) {
                after[s * units(zx) + j] = states.get(s).value(values(zx, zh, before, null, j));
            }
        }
        return after;
    }

    @Override
    public Back backward(double[] zx, double[] zh, double[] before, double[] dafter) {
        Back back = Back.zeros(zx, before);
        for (int j = 0; j < units(zx); j++) {
            ToDoubleFunction<String> values = values(zx, zh, before, dafter, j);
            for (int k = 0; k < cell.gates(); k++) {
                String gate = "(" + cell.gateNames().get(k) + ")";
                double both = gradient("gate" + gate, values);
                back.dzx()[k * units(zx) + j] = both + gradient("input" + gate, values);
                back.dzh()[k * units(zx) + j] = both + gradient("recurrent" + gate, values);
            }
            back.dbefore()[j] = gradient("h[t-1]", values);
            if (states.size() > 1) {
                back.dbefore()[units(zx) + j] = gradient("c[t-1]", values);
            }
        }
        return back;
    }

    private double gradient(String variable, ToDoubleFunction<String> values) {
        Expression gradient = gradients.get(variable);
        return gradient == null ? 0 : gradient.value(values);
    }
}
