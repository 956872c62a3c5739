package io.github.unspool.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Modifier;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesPlanTest {
    private static final SeriesPlan PLAN = new SeriesPlan(List.of("y"));

    @Test
    void with_leavesThePlanUnchanged() {
        SeriesPlan changed = PLAN.withWindow(7)
                .withClock(ClockFeature.values()[0])
                .withInputs(List.of("x"))
                .withTime(List.of("t"), "t", ZoneId.of("Europe/Berlin"))
                .withSorted();
        assertThat(PLAN).isEqualTo(new SeriesPlan(List.of("y")));
        assertThat(changed.window()).isEqualTo(7);
        assertThat(changed.clock()).containsExactly(ClockFeature.values()[0]);
        assertThat(changed.columns()).containsExactly("y", "x", "t");
        assertThat(changed.sorted()).isTrue();
        assertThat(changed.withClock(ClockFeature.values()[1]).clock()).hasSize(2);
        assertThat(changed.clock()).hasSize(1);
    }

    @Test
    void fields_areFinal_andCollectionsAreUnmodifiableCopies() {
        assertThat(Arrays.stream(SeriesPlan.class.getDeclaredFields()).map(field -> field.getModifiers()))
                .allMatch(Modifier::isFinal);
        List<String> targets = new ArrayList<>(List.of("y"));
        SeriesPlan plan = new SeriesPlan(targets);
        targets.add("z");
        assertThat(plan.targets()).containsExactly("y");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> plan.clock().add(ClockFeature.values()[0]));
    }
}
