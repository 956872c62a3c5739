package io.github.unspool.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
    private static final long ALWAYS = 1;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void run_anyNumberOfParts_doesEachOnce(int threads) {
        Workers workers = Workers.of(threads, ALWAYS);
        for (int parts = 0; parts < 20; parts++) {
            AtomicIntegerArray done = new AtomicIntegerArray(20);
            workers.run(parts, done::incrementAndGet);
            for (int i = 0; i < 20; i++) {
                assertThat(done.get(i)).isEqualTo(i < parts ? 1 : 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void split_anyLength_coversItInGrains(int threads) {
        Workers workers = Workers.of(threads, ALWAYS);
        for (int length = 0; length < 70; length++) {
            AtomicIntegerArray done = new AtomicIntegerArray(70);
            int end = length;
            workers.split(length, 6, 1_000, (from, to) -> {
                assertThat(from % 6).isZero();
                assertThat(to == end || to % 6 == 0).isTrue();
                for (int i = from; i < to; i++) {
                    done.incrementAndGet(i);
                }
            });
            for (int i = 0; i < 70; i++) {
                assertThat(done.get(i)).as("%s of %s", i, length).isEqualTo(i < length ? 1 : 0);
            }
        }
    }

    /** Each of two parts waits a while for the other. Nobody promises that a helper has time, so they may need some tries. */
    @Test
    void run_twoThreadsOnTwoProcessors_runsPartsAtOnce() {
        boolean hasTwo = Runtime.getRuntime().availableProcessors() > 1;
        boolean wereAtOnce = false;
        for (int round = 0; round < (hasTwo ? 100 : 1) && !wereAtOnce; round++) {
            CountDownLatch both = new CountDownLatch(2);
            AtomicInteger met = new AtomicInteger();
            Workers.of(2).run(2, part -> {
                both.countDown();
                try {
                    met.addAndGet(both.await(100, TimeUnit.MILLISECONDS) ? 1 : 0);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            wereAtOnce = met.get() == 2;
        }
        assertThat(wereAtOnce).isEqualTo(hasTwo);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void run_aPartThatFails_failsAndTheWorkersGoOn(int threads) {
        Workers workers = Workers.of(threads, ALWAYS);
        for (int round = 0; round < 50; round++) {
            assertThatThrownBy(() -> workers.run(4, part -> {
                        if (part == 2) {
                            throw new IllegalStateException("part 2");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("part 2");
            assertThatThrownBy(() -> workers.run(2, part -> {
                        throw new OutOfMemoryError("part " + part);
                    }))
                    .isInstanceOf(OutOfMemoryError.class);
            LongAdder sum = new LongAdder();
            workers.run(4, sum::add);
            assertThat(sum.sum()).isEqualTo(6);
        }
    }

    /** Whoever finds all helpers busy does its parts alone. */
    @Test
    void run_fromManyThreadsAtOnce_doesAll() throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        Thread[] callers = new Thread[6];
        for (int i = 0; i < callers.length; i++) {
            callers[i] = new Thread(() -> {
                Workers workers = Workers.of(3, ALWAYS);
                for (int round = 0; round < 500; round++) {
                    workers.run(5, part -> done.incrementAndGet());
                }
            });
            callers[i].start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(done).hasValue(6 * 500 * 5);
    }

    @Test
    void run_insideAPart_doesAll() {
        AtomicInteger done = new AtomicInteger();
        Workers workers = Workers.of(3, ALWAYS);
        workers.run(3, outer -> workers.run(4, inner -> done.incrementAndGet()));
        assertThat(done).hasValue(12);
    }

    @Test
    void parts_ofLittleWork_isOne() {
        assertThat(Workers.of(8).parts(50_000)).isEqualTo(1);
        assertThat(Workers.of(8).parts(250_000)).isEqualTo(2);
        assertThat(Workers.of(8).parts(1_000_000_000)).isEqualTo(8);
        assertThat(Workers.alone().parts(1_000_000_000)).isEqualTo(1);
    }
}
