package io.github.unspool.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomsTest {

    @Test
    void of_samePath_givesTheSameNumbers() {
        assertThat(Randoms.of(42, 1, 2).nextLong())
                .isEqualTo(Randoms.of(42, 1, 2).nextLong());
    }

    @Test
    void of_otherSeedOrPath_givesOtherNumbers() {
        long[] firsts = {
            Randoms.of(42).nextLong(),
            Randoms.of(43).nextLong(),
            Randoms.of(42, 0).nextLong(),
            Randoms.of(42, 1).nextLong(),
            Randoms.of(42, 0, 1).nextLong(),
            Randoms.of(42, 1, 0).nextLong(),
            Randoms.of(42, -1).nextLong()
        };

        assertThat(firsts).doesNotHaveDuplicates();
    }

    @Test
    void nextLong_ofAKnownPath_isTheSameOnEveryPlatform() {
        assertThat(Randoms.of(42, 1, 2).nextLong()).isEqualTo(5480538476384449190L);
    }

    @Test
    void uniform_ofManyDraws_hasMeanAndVarianceOfTheUnitInterval() {
        Randoms random = Randoms.of(1);
        double[] draws = DoubleStream.generate(random::uniform).limit(100_000).toArray();

        assertThat(DoubleStream.of(draws)).allMatch(x -> x >= 0 && x < 1);
        assertThat(DoubleStream.of(draws).average().orElseThrow()).isCloseTo(0.5, within(0.005));
        assertThat(variance(draws)).isCloseTo(1 / 12.0, within(0.001));
    }

    @Test
    void normal_ofManyDraws_hasMeanZeroAndVarianceOne() {
        Randoms random = Randoms.of(1);
        double[] draws = DoubleStream.generate(random::normal).limit(100_000).toArray();

        assertThat(DoubleStream.of(draws).average().orElseThrow()).isCloseTo(0, within(0.01));
        assertThat(variance(draws)).isCloseTo(1, within(0.02));
    }

    private static double variance(double[] values) {
        double mean = DoubleStream.of(values).average().orElseThrow();
        return DoubleStream.of(values)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
    }

    @Test
    void permutation_ofN_holdsEachNumberOnce() {
        assertThat(Randoms.of(1).permutation(50))
                .containsExactlyInAnyOrder(IntStream.range(0, 50).toArray())
                .isNotEqualTo(IntStream.range(0, 50).toArray());
    }

    @Test
    void permutation_manyTimes_putsEachNumberFirstEquallyOften() {
        int[] first = new int[4];
        Randoms random = Randoms.of(1);
        for (int i = 0; i < 40_000; i++) {
            first[random.permutation(4)[0]]++;
        }

        assertThat(IntStream.of(first)).allMatch(count -> Math.abs(count - 10_000) < 400);
    }
}
