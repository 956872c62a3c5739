package io.github.unspool.tribuo.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.view.Views;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.test.Helpers;

class TokenEvaluationTest {
    private static final LabelSequenceFactory FACTORY = new LabelSequenceFactory();

    /** Of pairs: what should come out, and what did. */
    private static TokenEvaluation evaluation(String... texts) {
        List<Prediction<LabelSequence>> predictions = new ArrayList<>();
        for (int i = 0; i < texts.length; i += 2) {
            predictions.add(new Prediction<>(
                    LabelSequence.parse(texts[i + 1]),
                    1,
                    new ArrayExample<>(LabelSequence.parse(texts[i]), List.of(new Feature("t001:x", 1)))));
        }
        Dataset<LabelSequence> data = data(3);
        return new TokenEvaluator().evaluate(model(data), predictions, data.getProvenance());
    }

    private static MutableDataset<LabelSequence> data(int examples) {
        MutableDataset<LabelSequence> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("a test", FACTORY), FACTORY);
        for (int i = 0; i < examples; i++) {
            data.add(new ArrayExample<>(
                    LabelSequence.of(Collections.nCopies(1 + i % 3, "a")), List.of(new Feature("t001:x", i + 1))));
        }
        return data;
    }

    private static Model<LabelSequence> model(Dataset<LabelSequence> data) {
        return new FirstTrainer<LabelSequence>().train(data);
    }

    @Test
    void evaluation_ofPerfectPredictions_isPerfect() {
        TokenEvaluation evaluation = evaluation("a b c d e", "a b c d e", "f g", "f g");
        assertThat(evaluation.exactMatch()).isEqualTo(1);
        assertThat(evaluation.tokenErrorRate()).isZero();
        assertThat(evaluation.bleu()).isEqualTo(1);
        assertThat(evaluation)
                .hasToString(
                        "2 sequences of 7 tokens: 100.0 % exact, token error rate 0.000 (0 substitutions, 0 insertions, 0 deletions), BLEU 1.000");
    }

    @Test
    void tokenErrorRate_countsEditsOverAllTargets() {
        TokenEvaluation evaluation = evaluation("AH N S P UW L", "AH N Z P UW L IY", "K AE T", "K T", "D", "D");
        assertThat(evaluation.score()).satisfies(score -> {
            assertThat(score.substitutions()).isEqualTo(1);
            assertThat(score.insertions()).isEqualTo(1);
            assertThat(score.deletions()).isEqualTo(1);
            assertThat(score.tokens()).isEqualTo(10);
            assertThat(score.exact()).isEqualTo(1);
        });
        assertThat(evaluation.tokenErrorRate()).isCloseTo(0.3, within(1e-15));
        assertThat(evaluation.exactMatch()).isEqualTo(1 / 3.0);
        assertThat(evaluation.toString()).endsWith("\nmost often: AE → ∅ 1×, S → Z 1×, ∅ → IY 1×");
    }

    /** The example of the paper's section 2.1.1: "the" may count twice of seven times. */
    @Test
    void bleu_countsAnNgramAsOftenAsTheTargetHasIt() {
        Bleu bleu = new Bleu();
        bleu.add(List.of("the", "cat", "is", "on", "the", "mat"), Collections.nCopies(7, "the"));
        assertThat(bleu.score()).isZero();
        // Orders end at the longest target, here at 1: 1 of 2, and no penalty.
        assertThat(evaluation("a", "a a").bleu()).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void bleu_byHand_isTheSame() {
        // 1-grams 5 + 3 of 8, 2-grams 3 + 2 of 6, 3-grams 2 + 1 of 4, 4-grams 1 of 2; 8 tokens for 9.
        TokenEvaluation evaluation = evaluation("a b c d x", "a b c d e", "f g h i", "f g h");
        double precisions = (7 / 8.0) * (5 / 6.0) * (3 / 4.0) * (1 / 2.0);
        assertThat(evaluation.bleu()).isCloseTo(Math.pow(precisions, 0.25) * Math.exp(1 - 9 / 8.0), within(1e-12));
    }

    @Test
    void bleu_longerPredictions_haveNoPenalty() {
        assertThat(evaluation("a b c d", "a b c d e").bleu())
                .isCloseTo(Math.pow(4 / 5.0 * 3 / 4.0 * 2 / 3.0 * 1 / 2.0, 0.25), within(1e-12));
    }

    @Test
    void empty_targetsAndPredictions_count() {
        TokenEvaluation evaluation = evaluation("", "", "", "a", "b c", "");
        assertThat(evaluation.exactMatch()).isEqualTo(1 / 3.0);
        assertThat(evaluation.tokenErrorRate()).isEqualTo(1.5);
        assertThat(evaluation.bleu()).isZero();
        assertThat(evaluation("", "a").tokenErrorRate()).isNaN();
        assertThat(evaluation("", "a").bleu()).isNaN();
        assertThat(evaluation().exactMatch()).isNaN();
        assertThat(evaluation().byLength()).isEmpty();
    }

    /** Against the distance by its recursive definition. */
    @Test
    void alignment_ofManyPairs_hasTheFewestEdits() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            List<String> target = tokens(random);
            List<String> predicted = tokens(random);
            EditAlignment alignment = EditAlignment.of(target, predicted);
            assertThat(alignment.distance()).isEqualTo(distance(target, predicted));
            assertThat(alignment.substitutions() + alignment.insertions() + alignment.deletions())
                    .isEqualTo(alignment.distance());
            assertThat(alignment.pairs().stream().flatMap(pair -> pair.target().stream()))
                    .containsExactlyElementsOf(target);
            assertThat(alignment.pairs().stream().flatMap(pair -> pair.predicted().stream()))
                    .containsExactlyElementsOf(predicted);
        }
    }

    private static List<String> tokens(Random random) {
        return IntStream.range(0, random.nextInt(7))
                .mapToObj(i -> "abc".charAt(random.nextInt(3)) + "")
                .toList();
    }

    private static int distance(List<String> a, List<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.size() + b.size();
        }
        List<String> restA = a.subList(1, a.size());
        List<String> restB = b.subList(1, b.size());
        int both = distance(restA, restB) + (a.get(0).equals(b.get(0)) ? 0 : 1);
        return Math.min(both, 1 + Math.min(distance(restA, b), distance(a, restB)));
    }

    @Test
    void alignment_text_showsEdits() {
        assertThat(EditAlignment.of(List.of("AH", "N", "S", "L"), List.of("AH", "N", "Z", "IY", "L")))
                .hasToString("AH N +Z S→IY L");
        assertThat(EditAlignment.of(List.of("a b", "c"), List.of("c"))).hasToString("−a\\sb c");
    }

    @Test
    void confusion_countsTokensAlongAlignments() {
        TokenConfusion confusion =
                evaluation("a b", "a c", "a ∅", "a", "b", "b b").confusion();
        assertThat(confusion.nothing()).isEqualTo("∅∅");
        assertThat(confusion.counts())
                .isEqualTo(Map.of(
                        "a", Map.of("a", 2L),
                        "b", Map.of("b", 1L, "c", 1L),
                        "∅", Map.of("∅∅", 1L),
                        "∅∅", Map.of("b", 1L)));
        Label b = new Label("b");
        assertThat(confusion.support(b)).isEqualTo(2);
        assertThat(confusion.tp(b)).isEqualTo(1);
        assertThat(confusion.fp(b)).isEqualTo(1);
        assertThat(confusion.fn(b)).isEqualTo(1);
        assertThat(confusion.tn(b)).isEqualTo(3);
        assertThat(confusion.support()).isEqualTo(6);
        assertThat(Views.chart(confusion).getTitle()).isEqualTo("Predicted and true labels");
        assertThat(Views.table(confusion).stringColumn("label").asList()).contains("a", "b", "∅∅");
    }

    @Test
    void asMap_hasAllMetrics() {
        TokenEvaluation evaluation = evaluation("a b", "a c");
        assertThat(evaluation.asMap().get(new MetricID<>(MetricTarget.<LabelSequence>microAverageTarget(), "BLEU")))
                .isEqualTo(evaluation.bleu());
        assertThat(evaluation.asMap()).hasSize(TokenMetric.values().length);
        assertThat(evaluation.get(TokenMetric.TOKEN_ERROR_RATE.id())).isEqualTo(0.5);
        assertThat(evaluation.get(TokenMetric.SUBSTITUTIONS.id())).isEqualTo(1);
        assertThat(evaluation.getPredictions()).hasSize(1);
        Helpers.testProvenanceMarshalling(evaluation.getProvenance());
    }

    @Test
    void table_hasARowForEachLengthAndOneForAll() {
        assertThat(Views.table(evaluation("a b c", "a b c", "a", "b", "c b a", "c a"))
                        .print())
                .isEqualToIgnoringWhitespace("""
                                                 evaluation
                         length  |  n  |  exact  |  token error rate  |  substituted  |  inserted  |  deleted  |  BLEU   |
                        --------------------------------------------------------------------------------------------------
                              1  |  1  |  0.000  |             1.000  |            1  |         0  |        0  |  0.000  |
                              3  |  2  |  0.500  |             0.167  |            0  |         0  |        1  |  0.715  |
                            all  |  3  |  0.333  |             0.286  |            1  |         0  |        1  |  0.696  |
                        """);
        assertThat(evaluation("a b c", "a b c", "a", "b").toHTML())
                .isEqualTo(
                        "<table><tr><th>length</th><th>n</th><th>exact</th><th>token error rate</th><th>BLEU</th></tr>"
                                + "<tr><td>1</td><td>1</td><td>0.000</td><td>1.000</td><td>0.000</td></tr>"
                                + "<tr><td>3</td><td>1</td><td>1.000</td><td>0.000</td><td>1.000</td></tr>"
                                + "<tr><td>all</td><td>2</td><td>0.500</td><td>0.250</td><td>0.909</td></tr></table>");
    }

    @Test
    void byLength_manyLengths_areGrouped() {
        String[] texts =
                IntStream.range(2, 80).mapToObj(i -> "a ".repeat(i / 2)).toArray(String[]::new);
        List<TokenScore> groups = evaluation(texts).byLength();
        assertThat(groups).hasSize(10);
        assertThat(groups.get(0).shortest()).isEqualTo(1);
        assertThat(groups.get(0).longest()).isEqualTo(4);
        assertThat(groups.stream().mapToInt(TokenScore::sequences).sum()).isEqualTo(39);
    }

    @Test
    void evaluate_dataset_andCrossValidation() {
        MutableDataset<LabelSequence> data = data(12);
        TokenEvaluation evaluation = new TokenEvaluator().evaluate(model(data), data);
        assertThat(evaluation.exactMatch()).isEqualTo(1 / 3.0);
        Trainer<LabelSequence> trainer = new FirstTrainer<>();
        var folds = new CrossValidation<>(trainer, data, new TokenEvaluator(), 4).evaluate();
        assertThat(folds)
                .hasSize(4)
                .allSatisfy(fold -> assertThat(fold.getA().score().sequences()).isEqualTo(3));
        assertThat(FACTORY.getEvaluator().evaluate(model(data), data).asMap()).isEqualTo(evaluation.asMap());
    }

    @Test
    void evaluate_unknownTarget_isRefused() {
        MutableDataset<LabelSequence> data = data(2);
        Model<LabelSequence> model = model(data);
        Example<LabelSequence> unknown =
                new ArrayExample<>(FACTORY.getUnknownOutput(), List.of(new Feature("t001:x", 1)));
        data.add(unknown);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenEvaluator().evaluate(model, data))
                .withMessage("example 3 has no known target, so it cannot be measured; leave it out");
    }
}
