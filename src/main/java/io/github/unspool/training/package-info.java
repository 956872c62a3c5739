/**
 * Floor 3: the training loop, from the first batch to the weights that are kept: epochs, early stopping, checkpoints, the
 * history of the loss with its diagnosis, and the search for a learning rate.
 */
package io.github.unspool.training;
