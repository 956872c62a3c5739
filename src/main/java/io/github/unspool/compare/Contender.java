package io.github.unspool.compare;

import io.github.unspool.Rnn;
import io.github.unspool.training.TrainingSettings;
import io.github.unspool.tribuo.checkpoint.PartialRun;
import io.github.unspool.tribuo.setting.Hyperparameters;

/** The network or the competing trainer of a candidate. */
sealed interface Contender permits Contender.Network, CompetingTrainer {
    /** Everything that determines its results, except the repeat. */
    String identity();

    /** How many epochs a whole run has. */
    int epochs();

    /** Trains for a part of a run and measures the model; a trainer that cannot be paused trains to its end. */
    Fold.Outcome run(Fold fold, Repeat repeat, PartialRun part, Score score);

    /**
     * A network.
     *
     * @param rnn the network and how to train it
     */
    record Network(Rnn rnn) implements Contender {
        @Override
        public String identity() {
            return rnn.toString();
        }

        @Override
        public int epochs() {
            return rnn.hyperparameters().get(TrainingSettings.EPOCHS);
        }

        @Override
        public Fold.Outcome run(Fold fold, Repeat repeat, PartialRun part, Score score) {
            return fold.run(seeded(repeat), part, score);
        }

        /** Comparisons share the processors between runs, not within one. */
        private Rnn seeded(Repeat repeat) {
            return rnn.seed(rnn.hyperparameters().get(Hyperparameters.SEED) + repeat.seed())
                    .threads(1);
        }
    }
}
