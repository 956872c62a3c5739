package io.github.unspool.network;

import io.github.unspool.cell.Cells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@link Diagnosis} wants to know of a trained network beside its history. It is found on a little of the data, in the
 * room that training has had. Somebody who wants to stop gets nothing instead.
 */
final class Checkup {
    private static final Comparator<Sequence> BY_LENGTH = Comparator.comparingInt(Sequence::steps);
    private static final int STEPS_LOOKED_AT = 256;
    /** So much of a sequence is looked at for how far losses reach back. */
    private static final int STEPS_FOLLOWED = 64;

    private final Weights weights;
    private final List<LayerSpec> layers;
    private final List<Sequence> sequences;
    private final TrainingSettings settings;
    private final Bptt bptt;

    Checkup(Weights weights, List<Sequence> sequences, TrainingSettings settings, Bptt bptt) {
        this.weights = weights;
        this.layers = weights.network().layers();
        this.sequences = sequences;
        this.settings = settings;
        this.bptt = bptt;
    }

    /**
     * Units of relu cells that gave 0 at every step of the beginnings of a batch of sequences.
     *
     * @param state is changed
     */
    List<Diagnosis.DeadUnits> deadUnits(State state) {
        List<Diagnosis.DeadUnits> dead = new ArrayList<>();
        if (layers.stream().noneMatch(layer -> layer.cell() == Cells.RELU)) {
            return dead;
        }
        List<Sequence> some = new ArrayList<>(sequences.subList(0, Math.min(settings.batchSize(), sequences.size())));
        some.sort(BY_LENGTH.reversed());
        state.restart(weights);
        Chunks.forEach(bptt, some, STEPS_LOOKED_AT, state, (chunk, from) -> {
            for (int i = 0; i < layers.size(); i++) {
                if (layers.get(i).cell() == Cells.RELU) {
                    dead.add(Diagnosis.DeadUnits.of(i + 1, bptt.hidden(i)));
                }
            }
            return false;
        });
        return Stop.isWanted() ? List.of() : dead;
    }

    /**
     * How far losses reach back in the beginning of the longest sequence, if no layer has a cell that is made to remember.
     *
     * @param unused is changed
     */
    Optional<Diagnosis.Reach> reach(Weights unused) {
        Sequence longest = Collections.max(sequences, BY_LENGTH);
        int truncation = settings.truncation() == 0 ? STEPS_FOLLOWED : settings.truncation();
        int steps = Math.min(longest.steps(), Math.min(truncation, STEPS_FOLLOWED));
        // What one output a sequence is told after is its end, which must not be cut off.
        boolean isCut = weights.network().perSequence() && steps < longest.steps();
        if (isCut || !isSimple()) {
            return Optional.empty();
        }
        Sequence some = new Sequence(longest.inputs(), longest.targets(), Arrays.copyOf(longest.weight(), steps));
        int copies = Math.min(settings.batchSize(), Math.min(sequences.size(), steps));
        double[][][] norms = new FlowPasses(weights, some, bptt, unused, copies).run();
        if (Stop.isWanted()) {
            return Optional.empty();
        }
        OptionalInt reach = new GradientFlow(Collections.nCopies(steps, ""), norms).reach();
        return reach.isPresent() ? Optional.of(new Diagnosis.Reach(reach.getAsInt(), steps)) : Optional.empty();
    }

    private boolean isSimple() {
        return layers.stream().allMatch(layer -> layer.cell() == Cells.TANH || layer.cell() == Cells.RELU);
    }
}
