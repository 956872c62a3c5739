/** Comparing hyperparameters: what is tried, in which order, where, and who was really better. */
package io.github.unspool.compare;
