package io.github.unspool.jupyter;

import java.util.function.BiConsumer;

/**
 * Where something is shown: the cell that ran when it began, even if that has ended and another one runs.
 *
 * @param request what makes it this cell and no other
 * @param display shows something new under a display id
 * @param update shows something instead of what has the same display id
 */
record OutputCell(Object request, BiConsumer<String, Bundle> display, BiConsumer<String, Bundle> update) {
    /** When no cell runs, nothing can be shown. */
    static OutputCell none() {
        return new OutputCell(new Object(), (id, shown) -> {}, (id, shown) -> {});
    }

    boolean isSame(OutputCell other) {
        return request == other.request;
    }
}
