/**
 * Floor 1: numbers in flat {@code float[]} slabs, the matrix product, exp and tanh, and random numbers.
 *
 * <p>What this floor promises to every floor above: the same inputs give the same bits on any JDK and any CPU. Each
 * element of a product adds its terms in one fixed order with fused multiply-add; loops are vectorised across elements,
 * never across a sum; exp and tanh are polynomials of our own, not the library's, whose last bits differ between
 * platforms.
 */
package io.github.unspool.math;
