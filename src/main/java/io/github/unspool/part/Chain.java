package io.github.unspool.part;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.DenseRows;
import io.github.unspool.parameter.InputRows;
import io.github.unspool.parameter.NumpyArray;
import io.github.unspool.parameter.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Parts on top of each other as one part.
 *
 * @param parts from the lowest, at least one
 */
public record Chain(List<Part> parts) implements Part {

    public Chain {
        parts = List.copyOf(parts);
    }

    @Override
    public int outputs() {
        return last(parts).outputs();
    }

    @Override
    public List<Parameter.Shape> shapes() {
        return parts.stream().flatMap(part -> part.shapes().stream()).toList();
    }

    private void forEach(List<Parameter> own, BiConsumer<Part, List<Parameter>> action) {
        int from = 0;
        for (Part part : parts) {
            int to = from + part.shapes().size();
            action.accept(part, own.subList(from, to));
            from = to;
        }
    }

    @Override
    public void initialise(List<Parameter> own, Initial.Choice initial, long seed) {
        forEach(own, (part, its) -> part.initialise(its, initial, seed));
    }

    @Override
    public List<NumpyArray> arrays(List<Parameter> own) {
        List<NumpyArray> arrays = new ArrayList<>();
        forEach(own, (part, its) -> arrays.addAll(part.arrays(its)));
        return arrays;
    }

    @Override
    public Need need(Need.Reading reading) {
        Need need = Need.NONE;
        Need.Reading of = reading;
        for (Part part : parts) {
            need = need.plus(part.need(of));
            of = reading.above();
        }
        return need;
    }

    @Override
    public Pass pass(List<Parameter> own, boolean isFrozen, Workers workers) {
        List<Pass> passes = new ArrayList<>();
        forEach(own, (part, its) -> passes.add(part.pass(its, isFrozen, workers)));
        return new ChainPass(passes);
    }

    @Override
    public Step step(List<Parameter> own, StepInput x) {
        List<Step> steps = new ArrayList<>();
        forEach(
                own,
                (part, its) -> steps.add(part.step(
                        its, steps.isEmpty() ? x : new DenseInput(last(steps).output()))));
        return new ChainStep(steps);
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    @Override
    public List<RecurrentPart> recurrent() {
        return parts.stream().flatMap(part -> part.recurrent().stream()).toList();
    }

    @Override
    public List<RecurrentParameters> recurrences(List<Parameter> own) {
        List<RecurrentParameters> all = new ArrayList<>();
        forEach(own, (part, its) -> all.addAll(part.recurrences(its)));
        return all;
    }

    private final class ChainPass implements Pass {
        private final List<Pass> passes;
        /** How many parameters each part has; counted once, since each update asks. */
        private final int[] counts;

        ChainPass(List<Pass> passes) {
            this.passes = passes;
            this.counts = parts.stream().mapToInt(part -> part.shapes().size()).toArray();
        }

        @Override
        public void forward(Batch batch, InputRows x, State initial, Masks masks) {
            InputRows read = x;
            for (Pass pass : passes) {
                pass.forward(batch, read, initial, masks);
                read = new DenseRows(pass.output(batch));
            }
        }

        @Override
        public Matrix output(Batch batch) {
            return last(passes).output(batch);
        }

        @Override
        public Matrix outputGradient(Batch batch) {
            return last(passes).outputGradient(batch);
        }

        @Override
        public void backward(Batch batch, List<Parameter> gradients, State dInitial) {
            int to = gradients.size();
            for (int i = passes.size() - 1; i >= 0; i--) {
                int from = to - counts[i];
                passes.get(i).backward(batch, gradients.subList(from, to), dInitial);
                if (i > 0) {
                    passes.get(i).addInputGradient(batch, passes.get(i - 1).outputGradient(batch));
                }
                to = from;
            }
        }

        @Override
        public void addInputGradient(Batch batch, Matrix dx) {
            passes.get(0).addInputGradient(batch, dx);
        }

        @Override
        public List<RecurrentPass> recurrent() {
            return passes.stream().flatMap(pass -> pass.recurrent().stream()).toList();
        }
    }

    private record ChainStep(List<Step> steps) implements Step {
        @Override
        public void step() {
            for (int i = 0; i < steps.size(); i++) {
                steps.get(i).step();
            }
        }

        @Override
        public float[] output() {
            return last(steps).output();
        }

        @Override
        public List<RecurrentStep> recurrent() {
            return steps.stream().flatMap(step -> step.recurrent().stream()).toList();
        }
    }
}
