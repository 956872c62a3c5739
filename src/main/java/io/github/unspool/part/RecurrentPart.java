package io.github.unspool.part;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Slabs;
import io.github.unspool.math.Randoms;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.NumpyArray;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.parameter.TorchArrays;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A recurrence, or two that read from both ends and give {@code [h forward | h backward]}. Input weights begin Glorot
 * uniform, recurrent weights orthogonal, biases as the cell says, first states at zero.
 *
 * @param number the layer, 0 for the lowest
 * @param first the number of its first recurrence among those of the network
 * @param inputs the width of what it reads
 * @param units H
 * @param cell the equations
 * @param bidirectional whether a second recurrence reads each sequence from its end
 * @param isAligned whether the backward direction's states stand at the steps that they belong to; otherwise each
 *     direction's state stands after as many steps of its own
 * @param learnedStart whether the states before the first step are learned
 * @param hasMask whether a part of the state is left out while training
 */
public record RecurrentPart(
        int number,
        int first,
        int inputs,
        int units,
        Cell cell,
        boolean bidirectional,
        boolean isAligned,
        boolean learnedStart,
        boolean hasMask)
        implements Part {

    /** How many recurrences there are. */
    public int directions() {
        return bidirectional ? 2 : 1;
    }

    @Override
    public int outputs() {
        return Math.multiplyExact(units, directions());
    }

    private int width() {
        return Math.multiplyExact(units, cell.gates());
    }

    @Override
    public List<Parameter.Shape> shapes() {
        List<Parameter.Shape> shapes = new ArrayList<>();
        for (int d = 0; d < directions(); d++) {
            String name = "layer " + (number + 1) + (d == 0 ? "" : " backward");
            shapes.addAll(RecurrentParameters.shapes(name, inputs, units, cell, learnedStart));
        }
        return shapes;
    }

    @Override
    public List<RecurrentParameters> recurrences(List<Parameter> own) {
        List<RecurrentParameters> all = new ArrayList<>();
        for (Iterator<Parameter> rest = own.iterator(); rest.hasNext(); ) {
            all.add(RecurrentParameters.next(rest, cell, learnedStart));
        }
        return all;
    }

    @Override
    public void initialise(List<Parameter> own, Initial.Choice initial, long seed) {
        int place = 0;
        for (RecurrentParameters direction : recurrences(own)) {
            initial.input().fill(direction.wx(), units, Randoms.of(seed, number, place++));
            if (direction.wh() != null) {
                initial.recurrent().fill(direction.wh(), units, Randoms.of(seed, number, place++));
            }
            if (direction.wq() != null) {
                initial.recurrent().fill(direction.wq(), units, Randoms.of(seed, number, place++));
            }
            float[] b = direction.b().values();
            for (int j = 0; j < b.length; j++) {
                b[j] = cell.initialBias(j / units);
            }
            initialiseVectors(direction);
        }
    }

    private void initialiseVectors(RecurrentParameters direction) {
        for (int v = 0; v < direction.vectors().size(); v++) {
            for (int j = 0; j < units; j++) {
                direction.vectors().get(v).values()[j] = cell.vectors().get(v).initial(j, units);
            }
        }
    }

    @Override
    public List<NumpyArray> arrays(List<Parameter> own) {
        List<NumpyArray> arrays = new ArrayList<>();
        List<RecurrentParameters> directions = recurrences(own);
        for (RecurrentParameters direction : directions) {
            String name = "rnn." + number + ".%s_l0" + (arrays.isEmpty() ? "" : "_reverse");
            String secondBias = name.formatted("bias_hh");
            arrays.add(TorchArrays.transposed(name.formatted("weight_ih"), direction.wx()));
            if (direction.wh() != null) {
                arrays.add(TorchArrays.transposed(name.formatted("weight_hh"), direction.wh()));
            }
            arrays.add(TorchArrays.vector(name.formatted("bias_ih"), direction.b()));
            if (direction.bh() != null) {
                arrays.add(TorchArrays.vector(secondBias, direction.bh()));
            } else if (cell.recurrentGates() == cell.gates()) {
                arrays.add(TorchArrays.addend(secondBias, direction.b()));
            }
            if (direction.wq() != null) {
                arrays.add(TorchArrays.transposed(name.formatted("weight_qh"), direction.wq()));
            }
            for (int v = 0; v < direction.vectors().size(); v++) {
                String vector = "vector_" + cell.vectors().get(v).name();
                arrays.add(TorchArrays.vector(
                        name.formatted(vector), direction.vectors().get(v)));
            }
        }
        addStart(directions, arrays);
        return arrays;
    }

    private void addStart(List<RecurrentParameters> directions, List<NumpyArray> arrays) {
        String name = "start." + number;
        if (learnedStart) {
            arrays.add(TorchArrays.stacked(
                    name + ".h0",
                    directions.stream().map(RecurrentParameters::h0).toList()));
        }
        if (learnedStart && cell.hasMemory()) {
            arrays.add(TorchArrays.stacked(
                    name + ".c0",
                    directions.stream().map(RecurrentParameters::c0).toList()));
        }
    }

    @Override
    public Need need(Need.Reading reading) {
        double input = (double) inputs * width();
        double packed = 2.0 * directions() * units * units * (cell.recurrentGates() + cell.products());
        packed += reading.isDense() ? directions() * input : 0;
        packed += reading.isData() ? 0 : input;
        double perRow = directions() * (double) Slabs.perRow(units, cell);
        perRow += reading.isData() && reading.isDense() ? inputs : 0;
        perRow += bidirectional ? 2.0 * outputs() : 0;
        perRow += bidirectional && reading.isDense() ? inputs : 0;
        perRow += hasMask || reading.isRagged() ? outputs() : 0;
        double perSequence = 2.0 * (1 + cell.memories()) * outputs();
        perSequence += directions() * (double) Slabs.perSequence(units, cell);
        perSequence += hasMask ? 2.0 * outputs() : 0;
        return new Need(packed, perRow, 0, perSequence, (double) directions() * width());
    }

    @Override
    public Pass pass(List<Parameter> own, boolean isFrozen, Workers workers) {
        return new RecurrentPass(this, recurrences(own), isFrozen, workers);
    }

    @Override
    public Step step(List<Parameter> own, StepInput x) {
        return new RecurrentStep(this, recurrences(own).get(0), x);
    }

    @Override
    public List<RecurrentPart> recurrent() {
        return List.of(this);
    }
}
