package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import io.github.unspool.OwnJvm;
import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.data.Sequences;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.sequence.SequenceExample;

class RnnStepperTest {
    private static final String TEXT = "the rain in spain stays. ";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static List<Rnn> networks() {
        Rnn rnn = Rnn.builder().epochs(2).batch(2);
        return List.of(
                rnn.hidden(5).tanh(),
                rnn.hidden(20).gru(),
                rnn.embedding(17).hidden(17).lstm().skip().hidden(4).relu().learnStart(),
                rnn.hidden(6).gru().dropout(0.2).hidden(6).lstm().skip());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void step_throughASequence_agreesWithPredict_bitForBit(Rnn rnn) {
        RnnSequenceModel<Label> model = rnn.train(Sequences.characters(TEXT.repeat(3)));
        SequenceExample<Label> example = Sequences.characters(TEXT).getExample(0);
        List<Prediction<Label>> expected = model.predict(example);
        RnnStepper stepper = model.stepper();
        RnnState<Label> state = model.start();
        for (int t = 0; t < expected.size(); t++) {
            String token = TEXT.substring(t, t + 1);
            state = state.step(token);
            double[] predicted = stepper.step(token);
            assertThat(predicted).containsExactly(doubles(state.predictions()));
            for (int id = 0; id < predicted.length; id++) {
                String label = model.getOutputIDInfo().getOutput(id).getLabel();
                assertThat(predicted[id])
                        .isEqualTo(expected.get(t).getOutputScores().get(label).getScore());
            }
        }
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    @Test
    void step_values_isTheSameAsTheirFeatures() {
        RnnSequenceModel<Label> model = Rnn.builder().hidden(4).lstm().epochs(2).train(Samples.gorillas());
        SequenceExample<Label> example = Samples.gorillas().getExample(0);
        RnnStepper stepper = model.stepper();
        for (int t = 0; t < example.size(); t++) {
            float[] values = new float[model.getFeatureIDMap().size()];
            example.get(t).forEach(f -> values[model.getFeatureIDMap().getID(f.getName())] = (float) f.getValue());
            double[] predicted = stepper.step(values);
            Label best = model.predict(example).get(t).getOutput();
            assertThat(predicted[model.getOutputIDInfo().getID(best)]).isEqualTo(best.getScore());
        }
    }

    @Test
    void restart_forgetsWhatWasRead() {
        RnnStepper stepper = Samples.sentenceModel().stepper();
        double[] first = stepper.step("love").clone();
        assertThat(stepper.step("love")).isNotEqualTo(first);
        stepper.restart();
        assertThat(stepper.step("love")).containsExactly(first);
    }

    @Test
    void step_unknownToken_leavesTheStepperUsable() {
        RnnStepper stepper = Samples.sentenceModel().stepper();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stepper.step("We"))
                .withMessageStartingWith("\"We\" was not in the training data;");
        assertThat(stepper.step("I"))
                .containsExactly(
                        doubles(Samples.sentenceModel().start().step("I").predictions()));
    }

    @Test
    void step_wrongValues_isRefused() {
        RnnStepper stepper = Samples.sentenceModel().stepper();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stepper.step(new float[3]))
                .withMessage("step: 3 values for the 4 features of the model; there must be one for each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stepper.step(new float[] {1, 0, Float.NaN, 0}))
                .withMessage("step: value 2 is NaN, but must be finite");
    }

    @Test
    void stepper_bidirectional_isRefused() {
        RnnSequenceModel<Label> model =
                Rnn.builder().hidden(3).tanh().bidirectional().epochs(1).train(Samples.sentence());
        assertThatIllegalStateException()
                .isThrownBy(model::stepper)
                .withMessageStartingWith("stepper(): a bidirectional layer needs the whole sequence");
    }

    /** In a JVM of its own: what other tests ran decides what the optimising compiler makes of kernels. */
    @Test
    void step_ofALoadedModel_allocatesNothing(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("model.pb");
        Rnn.builder()
                .hidden(128)
                .lstm()
                .epochs(1)
                .train(Sequences.characters(TEXT))
                .serializeToFile(file);
        assertThat(OwnJvm.lines(RnnStepperTest.class, List.of(OwnJvm.VECTORS), file.toString()))
                .containsExactly("0");
    }

    /** Prints the least that 1000 steps allocated; until the optimising compiler is done, vectors are objects. */
    public static void main(String[] arguments) throws Exception {
        RnnStepper stepper = RnnSequenceModel.load(Path.of(arguments[0])).stepper();
        String[] tokens = TEXT.split("");
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 3000 && allocated > 0; round++) {
            allocated = Math.min(allocated, allocatedBy(stepper, tokens));
        }
        System.out.println(allocated);
    }

    /** In 1000 steps. */
    private static long allocatedBy(RnnStepper stepper, String[] tokens) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 1000; i++) {
            stepper.step(tokens[i % tokens.length]);
        }
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }
}
