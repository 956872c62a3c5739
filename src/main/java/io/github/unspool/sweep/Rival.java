package io.github.unspool.sweep;

import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import org.tribuo.Trainer;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.sequence.SequenceTrainer;

/**
 * A trainer of another kind that takes part.
 *
 * @param name what the leaderboard calls it
 * @param trainer a {@link Trainer} or a {@link SequenceTrainer} of Tribuo
 */
public record Rival(String name, Provenancable<TrainerProvenance> trainer) {
    String identity() {
        return name + ": " + trainer;
    }
}
