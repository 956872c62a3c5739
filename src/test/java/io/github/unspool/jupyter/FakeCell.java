package io.github.unspool.jupyter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what it is sent instead of showing it. */
final class FakeCell {
    final List<Displayed> displays = Collections.synchronizedList(new ArrayList<>());
    final List<Displayed> updates = Collections.synchronizedList(new ArrayList<>());
    final OutputCell it =
            new OutputCell(this, (id, bundle) -> add(displays, id, bundle), (id, bundle) -> add(updates, id, bundle));
    RuntimeException failure;
    boolean interrupted;

    private void add(List<Displayed> to, String id, Bundle bundle) {
        interrupted |= Thread.currentThread().isInterrupted();
        if (failure != null) {
            throw failure;
        }
        to.add(Displayed.of(JJavaKernel.data(id, bundle)));
    }

    int count() {
        return displays.size() + updates.size();
    }
}
