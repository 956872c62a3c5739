package io.github.unspool.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeLeftTest {
    private static final long SECOND = 1_000_000_000L;
    private final TimeLeft left = new TimeLeft();

    @Test
    void words_oneEstimate_areEmpty() {
        left.estimate(80, SECOND);
        assertThat(left.words(SECOND)).isEmpty();
    }

    @Test
    void words_estimatesThatAgree_tellTheTime() {
        left.estimate(100, SECOND);
        left.estimate(80, 11 * SECOND);
        assertThat(left.words(11 * SECOND)).isEqualTo(", 1 min 20 s left");
        assertThat(left.words(31 * SECOND)).isEqualTo(", 1 min 0 s left");
    }

    /** 2 h 24 min that become 2 min 39 s. */
    @Test
    void words_estimatesThatDoNotAgree_areEmptyUntilTheyDo() {
        left.estimate(8640, SECOND);
        left.estimate(159, 2 * SECOND);
        assertThat(left.words(2 * SECOND)).isEmpty();
        left.estimate(150, 4 * SECOND);
        assertThat(left.words(4 * SECOND)).isEqualTo(", 2 min 30 s left");
        left.estimate(Double.NaN, 5 * SECOND);
        assertThat(left.words(5 * SECOND)).isEmpty();
    }

    @Test
    void words_shortTimes_needNotAgreeExactly() {
        left.estimate(3, SECOND);
        left.estimate(1, 2 * SECOND);
        assertThat(left.words(2 * SECOND)).isEqualTo(", 1 s left");
    }
}
