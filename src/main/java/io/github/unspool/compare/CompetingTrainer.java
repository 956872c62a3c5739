package io.github.unspool.compare;

import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import io.github.unspool.tribuo.TrainerBytes;
import io.github.unspool.tribuo.checkpoint.PartialRun;
import org.tribuo.Trainer;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.sequence.SequenceTrainer;

/**
 * A trainer of Tribuo that is compared with networks.
 *
 * @param name its name on the leaderboard
 * @param trainer a {@link Trainer} or a {@link SequenceTrainer} of Tribuo
 */
public record CompetingTrainer(String name, Provenancable<TrainerProvenance> trainer) implements Contender {
    /** A copy for one run: Tribuo's trainers count their runs, and some contain others that cannot be reset. */
    Provenancable<TrainerProvenance> fresh() {
        try {
            return TrainerBytes.read(TrainerBytes.write(trainer));
        } catch (RuntimeException e) {
            // OLCUT cannot create some trainers, such as a class of a notebook; they are used directly.
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
    public Fold.Outcome run(Fold fold, Repeat repeat, PartialRun part, Score score) {
        return fold.run(this, repeat.seed(), score);
    }
}
