/** An output that is itself a sequence of labels of any length: its type for Tribuo, and how predictions are measured. */
package io.github.unspool.tribuo.output;
