/**
 * Floor 2: the equations of one step of a recurrence. A cell knows no loop over time and no weights; those live once, for
 * every cell, in {@link io.github.unspool.network}.
 */
package io.github.unspool.cell;
