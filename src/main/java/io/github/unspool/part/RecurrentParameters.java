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
 * @param wh H × G
 * @param b the bias of x·Wx, G numbers
 * @param bh the bias of h·Wh, G numbers, if the cell keeps the two apart; otherwise null
 * @param h0 the state before the first step, H numbers, if it is learned; otherwise null
 * @param c0 the memory before the first step, if it is learned and the cell has one; otherwise null
 */
public record RecurrentParameters(Parameter wx, Parameter wh, Parameter b, Parameter bh, Parameter h0, Parameter c0) {

    /** Names and sizes, in the order in which {@link #next} takes them. */
    static List<Parameter.Shape> shapes(String name, int inputs, int units, Cell cell, boolean learnedStart) {
        int width = Math.multiplyExact(units, cell.gates());
        List<Parameter.Shape> shapes = new ArrayList<>();
        shapes.add(new Parameter.Shape(name + " Wx", inputs, width));
        shapes.add(new Parameter.Shape(name + " Wh", units, width));
        shapes.add(new Parameter.Shape(name + " b", 1, width));
        if (cell.gatesRecurrence()) {
            shapes.add(new Parameter.Shape(name + " bh", 1, width));
        }
        if (learnedStart) {
            shapes.add(new Parameter.Shape(name + " h0", 1, units));
        }
        if (learnedStart && cell.hasMemory()) {
            shapes.add(new Parameter.Shape(name + " c0", 1, units));
        }
        return shapes;
    }

    static RecurrentParameters next(Iterator<Parameter> own, Cell cell, boolean learnedStart) {
        return new RecurrentParameters(
                own.next(),
                own.next(),
                own.next(),
                cell.gatesRecurrence() ? own.next() : null,
                learnedStart ? own.next() : null,
                learnedStart && cell.hasMemory() ? own.next() : null);
    }

    /** The bias of the product with Wh, and the one whose gradient is the sum of dzh. */
    Parameter recurrentBias() {
        return bh == null ? b : bh;
    }
}
