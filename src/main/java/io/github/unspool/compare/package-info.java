/** Comparisons of hyperparameters: search spaces, schedules, backends, and statistics. */
package io.github.unspool.compare;
