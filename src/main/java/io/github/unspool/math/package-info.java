/** Floor 1. */
package io.github.unspool.math;
