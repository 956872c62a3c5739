package io.github.unspool.bench;

/** Something that is run again and again to be measured. */
interface Workload {
    /** Goes back to where the job began. */
    void restart();

    /** Does the job once. */
    void run();

    /**
     * Does the job and tells what came out, to be compared with what others get.
     *
     * @param count how many numbers are wanted
     * @return the numbers
     */
    double[] check(int count);
}
