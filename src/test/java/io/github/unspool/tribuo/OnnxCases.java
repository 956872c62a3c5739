package io.github.unspool.tribuo;

import io.github.unspool.Rnn;
import io.github.unspool.cell.Activation;
import io.github.unspool.cell.Cell;
import io.github.unspool.cell.EquationCell;
import io.github.unspool.cell.Merge;
import io.github.unspool.cell.Recurrences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.tribuo.Feature;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.MutableSequenceDataset;
import org.tribuo.sequence.SequenceExample;

/** The networks and the data that exported graphs are compared on. */
public final class OnnxCases {
    public static final LabelFactory LABELS = new LabelFactory();
    public static final RegressionFactory NUMBERS = new RegressionFactory();
    public static final MultiLabelFactory SETS = new MultiLabelFactory();
    private static final List<String> INPUTS = List.of("a", "b", "c", "d");
    private static final List<String> OUTPUTS = List.of("x", "y", "z");

    /** Has every operation that an equation can have, and two states. */
    private static final EquationCell EVERYTHING = Cell.of("everything", c -> {
        var i = c.gate("i").sigmoid();
        var g = c.input("g").plus(i.times(c.recurrent("g"))).tanh();
        var e = c.gate("e").clamp(-2, 2).exp();
        var s = c.gate("s").softplus().plus(c.h().square().plus(1).sqrt().log());
        var w = c.recurrent("w")
                .sin()
                .plus(c.input("w").cos().negate())
                .minus(c.h().abs().divide(e.plus(1)));
        var memory = c.state(
                "c", c.state("c").times(i.oneMinus()).plus(g.max(s.relu().min(w))));
        return memory.tanh().times(c.gate("o").greater(c.h()).plus(0.5));
    });

    private static final List<EquationCell> OWN =
            Stream.concat(Stream.of(EVERYTHING), Recurrences.all().stream()).toList();

    private OnnxCases() {}

    /** What networks of every kind have in common. */
    public static Rnn rnn() {
        return Rnn.builder().epochs(4).adam(0.05).seed(11);
    }

    /** Every cell, and everything that can be chosen about layers. */
    public static Map<String, Rnn> networks() {
        Map<String, Rnn> all = new LinkedHashMap<>();
        all.put("tanh", rnn().hidden(5).tanh());
        all.put("relu", rnn().hidden(5).relu());
        all.put("gru", rnn().hidden(5).gru());
        all.put("lstm", rnn().hidden(5).lstm());
        all.put(
                "stacked",
                rnn().hidden(3)
                        .gru()
                        .hidden(5)
                        .tanh()
                        .hidden(4)
                        .lstm()
                        .hidden(2)
                        .relu());
        all.put("bidirectional tanh", rnn().hidden(4).tanh().bidirectional());
        all.put("bidirectional relu", rnn().hidden(4).relu().bidirectional());
        all.put("bidirectional gru", rnn().hidden(4).gru().bidirectional());
        all.put("bidirectional lstm", rnn().hidden(4).lstm().bidirectional());
        all.put(
                "bidirectional stack",
                rnn().hidden(3)
                        .lstm()
                        .bidirectional()
                        .hidden(4)
                        .gru()
                        .hidden(2)
                        .gru()
                        .bidirectional());
        all.put("embedding", rnn().embedding(6).hidden(4).gru());
        all.put("skip", rnn().embedding(4).hidden(4).gru().skip());
        all.put(
                "bidirectional skip",
                rnn().embedding(6)
                        .hidden(3)
                        .lstm()
                        .bidirectional()
                        .skip()
                        .hidden(6)
                        .tanh()
                        .skip());
        for (Activation activation : Activation.values()) {
            all.put(
                    "dense " + activation,
                    rnn().hidden(3)
                            .gru()
                            .bidirectional()
                            .dense(4, activation)
                            .hidden(4)
                            .tanh()
                            .skip()
                            .dense(2, activation));
        }
        for (Merge merge : Merge.values()) {
            all.put(
                    "merge " + merge,
                    rnn().hidden(3).gru().bidirectional(merge).hidden(4).lstm().bidirectional(merge));
        }
        all.put("learned start tanh", rnn().hidden(4).tanh().learnStart());
        all.put(
                "learned start gru",
                rnn().hidden(4).gru().bidirectional().hidden(3).gru().learnStart());
        all.put(
                "learned start lstm",
                rnn().hidden(4).lstm().bidirectional().hidden(3).lstm().learnStart());
        for (EquationCell cell : OWN) {
            all.put(cell.name(), rnn().hidden(5).cell(cell));
            all.put(
                    "bidirectional stack of " + cell.name(),
                    rnn().hidden(3)
                            .cell(cell)
                            .bidirectional()
                            .hidden(6)
                            .cell(cell)
                            .skip()
                            .hidden(2)
                            .gru()
                            .hidden(4)
                            .cell(cell)
                            .bidirectional()
                            .learnStart());
        }
        all.put("dropout", rnn().hidden(4).gru().dropout(0.3).hidden(4).lstm().recurrentDropout(0.3));
        return all;
    }

    private static Random random() {
        return new Random(5);
    }

    public static Label label(Random random) {
        return new Label(OUTPUTS.get(random.nextInt(3)));
    }

    public static Regressor numbers(Random random) {
        return new Regressor(new String[] {"u", "v"}, new double[] {1 + random.nextGaussian(), random.nextGaussian()});
    }

    public static MultiLabel labels(Random random) {
        Set<Label> there = new HashSet<>();
        OUTPUTS.stream().filter(name -> random.nextBoolean()).forEach(name -> there.add(new Label(name)));
        return new MultiLabel(there);
    }

    /** Draws an output. */
    public interface Draw<T> {
        T from(Random random);
    }

    private static <T extends Output<T>> SimpleDataSourceProvenance provenance(OutputFactory<T> factory) {
        return new SimpleDataSourceProvenance("a test", factory);
    }

    /** Twelve sequences of 1 to 6 steps, not in the order of their lengths, of steps with 1 to 4 features. */
    public static <T extends Output<T>> MutableSequenceDataset<T> sequences(OutputFactory<T> factory, Draw<T> draw) {
        Random random = random();
        List<SequenceExample<T>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            SequenceExample<T> sequence = new SequenceExample<>();
            for (int t = 0; t < 1 + 5 * i % 6; t++) {
                sequence.addExample(new ArrayExample<>(draw.from(random), step("", random)));
            }
            all.add(sequence);
        }
        return new MutableSequenceDataset<>(all, provenance(factory), factory);
    }

    /** At least one feature; none is 0. */
    private static List<Feature> step(String prefix, Random random) {
        List<Feature> features = new ArrayList<>();
        for (String input : INPUTS) {
            if (features.isEmpty() || random.nextInt(10) < 7) {
                features.add(new Feature(prefix + input, random.nextGaussian()));
            }
        }
        return features;
    }

    /** Twelve examples of 1 to 6 steps, from step 3 on; step 4 never has any feature, and step 8 no "d". */
    public static <T extends Output<T>> MutableDataset<T> examples(OutputFactory<T> factory, Draw<T> draw) {
        Random random = random();
        MutableDataset<T> data = new MutableDataset<>(provenance(factory), factory);
        for (int i = 0; i < 12; i++) {
            List<Feature> features = new ArrayList<>();
            for (int t = 0; t < 1 + 5 * i % 6; t++) {
                String prefix = String.format(Locale.ROOT, "t%02d:", 3 + t);
                features.addAll(t == 1 ? List.of() : step(prefix, random));
            }
            features.removeIf(feature -> feature.getName().equals("t08:d"));
            data.add(new ArrayExample<>(draw.from(random), features));
        }
        return data;
    }

    /** The numbers of a prediction, in the order of the outputs' ids. */
    public static <T extends Output<T>> double[] predicted(Prediction<T> prediction, ImmutableOutputInfo<T> outputs) {
        double[] predicted = new double[outputs.size()];
        for (var output : outputs) {
            predicted[output.getA()] = predicted(prediction, output.getB());
        }
        return predicted;
    }

    private static double predicted(Prediction<?> prediction, Output<?> output) {
        if (output instanceof Regressor number) {
            Regressor predicted = (Regressor) prediction.getOutput();
            return predicted.getDimension(number.getNames()[0]).orElseThrow().getValue();
        }
        if (output instanceof MultiLabel set) {
            String name = set.getLabelString();
            return ((MultiLabel) prediction.getOutputScores().get(name))
                    .getLabelScore(new Label(name))
                    .orElseThrow();
        }
        return ((Label) prediction.getOutputScores().get(((Label) output).getLabel())).getScore();
    }
}
