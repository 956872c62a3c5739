package io.github.unspool.data.table;

/** What becomes of a feature that has no value. */
public enum Gaps {
    REFUSED(""),
    FILLED(".forwardFill()"),
    MASKED(".mask()");

    private final String call;

    Gaps(String call) {
        this.call = call;
    }

    @Override
    public String toString() {
        return call;
    }
}
