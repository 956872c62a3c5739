package io.github.unspool.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CellThreadTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean wasStopped;
    private volatile boolean isDone;

    /** Stands for a piece of a cell, whose method has this name in JShell. */
    private void do_it$() {
        begun.countDown();
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        // What training does to keep what it has learned.
        long until = System.nanoTime() + 50_000_000;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
        wasStopped = CellThread.isStopped();
        isDone = true;
    }

    @Test
    void interrupt_comesBackWhenTheCodeHasEnded() throws Exception {
        CellThread thread = new CellThread(this::do_it$, "cell");
        thread.start();
        begun.await();
        thread.interrupt();
        assertThat(isDone).isTrue();
        assertThat(wasStopped)
                .as("stopped, although the interrupt was consumed")
                .isTrue();
        thread.join();
    }

    @Test
    void interrupt_ofItself_isAnInterruptAndNoStop() throws Exception {
        CellThread thread = new CellThread(
                () -> {
                    Thread.currentThread().interrupt();
                    wasStopped = CellThread.isStopped();
                    isDone = Thread.interrupted();
                },
                "cell");
        thread.start();
        thread.join();
        assertThat(wasStopped).isFalse();
        assertThat(isDone).isTrue();
    }

    @Test
    void isStopped_onAnotherThread_isFalse() {
        assertThat(CellThread.isStopped()).isFalse();
    }
}
