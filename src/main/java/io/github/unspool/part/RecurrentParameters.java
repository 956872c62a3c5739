package io.github.unspool.part;

import io.github.unspool.cell.Cell;
import io.github.unspool.parameter.Parameter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What one recurrence learns.
 *
 * @param wx inputs × G
 * @param wh H × R, all recurrent gates; null if there are none
 * @param b the bias of x·Wx, G numbers
 * @param wq the matrices of products in the middle of a step, H × Q, side by side; null if there are none
 * @param bh the bias of h·Wh, R numbers, if the cell keeps the two apart; otherwise null
 * @param h0 the state before the first step, H numbers, if it is learned; otherwise null
 * @param c0 the memories before the first step, M numbers, if they are learned and the cell has some; otherwise null
 * @param vectors the learned vectors of the cell, H numbers each
 */
public record RecurrentParameters(
        Parameter wx,
        Parameter wh,
        Parameter b,
        Parameter wq,
        Parameter bh,
        Parameter h0,
        Parameter c0,
        List<Parameter> vectors) {

    /** Names and sizes, in the order in which {@link #next} takes them. */
    static List<Parameter.Shape> shapes(String name, int inputs, int units, Cell cell, boolean learnedStart) {
        int width = Math.multiplyExact(units, cell.gates());
        List<Parameter.Shape> shapes = new ArrayList<>();
        shapes.add(new Parameter.Shape(name + " Wx", inputs, width));
        int recurrent = Math.multiplyExact(units, cell.recurrentGates());
        if (recurrent > 0) {
            shapes.add(new Parameter.Shape(name + " Wh", units, recurrent));
        }
        shapes.add(new Parameter.Shape(name + " b", 1, width));
        if (cell.products() > 0) {
            shapes.add(new Parameter.Shape(name + " Wq", units, Math.multiplyExact(units, cell.products())));
        }
        if (cell.gatesRecurrence()) {
            shapes.add(new Parameter.Shape(name + " bh", 1, recurrent));
        }
        if (learnedStart) {
            shapes.add(new Parameter.Shape(name + " h0", 1, units));
        }
        if (learnedStart && cell.hasMemory()) {
            shapes.add(new Parameter.Shape(name + " c0", 1, Math.multiplyExact(units, cell.memories())));
        }
        cell.vectors().forEach(vector -> shapes.add(new Parameter.Shape(name + " " + vector.name(), 1, units)));
        return shapes;
    }

    static RecurrentParameters next(Iterator<Parameter> own, Cell cell, boolean learnedStart) {
        return new RecurrentParameters(
                own.next(),
                cell.recurrentGates() > 0 ? own.next() : null,
                own.next(),
                cell.products() > 0 ? own.next() : null,
                cell.gatesRecurrence() ? own.next() : null,
                learnedStart ? own.next() : null,
                learnedStart && cell.hasMemory() ? own.next() : null,
                cell.vectors().stream().map(vector -> own.next()).toList());
    }

    /** The numbers of some parameters, shared. */
    static float[][] values(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::values).toArray(float[][]::new);
    }

    /** The bias of the product with Wh, and the one whose gradient is the sum of dzh. */
    Parameter recurrentBias() {
        return bh == null ? b : bh;
    }
}
