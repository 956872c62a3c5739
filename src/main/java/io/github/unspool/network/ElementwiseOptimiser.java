package io.github.unspool.network;

import java.util.List;

/** What the optimisers share: the way through the parameters, and what each number of theirs remembers. */
abstract class ElementwiseOptimiser implements Optimiser {
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
            update(weights.get(i).values(), gradients.get(i).values(), memory[i]);
        }
    }

    /** Begins a step with the learning rate that now is. */
    abstract void begin(double now);

    /** Changes one parameter w by its gradient g and its memories. */
    abstract void update(float[] w, float[] g, float[][] memory);
}
