package io.github.unspool.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceSpecTest {

    @Test
    void shapes_skipWhereNoneCanBe_isRefused() {
        var one = ReferenceLayer.of(ReferenceCell.GRU, 4).withSkip();
        var both = ReferenceLayer.of(ReferenceCell.GRU, 2).inBothDirections().withSkip();
        assertThatThrownBy(ReferenceSpec.of(4, List.of(one), 5)::shapes)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer0 cannot skip");
        assertThatThrownBy(ReferenceSpec.of(4, List.of(one), 5).withEmbedding(3)::shapes)
                .hasMessage("layer0 cannot skip: 3 dense inputs, 4 outputs");
        var embedded = ReferenceSpec.of(3, List.of(one, both), 5).withEmbedding(4);
        assertThat(embedded.shapes()).isNotEmpty();
        assertThatThrownBy(embedded.withOneOutputPerSequence()::shapes)
                .hasMessageContaining("one output per sequence over a bidirectional layer that skips");
    }

    @Test
    void parameters_ofEverything_haveTheirOrderAndShapes() {
        var layers = List.of(
                ReferenceLayer.of(ReferenceCell.LSTM, 3).inBothDirections(), ReferenceLayer.of(ReferenceCell.GRU, 2));
        var spec = ReferenceSpec.of(7, layers, 5).withEmbedding(4).withLearnedStart();
        assertThat(spec.shapes().stream().map(shape -> shape.name() + " " + shape.rows() + "×" + shape.columns()))
                .containsExactly(
                        "embedding 7×4",
                        "layer0.wx 4×12",
                        "layer0.wh 3×12",
                        "layer0.b 1×12",
                        "layer0.h0 1×3",
                        "layer0.c0 1×3",
                        "layer0.reverse.wx 4×12",
                        "layer0.reverse.wh 3×12",
                        "layer0.reverse.b 1×12",
                        "layer0.reverse.h0 1×3",
                        "layer0.reverse.c0 1×3",
                        "layer1.wx 6×6",
                        "layer1.wh 2×6",
                        "layer1.b 1×6",
                        "layer1.bh 1×6",
                        "layer1.h0 1×2",
                        "wy 2×5",
                        "by 1×5");
    }
}
