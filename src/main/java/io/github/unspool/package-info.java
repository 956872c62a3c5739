/**
 * Recurrent neural networks for a Java notebook. {@link io.github.unspool.Rnn} is where to begin; floor 5 of
 * docs/architecture.md.
 */
package io.github.unspool;
