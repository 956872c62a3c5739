package io.github.unspool.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.unspool.math.Workers;
import io.github.unspool.network.Inference;
import io.github.unspool.network.Sentences;
import io.github.unspool.network.Weights;
import io.github.unspool.part.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StopTest {
    private static final List<Sequence> DATA = Sentences.random(7, 6, 5, 4, 3);

    @AfterEach
    void release() {
        Host.PLAIN.install();
        assertThat(Thread.interrupted()).as("an interrupt that nobody consumed").isFalse();
    }

    @Test
    void check_unlessSomebodyWantsIt_doesNothing() {
        assertThat(Stop.isWanted()).isFalse();
        assertThatNoException().isThrownBy(() -> Stop.check("Stopped."));
    }

    @Test
    void check_interrupted_throwsOnce() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> Stop.check("Stopped."))
                .withMessage("Stopped.");
        assertThat(Stop.isWanted()).isFalse();
    }

    @Test
    void check_buttonPressed_throwsEachTime() {
        Host.PLAIN.withButton(() -> true).install();
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> Stop.check("Stopped."));
        }
    }

    @Test
    void loss_interrupted_isCancelled() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> Inference.loss(Sentences.weights(4), DATA, Workers.alone()))
                .withMessage("Stopped while measuring the loss.");
    }

    @Test
    void read_interruptedInALongSequence_endsAfterItsChunk() {
        Weights weights = Sentences.weights(4);
        Sequence sequence = Sentences.random(1000).get(0);
        List<Integer> steps = new ArrayList<>();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> new Inference(weights).read(sequence, weights.initialState(1), (step, p, h) -> {
                    steps.add(step);
                    if (step == 300) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .withMessage("Stopped during a prediction.");
        assertThat(steps).hasSize(512);
    }
}
