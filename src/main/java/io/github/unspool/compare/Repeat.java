package io.github.unspool.compare;

/**
 * One of the runs that each candidate makes, with the same data and seed as the others' of that number.
 *
 * @param number from 0
 * @param seed what is added to the seed of the chain: 0 for the first
 * @param fold which split of the data, from 0
 */
record Repeat(int number, int seed, int fold) {}
