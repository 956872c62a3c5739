package io.github.unspool.compare;

import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import io.github.unspool.tribuo.TrainerBytes;
import io.github.unspool.tribuo.checkpoint.PartialRun;
import org.tribuo.Trainer;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.sequence.SequenceTrainer;

/**
 * A trainer of another kind that takes part.
 *
 * @param name what the leaderboard calls it
 * @param trainer a {@link Trainer} or a {@link SequenceTrainer} of Tribuo
 */
public record Rival(String name, Provenancable<TrainerProvenance> trainer) implements Contender {
    /** A trainer for one run: Tribuo's count their runs, and some hold others that cannot be set back. */
    Provenancable<TrainerProvenance> fresh() {
        try {
            return TrainerBytes.read(TrainerBytes.write(trainer));
        } catch (RuntimeException e) {
            // What OLCUT cannot make, such as a class of a notebook, is taken as it is.
            return trainer;
        }
    }

    @Override
    public String identity() {
        return name + ": " + trainer;
    }

    /** A run of it counts as one. */
    @Override
    public int epochs() {
        return 1;
    }

    @Override
    public Fold.Outcome run(Fold fold, Repeat repeat, PartialRun leg, Score score) {
        return fold.run(this, repeat.seed(), score);
    }
}
