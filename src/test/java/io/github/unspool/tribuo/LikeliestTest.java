package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import io.github.unspool.inspect.Surprise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

/** Beam search, top-k, nucleus and surprise: what a model of text says beyond the next unit. */
class LikeliestTest {
    private static final String TEXT = "abacabadabacabaabcdabacabadcbbacda";
    private static final RnnSequenceModel<Label> MODEL =
            Rnn.builder().hidden(6).tanh().epochs(30).seed(3).train(Sequences.characters(TEXT));

    private static double logProbability(String text) {
        return -MODEL.surprise(text.split("")).total();
    }

    private static List<String> continuations(String beginning, int length) {
        List<String> all = List.of(beginning);
        for (int i = 0; i < length; i++) {
            List<String> longer = new ArrayList<>();
            all.forEach(text -> List.of("a", "b", "c", "d").forEach(next -> longer.add(text + next)));
            all = longer;
        }
        return all;
    }

    @Test
    void likeliest_withEnoughBeams_isTheBestOfAllContinuations() {
        for (String beginning : List.of("a", "d", "cb")) {
            String best = continuations(beginning, 4).stream()
                    .max(Comparator.comparingDouble(LikeliestTest::logProbability))
                    .orElseThrow();

            assertThat(MODEL.text().likeliest(beginning, 4, 256)).isEqualTo(best);
        }
    }

    @Test
    void likeliest_withOneBeam_takesTheLikeliestStepEachTime() {
        String greedy = "a";
        for (int i = 0; i < 5; i++) {
            greedy += MODEL.next(greedy.split("")).getOutput().getLabel();
        }

        assertThat(MODEL.text().likeliest("a", 5, 1)).isEqualTo(greedy);
    }

    @Test
    void likeliest_ofWords_stopsAtOneThatNothingFollowed() {
        RnnSequenceModel<Label> words =
                Rnn.builder().hidden(8).tanh().epochs(200).train(Sequences.words("we train networks"));

        assertThat(words.text().likeliest("we", 10, 3)).isEqualTo("we train networks");
    }

    @Test
    void likeliest_withoutABeam_saysWhatToWrite() {
        assertThatThrownBy(() -> MODEL.text().likeliest("a", 5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "likeliest(\"a\", 5, 0): the beginning must not be empty, and the length and the number of beams must be positive");
    }

    @Test
    void surprise_ofEachStep_isMinusLogOfItsProbability() {
        Surprise surprise = MODEL.surprise("a", "b", "c");

        double first = MODEL.next("a").getOutputScores().get("b").getScore();
        double second = MODEL.next("a", "b").getOutputScores().get("c").getScore();
        assertThat(surprise.steps()).containsExactly("b", "c");
        assertThat(surprise.nats()[0]).isCloseTo(-Math.log(first), within(1e-9));
        assertThat(surprise.nats()[1]).isCloseTo(-Math.log(second), within(1e-9));
        assertThat(surprise.total()).isCloseTo(-Math.log(first * second), within(1e-9));
        assertThat(surprise.perplexity()).isCloseTo(1 / Math.sqrt(first * second), within(1e-9));
    }

    @Test
    void surprise_ofTheTrainingText_isItsLoss() {
        Surprise surprise = MODEL.surprise(TEXT.split(""));

        assertThat(surprise.total() / surprise.nats().length)
                .isCloseTo(MODEL.loss(Sequences.characters(TEXT)), within(1e-6));
    }

    @Test
    void surprise_ofAnUnknownLabel_namesIt() {
        assertThatThrownBy(() -> MODEL.surprise("a", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"x\" is not among the 4 labels of the training data");
        assertThatThrownBy(() -> MODEL.surprise("a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("surprise(): the first token is only an input, so at least two are needed");
    }

    @Test
    void topK_ofOne_takesTheLikeliestStepEachTime() {
        assertThat(MODEL.text().sampler().topK(1).seed(5).write("a", 8))
                .isEqualTo(MODEL.text().likeliest("a", 8, 1));
    }

    @Test
    void topK_ofTwo_drawsNothingElse() {
        List<String> seen = firstDraws(MODEL.text().sampler().topK(2));

        assertThat(seen).containsExactlyInAnyOrderElementsOf(likeliestLabels(2));
    }

    @Test
    void nucleus_drawsTheFewestThatReachIt() {
        double best = MODEL.next("a").getOutput().getScore();

        assertThat(firstDraws(MODEL.text().sampler().nucleus(best * 0.99))).isEqualTo(likeliestLabels(1));
        assertThat(firstDraws(MODEL.text().sampler().nucleus(best * 1.01)))
                .containsExactlyInAnyOrderElementsOf(likeliestLabels(2));
        assertThat(MODEL.text().sampler().nucleus(1).topK(4).seed(9).write("a", 50))
                .hasSameSizeAs(MODEL.text().sampler().seed(9).write("a", 50));
    }

    private static List<String> firstDraws(Sampler sampler) {
        List<String> seen = new ArrayList<>();
        for (int seed = 0; seed < 400; seed++) {
            seen.add(sampler.seed(seed).write("a", 1).substring(1));
        }
        return seen.stream().distinct().toList();
    }

    private static List<String> likeliestLabels(int count) {
        return MODEL.next("a").getOutputScores().values().stream()
                .sorted(Comparator.comparingDouble(label -> -label.getScore()))
                .limit(count)
                .map(label -> label.getLabel())
                .toList();
    }

    @Test
    void limits_outOfRange_sayWhatToWrite() {
        assertThatThrownBy(() -> MODEL.text().sampler().topK(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("topK(0): the number must be at least 1; try topK(10)");
        assertThatThrownBy(() -> MODEL.text().sampler().nucleus(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nucleus(1.5): the probability must be above 0 and at most 1; try nucleus(0.9)");
    }

    @Test
    void surprise_byWhatTheModelExcludes_staysFinite() {
        RnnSequenceModel<Label> sure =
                Rnn.builder().hidden(4).tanh().epochs(50).sgd(1e3).train(Sequences.words("I love networks"));

        assertThat(sure.surprise("I", "networks").total()).isBetween(20.0, 104.0);
    }
}
