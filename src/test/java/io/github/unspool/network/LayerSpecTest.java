package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.cell.Cells;
import io.github.unspool.loss.Loss;
import io.github.unspool.parameter.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers, stacks and networks as they are written, and those that cannot be. */
class LayerSpecTest {
    private static final LayerSpec PLAIN = new LayerSpec(4, Cells.GRU);

    @Test
    void parse_itsOwnText_givesTheLayerAgain() {
        for (LayerSpec layer : List.of(
                PLAIN,
                PLAIN.withBothDirections(),
                PLAIN.withSkip().withDropout(0.25),
                PLAIN.withBothDirections().withSkip().withDropout(1e-5).withRecurrentDropout(0.5))) {
            assertThat(LayerSpec.parse(layer.toString())).isEqualTo(layer);
        }
        assertThat(PLAIN.withBothDirections().withRecurrentDropout(0.5))
                .hasToString("hidden(4).gru().bidirectional().recurrentDropout(0.5)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4 gru",
                "hidden(4)",
                "hidden(4).gru",
                "hidden(4).gru()!",
                "hidden(4).gru().bidirectional",
                "hidden(4).gru().epochs(3)",
                "hidden(4).gru().dropout(x)"
            })
    void parse_somethingElse_showsWhatALayerLooksLike(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerSpec.parse(text))
                .withMessageStartingWith("\"" + text + "\" is not a layer; write one such as hidden(64).lstm()");
    }

    @Test
    void parse_valueOutOfRange_saysWhichRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerSpec.parse("hidden(4).gru().dropout(1)"))
                .withMessage("dropout(1.0): the value must be at least 0 and less than 1; try dropout(0.2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerSpec.parse("hidden(0).gru()"))
                .withMessage("hidden(0): a layer needs at least 1 unit; try hidden(16)");
    }

    @Test
    void stack_layersThatDoNotFit_namesAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Stack.of(List.of(PLAIN.withSkip(), PLAIN.withSkip(), new LayerSpec(3, Cells.TANH).withSkip())))
                .withMessage(
                        "skip() in layer 1: there is no layer below whose output could be added; try embedding(4);"
                                + " skip() in layer 3: it has 4 inputs and 3 outputs, which cannot be added; make the numbers equal");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Stack(3, List.of(PLAIN.withBothDirections().withSkip()), false))
                .withMessage(
                        "skip() in layer 1: it has 3 inputs and 8 outputs, which cannot be added; make the numbers equal");
    }

    @Test
    void network_oneOutputASequenceOverASkipInBothDirections_isRefused() {
        Stack stack = new Stack(8, List.of(PLAIN.withBothDirections().withSkip()), false);
        assertThat(new Network(3, stack, 2, Loss.crossEntropy(), Targets.EACH_STEP).outputs())
                .isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Network(3, stack, 2, Loss.crossEntropy(), Targets.LAST_STEP))
                .withMessageStartingWith(
                        "skip() in layer 1: a bidirectional top layer with one output for each sequence");
    }

    @Test
    void layer_widerThanAnArray_isRefused() {
        assertThat(new LayerSpec(26754, Cells.GRU).width()).isEqualTo(80262);
        for (int units : new int[] {26755, 1_000_000_000, Integer.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new LayerSpec(units, Cells.GRU))
                    .withMessage(
                            "hidden(%s).gru(): its weights do not fit into an array; at most hidden(26754)", units);
        }
        for (String text : new String[] {"hidden(1000000000).gru()", "hidden(99999999999999).gru()"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LayerSpec.parse(text))
                    .withMessageEndingWith(".gru(): its weights do not fit into an array; at most hidden(26754)");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameter.Shape("layer 1 Wx", 100_000, 30_000).size())
                .withMessage("layer 1 Wx, 100000 × 30000 numbers, does not fit into an array; choose fewer units, or a"
                        + " narrower embedding");
    }

    @Test
    void network_toString_goesFromTheInputUpwards() {
        Stack stack = new Stack(8, List.of(PLAIN.withBothDirections().withSkip(), PLAIN), true);
        assertThat(new Network(1, stack, 1, Loss.huber(1), Targets.LAST_STEP))
                .hasToString("1 input → embedding 8 → 4 gru in both directions with skip → 4 gru → 1 output");
    }

    @Test
    void shapes_ofEverything_areInTheirOrder() {
        Stack stack = new Stack(8, List.of(new LayerSpec(4, Cells.LSTM).withBothDirections(), PLAIN), true);
        Network network = new Network(3, stack, 2, Loss.crossEntropy(), Targets.EACH_STEP);

        assertThat(Weights.shapes(network).stream().map(shape -> shape.name() + " " + shape))
                .containsExactly(
                        "embedding E 3 × 8",
                        "layer 1 Wx 8 × 16",
                        "layer 1 Wh 4 × 16",
                        "layer 1 b 1 × 16",
                        "layer 1 h0 1 × 4",
                        "layer 1 c0 1 × 4",
                        "layer 1 backward Wx 8 × 16",
                        "layer 1 backward Wh 4 × 16",
                        "layer 1 backward b 1 × 16",
                        "layer 1 backward h0 1 × 4",
                        "layer 1 backward c0 1 × 4",
                        "layer 2 Wx 8 × 12",
                        "layer 2 Wh 4 × 12",
                        "layer 2 b 1 × 12",
                        "layer 2 bh 1 × 12",
                        "layer 2 h0 1 × 4",
                        "output Wy 4 × 2",
                        "output by 1 × 2");
    }
}
