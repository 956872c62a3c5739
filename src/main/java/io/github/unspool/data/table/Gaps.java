package io.github.unspool.data.table;

/** The treatment of missing values. */
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
