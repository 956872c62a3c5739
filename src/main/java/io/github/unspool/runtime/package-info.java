/**
 * Floor 1: the Java process around a run: whether the user has asked to stop, and how much memory is left. Engine: it may
 * change in any release.
 */
package io.github.unspool.runtime;
