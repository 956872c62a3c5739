package io.github.unspool.compare;

/**
 * One repeat; all candidates have the same data and seed in it.
 *
 * @param number from 0
 * @param seed the number that is added to the seed of the network: 0 for the first
 * @param fold which split of the data, from 0
 */
record Repeat(int number, int seed, int fold) {}
