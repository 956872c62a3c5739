package io.github.unspool.optimiser;

import io.github.unspool.math.Workers;
import io.github.unspool.parameter.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the optimisers share: the way through the parameters, and what each number of theirs remembers. */
abstract class ElementwiseOptimiser implements Optimiser {
    /** Threads share numbers in groups of this size: a line of the cache. */
    private static final int GRAIN = 16;
    /** What a number costs, as floating-point operations of a product. */
    private static final long OPERATIONS = 64;

    private final Rate rate;
    private final int memories;
    private double factor = 1;
    /** Parameter, memory, element. */
    private float[][][] memory;

    ElementwiseOptimiser(Rate rate, int memories) {
        this.rate = rate;
        this.memories = memories;
    }

    @Override
    public final void step(List<Parameter> weights, List<Parameter> gradients, double progress) {
        step(weights, gradients, progress, Workers.alone());
    }

    @Override
    public final void step(List<Parameter> weights, List<Parameter> gradients, double progress, Workers workers) {
        remember(weights);
        begin(rate.at(progress) * factor);
        for (int i = 0; i < memory.length; i++) {
            float[] w = weights.get(i).values();
            float[] g = gradients.get(i).values();
            float[][] remembered = memory[i];
            workers.split(w.length, GRAIN, OPERATIONS * w.length, (from, to) -> update(w, g, remembered, from, to));
        }
    }

    private void remember(List<Parameter> weights) {
        if (memory == null) {
            memory = new float[weights.size()][memories][];
            for (int i = 0; i < memory.length; i++) {
                for (int m = 0; m < memories; m++) {
                    memory[i][m] = new float[weights.get(i).values().length];
                }
            }
        }
    }

    @Override
    public final Optional<List<Parameter>> memory(List<Parameter> weights) {
        remember(weights);
        List<Parameter> all = new ArrayList<>();
        for (int i = 0; i < memory.length; i++) {
            Parameter.Shape shape = weights.get(i).shape();
            for (int m = 0; m < memories; m++) {
                String name = shape.name() + ", memory " + (m + 1);
                all.add(new Parameter(new Parameter.Shape(name, shape.rows(), shape.columns()), memory[i][m]));
            }
        }
        return Optional.of(all);
    }

    /** What depends on the number of steps is brought there in the same way again, so that it has the same bits. */
    @Override
    public final void resume(long steps) {
        for (long step = 0; step < steps; step++) {
            begin(0);
        }
    }

    @Override
    public final void scaleRate(double by) {
        factor = by;
    }

    @Override
    public final int memories() {
        return memories;
    }

    /** Begins a step with the learning rate that now is. */
    abstract void begin(double now);

    /** Changes a part of one parameter w by its gradient g and its memories. */
    abstract void update(float[] w, float[] g, float[][] memory, int from, int to);
}
