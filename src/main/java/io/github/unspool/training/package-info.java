/**
 * Floor 3: the training loop, epochs, early stopping, checkpoints, the
 * history of the loss with its diagnosis, and the search for a learning rate.
 */
package io.github.unspool.training;
