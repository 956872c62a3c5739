/** Floor 2: what a network's outputs are compared with their targets by, and the scale of outputs that are numbers. */
package io.github.unspool.loss;
