/**
 * Checkpoints: the state of a run that is not over, and what makes two runs the same. Engine: it may change in any release.
 */
package io.github.unspool.tribuo.checkpoint;
