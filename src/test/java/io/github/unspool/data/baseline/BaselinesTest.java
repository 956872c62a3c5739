package io.github.unspool.data.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.split.Parts;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sequence.LabelSequenceEvaluator;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceModel;
import tech.tablesaw.api.Table;

class BaselinesTest {
    /** a is followed by b twice and by c once; b by a twice. */
    private static final SequenceDataset<Label> TEXT = Sequences.characters("ababac");

    private static final LabelFactory LABELS = new LabelFactory();

    private static Label predicted(SequenceModel<Label> model, int step) {
        return model.predict(TEXT.getExample(0)).get(step).getOutput();
    }

    @Test
    void majority_tellsTheCommonestLabel_withItsShare() {
        // The labels are b a b a c: of equally common ones the first is predicted. Each has one count more.
        Label predicted = predicted(Baselines.majority().train(TEXT), 0);
        assertThat(predicted.getLabel()).isEqualTo("a");
        // (2 + 3/8) / (5 + 1)
        assertThat(predicted.getScore()).isCloseTo(2.375 / 6, within(1e-12));
    }

    @Test
    void perToken_isTheBigram() {
        SequenceModel<Label> model = Baselines.perToken().train(TEXT);
        assertThat(predicted(model, 0).getLabel()).isEqualTo("b");
        // After a: b 2 of 3, and its share of all labels, 3/8, once more.
        assertThat(predicted(model, 0).getScore()).isCloseTo(2.375 / 4, within(1e-12));
        assertThat(predicted(model, 1).getLabel()).isEqualTo("a");
        Prediction<Label> first = model.predict(TEXT.getExample(0)).get(0);
        assertThat(first.getOutputScores().values().stream()
                        .mapToDouble(Label::getScore)
                        .sum())
                .isCloseTo(1, within(1e-12));
        assertThat(first.getOutputScores().get("c").getScore()).isCloseTo(1.25 / 4, within(1e-12));
        // After c, which was followed by nothing, all have their share.
        var unknown = Sequences.characters("cb");
        assertThat(model.predict(unknown.getExample(0))
                        .get(0)
                        .getOutputScores()
                        .get("c")
                        .getScore())
                .isCloseTo(2 / 8.0, within(1e-12));
    }

    @Test
    void perToken_isMeasuredByTribuosEvaluator() {
        var evaluation =
                new LabelSequenceEvaluator().evaluate(Baselines.perToken().train(TEXT), TEXT);
        // a→b, b→a, a→b, b→a are targets; the last, a→c, is not.
        assertThat(evaluation.accuracy()).isEqualTo(0.8);
    }

    @Test
    void table_ofSequences_comparesInALine() {
        var parts = new Parts.OfSequences<>(TEXT, TEXT, TEXT);
        var model = Rnn.builder().hidden(8).gru().epochs(100).quiet().train(TEXT);
        Table table = Baselines.table(parts, model);
        assertThat(table.columnNames()).containsExactly("model", "accuracy", "perplexity");
        assertThat(table.stringColumn("model").asList()).containsExactly("network", "majority", "per token");
        assertThat(table.doubleColumn("accuracy").asList()).containsExactly(1.0, 0.4, 0.8);
        List<Double> perplexity = table.doubleColumn("perplexity").asList();
        assertThat(perplexity.get(0)).isCloseTo(model.text().perplexity(TEXT), within(1e-5));
        // a and b with 2.375/6 twice each, c with 1.25/6.
        assertThat(perplexity.get(1)).isCloseTo(1 / Math.pow(Math.pow(2.375 / 6, 4) * 1.25 / 6, 0.2), within(1e-12));
        // a→b twice 2.375/4, b→a twice 2.375/3, a→c 1.25/4.
        assertThat(perplexity.get(2))
                .isCloseTo(
                        1 / Math.pow(Math.pow(2.375 / 4, 2) * Math.pow(2.375 / 3, 2) * 1.25 / 4, 0.2), within(1e-12));
    }

    /** Whether x or y came more often, and in the second kind, which of them came first: both have the same bag. */
    private static Dataset<Label> whole(String... kinds) {
        MutableDataset<Label> data = new MutableDataset<>(new SimpleDataSourceProvenance("xy", LABELS), LABELS);
        for (String kind : kinds) {
            String word = kind.substring(2);
            String[] names = new String[word.length()];
            double[] ones = new double[word.length()];
            for (int t = 0; t < names.length; t++) {
                names[t] = String.format(Locale.ROOT, "t%03d:%s", t + 1, word.charAt(t));
                ones[t] = 1;
            }
            data.add(new ArrayExample<>(new Label(kind.substring(0, 1)), names, ones));
        }
        return data;
    }

    @Test
    void bagOfFeatures_seesWhatThereIsButNotItsOrder() {
        Model<Label> model =
                Baselines.bagOfFeatures().train(whole("X xxy", "X xyx", "Y yyx", "Y yxy", "X xxx", "Y yyy"));
        Dataset<Label> test = whole("X yxx", "Y xyy");
        assertThat(model.predict(test).stream().map(p -> p.getOutput().getLabel()))
                .containsExactly("X", "Y");
        var swapped = whole("X xy", "Y yx");
        assertThat(model.predict(swapped.getExample(0)).getOutputScores())
                .isEqualTo(model.predict(swapped.getExample(1)).getOutputScores());
    }

    @Test
    void table_ofExamples_comparesInALine() {
        Dataset<Label> data = whole("F xy", "L yx", "F xxy", "L yyx", "F xyx", "F xyy");
        var model = Rnn.builder().hidden(8).gru().epochs(100).adam(0.02).quiet().train(data);
        Table table = Baselines.table(new Parts.OfExamples<>(data, data, data), model);
        assertThat(table.stringColumn("model").asList()).containsExactly("network", "majority", "bag of features");
        assertThat(table.doubleColumn("accuracy").get(0)).isEqualTo(1);
        assertThat(table.doubleColumn("accuracy").get(1)).isEqualTo(4 / 6.0);
        assertThat(table.doubleColumn("accuracy").get(2)).isLessThan(1);
        // F1 of F is 2·(4/6)/(4/6 + 1) = 0.8, of L 0.
        assertThat(table.doubleColumn("macro F1").get(1)).isCloseTo(0.4, within(1e-12));
    }
}
