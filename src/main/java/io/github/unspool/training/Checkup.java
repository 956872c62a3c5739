package io.github.unspool.training;

import static io.github.unspool.training.TrainingSettings.BATCH;
import static io.github.unspool.training.TrainingSettings.TRUNCATE;

import io.github.unspool.inspect.FlowPasses;
import io.github.unspool.inspect.GradientFlow;
import io.github.unspool.network.Bptt;
import io.github.unspool.network.Chunks;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Weights;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Head;
import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import io.github.unspool.runtime.Stop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Collects the facts that {@link Diagnosis} needs about a trained network in addition to its history. It reads a small part
 * of the data and reuses the buffers of training. If the user stops it, it returns nothing.
 */
final class Checkup {
    private static final Comparator<Sequence> BY_LENGTH = Comparator.comparingInt(Sequence::steps);
    private static final int STEPS_LOOKED_AT = 256;
    /** The maximum number of steps in which the reach of a loss is measured. */
    private static final int STEPS_FOLLOWED = 64;
    /** With fewer predictions, equal ones are no sign of a problem. */
    private static final int FEW_ROWS = 8;
    /** Predictions (probabilities, or numbers of variance 1) that differ by less count as equal. */
    private static final double SAME = 0.01;

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
     * Finds units of relu cells whose output was 0 at every step of the first part of a batch of sequences.
     *
     * @param state is changed
     */
    List<DeadUnits> deadUnits(State state) {
        List<DeadUnits> dead = new ArrayList<>();
        if (layers.stream().noneMatch(layer -> layer.cell().canDie())) {
            return dead;
        }
        List<Sequence> some = new ArrayList<>(sequences.subList(0, Math.min(settings.get(BATCH), sequences.size())));
        some.sort(BY_LENGTH.reversed());
        state.restart(weights.recurrences());
        Chunks.forEach(bptt, some, STEPS_LOOKED_AT, state, (chunk, from) -> {
            for (int i = 0; i < layers.size(); i++) {
                if (layers.get(i).cell().canDie()) {
                    dead.add(DeadUnits.of(i + 1, bptt.hidden(i)));
                }
            }
            return false;
        });
        return Stop.isWanted() ? List.of() : dead;
    }

    /** The loss of a constant prediction on the data. */
    double guess() {
        return Guess.loss(weights.network().loss(), weights.network().outputs(), sequences);
    }

    /**
     * Whether the network's prediction does not depend on the input, in a few sequences.
     *
     * @param state is changed
     */
    boolean isConstant(State state) {
        List<Sequence> some = whole();
        if (some.isEmpty()) {
            return false;
        }
        int outputs = weights.network().outputs();
        double[] lowest = new double[outputs];
        double[] highest = new double[outputs];
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        int[] rows = new int[1];
        state.restart(weights.recurrences());
        Chunks.forEach(bptt, some, some.get(0).steps(), state, (chunk, from) -> {
            float[] predictions = bptt.predictions();
            Batch predicted = chunk.predicted();
            for (int row = 0; row < predicted.rows(); row++) {
                for (int k = 0; k < outputs && predicted.weight(row) > 0; k++) {
                    lowest[k] = Math.min(lowest[k], predictions[row * outputs + k]);
                    highest[k] = Math.max(highest[k], predictions[row * outputs + k]);
                }
                rows[0] += predicted.weight(row) > 0 ? 1 : 0;
            }
            return false;
        });
        double widest = 0;
        for (int k = 0; k < outputs; k++) {
            widest = Math.max(widest, highest[k] - lowest[k]);
        }
        return !Stop.isWanted() && rows[0] >= FEW_ROWS && widest < SAME;
    }

    /** As many sequences as fit into the buffers of training, or their first steps; none if the first does not fit. */
    private List<Sequence> whole() {
        int room = Head.rowsOfBlock(weights.network().outputs());
        int longest = settings.get(TRUNCATE) == 0 ? STEPS_LOOKED_AT : settings.get(TRUNCATE);
        boolean isCut = weights.network().stack().isCausal()
                && weights.network().targets().standInParts();
        List<Sequence> some = new ArrayList<>();
        for (Sequence sequence : sequences.subList(0, Math.min(settings.get(BATCH), sequences.size()))) {
            int steps = isCut ? Math.min(sequence.steps(), Math.min(longest, room)) : sequence.steps();
            room -= sequence.decoded() == null ? steps : sequence.decoded().steps();
            if (room < 0) {
                break;
            }
            some.add(sequence.first(steps));
        }
        some.sort(BY_LENGTH.reversed());
        return some;
    }

    /** Reports chunks from which nothing is learned, if more than a quarter have no target. */
    Optional<Finding> chunksWithoutTarget() {
        int cut = settings.get(TRUNCATE);
        int empty = 0;
        int all = 0;
        for (Sequence sequence : cut == 0 ? List.<Sequence>of() : sequences) {
            for (int from = 0; from < sequence.steps(); from += cut) {
                empty += hasTarget(sequence, from, Math.min(sequence.steps(), from + cut)) ? 0 : 1;
                all++;
            }
        }
        return 4 * empty <= all
                ? Optional.empty()
                : Optional.of(Finding.of(Finding.Kind.CHUNKS_WITHOUT_TARGET, empty, all, cut));
    }

    private static boolean hasTarget(Sequence sequence, int from, int to) {
        for (int t = from; t < to; t++) {
            if (sequence.weight()[t] != 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * How far losses reach back in the first steps of the longest sequence, if no layer is a GRU or LSTM.
     *
     * @param unused is changed
     */
    Optional<Reach> reach(Weights unused) {
        Sequence longest = Collections.max(sequences, BY_LENGTH);
        int truncation = settings.get(TRUNCATE) == 0 ? STEPS_FOLLOWED : settings.get(TRUNCATE);
        int steps = Math.min(longest.steps(), Math.min(truncation, STEPS_FOLLOWED));
        // With one output for each sequence, the last step has the target and must not be cut off.
        boolean isCut = !weights.network().targets().standInParts() && steps < longest.steps();
        boolean isWhole = weights.network().loss().isOfSequences();
        if (isCut || isWhole || longest.decoded() != null || !isSimple()) {
            return Optional.empty();
        }
        Sequence some = longest.first(steps);
        int copies = Math.min(settings.get(BATCH), Math.min(sequences.size(), steps));
        double[][][] norms = new FlowPasses(weights, some, bptt, unused, copies).run();
        if (Stop.isWanted()) {
            return Optional.empty();
        }
        OptionalInt reach = new GradientFlow(Collections.nCopies(steps, ""), norms).reach();
        return reach.isPresent() ? Optional.of(new Reach(reach.getAsInt(), steps)) : Optional.empty();
    }

    private boolean isSimple() {
        return layers.stream()
                .allMatch(layer -> layer.cell().gates() == 1 && !layer.cell().hasMemory());
    }
}
