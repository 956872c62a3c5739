package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.compare.Compare;
import io.github.unspool.data.Sequences;
import io.github.unspool.inspect.EmissionLattice;
import io.github.unspool.loss.Loss;
import io.github.unspool.tribuo.adapter.StepNames;
import io.github.unspool.tribuo.output.LabelSequence;
import io.github.unspool.tribuo.output.LabelSequenceFactory;
import io.github.unspool.tribuo.output.TokenEvaluation;
import io.github.unspool.tribuo.output.TokenEvaluator;
import io.github.unspool.tribuo.output.TokenMetric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.test.Helpers;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Sequences of labels that are read from the steps themselves. */
class RnnCtcTest {
    private static final LabelSequenceFactory FACTORY = new LabelSequenceFactory();
    private static final MutableDataset<LabelSequence> TRAINING = signals(1, 300);
    private static final MutableDataset<LabelSequence> TEST = signals(2, 100);
    private static RnnModel<LabelSequence> model;

    @TempDir
    Path directory;

    private static Rnn rnn() {
        return Rnn.builder()
                .quiet()
                .hidden(24)
                .gru()
                .bidirectional()
                .loss(Loss.ctc())
                .epochs(12)
                .batch(8)
                .adam(0.01)
                .seed(1);
    }

    /**
     * Letters that hold for one to three steps, with pauses of none to two between them, in noise; equal neighbours have a
     * pause.
     */
    private static MutableDataset<LabelSequence> signals(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        MutableDataset<LabelSequence> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("signals", FACTORY), FACTORY);
        for (int i = 0; i < count; i++) {
            List<String> labels = new ArrayList<>();
            List<Integer> steps = new ArrayList<>(List.of(-1));
            for (int length = random.nextInt(6); labels.size() < length; ) {
                int letter = random.nextInt(3);
                String name = "abc".substring(letter, letter + 1);
                boolean repeats =
                        !labels.isEmpty() && labels.get(labels.size() - 1).equals(name);
                for (int pause = repeats ? 1 : random.nextInt(3); pause > 0; pause--) {
                    steps.add(-1);
                }
                for (int hold = 1 + random.nextInt(3); hold > 0; hold--) {
                    steps.add(letter);
                }
                labels.add(name);
            }
            Example<LabelSequence> example = new ArrayExample<>(LabelSequence.of(labels));
            for (int t = 0; t < steps.size(); t++) {
                for (int k = 0; k < 3; k++) {
                    double noise = 0.4 * (random.nextDouble() - 0.5);
                    example.add(new Feature(StepNames.of(t + 1, "x" + k), (steps.get(t) == k ? 1 : 0) + noise));
                }
            }
            data.add(example);
        }
        return data;
    }

    @BeforeAll
    static void train() {
        model = rnn().train(TRAINING, TEST);
    }

    @Test
    void train_signals_areReadRightly() {
        TokenEvaluation evaluation = (TokenEvaluation) model.evaluate(TEST);
        assertThat(evaluation.exactMatch()).isGreaterThan(0.95);
        assertThat(evaluation.tokenErrorRate()).isLessThan(0.02);
        assertThat(model.history().epochs().measure().title()).isEqualTo("CTC loss in nats");
        assertThat(model.history().diagnosis().findings()).isEmpty();
        assertThat(model.loss(TEST))
                .isCloseTo(model.history().validationLosses().get(11), within(1e-6));
        assertThat(model.toString()).contains("3 inputs → 24 gru in both directions → 4 outputs");
    }

    @Test
    void loss_isMinusLogOfTheProbabilityOfTheTarget() {
        double sum = 0;
        for (Example<LabelSequence> example : TEST) {
            sum -= Math.log(model.ctc().lattice(example, example.getOutput()).probability());
        }
        assertThat(model.loss(TEST)).isCloseTo(sum / TEST.size(), within(1e-4));
    }

    @Test
    void predict_hasTheProbabilityOfTheSequence() {
        Example<LabelSequence> example = TEST.getExample(3);
        var prediction = model.predict(example);
        LabelSequence output = prediction.getOutput();
        assertThat(output.score())
                .isBetween(0.0, 1.0)
                .isEqualTo(model.ctc().lattice(example).probability());
        assertThat(prediction.getOutputScores()).containsOnlyKeys(output.toString());
        assertThat(prediction.hasProbabilities()).isTrue();
        assertThat(model.ctc().likeliest(example).get(0).fullEquals(output)).isTrue();
    }

    @Test
    void beams_findSeveralSequencesTheLikeliestFirst() {
        for (Example<LabelSequence> example : TEST.getData().subList(0, 30)) {
            List<LabelSequence> best = model.ctc().beams(6).likeliest(example);
            assertThat(best).hasSizeBetween(4, 6).doesNotHaveDuplicates();
            assertThat(best).isSortedAccordingTo(Comparator.comparingDouble(sequence -> -sequence.score()));
            assertThat(best.stream().mapToDouble(LabelSequence::score).sum()).isBetween(0.5, 1.0000001);
            assertThat(best.get(0).score())
                    .isGreaterThanOrEqualTo(model.predict(example).getOutput().score());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.ctc().beams(0))
                .withMessage("beams(0): there must be at least 1; try beams(5)");
    }

    @Test
    void lattice_showsWhereLabelsAre() {
        Example<LabelSequence> example = TEST.getData().stream()
                .filter(e -> e.getOutput().size() >= 3)
                .findFirst()
                .orElseThrow();
        EmissionLattice lattice = model.ctc().lattice(example, example.getOutput());
        assertThat(lattice.labels()).isEqualTo(example.getOutput().labels());
        assertThat(lattice.posterior()).hasNumberOfRows(lattice.steps().size());
        assertThat(lattice.pathProbability()).isLessThanOrEqualTo(lattice.probability());
        int before = -1;
        for (int i = 0; i < lattice.labels().size(); i++) {
            int[] span = lattice.span(i);
            assertThat(span[0]).isGreaterThan(before);
            before = span[1];
        }
        assertThat(lattice.toString()).matches("(\\w \\d+(–\\d+)?, )+\\w \\d+(–\\d+)? \\(p = \\d\\.\\d{3}\\)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.ctc().lattice(example, LabelSequence.parse("a ".repeat(50))))
                .withMessageMatching(
                        "the example has \\d+ steps, but a target of 50 labels with 49 equal neighbours needs at least 99 for CTC; use more steps or a shorter target");
    }

    @Test
    void file_ofAModel_isTheSame() throws IOException {
        Helpers.testModelProtoSerialization(model, LabelSequence.class, TEST, 0);
        Path file = directory.resolve("model");
        model.serializeToFile(file);
        RnnModel<LabelSequence> read = RnnModel.load(file, LabelSequence.class);
        assertThat(read.loss(TEST)).isEqualTo(model.loss(TEST));
        assertThat(read.ctc().beams(3).likeliest(TEST.getExample(0)))
                .isEqualTo(model.ctc().beams(3).likeliest(TEST.getExample(0)));
    }

    @Test
    void train_resumedAndOnSeveralThreads_givesTheSameBits() {
        RnnModel<LabelSequence> whole = rnn().epochs(3).threads(1).train(TRAINING);
        Path checkpoint = directory.resolve("run");
        rnn().epochs(2).checkpoint(checkpoint).train(TRAINING);
        RnnModel<LabelSequence> resumed =
                rnn().epochs(3).checkpoint(checkpoint).threads(2).train(TRAINING);
        assertThat(Samples.bits(resumed.weights())).isEqualTo(Samples.bits(whole.weights()));
    }

    @Test
    void train_continues_withNewLabels() {
        MutableDataset<LabelSequence> more = signals(5, 60);
        more.getExample(0);
        RnnModel<LabelSequence> continued = rnn().epochs(2).train(more, model);
        assertThat(((TokenEvaluation) continued.evaluate(TEST)).exactMatch()).isGreaterThan(0.9);
    }

    @Test
    void crossValidationAndCompare_work() {
        var folds = new CrossValidation<>(rnn().epochs(2).<LabelSequence>trainer(), TRAINING, new TokenEvaluator(), 2)
                .evaluate();
        assertThat(folds)
                .hasSize(2)
                .allSatisfy(fold -> assertThat(fold.getA().tokenErrorRate()).isBetween(0.0, 1.0));
        var comparison = Compare.of(rnn().epochs(2))
                .over("rate", List.of(0.03, 0.0001), Rnn::adam)
                .score(TokenMetric.TOKEN_ERROR_RATE)
                .quiet()
                .run(TRAINING, TEST);
        assertThat(comparison.rows()).hasSize(2);
        assertThat(comparison.rows().get(0).toString()).contains("0.03");
    }

    @Test
    void targets_thatNeedMoreSteps_areRefusedInTrainingAndLeftOutInMeasuring() {
        Table table = Table.create(
                "t",
                StringColumn.create("in", "abab", "ba", "ab", "abba"),
                StringColumn.create("out", "x y", "y x", "x x", "x y"));
        Dataset<LabelSequence> data =
                Sequences.pairs(table, "in", "out").letters().toWords().data();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn().train(data))
                .withMessage(
                        "example 3 has 2 steps, but a target of 2 labels with 1 equal neighbours needs at least 3 for CTC; use more steps or a shorter target");
        Dataset<LabelSequence> fitting = Sequences.pairs(table.inRange(0, 2), "in", "out")
                .letters()
                .toWords()
                .data();
        RnnModel<LabelSequence> small = rnn().epochs(1).train(fitting);
        assertThat(small.predict("abab").getOutput().size()).isLessThanOrEqualTo(4);
        double both = small.loss(Sequences.pairs(table.inRange(1, 3), "in", "out")
                .letters()
                .toWords()
                .data());
        double first = small.loss(Sequences.pairs(table.inRange(1, 2), "in", "out")
                .letters()
                .toWords()
                .data());
        assertThat(both).isEqualTo(first);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small.loss(Sequences.pairs(table.inRange(2, 3), "in", "out")
                        .letters()
                        .toWords()
                        .data()))
                .withMessage(
                        "the data: there is nothing to measure; of its 1 targets, 0 are unknown, 0 were not in the training data, 1 need more steps, and 0 have the weight 0");
    }

    @Test
    void whatDoesNotFit_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rnn.builder().hidden(3).gru().train(TRAINING))
                .withMessage(
                        "the outputs of the data are sequences; add what writes them, such as decoder(d -> d.embedding(16).hidden(3).gru().attention()), or loss(Loss.ctc()) if each is at most as long as its input");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn().decoder(d -> d.hidden(3).gru()).train(TRAINING))
                .withMessage(
                        "decoder(…) and loss(Loss.ctc()) exclude each other, because CTC needs no decoder; remove one of them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rnn.builder().hidden(3).gru().loss(Loss.ctc()).train(Samples.sentence()))
                .withMessage("Loss.ctc() is for outputs that are sequences of labels; remove loss(…)");
        assertThatIllegalStateException()
                .isThrownBy(() -> model.saliency(TEST.getExample(0)))
                .withMessage(
                        "saliency(…) is for models that predict one value for each sequence, but this one predicts a label or a blank at each step; ctc().lattice(…) shows at which steps each label is");
        assertThatIllegalStateException()
                .isThrownBy(model::decoder)
                .withMessageStartingWith(
                        "the model predicts one LabelSequence for each sequence, so it has no decoder");
        assertThatIllegalStateException()
                .isThrownBy(() -> model.exportONNXModel("org.example", 1))
                .withMessage(
                        "a model that was trained with Loss.ctc() cannot be written as ONNX yet; weights().write(path) writes its numbers");
    }

    @Test
    void loss_asText_isRead() {
        assertThat(Loss.parse("ctc()")).isEqualTo(Loss.ctc());
        assertThat(Loss.parse(Loss.ctc().toString())).isEqualTo(Loss.ctc());
        Helpers.testConfigurableRoundtrip(rnn().<LabelSequence>trainer());
    }

    @Test
    void train_aSequenceOfOneStepAndAnEmptyTarget_work() {
        MutableDataset<LabelSequence> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("small", FACTORY), FACTORY);
        data.add(new ArrayExample<>(LabelSequence.of("a"), List.of(new Feature("t001:x", 1))));
        data.add(new ArrayExample<>(LabelSequence.of(), List.of(new Feature("t001:y", 1))));
        RnnModel<LabelSequence> tiny = Rnn.builder()
                .quiet()
                .hidden(4)
                .tanh()
                .loss(Loss.ctc())
                .epochs(60)
                .batch(1)
                .adam(0.05)
                .train(data);
        assertThat(tiny.predict(data.getExample(0)).getOutput()).isEqualTo(LabelSequence.of("a"));
        assertThat(tiny.predict(data.getExample(1)).getOutput()).isEqualTo(LabelSequence.of());
        assertThat(tiny.ctc().lattice(data.getExample(1))).asString().matches("nothing \\(p = 0\\.9\\d+\\)");
    }
}
