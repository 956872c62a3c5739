package io.github.unspool.tribuo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tribuo.classification.Label;

/**
 * Searches for the most probable continuation: extends the best few beginnings at once, and keeps the best few of all that
 * they lead to. With one beam it takes the likeliest step each time; more beams find continuations that begin less likely.
 *
 * <p>Source: B. T. Lowerre, <i>The Harpy speech recognition system</i>, PhD thesis, Carnegie Mellon University, 1976.
 */
final class BeamSearch {
    private final RnnSequenceModel<Label> model;
    private final int beams;

    BeamSearch(RnnSequenceModel<Label> model, int beams) {
        this.model = model;
        this.beams = beams;
    }

    /** A text, how probable it is, and the state after it; no state if its last unit cannot be read on. */
    private record Beam(List<String> text, double logProbability, RnnState<Label> state) {}

    List<String> run(List<String> beginning, int length) {
        List<Beam> best = List.of(new Beam(beginning, 0, model.start().read(beginning)));
        for (int i = 0; i < length; i++) {
            List<Beam> next = new ArrayList<>();
            for (Beam beam : best) {
                next.addAll(beam.state == null ? List.of(beam) : continuations(beam));
            }
            best = next.stream()
                    .sorted(byProbability())
                    .limit(beams)
                    .map(this::read)
                    .toList();
        }
        return best.get(0).text;
    }

    private static Comparator<Beam> byProbability() {
        return Comparator.comparingDouble((Beam beam) -> -beam.logProbability);
    }

    /** The states are computed later, of those only that are kept. */
    private List<Beam> continuations(Beam beam) {
        float[] probabilities = beam.state.predictions();
        List<Beam> all = new ArrayList<>(probabilities.length);
        for (int id = 0; id < probabilities.length; id++) {
            List<String> text = new ArrayList<>(beam.text);
            text.add(model.getOutputIDInfo().getOutput(id).getLabel());
            all.add(new Beam(text, beam.logProbability + StrictMath.log(probabilities[id]), beam.state));
        }
        return all;
    }

    private Beam read(Beam beam) {
        String last = beam.text.get(beam.text.size() - 1);
        boolean known = beam.state != null && model.getFeatureIDMap().getID(last) >= 0;
        return new Beam(beam.text, beam.logProbability, known ? beam.state.step(last) : null);
    }
}
