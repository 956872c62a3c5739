package io.github.unspool.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnitTraceTest {
    private static final LayerTrace LAYER = new LayerTrace(
            2,
            List.of("a", "b"),
            false,
            Map.of("hidden", new float[][] {{0.5f, -1}, {0.25f, 1}}, "memory", new float[][] {{2, 3}, {4, 5}}));

    @Test
    void unit_hiddenOrOtherSignal_isOneColumn() {
        UnitTrace unit = LAYER.unit(1);
        assertThat(unit.name()).isEqualTo("hidden, unit 2 of layer 2");
        assertThat(unit.steps()).containsExactly("a", "b");
        assertThat(unit.values()).containsExactly(-1, 1);
        assertThat(LAYER.unit("memory", 0).values()).containsExactly(2, 4);
        assertThat(unit.toString().lines())
                .containsExactly("hidden, unit 2 of layer 2", "           a  -1.000", "           b   1.000");
    }

    @Test
    void unit_thatIsNotThere_saysHowManyThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LAYER.unit(2))
                .withMessage("unit(2): layer 2 has 2 units, the first is unit(0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UnitTrace("u", List.of("a"), new double[2]))
                .withMessage("1 steps cannot have 2 states of a unit");
    }
}
