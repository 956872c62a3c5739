package io.github.unspool.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.cell.Cells;
import io.github.unspool.network.EngineAgainstReferenceTest;
import io.github.unspool.network.Initialisation;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Network;
import io.github.unspool.network.ReferenceCases;
import io.github.unspool.network.ReferenceCases.Case;
import io.github.unspool.network.Sentences;
import io.github.unspool.network.Weights;
import io.github.unspool.reference.NaiveRnn;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceTest {
    private static final int STEPS = 6;
    private static final double CLOSE = 1e-5;

    private static final List<String> WORDS = List.of("a", "b", "c", "d", "e", "f");

    static Stream<Case> cases() {
        return ReferenceCases.all();
    }

    /** Also with one output for each sequence: each unit stands next to what it has just read. */
    @ParameterizedTest
    @MethodSource("cases")
    void of_anyNetwork_hasTheReferencesStatesMemoriesAndGates(Case c) {
        NaiveRnn reference = NaiveRnn.random(3, c.spec());
        var sequence =
                reference.randomBatch(5, STEPS).get(0).from(c.spec().learnedStart() ? null : reference.zeroState());
        Weights weights = EngineAgainstReferenceTest.rounded(c.network(), reference);
        Trace trace = Trace.of(weights, EngineAgainstReferenceTest.sequence(c, sequence), WORDS);
        var expected = reference.forward(List.of(sequence)).traces().get(0);
        for (int layer = 0; layer < c.spec().layers().size(); layer++) {
            LayerTrace actual = trace.layer(layer);
            int units = c.spec().layers().get(layer).units();
            for (int d = 0; d < c.spec().layers().get(layer).directions(); d++) {
                assertClose(actual.hidden(), d, units, expected.h(layer, d));
                if (c.network().layers().get(layer).cell().hasMemory()) {
                    assertClose(actual.signal("memory"), d, units, expected.c(layer, d));
                }
                int r = c.spec().row(layer, d);
                assertGates(
                        actual, d, units, expected.zx().get(r), expected.zh().get(r));
            }
        }
    }

    private static final List<String> CANDIDATES = List.of("candidate", "n", "g");

    /** Each from its own part of the reference implementation's pre-activations. */
    private static void assertGates(LayerTrace actual, int d, int units, double[][] zx, double[][] zh) {
        List<String> names = actual.signals().keySet().stream()
                .filter(name -> !name.equals("hidden") && !name.equals("memory"))
                .toList();
        assertThat(names).hasSize(zx[0].length == units ? 0 : zx[0].length / units);
        // Of a GRU the reset gate, of a minimal gated unit its only gate.
        boolean isGated = names.contains("reset") || names.equals(List.of("f", "n"));
        for (int gate = 0; gate < names.size(); gate++) {
            double[][] values = new double[STEPS][units];
            for (int t = 0; t < STEPS; t++) {
                for (int j = 0; j < units; j++) {
                    int i = gate * units + j;
                    double r = isGated ? sigmoid(zx[t][j] + zh[t][j]) : 1;
                    values[t][j] = CANDIDATES.contains(names.get(gate))
                            ? Math.tanh(zx[t][i] + r * zh[t][i])
                            : sigmoid(zx[t][i] + zh[t][i]);
                }
            }
            assertClose(actual.signal(names.get(gate)), d, units, values);
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static void assertClose(float[][] actual, int direction, int units, double[][] expected) {
        for (int t = 0; t < expected.length; t++) {
            for (int j = 0; j < units; j++) {
                assertThat(actual[t][direction * units + j] - expected[t][j])
                        .as("step %s, unit %s", t, j)
                        .isBetween(-CLOSE, CLOSE);
            }
        }
    }

    private static LayerTrace layerOf(LayerSpec spec) {
        Network network = Network.classifier(Sentences.SYMBOLS, List.of(spec), Sentences.SYMBOLS);
        return Trace.of(Initialisation.of(network, 42), Sentences.of(0, 1, 2), List.of("a", "b"))
                .layer(0);
    }

    @Test
    void signals_ofEachCell_areItsGates() {
        assertThat(layerOf(new LayerSpec(2, Cells.TANH)).signals()).containsOnlyKeys("hidden");
        assertThat(layerOf(new LayerSpec(2, Cells.GRU)).signals().keySet())
                .containsExactly("hidden", "reset", "update", "candidate");
        assertThat(layerOf(new LayerSpec(2, Cells.LSTM)).signals().keySet())
                .containsExactly("hidden", "input", "forget", "candidate", "output", "memory");
    }

    @Test
    void units_bidirectional_sayInWhichDirectionTheyRead() {
        LayerSpec forward = new LayerSpec(2, Cells.GRU);
        assertThat(layerOf(forward).units()).containsExactly("1", "2");
        assertThat(layerOf(forward.withBothDirections()).units()).containsExactly("→ 1", "→ 2", "← 1", "← 2");
    }

    @Test
    void signal_unknown_namesThoseThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layerOf(new LayerSpec(2, Cells.GRU)).signal("forget"))
                .withMessage("layer 1 has no signal \"forget\"; it has hidden, reset, update, candidate");
    }

    @Test
    void toString_ofManyStepsAndUnits_staysSmall() {
        float[][] states = new float[300][100];
        List<String> steps = IntStream.range(0, 300).mapToObj(t -> "w" + t).toList();
        String text = new Trace(steps, new float[][][] {states}).toString();
        assertThat(text.lines()).hasSize(22).last().isEqualTo("           … 280 more steps");
        assertThat(text.lines().skip(1).findFirst().orElseThrow())
                .isEqualTo("          w0 " + "  0.000".repeat(12) + " …");
        assertThat(new Trace(List.of("a"), new float[][][] {{{0.5f, -1}}}))
                .hasToString("layer 1, 2 units%n           a   0.500 -1.000".formatted());
    }

    @Test
    void trace_thatDoesNotFit_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trace(WORDS, new float[][][] {{{1}}}))
                .withMessage("a trace of 6 steps cannot have 1 states");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LayerTrace(1, WORDS, false, Map.of()))
                .withMessage("a trace of a layer needs its hidden states");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trace(WORDS, List.of(layerOf(new LayerSpec(2, Cells.GRU)))))
                .withMessage("layer 1 is of another sequence");
    }
}
