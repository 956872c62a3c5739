package io.github.unspool.compare;

import io.github.unspool.Rnn;
import io.github.unspool.training.TrainingSettings;
import io.github.unspool.tribuo.checkpoint.PartialRun;
import io.github.unspool.tribuo.setting.Hyperparameters;

/** What a candidate trains: a network, or another trainer. */
sealed interface Contender permits Contender.Network, CompetingTrainer {
    /** All that decides its numbers, but the repeat. */
    String identity();

    /** How many epochs a whole run has. */
    int epochs();

    /** Trains for a leg and measures it; what is not paused trains to its end. */
    Fold.Outcome run(Fold fold, Repeat repeat, PartialRun leg, Score score);

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
        public Fold.Outcome run(Fold fold, Repeat repeat, PartialRun leg, Score score) {
            return fold.run(seeded(repeat), leg, score);
        }

        /** Comparisons share the processors between runs, not within one. */
        private Rnn seeded(Repeat repeat) {
            return rnn.seed(rnn.hyperparameters().get(Hyperparameters.SEED) + repeat.seed())
                    .threads(1);
        }
    }
}
