package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.data.Sequences;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.classification.Label;

class SamplerTest {
    /** Hardly trained, so that it expects much and draws differ. */
    private static final RnnSequenceModel<Label> RHYME = Rnn.builder()
            .hidden(6)
            .tanh()
            .epochs(2)
            .train(Sequences.characters("the rain in spain stays in 𝄞. ".repeat(4)));

    @Test
    void write_sameSeed_givesTheSameText() {
        String text = RHYME.text().sampler().seed(3).write("the ", 60);
        assertThat(text)
                .startsWith("the ")
                .isEqualTo(RHYME.text().sampler().seed(3).write("the ", 60));
        assertThat(text.codePointCount(0, text.length())).isEqualTo(64);
        assertThat(RHYME.text().sampler().seed(4).write("the ", 60)).isNotEqualTo(text);
    }

    @Test
    void write_coldSampler_alwaysTakesTheLikeliest() {
        StringBuilder expected = new StringBuilder("the ");
        RnnState<Label> state = RHYME.start();
        for (String character : "the ".split("")) {
            state = state.step(character);
        }
        for (int i = 0; i < 20; i++) {
            String likeliest = state.prediction().getOutput().getLabel();
            expected.append(likeliest);
            state = state.step(likeliest);
        }
        assertThat(RHYME.text().sampler().temperature(0.005).write("the ", 20)).isEqualTo(expected.toString());
    }

    @Test
    void write_hotSampler_reachesEveryCharacter() {
        assertThat(RHYME.text()
                        .sampler()
                        .temperature(1e9)
                        .write("t", 400)
                        .codePoints()
                        .distinct()
                        .count())
                .isEqualTo(RHYME.getOutputIDInfo().size());
    }

    @Test
    void write_words_joinsThemAndStopsWhereNothingFollows() {
        var sampler = Samples.sentenceModel().text().sampler().temperature(0.1);
        assertThat(sampler.write("I  love", 10)).isEqualTo("I love recurrent neural networks");
        assertThat(sampler.write("I love", 1)).isEqualTo("I love recurrent");
        assertThat(sampler.write("I love", 0)).isEqualTo("I love");
    }

    @Test
    void settings_giveANewSampler() {
        Sampler sampler = RHYME.text().sampler();
        String before = sampler.write("the ", 40);
        sampler.temperature(0.1).seed(8);
        assertThat(sampler.write("the ", 40)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void temperature_wrong_isRefused(double temperature) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RHYME.text().sampler().temperature(temperature))
                .withMessage("temperature(" + temperature
                        + "): the value must be positive and finite; try temperature(0.7)");
    }

    @Test
    void write_nothingToBeginWithOrNegativeLength_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RHYME.text().sampler().write("", 5))
                .withMessage(
                        "write(\"\", 5): the beginning must not be empty and the length must be positive; try write(\"The \", 200)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RHYME.text().sampler().write("t", -1))
                .withMessage(
                        "write(\"t\", -1): the beginning must not be empty and the length must be positive; try write(\"The \", 200)");
    }

    @Test
    void write_unknownBeginning_namesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RHYME.text().sampler().write("the Q", 5))
                .withMessageStartingWith("\"Q\" was not in the training data;");
    }

    @Test
    void sampler_ofAModelNotFromText_isRefused() {
        var model = Samples.rnn().epochs(1).train(Samples.gorillas());
        assertThatIllegalStateException()
                .isThrownBy(model.text()::sampler)
                .withMessage(
                        "the model was not trained on a text, so it cannot split or join one; predict step by step with start() instead");
    }

    @Test
    void write_nearlyAbsoluteZero_stillTakesTheLikeliest() {
        var model = Samples.rnn().epochs(2).train(Sequences.characters("the rain in spain stays. ".repeat(4)));
        assertThat(model.text().sampler().temperature(1e-4).write("the ", 20))
                .isEqualTo(model.text().likeliest("the ", 20, 1));
    }
}
