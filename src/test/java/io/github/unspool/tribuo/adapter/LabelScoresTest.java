package io.github.unspool.tribuo.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.Samples;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

class LabelScoresTest {
    private static final ImmutableOutputInfo<Label> WORDS =
            Samples.sentenceModel().getOutputIDInfo();
    private static final LabelScores SCORES = new LabelScores(WORDS, 0.125f, 0.25f, 0.5f, 0.0625f);

    private static Map<String, Label> copy() {
        Map<String, Label> copy = new LinkedHashMap<>();
        for (int id = 0; id < 4; id++) {
            String name = WORDS.getOutput(id).getLabel();
            copy.put(name, new Label(name, 0.125 * new double[] {1, 2, 4, 0.5}[id]));
        }
        return copy;
    }

    @Test
    void scores_areThoseOfAMapOfLabelsInItsOrder() {
        assertThat(SCORES).hasSize(4).isEqualTo(copy()).hasToString(copy().toString());
        assertThat(SCORES.keySet()).containsExactlyElementsOf(copy().keySet());
        assertThat(SCORES.values().stream().map(Label::getScore)).containsExactly(0.125, 0.25, 0.5, 0.0625);
    }

    @Test
    void get_isTheLabelOfThatName() {
        copy().forEach((name, label) ->
                assertThat(SCORES.get(name).fullEquals(label)).as(name).isTrue());
        assertThat(SCORES).containsKey("love").doesNotContainKey("hate").doesNotContainKey(null);
        assertThat(SCORES.get("hate")).isNull();
    }

    @Test
    void prediction_withThem_equalsOneWithAMap() {
        Prediction<Label> prediction = Samples.sentenceModel().next("I");
        Prediction<Label> plain = new Prediction<>(
                prediction.getOutput(),
                new LinkedHashMap<>(prediction.getOutputScores()),
                prediction.getNumActiveFeatures(),
                prediction.getExample(),
                true);
        assertThat(prediction.getOutputScores()).isInstanceOf(LabelScores.class);
        assertThat(prediction.distributionEquals(plain)).isTrue();
        assertThat(plain.distributionEquals(prediction)).isTrue();
    }
}
