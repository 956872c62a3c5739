package io.github.unspool.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrailTest {
    private final Trail trail = new Trail();

    @Test
    void add_fewUpdates_keepsEach() {
        trail.add(0.5, 3);
        trail.add(0.6, Double.NaN);
        trail.add(1, 2);
        assertThat(trail.places()).containsExactly(0.5, 1);
        assertThat(trail.losses()).containsExactly(3, 2);
    }

    @Test
    void add_manyUpdates_keepsMeansOfEquallyMany() {
        int updates = 100_000;
        for (int i = 1; i <= updates; i++) {
            trail.add(i, i);
        }
        double[] places = trail.places();
        double[] losses = trail.losses();
        assertThat(places.length).isEqualTo(losses.length).isBetween(128, 255);
        double stride = places[0];
        for (int i = 0; i < places.length; i++) {
            assertThat(places[i]).isEqualTo((i + 1) * stride);
            assertThat(losses[i]).as("the mean of those up to its place").isEqualTo(places[i] - (stride - 1) / 2);
        }
        assertThat(Arrays.stream(places).max().orElseThrow()).isCloseTo(updates, within(stride));
    }
}
