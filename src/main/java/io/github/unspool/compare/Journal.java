package io.github.unspool.compare;

import java.io.IOException;
import java.util.List;

/** Stores results, so that a comparison that was stopped can be resumed. */
interface Journal extends AutoCloseable {
    /** Stores nothing. */
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

    /** The stored results. */
    List<Result> results();

    /**
     * Stores one more result; when this method returns, it is on the disk.
     *
     * @throws IOException if it cannot be stored; the message is a sentence
     */
    void add(Result result) throws IOException;

    @Override
    void close();
}
