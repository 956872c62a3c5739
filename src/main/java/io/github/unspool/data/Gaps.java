package io.github.unspool.data;

/** What becomes of a feature that has no value. */
enum Gaps {
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
