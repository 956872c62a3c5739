/** Trials of reliability: short ones for every build, and the same at length for {@code ./unspool trial}. */
package io.github.unspool.trial;
