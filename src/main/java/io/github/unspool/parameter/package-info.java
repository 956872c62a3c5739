/**
 * Floor 2: the numbers that a network learns, each matrix with its gradient, the rows that a layer reads, and NumPy's files of
 * arrays. Engine: it may change in any release.
 */
package io.github.unspool.parameter;
