/**
 * Samples on their way to a data set, with a vocabulary and scales from the training part alone. Engine: it may change in any
 * release.
 */
package io.github.unspool.data.sample;
