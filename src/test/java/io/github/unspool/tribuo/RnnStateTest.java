package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.unspool.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

class RnnStateTest {
    private static final RnnState<Label> START = Samples.sentenceModel().start();

    @Test
    void start_holdsZeros() {
        assertThat(START.hidden(0)).containsExactly(0, 0, 0, 0);
        assertThat(START.steps()).isZero();
        assertThat(START).hasToString("the start, before the first step");
    }

    @Test
    void prediction_atTheStart_saysToReadFirst() {
        assertThatIllegalStateException()
                .isThrownBy(START::prediction)
                .withMessage("there is no step yet, so there is no prediction: call step(\"a word\") first");
    }

    @Test
    void step_fromOneState_goesOnInSeveralWays() {
        RnnState<Label> one = START.step("I");
        float[] before = one.hidden(0);
        RnnState<Label> love = one.step("love");
        RnnState<Label> neural = one.step("neural");
        assertThat(one.hidden(0)).containsExactly(before);
        assertThat(one.steps()).isEqualTo(1);
        assertThat(love.hidden(0)).isNotEqualTo(neural.hidden(0));
        assertThat(one.step("love").hidden(0)).containsExactly(love.hidden(0));
    }

    @Test
    void hidden_changed_leavesTheStateAsItWas() {
        RnnState<Label> state = START.step("I");
        state.hidden(0)[0] = 5;
        assertThat(state.hidden(0)[0]).isBetween(-1f, 1f);
        START.hidden(0)[0] = 5;
        assertThat(START.step("I").hidden(0)).containsExactly(state.hidden(0));
    }

    @Test
    void step_unknownWord_leavesTheStateUsable() {
        RnnState<Label> state = START.step("I");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.step("We"))
                .withMessageStartingWith("\"We\" was not");
        assertThat(state.prediction().getOutput().getLabel()).isEqualTo("love");
    }

    @Test
    void read_severalWords_stepsThroughThem() {
        RnnState<Label> state = START.read(Samples.BEGINNING);
        assertThat(state.steps()).isEqualTo(4);
        assertThat(state.hidden(0))
                .containsExactly(START.step("I")
                        .read(List.of("love", "recurrent", "neural"))
                        .hidden(0));
        assertThat(state.toString())
                .startsWith("after 4 steps, the last \"neural\": next is networks (0.9")
                .containsPattern("; state \\[(-?\\d\\.\\d\\d(, )?){4}]$");
    }
}
