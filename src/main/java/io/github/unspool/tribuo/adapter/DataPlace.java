package io.github.unspool.tribuo.adapter;

/**
 * Where in the data something stands, to be put into words only if something is wrong there.
 *
 * @param example such as {@code sequence 3}
 * @param step 1 for the first; 0 if the whole is meant
 */
record DataPlace(String example, int step) {
    @Override
    public String toString() {
        return step == 0 ? example : example + ", step " + step;
    }
}
