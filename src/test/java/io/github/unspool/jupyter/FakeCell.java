package io.github.unspool.jupyter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Keeps what it is sent instead of showing it. */
final class FakeCell {
    final List<Displayed> displays = Collections.synchronizedList(new ArrayList<>());
    final List<Displayed> updates = Collections.synchronizedList(new ArrayList<>());
    final Cell it = new Cell(this, data -> add(displays, data), data -> add(updates, data));
    RuntimeException failure;
    boolean interrupted;

    private void add(List<Displayed> to, DisplayData data) {
        interrupted |= Thread.currentThread().isInterrupted();
        if (failure != null) {
            throw failure;
        }
        to.add(Displayed.of(data));
    }

    int count() {
        return displays.size() + updates.size();
    }
}
