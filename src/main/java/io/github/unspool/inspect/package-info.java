/**
 * Floor 3: what happens inside a network on one sequence: hidden states and gates at each step, the gradient's flow back
 * through time, which inputs an output depends on, and how surprising each token is.
 */
package io.github.unspool.inspect;
