package io.github.unspool.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarTest {
    private static final List<String> NAMES = List.of("temp_min", "wind", "temp_max", "weather", "WIN");

    @Test
    void to_mistypedName_isTheNearestFirst() {
        assertThat(Similar.to("wnd", NAMES, 2)).containsExactly("wind", "WIN");
    }

    @Test
    void to_otherCase_isNoDifference() {
        assertThat(Similar.to("win", NAMES, 1)).containsExactly("WIN");
    }

    @Test
    void to_equallyNear_isInTheGivenOrder() {
        assertThat(Similar.to("temp_m", NAMES, 2)).containsExactly("temp_min", "temp_max");
    }

    @Test
    void to_moreThanThereAre_isAll() {
        assertThat(Similar.to("x", List.of("a"), 3)).containsExactly("a");
        assertThat(Similar.to("x", List.of(), 3)).isEmpty();
    }

    @Test
    void distance_countsInsertionsDeletionsAndSubstitutions() {
        assertThat(Similar.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Similar.distance("flaw", "lawn")).isEqualTo(2);
        assertThat(Similar.distance("", "abc")).isEqualTo(3);
        assertThat(Similar.distance("abc", "")).isEqualTo(3);
        assertThat(Similar.distance("abc", "abc")).isZero();
    }
}
