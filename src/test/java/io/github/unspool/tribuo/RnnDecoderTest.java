package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.inspect.Alignment;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.tribuo.adapter.StepNames;
import io.github.unspool.tribuo.output.LabelSequence;
import io.github.unspool.tribuo.output.LabelSequenceFactory;
import io.github.unspool.tribuo.output.TokenEvaluation;
import io.github.unspool.tribuo.output.TokenEvaluator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Training of an encoder and a decoder, and what they write. */
class RnnDecoderTest {
    private static final LabelSequenceFactory FACTORY = new LabelSequenceFactory();
    private static RnnModel<LabelSequence> model;
    private static MutableDataset<LabelSequence> test;

    static Rnn rnn() {
        return Rnn.builder()
                .quiet()
                .embedding(12)
                .hidden(48)
                .gru()
                .bidirectional()
                .decoder(d -> d.embedding(12).hidden(48).gru().attention())
                .epochs(25)
                .batch(16)
                .adam(Rate.oneCycle(0.005))
                .seed(1);
    }

    /** Letters, which are to be written from the last to the first. */
    static MutableDataset<LabelSequence> reversals(long seed, int count, int longest) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Example<LabelSequence>> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> letters = new ArrayList<>();
            for (int length = 1 + random.nextInt(longest); letters.size() < length; ) {
                letters.add(String.valueOf((char) ('a' + random.nextInt(8))));
            }
            examples.add(example(letters));
        }
        return new MutableDataset<>(
                new ListDataSource<>(examples, FACTORY, new SimpleDataSourceProvenance("reversals", FACTORY)));
    }

    private static Example<LabelSequence> example(List<String> letters) {
        List<String> reversed = new ArrayList<>(letters);
        Collections.reverse(reversed);
        Example<LabelSequence> example = new ArrayExample<>(LabelSequence.of(reversed));
        for (int t = 0; t < letters.size(); t++) {
            example.add(new Feature(StepNames.of(t + 1, letters.get(t)), 1));
        }
        return example;
    }

    @BeforeAll
    static void train() {
        model = rnn().train(reversals(1, 1200, 8));
        test = reversals(2, 100, 8);
    }

    @Test
    void evaluate_ofReversals_isExact() {
        var evaluation = new TokenEvaluator().evaluate(model, test);
        assertThat(evaluation.exactMatch()).isGreaterThanOrEqualTo(0.97);
        assertThat(((TokenEvaluation) model.evaluate(test)).tokenErrorRate()).isEqualTo(evaluation.tokenErrorRate());
        assertThat(model.toString()).contains("→ decoder: embedding 12 → 48 gru with general attention → 9 outputs");
    }

    @Test
    void predict_alone_isAsAmongOthers() {
        List<Prediction<LabelSequence>> all = model.predict(test);
        for (int i = 0; i < 20; i++) {
            Prediction<LabelSequence> one = model.predict(test.getExample(i));
            assertThat(one.getOutput().fullEquals(all.get(i).getOutput())).isTrue();
            assertThat(one.hasProbabilities()).isTrue();
            assertThat(one.getOutput().score()).isBetween(0.5, 1.0);
        }
    }

    @Test
    void beams_findWhatIsAtLeastAsProbable() {
        for (int i = 0; i < 20; i++) {
            List<LabelSequence> best = found(model.decoder().beams(5), test.getExample(i));
            double greedy = model.predict(test.getExample(i)).getOutput().score();
            assertThat(best).hasSize(5).doesNotHaveDuplicates();
            assertThat(best.get(0).score()).isGreaterThanOrEqualTo(greedy * (1 - 1e-5));
            assertThat(best).extracting(LabelSequence::score).isSortedAccordingTo(Collections.reverseOrder());
            assertThat(best.stream().mapToDouble(LabelSequence::score).sum()).isLessThanOrEqualTo(1 + 1e-5);
        }
    }

    private static List<LabelSequence> found(RnnDecoder decoder, Example<LabelSequence> example) {
        return List.copyOf(decoder.predict(example).getOutputScores().values());
    }

    @Test
    void score_ofAnOutput_isItsProbability() {
        Example<LabelSequence> example = test.getExample(5);
        LabelSequence output = model.predict(example).getOutput();
        Example<LabelSequence> known = new ArrayExample<>(output, example, 1f);
        assertThat(Math.exp(-model.decoder().surprise(known).total())).isCloseTo(output.score(), within(1e-6));
        var alone = new MutableDataset<>(test.getProvenance(), FACTORY);
        alone.add(known);
        assertThat(model.loss(alone)).isCloseTo(-Math.log(output.score()) / (output.size() + 1), within(1e-5));
    }

    @Test
    void likeliest_withAllBeams_hasAllOfTheProbability() {
        // Of at most one label: the empty sequence, and each label alone.
        List<LabelSequence> all = found(model.decoder().limit(2).beams(100), example(List.of("c")));
        assertThat(all.get(0).labels()).containsExactly("c");
        assertThat(all)
                .extracting(LabelSequence::score)
                .allSatisfy(score -> assertThat(score).isBetween(0.0, 1.0));
        assertThat(all.stream().mapToDouble(LabelSequence::score).sum()).isCloseTo(1, within(1e-5));
    }

    @Test
    void alignment_ofAReversal_goesBackwards() {
        Example<LabelSequence> example = example(List.of("a", "b", "c", "d", "e"));
        Alignment alignment = model.decoder().alignment(example);
        assertThat(alignment.read()).containsExactly("a", "b", "c", "d", "e");
        assertThat(alignment.written()).containsExactly("e", "d", "c", "b", "a", "(end)");
        for (float[] row : alignment.weights()) {
            double sum = 0;
            for (float weight : row) {
                sum += weight;
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
        }
        assertThat(alignment.strongest(0)).isGreaterThan(alignment.strongest(4));
    }

    @Test
    void trace_ofBothSides_hasTheirSteps() {
        Example<LabelSequence> example = example(List.of("a", "b", "c"));
        assertThat(model.trace(example).steps()).containsExactly("a", "b", "c");
        assertThat(model.decoder().trace(example).steps()).containsExactly("c", "b", "a", "(end)");
        assertThat(model.decoder().trace(example).hidden()[0][3]).hasSize(48);
    }

    @Test
    void draw_withAHighTemperature_differsBySeedOnly() {
        RnnDecoder bold = model.decoder().temperature(3);
        Example<LabelSequence> example = test.getExample(1);
        assertThat(bold.seed(1).draw(example)).isEqualTo(bold.seed(1).draw(example));
        List<LabelSequence> drawn = new ArrayList<>();
        for (int seed = 0; seed < 5; seed++) {
            drawn.add(bold.seed(seed).draw(example));
        }
        assertThat(drawn.stream().distinct().count()).isGreaterThan(2);
        assertThat(model.decoder().topK(1).draw(example))
                .isEqualTo(model.predict(example).getOutput());
    }

    @Test
    void savedAndLoaded_isTheSame(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("reversal.model");
        model.serializeToFile(file);
        RnnModel<LabelSequence> loaded = RnnModel.load(file, LabelSequence.class);
        assertThat(loaded).hasToString(model.toString());
        for (int i = 0; i < 5; i++) {
            assertThat(loaded.predict(test.getExample(i))
                            .getOutput()
                            .fullEquals(model.predict(test.getExample(i)).getOutput()))
                    .isTrue();
        }
        assertThat(Model.deserializeFromFile(file)).isInstanceOf(RnnModel.class);
    }

    @Test
    void train_stoppedAndResumed_givesTheSameBits(@TempDir Path folder) {
        var data = reversals(3, 60, 5);
        Rnn short4 = rnn().decoder(d -> d.hidden(10).lstm().dropout(0.2).attention())
                .epochs(4)
                .adam(0.01);
        Path file = folder.resolve("run.checkpoint");
        short4.epochs(2).checkpoint(file).train(data);
        RnnModel<LabelSequence> resumed = short4.checkpoint(file).train(data);
        RnnModel<LabelSequence> whole = short4.train(data);
        for (int i = 0; i < whole.weights().parameters().size(); i++) {
            assertThat(resumed.weights().parameters().get(i).values())
                    .isEqualTo(whole.weights().parameters().get(i).values());
        }
    }

    @Test
    void train_onFromAModel_withNewLabels_keepsTheKnownOnesByName() {
        var few = reversals(4, 200, 3);
        Rnn rnn = rnn().epochs(15);
        RnnModel<LabelSequence> first = rnn.train(few);
        var more = new MutableDataset<>(few.getProvenance(), FACTORY);
        few.forEach(more::add);
        more.add(example(List.of("A", "b")));
        RnnModel<LabelSequence> second = rnn.epochs(1).adam(1e-9).train(more, first);
        // "A" is sorted before the others, so all ids have moved.
        assertThat(second.predict(example(List.of("c", "d"))).getOutput())
                .isEqualTo(first.predict(example(List.of("c", "d"))).getOutput());
        assertThat(second.loss(few)).isCloseTo(first.loss(few), within(0.2));
    }

    @Test
    void train_withoutADecoder_saysWhatToAdd() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rnn.builder().hidden(8).gru().train(test))
                .withMessage(
                        "the outputs of the data are sequences; add what writes them, such as decoder(d -> d.embedding(16).hidden(8).gru().attention()), or loss(Loss.ctc()) if each is at most as long as its input");
    }

    @Test
    void decoder_whereItMakesNoSense_isRefusedWithASentence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rnn.builder().decoder(d -> d.attention()))
                .withMessage("decoder(…): there is no layer; add one, such as hidden(16).tanh()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn().truncate(3).train(test))
                .withMessageStartingWith("truncate(3) and decoder(…) exclude each other");
        assertThatIllegalStateException()
                .isThrownBy(() -> model.gradientFlow(test.getExample(0)))
                .withMessageContaining("decoder().alignment(…)");
        assertThatIllegalStateException()
                .isThrownBy(() -> model.predict("abc"))
                .withMessageContaining("cannot split a text");
        var labels =
                new MutableDataset<>(new SimpleDataSourceProvenance("labels", new LabelFactory()), new LabelFactory());
        labels.add(new ArrayExample<>(new Label("x"), List.of(new Feature("t001:a", 1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn().train(labels))
                .withMessage("decoder(…) writes sequences, but each output of the data is one value; remove the call");
    }

    @Test
    void builder_printsTheCalls() {
        assertThat(rnn().toString())
                .contains(
                        ".hidden(48).gru().bidirectional().quiet().decoder(d -> d.embedding(12).hidden(48).gru().attention())");
        Rnn stacked = Rnn.builder()
                .hidden(3)
                .tanh()
                .decoder(d -> d.embedding(4)
                        .hidden(4)
                        .lstm()
                        .skip()
                        .dropout(0.5)
                        .recurrentDropout(0.25)
                        .hidden(4)
                        .gru());
        assertThat(stacked.trainer().toString())
                .contains(
                        "decoder(d -> d.embedding(4).hidden(4).lstm().skip().dropout(0.5).recurrentDropout(0.25).hidden(4).gru())");
    }
}
