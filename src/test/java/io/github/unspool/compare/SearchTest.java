package io.github.unspool.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchTest {
    private static final Rnn BASE = Rnn.builder().hidden(4).tanh();
    private static final Axis RATE = Axis.of("rate", Range.log(0.001, 1), Rnn::adam);
    private static final Axis UNITS = Axis.of("units", List.of(2, 4, 8, 16), Rnn::units);

    private static List<Candidate> candidates(Search search, Axis... axes) {
        return Search.candidates(BASE, List.of(axes), search);
    }

    private static double number(Candidate candidate, String name) {
        return candidate.choices().get(name).number();
    }

    @Test
    void range_atItsPlaces_givesItsNumbers() {
        assertThat(Range.of(-1, 3).at(0.25)).isEqualTo(0);
        assertThat(Range.log(0.001, 0.1).at(0.5)).isCloseTo(0.01, within(1e-12));
        assertThat(Range.log(0.001, 0.1).at(1)).isEqualTo(0.1);
        assertThat(IntStream.range(0, 6).mapToObj(i -> Range.ints(1, 3).at(i / 6.0)))
                .containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(Range.logInts(4, 64).at(0)).isEqualTo(4);
        assertThat(Range.logInts(4, 64).at(1)).isEqualTo(64);
        assertThat(Range.logInts(4, 64).at(0.5)).isEqualTo(16);
    }

    @Test
    void range_whoseEndsMakeNoSense_isRefused() {
        for (double low : new double[] {0, -1, 0.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Range.log(low, 0.1))
                    .withMessage(
                            "Range.log(%s, 0.1): the lower end must come first and is more than 0, such as Range.log(0.001, 0.1)"
                                    .formatted(low));
        }
    }

    @Test
    void grid_hasEachCombinationOnce() {
        List<Candidate> candidates =
                candidates(new Search.Grid(), UNITS, Axis.of("rate", List.of(0.1, 0.01), Rnn::adam));
        assertThat(candidates).hasSize(8);
        assertThat(candidates.get(3).rnn().orElseThrow()).hasToString("Rnn.builder().hidden(4).tanh().adam(0.01)");
        assertThat(candidates.get(3).name()).isEqualTo("units 4, rate 0.01");
        assertThat(candidates.get(3).number()).isEqualTo(3);
    }

    @Test
    void waysByName_comeInTheOrderOfTheirNames() {
        Map<String, UnaryOperator<Rnn>> ways = new LinkedHashMap<>();
        ways.put("tanh", rnn -> rnn.hidden(2).tanh());
        ways.put("gru", rnn -> rnn.hidden(2).gru());
        assertThat(candidates(new Search.Grid(), Axis.of("cell", ways)).stream().map(Candidate::name))
                .containsExactly("gru", "tanh");
    }

    @Test
    void choiceWithACondition_isMadeWhereItHolds() {
        Axis layers = Axis.of(
                "layers",
                List.of(1, 2),
                (rnn, n) -> n == 1 ? rnn : rnn.hidden(4).tanh());
        Axis dropout = Axis.of("dropout", List.of(0.1, 0.3), (r, p) -> r.top().dropout(p))
                .when(rnn -> rnn.hyperparameters().layers().size() > 1);
        List<Candidate> candidates = candidates(new Search.Grid(), layers, dropout);
        assertThat(candidates.stream().map(Candidate::name))
                .containsExactly("layers 1", "layers 2, dropout 0.1", "layers 2, dropout 0.3");
        assertThat(candidates.get(0).choices().get("dropout")).isEqualTo(Choice.NONE);
        assertThat(candidates.get(0).rnn().orElseThrow()).hasToString("Rnn.builder().hidden(4).tanh()");
    }

    @Test
    void random_dependsOnTheSeedAlone() {
        List<Candidate> once = candidates(new Search.Random(20), UNITS, RATE);
        assertThat(candidates(new Search.Random(20), UNITS, RATE).stream().map(Candidate::name))
                .containsExactlyElementsOf(once.stream().map(Candidate::name).toList());
        List<Candidate> other = Search.candidates(BASE.seed(2), List.of(UNITS, RATE), new Search.Random(20));
        assertThat(number(other.get(0), "rate")).isNotEqualTo(number(once.get(0), "rate"));
        // More of them begin with the same ones.
        assertThat(candidates(new Search.Random(30), UNITS, RATE).subList(0, 20).stream()
                        .map(Candidate::name))
                .containsExactlyElementsOf(once.stream().map(Candidate::name).toList());
    }

    @Test
    void sobol_putsOnePointIntoEachCellOfTheCube() {
        // 16 points of a Sobol sequence stand one in each sixteenth of each axis; moved around, at most two.
        List<Candidate> candidates = candidates(new Search.Sobol(16), UNITS, RATE);
        assertThat(candidates).hasSize(16);
        int[] perSixteenth = new int[16];
        for (Candidate candidate : candidates) {
            perSixteenth[(int) (16 * Math.log(number(candidate, "rate") / 0.001) / Math.log(1000))]++;
        }
        assertThat(perSixteenth).containsOnly(1);
        for (int units : new int[] {2, 4, 8, 16}) {
            assertThat(candidates.stream().filter(c -> number(c, "units") == units))
                    .hasSizeBetween(3, 5);
        }
    }

    @Test
    void drawnTwice_isTriedOnce() {
        assertThat(candidates(new Search.Random(50), UNITS)).hasSize(4);
    }
}
