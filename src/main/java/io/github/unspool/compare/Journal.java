package io.github.unspool.compare;

import java.io.IOException;
import java.util.List;

/** Where results are kept, so that a comparison that was broken off goes on from there. */
interface Journal extends AutoCloseable {
    /** Keeps nothing. */
    Journal NONE = new Journal() {
        @Override
        public List<Result> results() {
            return List.of();
        }

        @Override
        public void add(Result result) {}

        @Override
        public void close() {}
    };

    /** What was kept before. */
    List<Result> results();

    /**
     * Keeps one more; when this returns, it is safe.
     *
     * @throws IOException if it cannot be kept; the message is a sentence
     */
    void add(Result result) throws IOException;

    @Override
    void close();
}
