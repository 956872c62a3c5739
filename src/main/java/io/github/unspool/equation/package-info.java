/**
 * Floor 2: elementwise expressions, such as the equations of a cell: values that print themselves as a formula, differentiate
 * themselves, and are evaluated over blocks of numbers.
 */
package io.github.unspool.equation;
