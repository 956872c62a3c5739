package io.github.unspool.tribuo.adapter;

import io.github.unspool.network.Targets;
import org.tribuo.ImmutableFeatureMap;

/** Tribuo's kinds of data: what stands in a data set, and which sequences of a network it becomes. */
public enum DataKind {
    /** Of one output each; a feature's name contains its step. */
    EXAMPLES("example", "", Targets.LAST_STEP) {
        @Override
        public int inputs(ImmutableFeatureMap features) {
            return new StepFeatures(features).inputs();
        }

        @Override
        public int steps(ImmutableFeatureMap features) {
            return new StepFeatures(features).steps();
        }
    },
    /** Of examples, one for each step. */
    SEQUENCES("sequence", "; try Sequences.words(\"I love recurrent neural networks\")", Targets.EACH_STEP) {
        @Override
        public int inputs(ImmutableFeatureMap features) {
            return features.size();
        }

        @Override
        public int steps(ImmutableFeatureMap features) {
            return 0;
        }
    };

    private final String noun;
    private final String advice;
    private final Targets targets;

    DataKind(String noun, String advice, Targets targets) {
        this.noun = noun;
        this.advice = advice;
        this.targets = targets;
    }

    /** What one is called. */
    public String noun() {
        return noun;
    }

    /** How a sentence that there is no data to train on ends. */
    public String advice() {
        return advice;
    }

    public Targets targets() {
        return targets;
    }

    /** D, how many numbers a step of the network's input has. */
    public abstract int inputs(ImmutableFeatureMap features);

    /** How many steps the features name; 0 if they name none. */
    public abstract int steps(ImmutableFeatureMap features);
}
