package io.github.unspool.bench;

/** Something that is run again and again to be measured. */
interface Workload {
    /** Goes back to where the job began. */
    void restart();

    /** Does the job once. */
    void run();

    /**
     * Does the job and returns its result, to be compared with those of others.
     *
     * @param count how many numbers are wanted
     * @return the numbers
     */
    double[] check(int count);
}
