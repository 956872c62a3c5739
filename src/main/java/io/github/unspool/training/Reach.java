package io.github.unspool.training;

/**
 * The number of steps after which the gradient of a loss is below 1 %.
 *
 * @param steps the smallest such distance
 * @param of how many steps the sequence had
 */
record Reach(int steps, int of) {}
