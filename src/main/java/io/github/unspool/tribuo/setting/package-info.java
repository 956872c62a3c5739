/** The hyperparameters of a run: an immutable value, and the one table of all settings. */
package io.github.unspool.tribuo.setting;
