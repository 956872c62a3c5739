/** Floor 3: how a gradient changes the weights, and how the learning rate changes from epoch to epoch. */
package io.github.unspool.optimiser;
