package io.github.unspool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.unspool.cell.Cells;
import io.github.unspool.loss.Loss;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.training.History;
import io.github.unspool.tribuo.optimiser.Adam;
import io.github.unspool.tribuo.optimiser.RmsProp;
import io.github.unspool.tribuo.optimiser.Sgd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.math.optimisers.AdaDelta;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.RMSProp;
import org.tribuo.math.optimisers.SGD;

class RnnTest {
    private static final Rnn RNN = Rnn.builder();

    static Stream<Arguments> wrongCalls() {
        return Stream.of(
                wrong(() -> RNN.hidden(0), "hidden(0): a layer needs at least 1 unit; try hidden(16)"),
                wrong(() -> RNN.epochs(0), "epochs(0): at least 1 is needed; try epochs(100)"),
                wrong(() -> RNN.batch(0), "batch(0): at least 1 sequence is needed; try batch(32)"),
                wrong(() -> RNN.truncate(0), "truncate(0): at least 1 step is needed; try truncate(50)"),
                wrong(() -> RNN.clip(-1), "clip(-1.0): the norm must be positive and finite; try clip(1)"),
                wrong(
                        () -> RNN.clip(Double.POSITIVE_INFINITY),
                        "clip(Infinity): the norm must be positive and finite; try clip(1)"),
                wrong(() -> RNN.adam(-0.1), "adam(-0.1): the value must be positive and finite; try adam(0.01)"),
                wrong(() -> RNN.sgd(Double.NaN), "sgd(NaN): the value must be positive and finite; try sgd(0.1)"),
                wrong(() -> RNN.train(Samples.sentence()), "there is no layer; add one, such as hidden(16).tanh()"),
                wrong(
                        () -> Samples.rnn().train(Samples.dataset(List.of())),
                        "no data: the data set has no sequence;"
                                + " try Sequences.words(\"I love recurrent neural networks\")"));
    }

    private static Arguments wrong(ThrowingCallable call, String sentence) {
        return arguments(call, sentence);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("wrongCalls")
    void call_wrong_saysWhatToWriteInstead(ThrowingCallable call, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(sentence);
    }

    @Test
    void call_onAnyValue_leavesThatValueAsItWas() {
        Rnn base = RNN.hidden(4).tanh();
        String before = base.sequenceTrainer().toString();
        base.hidden(2).relu();
        base.epochs(7).batch(2).truncate(3).clip(0.5).seed(9).sgd(0.1);
        assertThat(base).hasToString("Rnn.builder().hidden(4).tanh()");
        assertThat(base.sequenceTrainer()).hasToString(before);
        assertThat(RNN).hasToString("Rnn.builder()");
    }

    @Test
    void call_twiceOnOneValue_branches() {
        Rnn base = RNN.hidden(4).tanh();
        assertThat(base.epochs(1)).hasToString("Rnn.builder().hidden(4).tanh().epochs(1)");
        assertThat(base.seed(7)).hasToString("Rnn.builder().hidden(4).tanh().seed(7)");
    }

    @Test
    void trainer_nothingSaid_hasTheDefaultsOfTheJavadoc() {
        Rnn rnn = RNN.hidden(4).tanh();
        assertThat(rnn.sequenceTrainer()).hasToString("RnnSequenceTrainer(hidden(4).tanh())");
        assertThat(rnn.hyperparameters().table())
                .containsExactly(
                        entry("optimiser", "adam(0.01)"),
                        entry("epochs", "100"),
                        entry("batch", "32"),
                        entry("seed", "1"));
    }

    @Test
    void of_hyperparameters_isAgainTheChainThatMakesThem() {
        Rnn rnn = RNN.embedding(3)
                .hidden(4)
                .gru()
                .dropout(0.1)
                .hidden(2)
                .tanh()
                .seed(5)
                .classWeights(Map.of("b", 2, "a", 3))
                .patience(2)
                .adam(Rate.cosine(0.1))
                .checkpoint(Path.of("it"))
                .units(3);
        assertThat(Rnn.of(rnn.hyperparameters()))
                .hasToString("Rnn.builder().embedding(3).hidden(4).gru().dropout(0.1).hidden(3).tanh().seed(5)"
                        + ".classWeights(Map.of(\"a\", 3.0, \"b\", 2.0)).patience(2).adam(Rate.cosine(0.1))"
                        + ".checkpoint(Path.of(\"it\"))");
    }

    @Test
    void toString_compiledByJShell_rebuildsTheValue() {
        Rnn layer = RNN.hidden(4).tanh();
        List<Rnn> values = List.of(
                layer,
                RNN.hidden(3)
                        .relu()
                        .hidden(2)
                        .gru()
                        .hidden(5)
                        .lstm()
                        .epochs(5)
                        .batch(2)
                        .sgd(1e-5),
                layer.truncate(7).clip(0.25).adam(1e-12).seed(Integer.MIN_VALUE),
                layer.top().dropout(0.25).hidden(2).gru().adam(Rate.cosine(0.02).warmUp(0.1)),
                layer.optimiser(new Adam(Rate.steps(0.1, 3, 0.5), 0.01)),
                layer.optimiser(new Adam(Rate.constant(0.1), 0.01)).seed(5_000_000_000L),
                layer.optimiser(new Sgd(Rate.linear(0.1), 0.9, true)),
                layer.optimiser(new Sgd(Rate.constant(0.1), 0.9, false))
                        .validation(0.2)
                        .patience(3),
                layer.optimiser(new Sgd(Rate.cosine(0.1), 0, false)),
                layer.adam(Rate.exponential(0.1, 0.01)),
                layer.optimiser(new RmsProp(0.003)),
                RNN.embedding(6)
                        .hidden(3)
                        .lstm()
                        .bidirectional()
                        .skip()
                        .dropout(0.1)
                        .recurrentDropout(0.2)
                        .hidden(6)
                        .gru()
                        .skip()
                        .learnStart(),
                layer.bucket().ignoreUnknown().loss(Loss.huber(0.5)),
                layer.loss(Loss.crossEntropy(0.1)).classWeights(Map.of("a \"b\"\\", 2.0)),
                layer.checkpoint(Path.of("a \"b\"\\c", "run")),
                layer.quiet(),
                layer.optimiser(new AdaGrad(0.1, 0.01)),
                layer.optimiser(new AdaDelta(0.9, 0.001)),
                layer.optimiser(new RMSProp(0.01, 0.8, 1e-7, 0.5)),
                layer.optimiser(SGD.getSimpleSGD(0.3)),
                layer.optimiser(SGD.getLinearDecaySGD(0.3, 0.9, SGD.Momentum.STANDARD)),
                layer.optimiser(SGD.getSqrtDecaySGD(0.3, 0.9, SGD.Momentum.NESTEROV)));
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            shell.eval("import java.util.Map;");
            shell.eval("import java.nio.file.Path;");
            for (String part : List.of("", "loss.", "optimiser.", "tribuo.optimiser.")) {
                shell.eval("import io.github.unspool." + part + "*;");
            }
            for (Class<?> type : List.of(AdaGrad.class, AdaDelta.class, RMSProp.class, SGD.class)) {
                shell.eval("import " + type.getName() + ";");
            }
            for (Rnn value : values) {
                SnippetEvent result =
                        shell.eval(value + ".sequenceTrainer().toString()").get(0);
                assertThat(result.status()).as(value.toString()).isEqualTo(Snippet.Status.VALID);
                String trainer = value.sequenceTrainer().toString();
                // JShell shows a text as it would be written.
                assertThat(result.value())
                        .isEqualTo('"' + trainer.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
            }
        }
    }

    @Test
    void toString_widthWithoutCell_saysThatItWaits() {
        assertThat(RNN.hidden(4).toString())
                .isEqualTo("Rnn.builder().hidden(4): choose its cell: tanh(), relu(), gru(), lstm() or cell(…)");
    }

    @Test
    void train_stackedLayers_givesThemFromTheInputUpwards() {
        var network = RNN.hidden(3)
                .tanh()
                .hidden(2)
                .relu()
                .epochs(1)
                .train(Samples.sentence())
                .weights()
                .network();
        assertThat(network.layers()).containsExactly(new LayerSpec(3, Cells.TANH), new LayerSpec(2, Cells.RELU));
        assertThat(network.inputs()).isEqualTo(4);
        assertThat(network.outputs()).isEqualTo(4);
    }

    @Test
    void train_theFirstCellOfTheFirstNotebook_knowsTheSentence() {
        var model = RNN.hidden(4).tanh().epochs(200).adam(0.01).seed(42).train(Samples.sentence());
        var next = model.next("I", "love", "recurrent", "neural").getOutput();
        assertThat(next.getLabel()).isEqualTo("networks");
        assertThat(next.getScore()).isGreaterThan(0.5);
    }

    @Test
    void train_rateFarTooLarge_stopsAtTheBestWeightsAndSaysWhatToTry() {
        var data = Samples.gorillas();
        var model = RNN.hidden(8).relu().epochs(50).sgd(1e10).train(data);
        assertThat(model.history().ending()).isEqualTo(History.Ending.DIVERGED);
        assertThat(model.history().message())
                .startsWith("In epoch ")
                .contains("after an update with gradient norm ")
                .endsWith("the weights are untrained, since no epoch made them better.");
        assertThat(model.history().diagnosis().findings().get(0)).endsWith("Try .clip(1), or .sgd(1.0E9).");
        assertThat(model.loss(data)).isLessThan(Math.log(3) * 2);
    }

    @Test
    void dropout_outOfRangeOrWithoutALayer_saysWhatToWrite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RNN.hidden(4).tanh().dropout(1))
                .withMessage("dropout(1.0): the value must be at least 0 and less than 1; try dropout(0.2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RNN.top().dropout(0.2))
                .withMessage("there is no layer yet; add one first, such as hidden(16).tanh()");
    }

    @Test
    void train_withDropout_predictsWithAllUnits() {
        var model = RNN.hidden(16)
                .lstm()
                .dropout(0.3)
                .epochs(200)
                .adam(0.02)
                .seed(5)
                .train(Samples.sentence());
        assertThat(model.next("I", "love").getOutput().getScore())
                .isEqualTo(model.next("I", "love").getOutput().getScore());
        assertThat(model.loss(Samples.sentence()))
                .isLessThan(0.5 * model.history().loss());
    }
}
