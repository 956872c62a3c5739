package io.github.unspool.tribuo;

import io.github.unspool.inspect.EmissionLattice;
import io.github.unspool.loss.Ctc;
import io.github.unspool.loss.CtcDecoder;
import io.github.unspool.math.LogSpace;
import io.github.unspool.part.Sequence;
import io.github.unspool.tribuo.adapter.LabelSequenceOutputs;
import io.github.unspool.tribuo.output.LabelSequence;
import java.util.Comparator;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.Prediction;

/**
 * Reads sequences of labels from a model that was trained with {@code loss(Loss.ctc())}; {@link RnnModel#ctc} returns it. Without
 * {@link #beams} it takes the likeliest output of each step. The score of a sequence is its probability, the sum over all ways to
 * say it. Immutable and thread-safe.
 */
public final class RnnCtc {
    private final RnnModel<LabelSequence> model;
    private final LabelSequenceOutputs outputs;
    private final int beams;

    RnnCtc(RnnModel<LabelSequence> model) {
        this(model, 1);
    }

    private RnnCtc(RnnModel<LabelSequence> model, int beams) {
        this.model = model;
        this.outputs = (LabelSequenceOutputs) model.network().outputs();
        this.beams = beams;
    }

    /**
     * Searches with several beams: so many sequences are followed at once, each with all ways to say it (prefix beam search, see
     * {@link CtcDecoder#beam}).
     *
     * @param beams at least 1; 1: the likeliest output of each step
     * @return a reader that finds as many sequences
     * @throws IllegalArgumentException if it is not positive
     */
    public RnnCtc beams(int beams) {
        if (beams < 1) {
            throw new IllegalArgumentException("beams(%s): there must be at least 1; try beams(5)".formatted(beams));
        }
        return new RnnCtc(model, beams);
    }

    /**
     * The likeliest sequences of an example.
     *
     * @param example the inputs
     * @return at most as many as there are beams, with their probabilities, the likeliest first
     * @throws IllegalArgumentException if training saw none of its features
     */
    public List<LabelSequence> likeliest(Example<LabelSequence> example) {
        return likeliest(model.network().encoder().unlabelled(example));
    }

    /**
     * The likeliest sequences of a text.
     *
     * @param text the text, which is cut as that of training was
     * @return at most as many as there are beams, with their probabilities, the likeliest first
     * @throws IllegalArgumentException if it is empty, or training saw none of its letters or words
     * @throws IllegalStateException if the model was trained on something else
     */
    public List<LabelSequence> likeliest(String text) {
        return likeliest(model.example(text));
    }

    Prediction<LabelSequence> prediction(Example<LabelSequence> example, Sequence sequence) {
        return outputs.predictionOf(likeliest(sequence), sequence.inputs().entries(), example);
    }

    private List<LabelSequence> likeliest(Sequence sequence) {
        double[][] steps = logProbabilities(sequence);
        List<CtcDecoder.Reading> readings =
                beams == 1 ? List.of(CtcDecoder.greedy(steps)) : CtcDecoder.beam(steps, beams);
        return readings.stream()
                .map(reading -> scored(steps, reading.labels()))
                .sorted(Comparator.comparingDouble((LabelSequence read) -> -read.score()))
                .toList();
    }

    private LabelSequence scored(double[][] steps, List<Integer> ids) {
        Ctc ctc = filled(steps);
        double loss = ctc.loss(steps.length, ids.stream().mapToInt(i -> i).toArray());
        return LabelSequence.of(ids.stream().map(outputs::name).toList()).withScore(LogSpace.exp(-loss));
    }

    /**
     * At which steps the labels of the likeliest sequence of an example are.
     *
     * @param example the inputs
     * @return the lattice of the first sequence that {@link #likeliest(Example)} returns
     * @throws IllegalArgumentException if training saw none of its features
     */
    public EmissionLattice lattice(Example<LabelSequence> example) {
        return lattice(example, likeliest(example).get(0));
    }

    /**
     * At which steps the labels of the likeliest sequence of a text are.
     *
     * @param text the text, which is cut as that of training was
     * @return the lattice of the first sequence that {@link #likeliest(String)} returns
     * @throws IllegalArgumentException if it is empty, or training saw none of its letters or words
     * @throws IllegalStateException if the model was trained on something else
     */
    public EmissionLattice lattice(String text) {
        return lattice(model.example(text));
    }

    /**
     * At which steps the labels of a given sequence are, likely or not: a forced alignment.
     *
     * @param example the inputs
     * @param target the sequence
     * @return its lattice
     * @throws IllegalArgumentException if training saw none of the features, a label is unknown, or there are too few steps
     */
    public EmissionLattice lattice(Example<LabelSequence> example, LabelSequence target) {
        Sequence sequence = model.network().encoder().unlabelled(example);
        int[] ids = target.labels().stream().mapToInt(outputs::id).toArray();
        if (sequence.steps() < Ctc.stepsFor(ids)) {
            throw new IllegalArgumentException(
                    "the example " + Ctc.tooShort(sequence.steps(), ids).getMessage());
        }
        List<String> names = model.network().encoder().steps(example, sequence.steps());
        return EmissionLattice.of(logProbabilities(sequence), names, target.labels(), ids);
    }

    private double[][] logProbabilities(Sequence sequence) {
        float[][] each = model.network().each(sequence);
        double[][] logs = new double[each.length][];
        for (int t = 0; t < each.length; t++) {
            logs[t] = new double[each[t].length];
            for (int k = 0; k < logs[t].length; k++) {
                logs[t][k] = LogSpace.log(each[t][k]);
            }
        }
        return logs;
    }

    private static Ctc filled(double[][] logs) {
        Ctc ctc = new Ctc(logs[0].length);
        ctc.fill(logs);
        return ctc;
    }
}
