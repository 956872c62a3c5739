package io.github.unspool.network;

import io.github.unspool.math.Workers;
import java.util.List;

/** What the optimisers share: the way through the parameters, and what each number of theirs remembers. */
abstract class ElementwiseOptimiser implements Optimiser {
    /** Threads share numbers in groups of so many: a line of the cache. */
    private static final int GRAIN = 16;
    /** What a number costs, as floating-point operations of a product. */
    private static final long OPERATIONS = 64;

    private final Rate rate;
    private final int memories;
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
        if (memory == null) {
            memory = new float[weights.size()][memories][];
            for (int i = 0; i < memory.length; i++) {
                for (int m = 0; m < memories; m++) {
                    memory[i][m] = new float[weights.get(i).values().length];
                }
            }
        }
        begin(rate.at(progress));
        for (int i = 0; i < memory.length; i++) {
            float[] w = weights.get(i).values();
            float[] g = gradients.get(i).values();
            float[][] remembered = memory[i];
            workers.split(w.length, GRAIN, OPERATIONS * w.length, (from, to) -> update(w, g, remembered, from, to));
        }
    }

    /** Begins a step with the learning rate that now is. */
    abstract void begin(double now);

    /** Changes a part of one parameter w by its gradient g and its memories. */
    abstract void update(float[] w, float[] g, float[][] memory, int from, int to);
}
