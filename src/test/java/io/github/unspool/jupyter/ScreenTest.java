package io.github.unspool.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static Duration pauseAfter(Duration drawing) {
        return Duration.ofNanos(Screen.pause(drawing.toNanos()));
    }

    @Test
    void pause_isHundredAndSixtyTimesTheDrawing() {
        assertThat(pauseAfter(Duration.ofMillis(5))).isEqualTo(Duration.ofMillis(800));
    }

    @Test
    void pause_ofSlowDrawing_isThreeSeconds() {
        assertThat(pauseAfter(Duration.ofMillis(100))).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void pause_ofFastDrawing_isAQuarterOfASecond() {
        assertThat(pauseAfter(Duration.ofNanos(1))).isEqualTo(Duration.ofMillis(250));
    }
}
